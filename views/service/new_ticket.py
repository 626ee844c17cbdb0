"""Opening a ticket: whose, about what, how urgent, who takes it, until when, and the first message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time

from models.database.rights import Permission
from models.finance.queries import CUSTOMER_INVOICES
from models.sales.queries import SALES_ORDERS
from models.service.tickets import Agent, OpenedTicket, TicketDraft, list_agents, open_ticket
from resources.language import N_, _
from views.finance.pickers import CUSTOMER
from views.kit.action import Row
from views.kit.form.lines import ChoiceBox
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Picker, Section
from views.kit.host import Host, Link
from views.service.lists import PRIORITY_CHOICES


def _numbered(row: Row) -> str:
    return f"{row['number'] or ''} {row['party_name']}".strip()


def _arguments(draft: TicketDraft) -> Mapping[str, object]:
    """With the end of the day on which it is due, where the user is."""
    due = None if draft.due_on is None else datetime.combine(draft.due_on, _END_OF_DAY).astimezone()
    return {"draft": replace(draft, due_at=due)}


def _fill_customer(draft: TicketDraft, row: Row) -> TicketDraft:
    """What another customer ordered or was invoiced is not meant any more."""
    del row
    return replace(draft, order_id=None, invoice_id=None)


def _fill_order(draft: TicketDraft, row: Row) -> TicketDraft:
    """The ticket is that of the one who ordered."""
    other = row["party_id"] != draft.party_id
    return replace(draft, party_id=_key(row), invoice_id=None if other else draft.invoice_id)


def _fill_invoice(draft: TicketDraft, row: Row) -> TicketDraft:
    """The ticket is that of the one who was invoiced."""
    other = row["party_id"] != draft.party_id
    return replace(draft, party_id=_key(row), order_id=None if other else draft.order_id)


def _key(row: Row) -> int:
    return int(str(row["party_id"]))


_END_OF_DAY = time(23, 59)
_ORDER = Picker(SALES_ORDERS, ("number", "party_name", "order_date"), _numbered)
_INVOICE = Picker(CUSTOMER_INVOICES, ("number", "party_name", "invoice_date"), _numbered)
_NOBODY = Choice(None, N_("Nobody"))
_FIELDS: tuple[Field[TicketDraft], ...] = (
    Field("party_id", N_("Customer"), FieldKind.PICKER, required=True, picker=CUSTOMER, fill=_fill_customer),
    Field("priority", N_("Priority"), FieldKind.CHOICE, choices=PRIORITY_CHOICES),
    Field("subject", N_("Subject"), required=True, wide=True, max_length=200),
    Field("text", N_("What the customer says"), FieldKind.MULTILINE, wide=True),
    Field("assignee_id", N_("Assigned to"), FieldKind.CHOICE, choices=(_NOBODY,)),
    Field("due_on", N_("Due"), FieldKind.DATE),
    Field("order_id", N_("About the order"), FieldKind.PICKER, picker=_ORDER, fill=_fill_order),
    Field("invoice_id", N_("About the invoice"), FieldKind.PICKER, picker=_INVOICE, fill=_fill_invoice),
)
_READ_BY = {"order_id": Permission.SALES_READ, "invoice_id": Permission.FINANCE_INVOICE_READ}


def ticket_form(host: Host) -> FormSpec[TicketDraft]:
    """The fields, without those whose records the user may not see."""
    shown = tuple(field for field in _FIELDS if field.name not in _READ_BY or host.allows(_READ_BY[field.name]))
    return FormSpec((Section("", shown),), save=open_ticket, arguments=_arguments)


class NewTicketPage(FormPage[TicketDraft]):
    """A new ticket; arguments `party_id` for a certain customer, `order_id` or `invoice_id` for what it is about."""

    def __init__(self, host: Host, link: Link) -> None:
        keys = map(link.arguments.get, ("party_id", "order_id", "invoice_id"))
        party, order, invoice = (key if isinstance(key, int) else None for key in keys)
        draft = TicketDraft(party_id=party, order_id=order, invoice_id=invoice)
        super().__init__(host, _("New ticket"), ticket_form(host), draft, saved_link=_opened, link=link)
        host.read(list_agents, {}, on_done=self._on_agents)

    def _on_agents(self, agents: Sequence[Agent]) -> None:
        box = self.form.boxes["assignee_id"].editor
        if isinstance(box, ChoiceBox):
            box.offer((_NOBODY, *(Choice(agent.id, agent.name) for agent in agents)))
            box.set_value(self.form.draft.assignee_id)


def _opened(saved: object) -> Link | None:
    return Link("service.ticket", saved.id) if isinstance(saved, OpenedTicket) else None
