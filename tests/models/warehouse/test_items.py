"""Items, places and purchase orders as they are edited: defaults, numbers, conflicts, and what stays once placed."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest

from models.database.errors import Conflict, Invalid, Rejected
from models.database.listing import PageRequest
from models.database.paging import fetch_page
from models.warehouse.items import ItemDraft, find_item, item_page, load_item, new_item, save_item
from models.warehouse.places import PlaceDraft, load_place, save_place
from models.warehouse.purchasing import (
    PurchaseDraft,
    PurchaseLineDraft,
    cancel_purchase_order,
    delete_purchase_order,
    load_purchase_order,
    new_purchase_order,
    place_purchase_order,
    save_purchase_order,
)
from models.warehouse.queries import STOCK_ITEMS
from models.warehouse.rules import blockers_to_place, fits_unit
from tests.support.office import Office
from tests.support.trade import DAY, D, Trade, furnish, refused


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


def test_the_first_item_is_booked_as_the_chart_suggests_and_the_next_like_it(office: Office) -> None:
    keeper = office.session("storekeeper")
    first = keeper.read(new_item)
    assert (first.sales_account, first.purchase_account, first.stock_account, first.cost_account) == (
        "3001",
        "4000",
        "1460",
        "4960",
    )
    saved = keeper.run(save_item, draft=replace(first, name="Material", stock_account="1410"))
    assert saved.code == "1"
    assert keeper.read(new_item).stock_account == "1410"


def test_an_item_comes_back_by_key_code_and_barcode(trade: Trade) -> None:
    keeper = trade.office.session("storekeeper")
    bolt = keeper.read(load_item, item_id=trade.bolt)
    assert (bolt.name, bolt.sales_price, bolt.unit) == ("Bult M8", D(100), "st")
    assert keeper.read(find_item, code="BULT") == keeper.read(find_item, code="7310000000017") == bolt
    assert keeper.read(find_item, code="") is None
    assert keeper.read(find_item, code="BUL") is None


def test_two_people_at_one_item(trade: Trade) -> None:
    keeper, manager = trade.office.session("storekeeper"), trade.office.session("sales_manager")
    seen = keeper.read(load_item, item_id=trade.bolt)
    manager.run(save_item, draft=replace(seen, sales_price=D(120)))
    with pytest.raises(Conflict):
        keeper.run(save_item, draft=replace(seen, name="Bult"))


@pytest.mark.parametrize(
    ("wrong", "code", "field"),
    [
        ({"name": ""}, "item.no_name", "name"),
        ({"sales_price": D(-1)}, "item.negative_price", "sales_price"),
        ({"stock_account": ""}, "item.no_account", "stock_account"),
        ({"kind": "service", "lot_tracked": True}, "item.service_with_lots", "lot_tracked"),
    ],
)
def test_a_wrong_item_is_refused_with_its_field(trade: Trade, wrong: dict[str, object], code: str, field: str) -> None:
    keeper = trade.office.session("storekeeper")
    draft: ItemDraft = replace(replace(keeper.read(new_item), name="Mutter"), **wrong)  # type: ignore[arg-type]
    with refused(code, Invalid) as caught:
        keeper.run(save_item, draft=draft)
    assert caught.value.params["field"] == field


def test_a_code_or_barcode_is_given_once(trade: Trade) -> None:
    keeper = trade.office.session("storekeeper")
    blank = replace(keeper.read(new_item), name="Mutter")
    for double in (replace(blank, code="BULT"), replace(blank, barcode="7310000000017")):
        with refused("item.code_taken"):
            keeper.run(save_item, draft=double)


def test_the_page_of_an_item_shows_cost_only_to_those_who_may(trade: Trade) -> None:
    trade.buy("10", "10.00")
    trade.buy("10", "13.00")
    trade.confirm(trade.line("3"))
    page = trade.office.session("buyer").read(item_page, item_id=trade.bolt)
    assert (page.on_hand, page.reserved, page.available) == (D(20), D(3), D(17))
    assert (page.average_cost, page.value) == (D("11.50"), D(230))
    seller = trade.office.session("seller").read(item_page, item_id=trade.bolt)
    assert (seller.on_hand, seller.average_cost, seller.value) == (D(20), None, None)


def test_the_stock_list_adds_up_the_places(trade: Trade) -> None:
    trade.take_over("4", "1.00")
    trade.take_over("6", "1.00", place=trade.dock)
    trade.order_goods((trade.bolt, "5", "1.00"))
    page = trade.office.session("seller").read(fetch_page, query=STOCK_ITEMS, request=PageRequest(text="bult"))
    names = [column.name for column in STOCK_ITEMS.columns]
    row = dict(zip(names, page.rows[0], strict=True))
    assert (row["on_hand"], row["available"], row["incoming"], row["places"]) == (10, 10, 5, 2)


def test_a_place_is_renamed_and_needs_a_code(trade: Trade) -> None:
    keeper = trade.office.session("storekeeper")
    shelf = keeper.read(load_place, place_id=trade.shelf)
    keeper.run(save_place, draft=replace(shelf, name="Hylla A"))
    assert keeper.read(load_place, place_id=trade.shelf).name == "Hylla A"
    with refused("place.no_code", Invalid):
        keeper.run(save_place, draft=PlaceDraft(shelf.site_id))


def test_a_purchase_order_is_edited_placed_and_then_stays(trade: Trade) -> None:
    buyer = trade.office.session("buyer")
    begun = buyer.read(new_purchase_order, party_id=trade.supplier)
    assert (begun.party_name, begun.currency, begun.place_id) == ("Skruvkungen AB", "SEK", trade.dock)
    line = PurchaseLineDraft(trade.bolt, "Bult M8", D(10), D("4.25"))
    saved = buyer.run(save_purchase_order, draft=replace(begun, lines=(line,)))
    draft = buyer.read(load_purchase_order, order_id=saved.id)
    saved = buyer.run(save_purchase_order, draft=replace(draft, lines=(*draft.lines, line)))
    placed = buyer.run(place_purchase_order, order_id=saved.id)
    assert (placed.number, placed.status) == ("1", "ordered")
    order = buyer.read(load_purchase_order, order_id=saved.id)
    assert [line.quantity for line in order.lines] == [D(10), D(10)]
    with refused("document.not_draft"):
        buyer.run(save_purchase_order, draft=replace(order, currency="EUR"))
    with pytest.raises(psycopg.Error) as caught:
        trade.office.sql("buyer").execute("UPDATE warehouse.purchase_order_line SET unit_cost = 1")
    assert caught.value.diag.message_primary == "document.not_draft"
    with refused("purchase.wrong_status"):
        buyer.run(place_purchase_order, order_id=saved.id)


def test_a_draft_is_deleted_and_a_placed_order_cancelled(trade: Trade) -> None:
    buyer = trade.office.session("buyer")
    saved = buyer.run(save_purchase_order, draft=PurchaseDraft(trade.supplier, DAY))
    with refused("purchase.no_lines"):
        buyer.run(place_purchase_order, order_id=saved.id)
    buyer.run(delete_purchase_order, order_id=saved.id, version=saved.version)
    with refused("record.not_found", Invalid):
        buyer.read(load_purchase_order, order_id=saved.id)
    placed = trade.order_goods((trade.bolt, "1", "1"))
    order = buyer.read(load_purchase_order, order_id=placed)
    with pytest.raises(Rejected):
        buyer.run(delete_purchase_order, order_id=placed, version=order.version)
    assert buyer.run(cancel_purchase_order, order_id=placed).status == "cancelled"


def test_nothing_is_bought_of_who_is_no_supplier(trade: Trade) -> None:
    buyer = trade.office.session("buyer")
    line = PurchaseLineDraft(trade.bolt, "Bult", D(1), D(1))
    saved = buyer.run(save_purchase_order, draft=PurchaseDraft(trade.customer, DAY, lines=(line,)))
    with refused("purchase.not_supplier"):
        buyer.run(place_purchase_order, order_id=saved.id)


def test_what_blocks_the_button() -> None:
    assert blockers_to_place(None, ()) == ("purchase.no_supplier", "purchase.no_lines")
    assert blockers_to_place(1, (PurchaseLineDraft(1, "Bult", D(0)),)) == ("purchase.bad_line",)
    assert fits_unit(D("1.50"), 1)
    assert not fits_unit(D("1.55"), 1)
