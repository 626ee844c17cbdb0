"""A purchase order that was placed: what was ordered, what has come, and what is still awaited."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from models.database.errors import KontorError
from models.database.listing import Column, Filter, Kind
from models.database.rights import Permission
from models.finance.spending.asking import PURCHASE_ORDER
from models.warehouse.purchasing import (
    PurchaseDraft,
    PurchaseLineDraft,
    ask_order,
    cancel_purchase_order,
    load_purchase_order,
)
from models.warehouse.rules import is_possible
from resources.language import N_, _
from views.finance.spending.strip import Asked, BudgetStrip
from views.kit.action import Action, ActionContext
from views.kit.format import format_value
from views.kit.host import Host, Level, Link, Message
from views.kit.list.view import ListView
from views.kit.page import Page
from views.kit.preview.kept_line import KeptLine
from views.kit.record import Fact, RecordView
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.warehouse.item import sees_moves
from views.warehouse.lists import LEVEL, PURCHASE, move_list
from views.warehouse.printing import purchase_order_print
from views.warehouse.purchase_entry import PurchaseEntryPage, net_of

_ZERO = Decimal(0)
_COLUMNS = (
    Column("item", N_("Item"), width=10),
    Column("description", N_("Description")),
    Column("quantity", N_("Ordered"), Kind.QUANTITY),
    Column("received", N_("Received"), Kind.QUANTITY),
    Column("outstanding", N_("Outstanding"), Kind.QUANTITY),
    Column("unit", N_("Unit"), width=6),
    Column("unit_cost", N_("Unit cost"), Kind.MONEY),
    Column("net", N_("Net"), Kind.MONEY, width=12),
)


class PurchaseOrderView(RecordPage[PurchaseDraft]):
    """A purchase order by its key."""

    subject = PURCHASE

    def __init__(self, host: Host, link: Link) -> None:
        self.order_id = link.key
        super().__init__(
            host,
            _("Purchase order"),
            read=load_purchase_order,
            arguments={"order_id": link.key},
            subjects=(PURCHASE, LEVEL),
            link=link,
        )

    @property
    def order(self) -> PurchaseDraft:
        """What was read last."""
        assert self.record is not None  # noqa: S101 - asked only once it is here
        return self.record

    def build(self) -> None:
        """Facts above; below them the lines, and what has come in."""
        self.view = RecordView(self.host, across=4)
        self.lines = TableView(self.host, _COLUMNS)
        self.budget = BudgetStrip(self.host, self._asked_of_draft)
        self.budget.told.connect(self.refresh_actions)
        self.budget.entered.connect(self._on_reason)
        self.parts.addWidget(self.view, 1)
        self.parts.addWidget(self.budget)
        self.parts.addWidget(KeptLine(self.host, PURCHASE, self.order.id))
        self.view.add_tab(_("Lines"), self._own_lines)
        if sees_moves(self.host):
            self.view.add_tab(_("Receipts"), self._receipts)

    def show_record(self, record: PurchaseDraft) -> None:
        """Show it, and offer what can be done next."""
        self.set_title(_("Purchase order {number}").format(number=record.number or "").strip(), record.party_name)
        self.header.set_chips([record.status])
        facts = [
            Fact(_("Supplier"), record.party_name, link=Link("contacts.supplier", record.party_id)),
            Fact(_("Date"), record.order_date, Kind.DATE),
            Fact(_("Expected"), record.expected_on, Kind.DATE),
            Fact(_("Their reference"), record.their_reference),
            Fact(_("Net in {currency}").format(currency=record.currency), _net(record.lines), Kind.MONEY, strong=True),
        ]
        if record.place_id is not None:
            there = Link("warehouse.stock", arguments={"place_id": record.place_id, "label": record.place_code})
            facts.append(Fact(_("Expected at"), record.place_code, link=there))
        self.view.facts.set_facts(facts)
        self.lines.set_rows([*map(self._row, record.lines), _total(record.lines)])
        self.set_actions(self._actions(record))
        self.budget.look()

    def _own_lines(self) -> TableView:
        return self.lines

    def _receipts(self) -> ListView:
        of_order = (Filter("source_kind", "=", "purchase_order"), Filter("source_id", "=", self.order_id))
        return ListView(self.host, move_list(self.host), filters=of_order)

    def _row(self, line: PurchaseLineDraft) -> TableRow:
        link = Link("warehouse.item", line.item_id)
        outstanding = line.quantity - line.received if self.order.status == "ordered" else _ZERO
        values = (
            line.item_code,
            line.description,
            line.quantity,
            line.received,
            outstanding,
            line.unit,
            line.unit_cost,
            net_of(line),
        )
        return TableRow(values, {0: link, 1: link})

    def _actions(self, order: PurchaseDraft) -> Sequence[Action]:
        if order.status == "draft":
            edit = Permission.PURCHASING_EDIT
            return (
                self.budget.action("warehouse.purchase.allow", N_("Let it go over budget…"), self._let_past),
                Action("warehouse.purchase.edit", N_("Edit"), self._edit, edit, "Ctrl+E", "edit", primary=True),
            )
        return (
            Action("warehouse.purchase.print", N_("Print"), self._print, icon="print"),
            Action(
                "warehouse.purchase.cancel",
                N_("Wait for nothing more"),
                self._ask_to_cancel,
                Permission.PURCHASING_EDIT,
                icon="close",
                enabled=partial(self._not_now, "cancel"),
                destructive=True,
                in_menu_only=True,
            ),
            Action(
                "warehouse.purchase.receive",
                N_("Receive"),
                self._receive,
                Permission.WAREHOUSE_RECEIVE,
                "Ctrl+Return",
                "delivery",
                partial(self._not_now, "receive"),
                primary=True,
            ),
        )

    def _asked_of_draft(self) -> Asked | None:
        return (ask_order, {"draft": self.order}) if self.order.status == "draft" else None

    def _let_past(self, context: ActionContext) -> None:
        """Whoever may place it does so then."""
        del context
        self.budget.allow(PURCHASE_ORDER, self.order.id, self._on_let_past)

    def _on_reason(self) -> None:
        self._let_past(self.context())

    def _on_let_past(self) -> None:
        self.budget.reason.clear()
        text = _("The order may go over the budget once, when it is placed.")
        self.host.tell(Message(text, Level.SUCCESS, replaces="budget"))

    def _not_now(self, act: str, context: ActionContext) -> str | None:
        del context
        if is_possible(self.order.status, act):
            return None
        status = format_value(self.order.status, Kind.STATUS, self.host.language)
        wrong = KontorError("purchase.wrong_status", number=self.order.number or "", status=status)
        return self.host.explain(wrong)

    def _print(self, context: ActionContext) -> None:
        if self.order.id is not None:
            context.host.preview(purchase_order_print(self.order.id, self.order.number or ""))

    def _edit(self, context: ActionContext) -> None:
        context.host.open(Link("warehouse.purchase_draft", self.order_id))

    def _receive(self, context: ActionContext) -> None:
        context.host.open(Link("warehouse.receive", arguments={"order_id": self.order_id}))

    def _ask_to_cancel(self, context: ActionContext) -> None:
        del context
        text = _("What has not come is awaited no more. What has come stays.")
        told = _("Nothing more is awaited.")
        act = partial(self.carry_out, cancel_purchase_order, {"order_id": self.order_id}, told=told)
        self.ask_first(_("Wait for nothing more of this order?"), text, _("Wait no more"), act)


def _net(lines: Sequence[PurchaseLineDraft]) -> Decimal:
    return sum(map(net_of, lines), Decimal("0.00"))


def _total(lines: Sequence[PurchaseLineDraft]) -> TableRow:
    return TableRow((_("Net"), "", None, None, None, "", None, _net(lines)), total=True)


def purchase_order_page(host: Host, link: Link) -> Page:
    """An order; without a key the entry of a new one."""
    return PurchaseEntryPage(host, link) if link.key is None else PurchaseOrderView(host, link)
