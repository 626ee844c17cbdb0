"""Codes as a scanner reads them: items, places and lots are found exactly, and what lies there of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.warehouse.finding import Level, find_code, level_at
from models.warehouse.items import load_item, save_item
from tests.support.office import Office
from tests.support.trade import D, Trade, furnish


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


def test_a_code_is_an_item_by_number_or_barcode_or_a_place_in_any_case_but_never_a_part(trade: Trade) -> None:
    keeper = trade.office.session("storekeeper")
    bolt = keeper.read(load_item, item_id=trade.bolt)
    keeper.run(save_item, draft=replace(bolt, barcode="7312345678901"))
    worker = trade.office.session("warehouse_worker")
    by_code, by_barcode = (worker.read(find_code, code=code) for code in ("BULT", " 7312345678901 "))
    assert by_code.item is not None
    assert by_barcode.item == by_code.item
    place = worker.read(find_code, code="lager").place
    assert place is not None
    assert (place.id, place.code) == (trade.shelf, "LAGER")
    nothing = worker.read(find_code, code="731234567890")
    assert (nothing.item, nothing.place, nothing.lots) == (None, None, ())


def test_a_level_says_what_is_free_and_that_a_lot_is_unknown(trade: Trade) -> None:
    trade.take_over("10", "40")
    trade.confirm(trade.line("4"))
    worker = trade.office.session("warehouse_worker")
    assert worker.read(level_at, item_id=trade.bolt, place_id=trade.shelf) == Level(0, D(10), D(6))
    assert worker.read(level_at, item_id=trade.bolt, place_id=trade.dock) == Level(0)
    assert worker.read(level_at, item_id=trade.bolt, place_id=trade.shelf, lot_code="L1").lot_id is None
