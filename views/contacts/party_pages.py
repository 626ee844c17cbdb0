"""What one should know of a customer before a visit, and of a supplier before a call, on one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from models.contacts.pages import (
    CUSTOMER_FIGURES,
    SUPPLIER_FIGURES,
    CustomerPage,
    PersonLine,
    SupplierPage,
    customer_page,
    supplier_page,
)
from models.contacts.parties import PartyDraft
from models.database.listing import Column, Filter, Kind, ListQuery
from models.database.rights import Permission
from models.finance.queries import CUSTOMER_INVOICES, PAYABLES, RECEIVABLES, SUPPLIER_INVOICES
from models.sales.queries import DELIVERIES, PRICES, QUOTES, SALES_ORDERS
from models.service.queries import TICKETS
from models.warehouse.queries import PURCHASE_ORDERS
from resources.language import N_, _
from views.contacts.sales_line import SalesLine
from views.finance.printing import statement_print
from views.kit.action import Action, ActionContext, Row
from views.kit.host import Host, Link
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView
from views.kit.record import Fact, RecordView
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView

P = TypeVar("P", bound=CustomerPage | SupplierPage)

_PERSONS = (
    Column("name", N_("Name"), width=28),
    Column("title", N_("Title"), width=20),
    Column("email", N_("E-mail")),
    Column("phone", N_("Telephone"), width=18),
)


@dataclass(frozen=True, slots=True)
class Related:
    """A tab with what belongs to the party: who may see it, and which page its rows open."""

    title: str
    permission: Permission
    query: ListQuery
    kind: str
    subject: str
    key: str = "id"


_INVOICES, _ORDERS = Permission.FINANCE_INVOICE_READ, Permission.SALES_READ
_OF_CUSTOMER = (
    Related(N_("Orders"), _ORDERS, SALES_ORDERS, "sales.order", "sales.sales_order"),
    Related(N_("Quotes"), _ORDERS, QUOTES, "sales.order", "sales.sales_order"),
    Related(N_("Deliveries"), _ORDERS, DELIVERIES, "warehouse.delivery", "sales.delivery"),
    Related(N_("Invoices"), _INVOICES, CUSTOMER_INVOICES, "finance.invoice", "finance.invoice"),
    Related(N_("Open items"), _INVOICES, RECEIVABLES, "finance.invoice", "finance.invoice", "document_id"),
    Related(N_("Tickets"), Permission.SERVICE_READ, TICKETS, "service.ticket", "service.ticket"),
)
_OF_SUPPLIER = (
    Related(
        N_("Purchase orders"),
        Permission.PURCHASING_READ,
        PURCHASE_ORDERS,
        "warehouse.purchase_order",
        "warehouse.purchase_order",
    ),
    Related(N_("Invoices"), _INVOICES, SUPPLIER_INVOICES, "finance.invoice", "finance.invoice"),
    Related(N_("Open items"), _INVOICES, PAYABLES, "finance.invoice", "finance.invoice", "document_id"),
)
_SUBJECTS = ("contacts.party", "contacts.party_terms", "sales.sales_order", "finance.invoice")


class PartyView(RecordPage[P], Generic[P]):
    """Figures above; below them what belongs to the party, each kind where the user may see it."""

    subject = "contacts.party"
    related: ClassVar[tuple[Related, ...]] = ()

    def __init__(self, host: Host, link: Link, text: str, read: Callable[..., P]) -> None:
        self.party_id = link.number
        self._people: TableView | None = None
        super().__init__(host, text, read=read, arguments={"party_id": link.number}, subjects=_SUBJECTS, link=link)

    #: What each figure is, in their order.
    explained: ClassVar[Mapping[str, str]] = {}

    def figures(self, record: P) -> Sequence[tuple[str, object, Kind, Link | None]]:
        """Label, value, kind and what it opens, in the order of `explained`; a value of None is not shown."""
        raise NotImplementedError

    def build(self) -> None:
        """Make the tabs."""
        self.view = RecordView(self.host, across=5)
        self.parts.addWidget(self.view, 1)
        for each in self.related:
            if self.host.allows(each.permission):
                self.view.add_tab(_(each.title), partial(self._list, each))
        self.view.add_tab(_("People"), self._make_people)

    def show_record(self, record: P) -> None:
        """Show who it is and how things stand."""
        party, terms = record.party, record.terms
        self.set_title(party.name, party.code)
        self.header.set_chips(["active" if party.active else "inactive", *(["blocked"] if terms.credit_hold else [])])
        figures = [
            Fact(label, value, kind, link=link, strong=True, explains=said)
            for (label, value, kind, link), said in zip(self.figures(record), self.explained.values(), strict=True)
            if value is not None
        ]
        self.view.facts.set_facts([*figures, *_card(party, terms.payment_days)])
        if self._people is not None:
            self._people.set_rows(_persons(record.persons))

    def rows_of(self, kind: str, record: P, **more: object) -> Link:
        """The list behind a figure, of this party alone."""
        return Link(kind, arguments={"party_id": self.party_id, "label": record.party.name, **more})

    def edit(self, context: ActionContext) -> None:
        """Open the card."""
        context.host.open(Link("contacts.party", self.party_id))

    def _list(self, related: Related) -> QWidget:
        spec = ListSpec(related.query, opens=partial(_opened, related), subjects=(related.subject,))
        return ListView(self.host, spec, filters=(Filter("party_id", "=", self.party_id),))

    def _make_people(self) -> QWidget:
        self._people = TableView(self.host, _PERSONS)
        self._people.set_rows(_persons(self.record.persons if self.record else ()))
        return self._people


class CustomerView(PartyView[CustomerPage]):
    """A customer."""

    related = _OF_CUSTOMER
    explained = CUSTOMER_FIGURES

    def __init__(self, host: Host, link: Link) -> None:
        self._price_list = ""
        self.sales: SalesLine | None = None
        super().__init__(host, link, _("Customer"), customer_page)
        sell, write = Permission.SALES_EDIT, Permission.FINANCE_INVOICE_EDIT
        new_invoice = partial(self._new, "finance.customer_invoice", {})
        new_ticket = partial(self._new, "service.ticket", {})
        new_quote = partial(self._new, "sales.order", {"kind": "quote"})
        new_order = partial(self._new, "sales.order", {"kind": "order"})
        self.set_actions(
            (
                Action(
                    "contacts.customer.statement",
                    N_("Statement of account"),
                    self._print,
                    Permission.FINANCE_READ,
                    icon="print",
                ),
                Action("contacts.customer.edit", N_("Edit"), self.edit, Permission.CONTACTS_EDIT, "Ctrl+E", "edit"),
                Action(
                    "contacts.customer.ticket", N_("New ticket"), new_ticket, Permission.SERVICE_EDIT, icon="ticket"
                ),
                Action("contacts.customer.invoice", N_("New invoice"), new_invoice, write, icon="invoice"),
                Action("contacts.customer.quote", N_("New quote"), new_quote, sell, icon="quote"),
                Action("contacts.customer.order", N_("New order"), new_order, sell, "Ctrl+N", "order", primary=True),
            )
        )

    def figures(self, record: CustomerPage) -> Sequence[tuple[str, object, Kind, Link | None]]:
        """What is owed, ordered, left of the credit, sold and complained about."""
        figures, rows = record.figures, partial(self.rows_of, record=record)
        return (
            (_("Owes"), figures.balance, Kind.MONEY, rows("finance.receivables")),
            (_("Overdue"), figures.overdue, Kind.MONEY, rows("finance.receivables", status="overdue")),
            (_("Ordered, not invoiced"), figures.not_invoiced, Kind.MONEY, rows("sales.orders")),
            (_("Credit left"), figures.credit_room, Kind.MONEY, None),
            (_("Invoiced in 12 months, net"), figures.sales_12_months, Kind.MONEY, rows("finance.customer_invoices")),
            (_("Open orders"), figures.open_orders, Kind.INTEGER, rows("sales.orders")),
            (_("Open tickets"), figures.open_tickets, Kind.INTEGER, rows("service.tickets")),
        )

    def build(self) -> None:
        """A line of what was bought between figures and tabs, where the user may see invoices."""
        super().build()
        if self.host.allows(_INVOICES) and isinstance(self.party_id, int):
            self.sales = SalesLine(self.host, self.party_id)
            self.view.insert(self.sales)

    def show_record(self, record: CustomerPage) -> None:
        """Show the prices as well where the customer has a list of their own."""
        super().show_record(record)
        if self.sales is not None:
            self.sales.refresh()
        if record.terms.price_list and not self._price_list and self.host.allows(Permission.SALES_READ):
            self._price_list = record.terms.price_list
            self.view.add_tab(_("Prices"), self._make_prices)

    def _make_prices(self) -> QWidget:
        spec = ListSpec(PRICES, opens=self._opened_price, subjects=("sales.price",), sums=())
        return ListView(self.host, spec, filters=(Filter("price_list", "=", self._price_list),))

    def _opened_price(self, row: Row) -> Link:
        """The price for who sets prices, the item for who sells it."""
        if self.host.allows(Permission.SALES_PRICES):
            return Link("sales.price", row["id"])
        return Link("warehouse.item", row["item_id"])

    def _new(self, kind: str, arguments: Mapping[str, object], context: ActionContext) -> None:
        context.host.open(Link(kind, arguments={**arguments, "party_id": self.party_id}))

    def _print(self, context: ActionContext) -> None:
        if self.record is not None and isinstance(self.party_id, int):
            context.host.preview(statement_print(self.party_id, self.record.party.name))


class SupplierView(PartyView[SupplierPage]):
    """A supplier."""

    related = _OF_SUPPLIER
    explained = SUPPLIER_FIGURES

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, link, _("Supplier"), supplier_page)
        buy, write = Permission.PURCHASING_EDIT, Permission.FINANCE_INVOICE_EDIT
        new_order = partial(self._new, "warehouse.purchase_order")
        new_invoice = partial(self._new, "finance.supplier_invoice")
        self.set_actions(
            (
                Action("contacts.supplier.edit", N_("Edit"), self.edit, Permission.CONTACTS_EDIT, "Ctrl+E", "edit"),
                Action("contacts.supplier.invoice", N_("New invoice"), new_invoice, write, icon="invoice"),
                Action(
                    "contacts.supplier.order", N_("New purchase order"), new_order, buy, "Ctrl+N", "order", primary=True
                ),
            )
        )

    def figures(self, record: SupplierPage) -> Sequence[tuple[str, object, Kind, Link | None]]:
        """What we owe and have bought."""
        figures, rows = record.figures, partial(self.rows_of, record=record)
        orders = rows("warehouse.purchase_orders")
        return (
            (_("We owe"), figures.balance, Kind.MONEY, rows("finance.payables")),
            (_("Overdue"), figures.overdue, Kind.MONEY, rows("finance.payables", status="overdue")),
            (_("Bought in 12 months, net"), figures.purchases_12_months, Kind.MONEY, rows("finance.supplier_invoices")),
            (_("Open purchase orders"), figures.open_purchase_orders, Kind.INTEGER, orders),
        )

    def _new(self, kind: str, context: ActionContext) -> None:
        context.host.open(Link(kind, arguments={"party_id": self.party_id}))


def _opened(related: Related, row: Row) -> Link | None:
    return Link(related.kind, row[related.key]) if row[related.key] is not None else None


def _card(party: PartyDraft, payment_days: int) -> list[Fact]:
    return [
        Fact(_("Organisation number"), party.org_number),
        Fact(_("Telephone"), party.phone),
        Fact(_("E-mail"), party.email, wide=True),
        Fact(_("Payment days"), payment_days, Kind.INTEGER),
        Fact(_("Address"), _address(party), wide=True),
    ]


def _address(party: PartyDraft) -> str:
    town = f"{party.postcode} {party.city}".strip()
    return "\n".join(filter(None, (party.street, party.street2, town, party.country if party.country != "SE" else "")))


def _persons(persons: Sequence[PersonLine]) -> list[TableRow]:
    return [
        TableRow((who.name, who.title, who.email, who.phone), {0: Link("contacts.party", who.id)}) for who in persons
    ]
