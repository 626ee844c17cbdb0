"""What customers wait for today."""

from __future__ import annotations

from dataclasses import dataclass

from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import N_


@dataclass(frozen=True, slots=True)
class ServiceToday:
    """Tickets that wait for somebody: all of them, those of the reader (key `user_id`), and those of nobody."""

    user_id: int
    open_tickets: int
    mine: int
    unassigned: int


#: What each figure is.
SERVICE_FIGURES = {
    "open_tickets": N_("The number of tickets that are new, open or waiting for the customer."),
    "mine": N_("Those of the open tickets that are assigned to you."),
    "unassigned": N_("Those of the open tickets that nobody is assigned to."),
}


@operation(needs=Permission.SERVICE_READ)
def service_today(work: Work) -> ServiceToday:
    """The figures of service on the start page."""
    row = work.row(
        "SELECT count(*), count(*) FILTER (WHERE t.assignee_id = :me), count(*) FILTER (WHERE t.assignee_id IS NULL)"
        " FROM service.ticket t WHERE t.company_id = :company AND t.status IN ('new', 'open', 'waiting')",
        me=work.identity.user_id,
    )
    assert row is not None  # noqa: S101 - a query of one row
    return ServiceToday(work.identity.user_id, *tuple(row))
