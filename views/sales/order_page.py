"""A quote or an order on its way: what is promised, delivered and invoiced; the next step is the filled button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from models.database.errors import KontorError
from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.invoicing import SavedInvoice
from models.sales.confirming import (
    OrderState,
    QuoteState,
    cancel_order,
    close_order,
    close_quote,
    release_order,
    reopen_order,
    reserve_order,
)
from models.sales.delivering import StartedDelivery, start_picking
from models.sales.invoicing import draft_invoice
from models.sales.ordering import OrderDraft, OrderLineDraft, SavedOrder, copy_order, quote_to_order
from models.sales.pages import LinkedDocument, OrderPage, order_page
from models.sales.rules import (
    blockers_to_cancel,
    blockers_to_close,
    blockers_to_invoice,
    blockers_to_reopen,
    is_possible,
)
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.format import format_value
from views.kit.host import Host, Level, Link, Message
from views.kit.page import Page
from views.kit.preview.kept_line import KeptLine
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import heading
from views.sales.order_entry import OrderEntryPage
from views.sales.printing import order_print

_SUBJECTS = ("sales.sales_order", "sales.delivery", "finance.invoice", "stock.reservation")
_LINES = (
    Column("item", N_("Item"), width=8),
    Column("description", N_("Description")),
    Column("quantity", N_("Quantity"), Kind.QUANTITY, width=5),
    Column("unit", N_("Unit"), width=3),
    Column("reserved", N_("Promised"), Kind.QUANTITY, width=5),
    Column("delivered", N_("Delivered"), Kind.QUANTITY, width=5),
    Column("invoiced", N_("Invoiced"), Kind.QUANTITY, width=5),
    Column("price", N_("Price"), Kind.MONEY, width=8),
    Column("discount", N_("Discount"), Kind.PERCENT, width=5),
    Column("net", N_("Net"), Kind.MONEY, width=10),
)
_DOCUMENTS = (
    Column("kind", N_("Document"), width=16),
    Column("number", N_("Number"), width=12),
    Column("day", N_("Date"), Kind.DATE, width=12),
    Column("status", N_("Status"), Kind.STATUS, width=14),
    Column("amount", N_("Amount"), Kind.MONEY, width=16),
)
_KINDS = {
    "quote": (N_("Quote"), "sales.order"),
    "order": (N_("Order"), "sales.order"),
    "delivery": (N_("Delivery"), "warehouse.delivery"),
    "return": (N_("Return"), "warehouse.delivery"),
    "customer_invoice": (N_("Invoice"), "finance.invoice"),
    "customer_credit": (N_("Credit note"), "finance.invoice"),
}
_UNSETTLED = frozenset({"draft", "sent", "confirmed"})
_EDIT, _CONFIRM = Permission.SALES_EDIT, Permission.SALES_CONFIRM


class OrderView(RecordPage[OrderPage]):
    """A quote or order."""

    subject = "sales.sales_order"

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host, _("Order"), read=order_page, arguments={"order_id": link.key}, subjects=_SUBJECTS, link=link
        )

    @property
    def order(self) -> OrderDraft:
        """The quote or order shown."""
        assert self.record is not None  # noqa: S101 - actions exist once it is here
        return self.record.order

    def build(self) -> None:
        """Facts, lines, and the documents before and after it."""
        self.facts = FactCard(self.host, across=5)
        self.kept = KeptLine(self.host, "sales.sales_order", self.order.id)
        self.lines = TableView(self.host, _LINES)
        self.documents_heading = heading(_("Documents"))
        self.documents = TableView(self.host, _DOCUMENTS, fitted=True)
        for part in (self.facts, self.kept, self.lines, self.documents_heading, self.documents):
            self.parts.addWidget(part, 1 if part is self.lines else 0)

    def show_record(self, record: OrderPage) -> None:
        """Show it, and offer what can be done next."""
        order = record.order
        text = _("Quote {number}") if order.kind == "quote" else _("Order {number}")
        self.set_title(text.format(number=order.number or ""), order.party_name)
        self.header.set_chips([order.status])
        self.facts.set_facts([*_facts(order), *_credit(record)])
        self.lines.set_rows([*map(_line, order.lines), *_totals(order)])
        documents = (*record.before, *record.orders, *record.deliveries, *record.invoices)
        self.documents.set_rows(list(map(_document, documents)))
        self.documents_heading.setVisible(bool(documents))
        self.documents.setVisible(bool(documents))
        self.set_actions(self._actions(order))

    # --- what can be done

    def _actions(self, order: OrderDraft) -> Sequence[Action]:
        if order.status == "draft":
            return (Action("sales.order.edit", N_("Edit"), self._edit, _EDIT, "Ctrl+E", "edit", primary=True),)
        return self._quote_actions() if order.kind == "quote" else (*self._seldom(), *self._next_steps(order))

    def _seldom(self) -> Sequence[Action]:
        """What is done now and then, under More."""
        return (
            Action("sales.order.copy", N_("Copy"), self._copy, _EDIT, icon="copy", in_menu_only=True),
            Action(
                "sales.order.release",
                N_("Release the goods"),
                self._release,
                _CONFIRM,
                icon="undo",
                enabled=partial(self._not_now, "release"),
                in_menu_only=True,
            ),
            Action(
                "sales.order.reserve",
                N_("Promise goods again"),
                self._reserve,
                _CONFIRM,
                icon="refresh",
                enabled=partial(self._not_now, "reserve"),
                in_menu_only=True,
            ),
            Action(
                "sales.order.close",
                N_("Close"),
                self._ask_to_close,
                _CONFIRM,
                icon="lock",
                enabled=partial(self._blocked, blockers_to_close),
                in_menu_only=True,
            ),
            Action(
                "sales.order.cancel",
                N_("Cancel the order"),
                self._ask_to_cancel,
                _CONFIRM,
                icon="close",
                enabled=partial(self._blocked, blockers_to_cancel),
                destructive=True,
                in_menu_only=True,
            ),
        )

    def _next_steps(self, order: OrderDraft) -> Sequence[Action]:
        invoice_next = not blockers_to_invoice(order)
        pick_next = not invoice_next and is_possible(order, "pick")
        return (
            Action(
                "sales.order.reopen",
                N_("Change"),
                self._reopen,
                _CONFIRM,
                icon="edit",
                enabled=partial(self._blocked, blockers_to_reopen),
            ),
            Action("sales.order.print", N_("Print"), self._print, icon="print"),
            Action(
                "sales.order.pick",
                N_("Pick"),
                self._pick,
                Permission.WAREHOUSE_PICK,
                "Ctrl+Return" if pick_next else "",
                "delivery",
                enabled=partial(self._not_now, "pick"),
                primary=pick_next,
            ),
            Action(
                "sales.order.invoice",
                N_("Invoice"),
                self._invoice,
                Permission.FINANCE_INVOICE_EDIT,
                "Ctrl+Return" if invoice_next else "",
                "invoice",
                enabled=partial(self._blocked, blockers_to_invoice),
                primary=invoice_next,
            ),
        )

    def _quote_actions(self) -> Sequence[Action]:
        return (
            Action("sales.quote.copy", N_("Copy"), self._copy, _EDIT, icon="copy", in_menu_only=True),
            Action(
                "sales.quote.lose",
                N_("Lost"),
                partial(self._close_quote, "lost"),
                _EDIT,
                icon="close",
                enabled=partial(self._not_now, "lose"),
            ),
            Action(
                "sales.quote.revise",
                N_("Change"),
                partial(self._close_quote, "draft"),
                _EDIT,
                icon="edit",
                enabled=partial(self._not_now, "revise"),
            ),
            Action("sales.quote.print", N_("Print"), self._print, icon="print"),
            Action(
                "sales.quote.order",
                N_("Make an order"),
                self._make_order,
                _EDIT,
                "Ctrl+Return",
                "order",
                enabled=partial(self._not_now, "order"),
                primary=True,
            ),
        )

    def _not_now(self, rule: str, context: ActionContext) -> str | None:
        del context
        if is_possible(self.order, rule):
            return None
        status = format_value(self.order.status, Kind.STATUS, self.host.language)
        return _("Not possible while it is: {status}.").format(status=status)

    def _blocked(self, blockers: Callable[[OrderDraft], tuple[str, ...]], context: ActionContext) -> str | None:
        del context
        found = blockers(self.order)
        if not found:
            return None
        status = format_value(self.order.status, Kind.STATUS, self.host.language)
        return self.host.explain(KontorError(found[0], number=self.order.number or "", status=status))

    # --- acts

    def _key(self) -> dict[str, object]:
        return {"order_id": self.order.id}

    def _edit(self, context: ActionContext) -> None:
        context.host.open(Link("sales.draft", self.order.id))

    def _reserve(self, context: ActionContext) -> None:
        del context
        self.carry_out(reserve_order, self._key(), then=self._on_reserved)

    def _on_reserved(self, state: OrderState) -> None:
        missing = ", ".join(line.item for line in state.missing)
        if missing:
            text = _("Still missing: {items}.").format(items=missing)
            self.host.tell(Message(text, Level.WARNING, replaces="act"))
        else:
            self.host.tell(Message(_("Everything is promised."), Level.SUCCESS, replaces="act"))

    def _release(self, context: ActionContext) -> None:
        del context
        self.carry_out(release_order, self._key(), told=_("The goods are free for others."))

    def _reopen(self, context: ActionContext) -> None:
        del context
        self.carry_out(reopen_order, self._key(), then=self._on_reopened)

    def _on_reopened(self, state: OrderState) -> None:
        self.host.open(Link("sales.draft", state.id))

    def _pick(self, context: ActionContext) -> None:
        del context
        self.carry_out(start_picking, self._key(), then=self._on_picking)

    def _on_picking(self, started: StartedDelivery) -> None:
        self.host.open(Link("warehouse.delivery", started.id))

    def _invoice(self, context: ActionContext) -> None:
        del context
        self.carry_out(draft_invoice, self._key(), then=self._on_invoiced)

    def _on_invoiced(self, saved: SavedInvoice) -> None:
        self.host.open(Link("finance.invoice", saved.id))

    def _copy(self, context: ActionContext) -> None:
        del context
        self.carry_out(copy_order, self._key(), then=self._on_made)

    def _make_order(self, context: ActionContext) -> None:
        del context
        self.carry_out(quote_to_order, {"quote_id": self.order.id}, then=self._on_made)

    def _on_made(self, saved: SavedOrder) -> None:
        self.host.open(Link("sales.order", saved.id))

    def _close_quote(self, status: str, context: ActionContext) -> None:
        del context
        self.carry_out(close_quote, {"quote_id": self.order.id, "status": status}, then=self._on_quote_closed)

    def _on_quote_closed(self, state: QuoteState) -> None:
        if state.status == "draft":
            self.host.open(Link("sales.draft", state.id))

    def _ask_to_cancel(self, context: ActionContext) -> None:
        del context
        text = _("The promised goods become free. The order keeps its number and can be read, but not used again.")
        act = partial(self.carry_out, cancel_order, self._key(), told=_("The order is cancelled."))
        self.ask_first(_("Cancel the order?"), text, _("Cancel the order"), act)

    def _ask_to_close(self, context: ActionContext) -> None:
        del context
        text = _("What has not been delivered will not be. What has been can be invoiced.")
        act = partial(self.carry_out, close_order, self._key(), told=_("The order is closed."))
        self.ask_first(_("Close the order?"), text, _("Close"), act, harmful=False)

    def _print(self, context: ActionContext) -> None:
        order = self.order
        context.host.preview(order_print(order.id or 0, order.number or "", quote=order.kind == "quote"))


def order_view(host: Host, link: Link) -> Page:
    """What has become of a quote or order; without a key the entry of a new one."""
    return OrderEntryPage(host, link) if link.key is None else OrderView(host, link)


def _facts(order: OrderDraft) -> list[Fact]:
    day = Fact(_("Delivery"), order.delivery_date, Kind.DATE)
    address = "\n".join(filter(None, (order.delivery_name, order.delivery_address)))
    if order.kind == "quote":
        day = Fact(_("Valid until"), order.valid_until, Kind.DATE)
    return [
        Fact(_("Customer"), f"{order.party_code} {order.party_name}", link=Link("contacts.customer", order.party_id)),
        Fact(_("Date"), order.order_date, Kind.DATE),
        day,
        Fact(_("Payment days"), order.payment_days, Kind.INTEGER),
        Fact(_("Total {currency}").format(currency=order.currency), order.total, Kind.MONEY, strong=True),
        *([Fact(_("Prices include VAT"), value=True, kind=Kind.BOOLEAN)] if order.prices_include_tax else []),
        Fact(_("Their reference"), order.their_reference),
        Fact(_("Our reference"), order.our_reference),
        *([Fact(_("Delivery address"), address, wide=True)] if address else []),
        Fact(_("Text"), order.text, wide=True),
    ]


def _credit(page: OrderPage) -> list[Fact]:
    """While the order can still be refused or withheld: whether it should be."""
    credit = page.credit
    if credit is None or page.order.status not in _UNSETTLED:
        return []
    held = [Fact(_("On hold"), "blocked", Kind.STATUS)] if credit.on_hold else []
    left = [] if credit.left is None else [Fact(_("Credit left"), credit.left, Kind.MONEY)]
    return [*held, *left]


def _line(line: OrderLineDraft) -> TableRow:
    goods = line.is_goods
    links = {0: Link("warehouse.item", line.item_id)} if line.item_id is not None else {}
    return TableRow(
        (
            line.item_code,
            line.description,
            line.quantity,
            line.unit,
            line.reserved if goods else None,
            line.delivered if goods else None,
            line.invoiced,
            line.unit_price,
            line.discount or None,
            line.net,
        ),
        links,
    )


def _totals(order: OrderDraft) -> list[TableRow]:
    empty: tuple[Any, ...] = (None,) * 7
    return [
        TableRow((_("Net"), "", *empty, order.net), total=True),
        TableRow((_("VAT"), "", *empty, order.tax)),
        TableRow((_("Total"), "", *empty, order.total), total=True, strong=True),
    ]


def _document(document: LinkedDocument) -> TableRow:
    title, page = _KINDS[document.kind]
    number = document.number or _("Draft")
    return TableRow((_(title), number, document.day, document.status, document.amount), {1: Link(page, document.id)})
