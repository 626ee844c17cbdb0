"""The tab Service."""

from __future__ import annotations

from models.database.rights import Permission
from models.service.queries import TICKETS
from resources.language import N_
from views.kit.action import Row
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Tab
from views.service.lists import OPEN_LIST, TicketListPage, open_ticket_page
from views.service.ticket_page import ticket_view

_READ = Permission.SERVICE_READ

PAGES: tuple[PageSpec, ...] = (
    PageSpec("service.tickets", N_("Tickets"), TicketListPage, Tab.SERVICE, _READ, "ticket", in_navigation=True),
    list_screen(
        "service.open_tickets", OPEN_LIST, tab=Tab.SERVICE, permission=_READ, icon="ticket", in_navigation=False
    ),
    PageSpec(
        "service.ticket",
        N_("Ticket"),
        ticket_view,
        Tab.SERVICE,
        _READ,
        "ticket",
        new=N_("Ticket"),
        new_permission=Permission.SERVICE_EDIT,
    ),
)


def _text(row: Row) -> str:
    return f"{row['number']} {row['subject']}"


SEARCHES: tuple[RecordSearch, ...] = (RecordSearch(TICKETS, _text, open_ticket_page, N_("Ticket"), _READ, "ticket"),)
