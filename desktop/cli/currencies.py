"""`kontor revalue`: what is held in foreign currencies at the rate of a day."""

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
    "party_name": Kind.TEXT,
    "currency": Kind.TEXT,
    "amount": Kind.MONEY,
    "booked": Kind.MONEY,
    "value": Kind.MONEY,
    "difference": Kind.MONEY,
}


def add_commands(commands: Commands) -> None:
    """Enter the command of this family."""
    command = commands.add("revalue", revalue_at, _("book what exchange rates have changed, until the day after"))
    command.add_argument("--on", type=day, required=True, metavar=_("DATE"), help=_("the last day of a month"))
    command.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))


def revalue_at(context: Context) -> int:
    """Show what is held, or revalue it."""
    from models.finance.revaluation import read_revaluation, revalue

    on = context.options.on
    if context.options.dry_run:
        rows = context.session.read(read_revaluation, on=on).rows
        context.show([{**asdict(row), "difference": row.difference} for row in rows], _KINDS)
        return DONE
    done = context.session.run(revalue, on=on, text=_("Currency revaluation"))
    told = _("{amount} is booked on {date}, and taken back on the day after.").format(amount=done.difference, date=on)
    context.say(told if done.entry_id else _("Everything is at the rate of that day."), asdict(done))
    return DONE
