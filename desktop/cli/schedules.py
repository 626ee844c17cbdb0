"""`kontor post-due`: repetitions, planned reversals and spread amounts, posted up to a day."""

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

_KINDS = {"due_on": Kind.DATE, "kind": Kind.TEXT, "text": Kind.TEXT, "amount": Kind.MONEY}


def add_commands(commands: Commands) -> None:
    """Enter the command of this family."""
    command = commands.add("post-due", post_until, _("post what is due: recurring vouchers, reversals, spread amounts"))
    command.add_argument("--to", type=day, metavar=_("DATE"), help=_("the last day; today if left out"))
    command.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))


def post_until(context: Context) -> int:
    """Show what is due, or post it."""
    from models.database.work import Work
    from models.finance.schedules.due import due_items, post_due

    to = context.options.to or context.session.read(Work.today)
    if context.options.dry_run:
        context.show([asdict(item) for item in context.session.read(due_items, to=to)], _KINDS)
        return DONE
    posted = context.session.run(post_due, to=to)
    context.say(_("{count} vouchers are posted.").format(count=posted.all), asdict(posted))
    return DONE
