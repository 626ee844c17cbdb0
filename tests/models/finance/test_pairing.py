"""Open items are paired from the oldest on, until one side is used up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.finance.pairing import PairItem, pair_items
from models.finance.posting import SettlementPair

D = Decimal


def item(key: int, day: int, remaining: str) -> PairItem:
    return PairItem(key, date(2026, 3, day), D(remaining))


def test_a_payment_settles_the_oldest_invoices_first() -> None:
    items = (item(3, 20, "300.00"), item(1, 10, "100.00"), item(2, 15, "-250.00"))
    assert pair_items(items) == (SettlementPair(1, 2, D("100.00")), SettlementPair(3, 2, D("150.00")))


def test_two_credit_notes_settle_one_invoice() -> None:
    items = (item(1, 1, "-40.00"), item(2, 2, "-20.00"), item(3, 3, "60.00"))
    assert pair_items(items) == (SettlementPair(3, 1, D("40.00")), SettlementPair(3, 2, D("20.00")))


def test_items_of_one_side_settle_nothing() -> None:
    assert pair_items((item(1, 1, "10.00"), item(2, 2, "20.00"))) == ()
