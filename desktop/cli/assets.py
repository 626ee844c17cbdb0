"""`kontor depreciate`: what fixed assets cost up to a month, shown and posted."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.values import day
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands

_KINDS = {
    "number": Kind.TEXT,
    "name": Kind.TEXT,
    "group_name": Kind.TEXT,
    "months": Kind.INTEGER,
    "amount": Kind.MONEY,
    "book": Kind.MONEY,
}


def add_commands(commands: Commands) -> None:
    """Enter the command of this family."""
    command = commands.add("depreciate", depreciate_assets, _("show or post the depreciation of fixed assets"))
    command.add_argument("--month", type=day, metavar=_("DATE"), help=_("a day of the last month to be depreciated"))
    command.add_argument("--post", action="store_true", help=_("post it instead of showing what is due"))


def depreciate_assets(context: Context) -> int:
    """Show what is due, or post it in one voucher."""
    from models.finance.assets.changing import depreciate, preview_depreciation

    due = context.session.read(preview_depreciation, month=context.options.month)
    if not context.options.post:
        context.show([asdict(row) for row in due.rows], _KINDS)
        return DONE
    text = _("Depreciation {month}").format(month=f"{due.month:%Y-%m}")
    run = context.session.run(depreciate, month=due.month, text=text)
    voucher = f"{run.entry.series}{run.entry.number}"
    told = _("Depreciation is posted as voucher {voucher}.").format(voucher=voucher)
    context.say(told, {"voucher": voucher, "id": run.entry.id, "amount": due.amount})
    return DONE
