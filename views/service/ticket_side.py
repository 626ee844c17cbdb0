"""Beside the conversation: how the ticket stands, who has it, and what one should know of the customer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from models.contacts.pages import CustomerPage
from models.database.listing import Kind
from models.database.rights import Permission
from models.service.tickets import Agent, TicketPage
from resources.language import N_, _
from views.kit.form.lines import ChoiceBox
from views.kit.form.spec import Choice
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.text import Card, column
from views.kit.theme.keeping import keep
from views.kit.theme.state import spaced
from views.kit.theme.tokens import SPACE_1, SPACE_3, SPACE_4
from views.service.lists import PRIORITY_CHOICES

_WIDTH = 300


class TicketSide(QWidget):
    """Emits what is chosen for the ticket; `show_ticket` and `show_customer` fill it."""

    priority_chosen = Signal(str)
    agent_chosen = Signal(object)  # key of the agent, or None

    def __init__(self, host: Host, agents: Sequence[Agent], *, may_edit: bool) -> None:
        super().__init__()
        self._host = host
        keep(self, QWidget.setFixedWidth, partial(spaced, _WIDTH))
        self.ticket, self.customer = FactCard(host, across=2), FactCard(host, across=2)
        self.priority = ChoiceBox(PRIORITY_CHOICES)
        nobody = Choice(None, N_("Nobody"))
        self.agent = ChoiceBox((nobody, *(Choice(agent.id, agent.name) for agent in agents)))
        self._choices = Card()
        inner = column(self._choices, margin=SPACE_4, spacing=SPACE_1)
        for text, box in ((_("&Priority"), self.priority), (_("Assi&gned to"), self.agent)):
            label = QLabel(text)
            label.setBuddy(box)
            box.setAccessibleName(text.replace("&", ""))
            inner.addWidget(label)
            inner.addWidget(box)
        layout = column(self, spacing=SPACE_3)
        for part in (self._choices, self.ticket, self.customer):
            layout.addWidget(part)
        layout.addStretch()
        self._choices.setVisible(may_edit)
        self._may_edit = may_edit
        self.customer.hide()
        self.priority.edited.connect(self._on_priority)
        self.agent.edited.connect(self._on_agent)

    def show_ticket(self, ticket: TicketPage) -> None:
        """Show how it stands."""
        self.priority.set_value(ticket.priority)
        self.agent.set_value(ticket.assignee_id)
        self.ticket.set_facts(_ticket_facts(self._host, ticket, choices_beside=self._may_edit))

    def show_customer(self, page: CustomerPage) -> None:
        """Show whose ticket it is."""
        self.customer.set_facts(_customer_facts(self._host, page))
        self.customer.show()

    def _on_priority(self) -> None:
        self.priority_chosen.emit(str(self.priority.value()))

    def _on_agent(self) -> None:
        self.agent_chosen.emit(self.agent.value())


def _ticket_facts(host: Host, ticket: TicketPage, *, choices_beside: bool) -> list[Fact]:
    facts = []
    if not choices_beside:
        facts += [
            Fact(_("Priority"), ticket.priority, Kind.STATUS),
            Fact(_("Assigned to"), ticket.assignee_name or _("Nobody")),
        ]
    facts.append(Fact(_("Opened"), ticket.opened_at, Kind.TIMESTAMP))
    if ticket.solved_at is not None:
        facts.append(Fact(_("Solved"), ticket.solved_at, Kind.TIMESTAMP))
    if ticket.due_at is not None:
        facts.append(Fact(_("Due"), ticket.due_at, Kind.TIMESTAMP))
    if ticket.order_id is not None:
        link = Link("sales.order", ticket.order_id) if host.allows(Permission.SALES_READ) else None
        facts.append(Fact(_("Order"), ticket.order_number, link=link))
    if ticket.invoice_id is not None:
        link = Link("finance.invoice", ticket.invoice_id) if host.allows(Permission.FINANCE_INVOICE_READ) else None
        facts.append(Fact(_("Invoice"), ticket.invoice_number, link=link))
    return facts


def _customer_facts(host: Host, page: CustomerPage) -> list[Fact]:
    """Name and ways to reach them; the figures that the reader may see, each opening its rows."""
    party, figures = page.party, page.figures
    here = {"party_id": party.id, "label": party.name}
    may_see_invoices = host.allows(Permission.FINANCE_INVOICE_READ)
    owed = Link("finance.receivables", arguments=here) if may_see_invoices else None
    rows: tuple[tuple[str, object, Kind, Link | None], ...] = (
        (_("Telephone"), party.phone or None, Kind.TEXT, None),
        (_("Owes"), figures.balance, Kind.MONEY, owed),
        (_("Overdue"), figures.overdue, Kind.MONEY, owed),
        (_("Open orders"), figures.open_orders, Kind.INTEGER, Link("sales.orders", arguments=here)),
        (_("Open tickets"), figures.open_tickets, Kind.INTEGER, Link("service.tickets", arguments=here)),
    )
    name = Fact(_("Customer"), party.name, link=Link("contacts.customer", party.id), wide=True)
    mail = [Fact(_("E-mail"), party.email, wide=True)] if party.email else []
    shown = [Fact(label, value, kind, link=link) for label, value, kind, link in rows if value is not None]
    return [name, *mail, *shown]
