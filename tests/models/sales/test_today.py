"""What is in hand is counted: orders, quotes, picking lists, receipts and tickets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from models.sales.confirming import send_quote
from models.sales.delivering import start_picking
from models.sales.today import sales_today, warehouse_today
from models.service.tickets import TicketDraft, assign, open_ticket
from models.service.today import service_today
from tests.support.office import Office
from tests.support.trade import DAY, Trade, furnish

D = Decimal


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


def test_orders_and_quotes_in_hand(trade: Trade) -> None:
    seller = trade.office.session("seller")
    trade.confirm()
    trade.draft_order()
    seller.run(send_quote, quote_id=trade.draft_order(kind="quote"))
    seen = seller.read(sales_today)
    # Ten bolts at 100,00 with 25 % tax wait for their invoice.
    assert (seen.open_orders, seen.not_invoiced, seen.drafts, seen.open_quotes) == (1, D("1250.00"), 1, 1)


def test_picking_and_receipts_in_hand(trade: Trade) -> None:
    trade.take_over("10", "40")
    order_id = trade.confirm().id
    trade.office.session("warehouse_worker").run(start_picking, order_id=order_id, planned_on=DAY)
    trade.order_goods((trade.bolt, "5", "40"))
    keeper = trade.office.session("storekeeper").read(warehouse_today)
    late = int(keeper.today > DAY)
    assert (keeper.to_pick, keeper.to_pick_late, keeper.receipts, keeper.receipts_late) == (1, late, 1, 0)
    seller = trade.office.session("seller").read(warehouse_today)
    assert (seller.to_pick, seller.receipts, seller.receipts_late) == (1, None, None)


def test_tickets_in_hand(trade: Trade) -> None:
    agent = trade.office.session("service_agent")
    me = agent.identity.user_id
    opened = [agent.run(open_ticket, draft=TicketDraft(trade.customer, "Fel", "Trasig.")) for _ in range(2)]
    agent.run(assign, ticket_id=opened[0].id, user_id=me, version=1)
    seen = agent.read(service_today)
    assert (seen.user_id, seen.open_tickets, seen.mine, seen.unassigned) == (me, 2, 1, 1)
