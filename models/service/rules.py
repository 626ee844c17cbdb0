"""What may become of a ticket: used by operations and buttons alike."""

from __future__ import annotations

from collections.abc import Mapping

#: From each status, the statuses that it may become.
TICKET_MOVES: Mapping[str, frozenset[str]] = {
    "new": frozenset({"open", "waiting", "solved", "closed"}),
    "open": frozenset({"waiting", "solved", "closed"}),
    "waiting": frozenset({"open", "solved", "closed"}),
    "solved": frozenset({"open", "closed"}),
    "closed": frozenset({"open"}),
}
PRIORITIES = ("low", "normal", "high", "urgent")
OPEN_STATUSES = frozenset({"new", "open", "waiting"})


def can_become(status: str, other: str) -> bool:
    """Whether a ticket with `status` may become `other`."""
    return other in TICKET_MOVES[status]


def after_reply(status: str, *, internal: bool) -> str:
    """The status after an answer: one to the customer leaves the ticket waiting for theirs."""
    return status if internal or status not in OPEN_STATUSES else "waiting"
