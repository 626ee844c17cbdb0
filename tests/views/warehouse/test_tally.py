"""What a scanned code counts up on a picking list."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from models.sales.delivering import DeliveryLine
from views.warehouse.tally import count_up

D = Decimal
BOLT = DeliveryLine(1, 1, 11, 5, "BULT", "731", "Bolt", "st", 0, 1, "A-01", 0, "", D(3), D(0))
ELSEWHERE = replace(BOLT, id=2, place_id=2, place_code="B-01", quantity=D(2))
ROPE = replace(BOLT, id=3, item_id=6, item_code="REP", barcode="", unit="m", quantity=D("1.50"), description="Rope")
WORK = replace(BOLT, id=4, item_id=7, item_code="MONT", barcode="", place_id=None, place_code="", quantity=D(1))
LINES = (BOLT, ELSEWHERE, ROPE, WORK)


def test_a_code_or_a_barcode_counts_one_piece() -> None:
    for code in ("BULT", "bult", "731"):
        found = count_up(LINES, code)
        assert found.line == replace(BOLT, picked=D(1))


def test_the_place_one_stands_at_comes_before_other_places() -> None:
    assert count_up(LINES, "B-01").place == "B-01"
    assert count_up(LINES, "BULT", place="B-01").row == 1


def test_what_is_full_is_never_counted_beyond_and_the_last_of_a_length_is_less_than_one() -> None:
    full = (replace(BOLT, picked=D(3)), replace(ELSEWHERE, picked=D(2)))
    assert count_up(full, "BULT").problem == "All of Bolt are picked already."
    almost = replace(ROPE, picked=D(1))
    assert count_up((almost,), "REP").line == replace(ROPE, picked=D("1.50"))


def test_several_lots_ask_for_the_lot_and_a_lot_counts_its_own_line() -> None:
    lots = (replace(BOLT, lot_id=1, lot_code="L1"), replace(BOLT, id=2, lot_id=2, lot_code="L2"))
    assert "Scan the lot" in count_up(lots, "BULT").problem
    assert count_up(lots, "L2").row == 1


def test_services_and_strangers_are_not_counted() -> None:
    assert count_up(LINES, "MONT").unknown
    assert count_up(LINES, "nothing").unknown
