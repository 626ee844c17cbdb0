"""`kontor run-due`: the packs of reports whose period is over, for a scheduler to call every morning."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from desktop.cli import DONE, REFUSED
from desktop.cli.values import day
from models.database.listing import Kind
from resources.language import _

if TYPE_CHECKING:
    from desktop.cli.context import Context
    from desktop.cli.parser import Commands

_KINDS = {
    "pack": Kind.TEXT,
    "from_date": Kind.DATE,
    "to_date": Kind.DATE,
    "state": Kind.TEXT,
    "reason": Kind.TEXT,
}


def add_commands(commands: Commands) -> None:
    """Enter the command of this family."""
    command = commands.add("run-due", run_what_is_due, _("make, keep and send the packs of reports that are due"))
    command.add_argument("--on", type=day, metavar=_("DATE"), help=_("as of that day; else of today"))


def run_what_is_due(context: Context) -> int:
    """Run every pack that is due; 1 where one of them failed."""
    from desktop.packs import run_due

    results = list(run_due(context.session, on=context.options.on))
    if not results and not context.as_json:
        context.say(_("No pack is due."), {})
        return DONE
    context.show([asdict(result) for result in results], _KINDS)
    return REFUSED if any(result.state == "failed" for result in results) else DONE
