"""The list of tickets: what is open, what is mine, and everything."""

from __future__ import annotations

from collections.abc import Mapping

from models.database.listing import Filter, Kind
from models.database.rights import Permission
from models.service.queries import OPEN_TICKETS, TICKETS
from models.service.tickets import change_priorities, own_agent_id
from resources.language import N_, _
from views.kit.form.spec import Choice, Field, FieldKind
from views.kit.host import Host, Link
from views.kit.list.bulk import BulkEdit, BulkField
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens
from views.kit.list.view import ListView
from views.kit.page import Page

TICKET = "service.ticket"
_OPEN = (Filter("status", "<>", "solved"), Filter("status", "<>", "closed"))


#: The page of a row of the list.
open_ticket_page = opens("service.ticket")
NEW_TICKET = new_action("service.ticket.new", N_("New ticket"), begins("service.ticket"), Permission.SERVICE_EDIT)

PRIORITY_CHOICES = (
    Choice("low", N_("Low")),
    Choice("normal", N_("Normal")),
    Choice("high", N_("High")),
    Choice("urgent", N_("Urgent")),
)
_PRIORITIES = BulkEdit(
    (
        BulkField(
            Field("priority", N_("Priority"), FieldKind.CHOICE, choices=PRIORITY_CHOICES, required=True), Kind.STATUS
        ),
    ),
    change_priorities,
    lambda row: f"{row['number']} {row['subject']}",
    Permission.SERVICE_EDIT,
)

#: What figures of open tickets open; who has waited longest comes first.
OPEN_LIST = ListSpec(
    OPEN_TICKETS,
    actions=(NEW_TICKET,),
    opens=open_ticket_page,
    empty_title=N_("Nobody waits"),
    empty_hint=N_("Every ticket is solved."),
    subjects=(TICKET,),
)


def ticket_list(own_id: int, *, start: str) -> ListSpec:
    """The list as somebody with this key sees it; `start` is the quick filter that is on at first."""
    return ListSpec(
        TICKETS,
        actions=(_PRIORITIES.action("service.ticket.change"), NEW_TICKET),
        opens=open_ticket_page,
        empty_title=N_("No tickets yet"),
        empty_hint=N_("A ticket keeps what a customer asks and what you answer in one place."),
        empty_action=NEW_TICKET,
        quick_filters=(
            QuickFilter("open", N_("Open"), _OPEN),
            QuickFilter("mine", N_("Mine"), (*_OPEN, Filter("assignee_id", "=", own_id))),
            QuickFilter("unassigned", N_("Nobody's"), (*_OPEN, Filter("assignee_id", "=", None))),
        ),
        start_filter=start,
        subjects=(TICKET,),
    )


class TicketListPage(Page):
    """The tickets; the list is made once it is known who "mine" is."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _(TICKETS.title), link=link)
        self.list: ListView | None = None
        host.read(own_agent_id, {}, on_done=self._on_known)

    def refresh(self) -> None:
        """Fetch the list anew."""
        if self.list is not None:
            self.list.reload()

    def _on_known(self, own_id: int) -> None:
        filters, label = _restriction(self.link.arguments if self.link else {})
        spec = ticket_list(own_id, start="" if filters else "open")
        self.list = ListView(self.host, spec, filters=filters, filter_label=label, primary_in_header=True)
        self.header.set_actions([action for action in self.list.actions_bound if action.declared.primary])
        self.body.addWidget(self.list, 1)
        self.setFocusProxy(self.list)
        if self.isVisible():
            self.list.setFocus()


def _restriction(arguments: Mapping[str, object]) -> tuple[tuple[Filter, ...], str]:
    """What a link asks for, such as the tickets of one customer, and the words for it."""
    names = {column.name for column in TICKETS.columns}
    filters = tuple(Filter(name, "=", value) for name, value in arguments.items() if name in names)
    return filters, str(arguments.get("label", _("Filtered") if filters else ""))
