"""The way from quote to invoice: each stage holds what has come further."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.sales.confirming import confirm_order, send_quote
from models.sales.ordering import OrderDraft, save_order
from models.sales.trends import DAYS, OrderStages, order_stages
from tests.support.office import Office
from tests.support.trade import Trade, furnish


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


def _drawn(trade: Trade, kind: str, on: date) -> int:
    draft = OrderDraft(kind=kind, party_id=trade.customer, order_date=on, lines=(trade.line("1"),))
    return trade.office.session("seller").run(save_order, draft=draft).id


def test_quotes_and_orders_are_counted_at_the_stage_they_reached(trade: Trade) -> None:
    seller = trade.office.session("seller")
    since = seller.read(order_stages).since
    today, before = since + timedelta(days=DAYS), since - timedelta(days=1)
    seller.run(send_quote, quote_id=_drawn(trade, "quote", today))
    _drawn(trade, "quote", today)
    for day in (today, since, before):
        seller.run(confirm_order, order_id=_drawn(trade, "order", day))
    _drawn(trade, "order", today)
    assert seller.read(order_stages) == OrderStages(since, offered=3, ordered=2, delivered=0, invoiced=0)
