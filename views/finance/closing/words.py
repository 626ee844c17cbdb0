"""How tasks, periods and reconciliations are told on the screens of closing."""

from __future__ import annotations

from collections.abc import Mapping

from models.company.roles import ROLE_TEXTS
from models.database.listing import Kind
from models.database.rights import Role
from models.finance.closing.tasks import CloseBoard, CloseTask
from resources.language import N_, _
from views.kit.form.spec import Choice
from views.kit.format import format_value
from views.kit.host import Host

AREAS = (
    Choice("general", N_("Vouchers")),
    Choice("receivables", N_("Receivables")),
    Choice("payables", N_("Payables")),
    Choice("stock", N_("Stock")),
    Choice("payroll", N_("Payroll")),
)
EVERYTHING = Choice("all", N_("Everything"))
_EVENTS: Mapping[str, str] = {
    "begin": N_("Close begun"),
    "close": N_("Closed"),
    "freeze": N_("Frozen"),
    "lock": N_("Locked"),
    "reopen": N_("Opened again"),
    "thaw": N_("Freeze lifted"),
    "unlock": N_("Unlocked"),
    "unsign": N_("Signature taken back"),
}


def event_text(event: str) -> str:
    """What happened to a period."""
    return _(_EVENTS[event]) if event in _EVENTS else event


def area_text(areas: str) -> str:
    """Areas as they are stored, with commas between; anything else stays as it is."""
    words = {str(choice.value): choice.label for choice in (*AREAS, EVERYTHING)}
    return ", ".join(_(words[area]) if area in words else area for area in areas.split(", ") if area)


def span_text(host: Host, first: object, last: object) -> str:
    """From day to day."""
    days = {name: format_value(day, Kind.DATE, host.language) for name, day in (("first", first), ("last", last))}
    return _("{first} to {last}").format(**days)


def name_of(host: Host, task: CloseTask) -> str:
    """The task in the language of the screen."""
    return task.name if host.language == "sv" or not task.name_en else task.name_en


def owner_of(task: CloseTask, names: Mapping[int, str]) -> str:
    """Who does it: a person, or anybody with a role."""
    if task.owner_id is not None:
        return names.get(task.owner_id, "")
    return _(ROLE_TEXTS[Role(task.owner_role)].title) if task.owner_role in set(Role) else ""


def standing_of(host: Host, task: CloseTask, board: CloseBoard) -> str:
    """How far a task has come, in a few words."""
    if task.done:
        return _("Done")
    if task.signed_at is not None:
        return _("To be reviewed")
    if (before := board.waits_for(task)) is not None and board.begun:
        return _("After: {task}").format(task=name_of(host, before))
    if task.blocking:
        return _("Blocked")
    return _("Ready to sign") if board.begun else _("Nothing left")
