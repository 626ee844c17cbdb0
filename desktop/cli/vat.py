"""`kontor vat …`: periods and returns of VAT; kontor export writes their files."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.values import day
from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands

_PERIODS = {
    "starts_on": Kind.DATE,
    "ends_on": Kind.DATE,
    "status": Kind.STATUS,
    "due_on": Kind.DATE,
    "payable": Kind.MONEY,
}
_BOXES = {"box": Kind.TEXT, "name": Kind.TEXT, "whole": Kind.MONEY, "exact": Kind.MONEY, "filed_whole": Kind.MONEY}


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    vat = commands.group("vat", _("VAT returns; kontor export vat, sales-list and oss write the files"))
    vat.add("periods", list_periods, _("every VAT period with when it is due"))
    show = vat.add("show", show_return, _("the boxes of a period, and what does not look right"))
    show.add_argument("period", type=day, metavar=_("DATE"), help=_("first day of the VAT period"))
    file = vat.add("file", file_return, _("file a period: its figures are kept, and its days closed to VAT"))
    file.add_argument("period", type=day, metavar=_("DATE"), help=_("first day of the VAT period"))
    file.add_argument("--settle", type=day, metavar=_("DATE"), help=_("book the settlement on this day"))
    file.add_argument("--reason", default="", metavar=_("WORDS"), help=_("why a filed return is corrected"))
    reopen = vat.add("reopen", reopen_return, _("open a filed period to VAT again, to correct it"))
    reopen.add_argument("period", type=day, metavar=_("DATE"), help=_("first day of the VAT period"))
    reopen.add_argument("--reason", required=True, metavar=_("WORDS"), help=_("why a filed return is corrected"))


def list_periods(context: Context) -> int:
    """Show every VAT period."""
    from models.finance.vat.periods import list_vat_periods

    context.show([asdict(period) for period in context.session.read(list_vat_periods)], _PERIODS)
    return DONE


def show_return(context: Context) -> int:
    """Show the boxes of a period; what does not look right goes to standard error."""
    from desktop.messages import explain
    from models.finance.vat.definitions import boxes
    from models.finance.vat.returns import read_vat_return

    found = context.session.read(read_vat_return, starts_on=context.options.period)
    language = context.session.identity.language
    rows = [
        {**asdict(found.figures[box.box]), "name": box.title(language)} for box in boxes() if box.box in found.figures
    ]
    context.show(rows, _BOXES)
    for warning in found.warnings:
        context.progress(explain(Invalid(warning.code, **warning.params)))
    return DONE


def file_return(context: Context) -> int:
    """File the return of a period."""
    from models.finance.vat.returns import file_vat_return

    o = context.options
    filed = context.session.run(file_vat_return, starts_on=o.period, settle_on=o.settle, reason=o.reason)
    context.say(_("Filed. VAT to pay: {amount}.").format(amount=filed.payable), asdict(filed))
    return DONE


def reopen_return(context: Context) -> int:
    """Open the filed return of a period again."""
    from models.finance.vat.returns import read_vat_return, reopen_vat_return

    o = context.options
    filed = context.session.read(read_vat_return, starts_on=o.period).in_force
    if filed is None:
        raise Invalid("vat.not_filed", date=o.period)
    context.session.run(reopen_vat_return, return_id=filed.id, reason=o.reason)
    context.say(_("VAT can be booked in the period again."), {"id": filed.id})
    return DONE
