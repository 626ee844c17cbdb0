"""`kontor consolidate`: the figures of the group whose parent is the company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli import DONE
from desktop.cli.values import day
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands

_KINDS = {
    "account": Kind.TEXT,
    "name": Kind.TEXT,
    "kind": Kind.TEXT,
    "companies": Kind.MONEY,
    "eliminated": Kind.MONEY,
    "total": Kind.MONEY,
}


def add_commands(commands: Commands) -> None:
    """Enter the command of this family."""
    command = commands.add("consolidate", consolidate, _("show the accounts of a group of companies"))
    command.add_argument("--from", dest="from_date", type=day, metavar=_("DATE"), help=_("first day; else of the year"))
    command.add_argument("--to", dest="to_date", type=day, required=True, metavar=_("DATE"), help=_("the last day"))


def consolidate(context: Context) -> int:
    """Show every account of the group."""
    from models.finance.groups.consolidation import read_consolidation

    options = context.options
    record = context.session.read(read_consolidation, from_date=options.from_date, to_date=options.to_date)
    rows = [
        {
            "account": line.account,
            "name": line.name,
            "kind": line.kind,
            "companies": line.translated,
            "eliminated": line.eliminated,
            "total": line.total,
        }
        for line in record.lines
    ]
    context.show(rows, _KINDS)
    return DONE
