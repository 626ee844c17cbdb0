"""Opening a ticket: whose, about what, how urgent, and the first message."""

from __future__ import annotations

from collections.abc import Mapping

from models.sales.queries import SALES_ORDERS
from models.service.tickets import OpenedTicket, TicketDraft, open_ticket
from resources.language import N_, _
from views.finance.pickers import CUSTOMER
from views.kit.action import Row
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Picker, Section
from views.kit.host import Host, Link


def _order(row: Row) -> str:
    return f"{row['number'] or ''} {row['party_name']}".strip()


def _arguments(draft: TicketDraft) -> Mapping[str, object]:
    return {"draft": draft}


_ORDER = Picker(SALES_ORDERS, ("number", "party_name", "order_date"), _order)
PRIORITY_CHOICES = (
    Choice("low", N_("Low")),
    Choice("normal", N_("Normal")),
    Choice("high", N_("High")),
    Choice("urgent", N_("Urgent")),
)

FORM: FormSpec[TicketDraft] = FormSpec(
    (
        Section(
            "",
            (
                Field("party_id", N_("Customer"), FieldKind.PICKER, required=True, picker=CUSTOMER),
                Field("priority", N_("Priority"), FieldKind.CHOICE, choices=PRIORITY_CHOICES),
                Field("subject", N_("Subject"), required=True, wide=True, max_length=200),
                Field("text", N_("What the customer says"), FieldKind.MULTILINE, wide=True),
                Field("order_id", N_("About the order"), FieldKind.PICKER, picker=_ORDER),
            ),
        ),
    ),
    save=open_ticket,
    arguments=_arguments,
)


class NewTicketPage(FormPage[TicketDraft]):
    """A new ticket; argument `party_id` for a certain customer."""

    def __init__(self, host: Host, link: Link) -> None:
        party = link.arguments.get("party_id")
        draft = TicketDraft(party_id=party if isinstance(party, int) else None)
        super().__init__(host, _("New ticket"), FORM, draft, saved_link=_opened, link=link)


def _opened(saved: object) -> Link | None:
    return Link("service.ticket", saved.id) if isinstance(saved, OpenedTicket) else None
