"""Selling on screen: an order is typed, priced and confirmed by keyboard; its page offers what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from models.database.errors import Invalid
from models.finance.accounts import TaxRate
from models.finance.invoicing import SavedInvoice
from models.sales.confirming import OrderState, cancel_order, confirm_order
from models.sales.delivering import StartedDelivery
from models.sales.ordering import OrderDraft, OrderLineDraft, SavedOrder, save_order
from models.sales.pages import Credit, LinkedDocument, OrderPage
from models.sales.prices import Price, price_of
from models.sales.queries import SALES_ORDERS
from models.warehouse.queries import ITEMS
from tests.support.fake_host import FakeHost, Row
from tests.support.keys import enter, press, shown, write
from views.kit.host import Link
from views.kit.list.cell import Cell
from views.sales.lists import ORDER_LIST, QUOTE_LIST
from views.sales.order_entry import OrderEntryPage
from views.sales.order_page import OrderView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from models.database.listing import ListQuery

CTRL = Qt.KeyboardModifier.ControlModifier
START = OrderDraft(party_id=3, party_code="K3", party_name="Almgren Bygg", currency="SEK")
SAVED = SavedOrder(8, 1, Decimal(760), Decimal(190), Decimal(950))
LINE = OrderLineDraft("Drill", Decimal(8), Decimal(95), item_id=1, unit="st", item_code="D1", is_goods=True, id=4)
ORDER = replace(START, id=8, version=2, number="O7", status="confirmed", lines=(LINE,), order_date=date(2026, 11, 2))


def row_of(query: ListQuery, **values: object) -> Row:
    return tuple(values.get(column.name) for column in query.columns)


def _price(*, item_id: int, party_id: int | None, quantity: Decimal, currency: str, with_tax: bool) -> Price:
    """100 each, 95 from ten on, and a quarter more with VAT."""
    del party_id, currency
    unit_price = (Decimal(95) if quantity >= 10 else Decimal(100)) * (Decimal("1.25") if with_tax else 1)
    return Price(item_id, unit_price, "SEK", "", "D1", "Drill, 18 V", "st", "3001", "S25", is_goods=True)


@pytest.fixture
def host() -> FakeHost:
    drill = row_of(
        ITEMS, id=1, code="D1", name="Drill", kind="goods", unit="st", sales_price=Decimal(110), status="active"
    )
    return FakeHost(
        rows={ITEMS.name: [drill]},
        answers={
            "tax_rates": (TaxRate("S25", "25 %", "out", Decimal(25), "2611", "05", "10", ""),),
            "new_order": START,
            "load_order": replace(ORDER, status="draft", number=None),
            "price_of": _price,
            "save_order": SAVED,
            "confirm_order": OrderState(8, "O7", "confirmed", ()),
            "cancel_order": OrderState(8, "O7", "cancelled", ()),
        },
    )


@pytest.fixture
def entry(qtbot: QtBot, host: FakeHost) -> OrderEntryPage:
    page = OrderEntryPage(host, Link("sales.order", arguments={"kind": "order", "party_id": 3}))
    shown(qtbot, page)
    return page


def order_view(qtbot: QtBot, host: FakeHost, order: OrderDraft, *documents: LinkedDocument) -> OrderView:
    host.answers = {**host.answers, "order_page": OrderPage(order, (), (), documents, ())}
    page = OrderView(host, Link("sales.order", order.id))
    qtbot.addWidget(page)
    page.show()
    return page


def primary(page: OrderView) -> list[str]:
    return [action.declared.id for action in page.actions_bound if action.declared.primary]


def act(page: OrderView | OrderEntryPage, name: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == name).trigger()


# --- entry


def test_a_picked_item_fills_its_line_and_is_priced_for_the_customer(entry: OrderEntryPage, host: FakeHost) -> None:
    entry.grid.setFocus()
    enter("drill")
    (line,) = entry.lines
    assert (line.item_id, line.description, line.unit_price, line.tax_code) == (1, "Drill, 18 V", Decimal(100), "S25")
    asked = {"item_id": 1, "party_id": 3, "quantity": Decimal(1), "currency": "SEK", "with_tax": False}
    assert host.was_read[-1][1] == asked


def test_the_price_follows_the_quantity_and_the_totals_follow_the_price(entry: OrderEntryPage) -> None:
    entry.grid.setFocus()
    enter("drill", "", "10")
    assert entry.lines[0].unit_price == Decimal(95)
    assert [total.value for total in entry.grid.totals.totals] == [Decimal(950), Decimal("237.50"), Decimal("1187.50")]


def test_a_price_that_comes_late_does_not_overwrite_what_was_typed_meanwhile(
    entry: OrderEntryPage, host: FakeHost
) -> None:
    entry.grid.setFocus()
    enter("drill")
    host.hold = True
    enter("Drill for hire", "10", "", "80")
    host.answer_all()
    assert (entry.lines[0].description, entry.lines[0].unit_price) == ("Drill for hire", Decimal(80))


def cell_of(entry: OrderEntryPage, name: str) -> Cell:
    names = [column.name for column in entry.grid.spec.columns]
    return entry.grid.model.cell(0, names.index(name))


def put(entry: OrderEntryPage, name: str, value: Decimal | None) -> None:
    names = [column.name for column in entry.grid.spec.columns]
    entry.grid.model.put(0, names.index(name), value)


def test_a_typed_price_stays_when_the_quantity_changes_and_says_so(entry: OrderEntryPage) -> None:
    entry.grid.setFocus()
    enter("drill")
    assert cell_of(entry, "unit_price").remark == ""
    put(entry, "unit_price", Decimal(80))
    put(entry, "quantity", Decimal(10))
    assert entry.lines[0].unit_price == Decimal(80)
    said = "Entered by hand. The list price is 95.00; empty the cell to take it."
    assert cell_of(entry, "unit_price").remark == said


def test_an_emptied_price_is_that_of_the_list_again_and_follows_it(entry: OrderEntryPage) -> None:
    entry.grid.setFocus()
    enter("drill")
    put(entry, "unit_price", Decimal(80))
    put(entry, "unit_price", None)
    assert (entry.lines[0].unit_price, cell_of(entry, "unit_price").remark) == (Decimal(100), "")
    put(entry, "quantity", Decimal(10))
    assert entry.lines[0].unit_price == Decimal(95)


def test_another_item_brings_its_own_price(entry: OrderEntryPage) -> None:
    entry.grid.setFocus()
    enter("drill")
    put(entry, "unit_price", Decimal(80))
    saw = {"code": "S1", "name": "Saw", "unit": "st", "sales_price": Decimal(60), "kind": "goods"}
    picked = {**saw, "sales_account": "3001", "sales_tax_code": "S25"}
    entry.grid.model.put(0, 0, 2, picked)
    assert (entry.lines[0].unit_price, cell_of(entry, "unit_price").remark) == (Decimal(100), "")


def test_a_stored_price_that_is_not_the_lists_stays_and_nothing_counts_as_changed(qtbot: QtBot, host: FakeHost) -> None:
    page = OrderEntryPage(host, Link("sales.draft", 8))  # eight at 95, where the list says 100
    shown(qtbot, page)
    assert (page.dirty, cell_of(page, "unit_price").remark[:16]) == (False, "Entered by hand.")
    put(page, "quantity", Decimal(9))
    assert page.lines[0].unit_price == Decimal(95)


def test_saving_sends_the_draft_with_its_lines_and_stays(entry: OrderEntryPage, host: FakeHost) -> None:
    entry.grid.setFocus()
    enter("drill", "", "10")
    press(Qt.Key.Key_S, CTRL)
    ((operation, arguments),) = host.ran
    draft = arguments["draft"]
    assert isinstance(draft, OrderDraft)
    assert operation is save_order
    assert (draft.party_id, [(line.item_id, line.net) for line in draft.lines]) == (3, [(1, Decimal(950))])
    assert (entry.draft.id, entry.dirty, host.opened) == (8, False, [])


def test_confirming_saves_first_and_opens_the_order(entry: OrderEntryPage, host: FakeHost) -> None:
    entry.grid.setFocus()
    enter("drill", "")
    write("10")
    press(Qt.Key.Key_Return, CTRL)
    assert [operation for operation, _arguments in host.ran] == [save_order, confirm_order]
    assert host.ran[1][1] == {"order_id": 8}
    draft = host.ran[0][1]["draft"]
    assert isinstance(draft, OrderDraft)
    assert draft.lines[0].quantity == 10
    assert host.opened == [Link("sales.order", 8, {"confirmed": True})]


def test_what_cannot_be_confirmed_is_said_and_the_saved_draft_is_kept(entry: OrderEntryPage, host: FakeHost) -> None:
    host.answers = {**host.answers, "confirm_order": Invalid("order.on_hold")}
    entry.grid.setFocus()
    enter("drill")
    press(Qt.Key.Key_Return, CTRL)
    assert "order.on_hold" in host.told[-1].text
    assert (entry.draft.id, entry.dirty, host.opened) == (8, False, [])


def test_an_order_without_lines_says_why_it_cannot_be_confirmed(entry: OrderEntryPage) -> None:
    confirm = next(action for action in entry.actions_bound if action.declared.id == "sales.order.confirm")
    assert (confirm.isEnabled(), confirm.toolTip()) == (False, "There are no lines yet.")


def test_a_line_without_a_quantity_is_not_saved(entry: OrderEntryPage, host: FakeHost) -> None:
    entry.grid.setFocus()
    enter("drill", "", "0")
    press(Qt.Key.Key_S, CTRL)
    assert host.ran == []


def test_a_stored_draft_that_was_not_changed_is_confirmed_without_saving(qtbot: QtBot, host: FakeHost) -> None:
    page = OrderEntryPage(host, Link("sales.draft", 8))
    shown(qtbot, page)
    act(page, "sales.order.confirm")
    assert [operation for operation, _arguments in host.ran] == [confirm_order]


def test_a_draft_is_deleted_only_after_yes(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**host.answers, "delete_order": None}
    page = OrderEntryPage(host, Link("sales.draft", 8))
    shown(qtbot, page)
    act(page, "sales.order.delete")
    host.reply("cancel")
    assert host.ran == []
    act(page, "sales.order.delete")
    host.reply("delete")
    assert host.ran[0][1] == {"order_id": 8, "version": 2}
    assert host.opened == [Link("sales.orders")]


# --- the order


@pytest.mark.parametrize(
    ("status", "delivered", "expected"),
    [
        ("draft", 0, ["sales.order.edit"]),
        ("confirmed", 0, ["sales.order.pick"]),
        ("delivered", 8, ["sales.order.invoice"]),
        ("invoiced", 8, []),
        ("cancelled", 0, []),
    ],
)
def test_the_filled_button_is_the_next_step(
    qtbot: QtBot, host: FakeHost, status: str, delivered: int, expected: list[str]
) -> None:
    invoiced = Decimal(8 if status == "invoiced" else 0)
    line = replace(LINE, delivered=Decimal(delivered), invoiced=invoiced)
    page = order_view(qtbot, host, replace(ORDER, status=status, lines=(line,)))
    assert primary(page) == expected


def test_what_cannot_be_done_now_says_why(qtbot: QtBot, host: FakeHost) -> None:
    page = order_view(qtbot, host, ORDER)
    invoice = next(action for action in page.actions_bound if action.declared.id == "sales.order.invoice")
    assert not invoice.isEnabled()
    assert "order.nothing_to_invoice" in invoice.toolTip() or "order.wrong_status" in invoice.toolTip()


def test_who_may_only_read_is_offered_no_act(qtbot: QtBot, host: FakeHost) -> None:
    host.permissions = ["sales.order.read"]
    page = order_view(qtbot, host, ORDER)
    assert [action.declared.id for action in page.actions_bound] == ["sales.order.print"]


def test_cancelling_asks_first_and_reads_the_order_again(qtbot: QtBot, host: FakeHost) -> None:
    page = order_view(qtbot, host, ORDER)
    act(page, "sales.order.cancel")
    host.reply("cancel")
    assert host.ran == []
    act(page, "sales.order.cancel")
    host.reply("yes")
    assert host.ran == [(cancel_order, {"order_id": 8})]
    assert len([query for query, _arguments in host.was_read if query.__name__ == "order_page"]) == 2


def test_picking_and_invoicing_open_what_they_made(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {
        **host.answers,
        "start_picking": StartedDelivery(21, 1),
        "draft_invoice": SavedInvoice(31, 1, Decimal(760), Decimal(190), Decimal(0), Decimal(950)),
    }
    act(order_view(qtbot, host, ORDER), "sales.order.pick")
    delivered = replace(ORDER, status="delivered", lines=(replace(LINE, delivered=Decimal(8)),))
    act(order_view(qtbot, host, delivered), "sales.order.invoice")
    assert host.opened == [Link("warehouse.delivery", 21), Link("finance.invoice", 31)]


def test_documents_of_the_order_open(qtbot: QtBot, host: FakeHost) -> None:
    delivery = LinkedDocument("delivery", 21, "L5", "posted", date(2026, 11, 3), None)
    page = order_view(qtbot, host, ORDER, delivery)
    assert [row.opens for row in page.documents.rows] == [Link("warehouse.delivery", 21)]


def test_a_draft_in_a_list_opens_where_it_is_edited_and_any_other_where_it_is_read() -> None:
    for spec in (ORDER_LIST, QUOTE_LIST):
        assert spec.opens is not None
        assert spec.opens({"id": 8, "status": "draft"}) == Link("sales.draft", 8)
        assert spec.opens({"id": 8, "status": "sent"}) == Link("sales.order", 8)
    assert ORDER_LIST.query is SALES_ORDERS


def test_another_customer_brings_their_currency_place_and_prices(entry: OrderEntryPage, host: FakeHost) -> None:
    entry.grid.setFocus()
    enter("drill", "", "2")
    host.answers = {
        **host.answers,
        "new_order": replace(START, party_id=5, currency="EUR", delivery_name="Dock 2", delivery_address="Hamnen 1"),
    }
    host.was_read.clear()
    entry.form.set_draft(replace(entry.draft, party_id=5, their_reference="Eva"), original=False)
    assert (entry.draft.currency, entry.draft.delivery_name, entry.draft.delivery_address) == (
        "EUR",
        "Dock 2",
        "Hamnen 1",
    )
    assert entry.draft.their_reference == "Eva"
    asked = [arguments for query, arguments in host.was_read if query is price_of]
    assert [(one["party_id"], one["currency"], one["quantity"]) for one in asked] == [(5, "EUR", 2)]


@pytest.mark.parametrize(("status", "expected"), [("confirmed", ["blocked", Decimal(-250)]), ("invoiced", [])])
def test_whether_a_customer_is_trusted_is_shown_while_it_matters(
    qtbot: QtBot, host: FakeHost, status: str, expected: list[object]
) -> None:
    page = order_view(qtbot, host, replace(ORDER, status=status))
    record = OrderPage(replace(ORDER, status=status), (), (), (), (), Credit(on_hold=True, left=Decimal(-250)))
    page.show_record(record)
    assert [fact.value for fact in page.facts.facts if fact.label in {"On hold", "Credit left"}] == expected


def test_a_customer_who_is_sold_to_with_vat_sees_prices_and_sums_with_it(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**host.answers, "new_order": replace(START, prices_include_tax=True)}
    page = OrderEntryPage(host, Link("sales.order", arguments={"kind": "order", "party_id": 3}))
    qtbot.addWidget(page)
    page.grid.set_lines([OrderLineDraft("Lamp", Decimal(1), Decimal("0.99"), account="3001", tax_code="S25")] * 3)
    assert "Price incl. VAT" in [column.label for column in page.grid.spec.columns]
    sums = [total.value for total in page.grid.totals.totals]
    assert sums == [Decimal("2.38"), Decimal("0.59"), Decimal("2.97")]
    page.form.set_draft(replace(page.draft, prices_include_tax=False), original=False)
    assert "Price incl. VAT" not in [column.label for column in page.grid.spec.columns]
    assert page.grid.totals.totals[0].value == Decimal("2.97")


def test_prices_of_items_follow_whether_they_include_vat(entry: OrderEntryPage) -> None:
    entry.grid.setFocus()
    enter("drill")
    entry.form.set_draft(replace(entry.draft, prices_include_tax=True), original=False)
    assert entry.lines[0].unit_price == Decimal(125)
