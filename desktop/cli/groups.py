"""`kontor consolidate` and `kontor eliminate`: the group whose parent is the company."""

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
    "account": Kind.TEXT,
    "name": Kind.TEXT,
    "kind": Kind.TEXT,
    "companies": Kind.MONEY,
    "eliminated": Kind.MONEY,
    "total": Kind.MONEY,
}
_PROPOSED = {
    "name": Kind.TEXT,
    "debit_account": Kind.TEXT,
    "credit_account": Kind.TEXT,
    "amount": Kind.MONEY,
}


def add_commands(commands: Commands) -> None:
    """Enter the commands of this family."""
    eliminating = commands.add("eliminate", eliminate, _("show what a group has to eliminate, or keep it"))
    eliminating.add_argument("--accept", action="store_true", help=_("keep what is proposed"))
    for command in (
        commands.add("consolidate", consolidate, _("show the accounts of a group of companies")),
        eliminating,
    ):
        command.add_argument(
            "--from", dest="from_date", type=day, metavar=_("DATE"), help=_("first day; else of the year")
        )
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


def eliminate(context: Context) -> int:
    """Show the eliminations that the books of the companies ask for, or keep them."""
    from models.finance.groups.proposing import accept_eliminations, propose_eliminations

    options = context.options
    days = {"from_date": options.from_date, "to_date": options.to_date}
    if options.accept:
        rows = [asdict(row) for row in context.session.run(accept_eliminations, **days)]
    else:
        rows = [asdict(row) for row in context.session.read(propose_eliminations, **days).rows]
    context.show([{name: row[name] for name in _PROPOSED} for row in rows], _PROPOSED)
    return DONE
