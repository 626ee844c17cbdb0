"""Items and purchase orders on the screen: figures open their rows, rights decide what is shown, orders are placed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from models.database.records import SavedRow
from models.database.rights import Permission, Role, permissions_of
from models.warehouse.items import ItemDraft, ItemPage, SavedItem, item_page, load_item, new_item, save_item
from models.warehouse.purchasing import (
    PurchaseDraft,
    PurchaseLineDraft,
    PurchaseState,
    cancel_purchase_order,
    load_purchase_order,
    new_purchase_order,
    place_purchase_order,
    save_purchase_order,
)
from models.warehouse.queries import STOCK_MOVES
from tests.support.fake_host import FakeHost
from views.kit.host import Link
from views.kit.record import Fact
from views.warehouse import PAGES
from views.warehouse.item import ItemView, item_view
from views.warehouse.item_form import ItemFormPage
from views.warehouse.lists import move_list
from views.warehouse.purchase_entry import PurchaseEntryPage
from views.warehouse.purchase_order import PurchaseOrderView, purchase_order_page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from views.kit.action import BoundAction
    from views.kit.page import Page

D = Decimal
_BOLT = ItemDraft(name="Bolt", code="BULT", id=5, version=1, terms_version=1, sales_price=D(100))
_PAGE = ItemPage(_BOLT, D(12), D(2), D(10), D(30), D(40), D(480))
_ORDER = PurchaseDraft(
    party_id=8,
    order_date=date(2026, 11, 24),
    currency="SEK",
    id=4,
    version=2,
    number="45",
    status="ordered",
    party_name="Supplier",
    lines=(PurchaseLineDraft(5, "Bolt", D(30), D("12.50"), 1, D(10), "BULT", "st"),),
)


def _act(page: Page, name: str) -> BoundAction:
    return next(action for action in page.actions_bound if action.declared.id == name)


def _facts(facts: tuple[Fact, ...]) -> dict[str, Fact]:
    return {fact.label: fact for fact in facts}


def test_every_figure_of_an_item_opens_its_rows(qtbot: QtBot) -> None:
    page = item_view(FakeHost(answers={item_page: _PAGE}), Link("warehouse.item", 5))
    qtbot.addWidget(page)
    facts = _facts(cast("ItemView", page).view.facts.facts)
    of_item = {"item_id": 5, "label": "Bolt"}
    assert facts["Promised"].link == Link("sales.backlog", arguments=of_item)
    assert facts["Incoming"].link == Link("warehouse.incoming", arguments=of_item)
    assert facts["Value"].value == 480
    assert facts["Value"].link == Link("warehouse.stock_value", arguments=of_item)


def test_who_may_not_see_costs_and_moves_is_not_shown_them(qtbot: QtBot) -> None:
    hidden = replace(_PAGE, average_cost=None, value=None)
    host = FakeHost(answers={item_page: hidden}, permissions=permissions_of([Role.SERVICE_AGENT]))
    page = cast("ItemView", item_view(host, Link("warehouse.item", 5)))
    qtbot.addWidget(page)
    facts, tabs = _facts(page.view.facts.facts), page.view.tabs
    assert "Value" not in facts
    assert facts["Incoming"].link is None
    assert [tabs.tabText(number) for number in range(tabs.count())] == ["Stock", "Open orders", "Prices"]
    assert page.actions_bound == []


def test_who_edits_items_without_seeing_stock_gets_the_card(qtbot: QtBot) -> None:
    host = FakeHost(answers={load_item: _BOLT}, permissions=permissions_of([Role.ADMINISTRATOR]))
    page = item_view(host, Link("warehouse.item", 5))
    qtbot.addWidget(page)
    assert isinstance(page, ItemFormPage)
    assert page.form.draft == _BOLT


def test_a_new_item_begins_with_accounts_and_is_from_then_on_the_saved_one(qtbot: QtBot) -> None:
    begun = ItemDraft(
        sales_account="3001",
        purchase_account="4000",
        stock_account="1460",
        cost_account="4960",
        sales_tax_code="S25",
        purchase_tax_code="I25",
    )
    host = FakeHost(answers={new_item: begun, save_item: SavedItem(5, "61", 1, 1)})
    page = ItemFormPage(host, Link("warehouse.item_form"))
    qtbot.addWidget(page)
    page.form.set_draft(replace(begun, name="Bolt"), original=False)
    _act(page, "form.save").trigger()
    assert host.opened == [Link("warehouse.item", 5)]
    assert (page.form.draft.id, page.form.draft.code, page.form.dirty) == (5, "61", False)


def test_a_move_opens_its_voucher_or_its_document_where_vouchers_are_not_for_the_user() -> None:
    row = dict.fromkeys((column.name for column in STOCK_MOVES.columns), None)
    row |= {"entry_id": 9, "source_kind": "delivery", "source_id": 3, "item_id": 5}
    opens = [move_list(FakeHost(permissions=rights)).opens for rights in (None, ())]
    assert [one(row) if one else None for one in opens] == [Link("finance.voucher", 9), Link("warehouse.delivery", 3)]
    counted = {**row, "entry_id": None, "source_kind": None, "source_id": None}
    assert opens[1] is not None
    assert opens[1](counted) == Link("warehouse.item", 5)


def test_a_purchase_order_is_saved_placed_and_shown(qtbot: QtBot) -> None:
    answers: dict[object, object] = {
        new_purchase_order: PurchaseDraft(
            party_id=8, order_date=date(2026, 11, 24), currency="SEK", party_name="Supplier"
        ),
        save_purchase_order: SavedRow(4, 1),
        place_purchase_order: PurchaseState(4, "45", "ordered"),
    }
    host = FakeHost(answers=answers)
    page = purchase_order_page(host, Link("warehouse.purchase_order", arguments={"party_id": 8}))
    qtbot.addWidget(page)
    assert isinstance(page, PurchaseEntryPage)
    assert not _act(page, "warehouse.purchase.place").isEnabled()
    page.grid.set_lines([PurchaseLineDraft(5, "Bolt", D(3), D("12.50"))])
    assert page.grid.totals.totals[0].value == D("37.50")
    _act(page, "warehouse.purchase.place").trigger()
    assert [ran[0] for ran in host.ran] == [save_purchase_order, place_purchase_order]
    assert host.opened == [Link("warehouse.purchase_order", 4)]
    assert host.told[-1].text == "Purchase order 45 is placed."
    assert page.lines == ()


def test_a_placed_order_is_received_or_awaited_no_more_after_a_question(qtbot: QtBot) -> None:
    host = FakeHost(answers={load_purchase_order: _ORDER, cancel_purchase_order: PurchaseState(4, "45", "received")})
    page = purchase_order_page(host, Link("warehouse.purchase_order", 4))
    qtbot.addWidget(page)
    assert isinstance(page, PurchaseOrderView)
    assert page.lines.rows[0].values[2:5] == (D(30), D(10), D(20))
    assert page.lines.rows[-1].values[-1] == D("375.00")
    _act(page, "warehouse.purchase.receive").trigger()
    assert host.opened == [Link("warehouse.receive", arguments={"order_id": 4})]
    _act(page, "warehouse.purchase.cancel").trigger()
    assert host.ran == []
    host.reply("yes")
    assert host.ran == [(cancel_purchase_order, {"order_id": 4})]


def test_a_worker_sees_only_the_pages_of_the_worker() -> None:
    held = permissions_of([Role.WAREHOUSE_WORKER])
    listed = [page.kind for page in PAGES if page.in_navigation and page.open_to(held.__contains__)]
    assert "warehouse.to_pick" in listed
    assert "warehouse.receive" in listed
    assert "warehouse.count" not in listed
    assert "warehouse.places" not in listed
    assert Permission.WAREHOUSE_COUNT not in held
