"""Deliveries and returns: what leaves costs what it cost, and comes back at just that."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from models.database.errors import Invalid
from models.database.listing import PageRequest
from models.database.paging import fetch_page
from models.finance.invoicing import post_invoice
from models.sales.confirming import cancel_order, close_order, reserve_order
from models.sales.delivering import (
    Pick,
    cancel_delivery,
    delivery_page,
    pick_all,
    plan_delivery,
    post_delivery,
    record_pick,
    start_picking,
    start_return,
)
from models.sales.invoicing import draft_invoice
from models.sales.ordering import load_order
from models.sales.queries import DELIVERIES_TO_PICK, ORDER_BACKLOG
from tests.support.office import Office
from tests.support.trade import DAY, D, Trade, furnish, refused


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


def test_an_order_is_picked_posted_and_booked(trade: Trade) -> None:
    trade.buy("10", "10.00")
    trade.buy("10", "13.00")
    order_id = trade.confirm(trade.line("4"), trade.line("2", item=trade.work)).id
    worker = trade.office.session("warehouse_worker")
    started = worker.run(start_picking, order_id=order_id, planned_on=DAY)
    page = worker.read(delivery_page, delivery_id=started.id)
    assert [(line.item_code, line.place_code, line.quantity, line.picked) for line in page.lines] == [
        ("BULT", "LAGER", D(4), D(0)),
        ("MONT", "", D(2), D(2)),
    ]
    worker.run(record_pick, delivery_id=started.id, picks=(Pick(page.lines[0].id, D(4)),))
    posted = worker.run(post_delivery, delivery_id=started.id, on=DAY)
    assert (posted.number, posted.order_status) == ("1", "delivered")
    assert trade.cost() == (16, 184, D("11.50"))
    assert trade.balance("4960") == 46  # 4 at 11,50
    assert trade.level() == (16, 0, 0)


def test_what_was_not_picked_is_promised_no_more_and_waits(trade: Trade) -> None:
    trade.take_over("10", "1.00")
    order_id = trade.confirm(trade.line("10")).id
    worker = trade.office.session("warehouse_worker")
    delivery_id = worker.run(start_picking, order_id=order_id, planned_on=DAY).id
    line_id = worker.read(delivery_page, delivery_id=delivery_id).lines[0].id
    worker.run(record_pick, delivery_id=delivery_id, picks=(Pick(line_id, D(7)),))
    assert worker.run(post_delivery, delivery_id=delivery_id, on=DAY).order_status == "confirmed"
    assert trade.level() == (3, 0, 0)
    seller = trade.office.session("seller")
    backlog = seller.read(fetch_page, query=ORDER_BACKLOG, request=PageRequest())
    names = [column.name for column in ORDER_BACKLOG.columns]
    row = dict(zip(names, backlog.rows[0], strict=True))
    assert (row["outstanding"], row["reserved"], row["missing"]) == (3, 0, 3)
    seller.run(reserve_order, order_id=order_id)
    assert trade.deliver(order_id).order_status == "delivered"
    assert seller.read(fetch_page, query=ORDER_BACKLOG, request=PageRequest()).rows == []


def test_two_picking_lists_never_hold_the_same_goods(trade: Trade) -> None:
    trade.take_over("6", "1.00")
    order_id = trade.confirm(trade.line("10")).id
    worker = trade.office.session("warehouse_worker")
    first = worker.run(start_picking, order_id=order_id, planned_on=DAY).id
    with refused("delivery.nothing_to_pick"):
        worker.run(start_picking, order_id=order_id, planned_on=DAY)
    trade.buy("10", "1.00")
    second = worker.run(start_picking, order_id=order_id, planned_on=DAY).id
    assert [worker.read(delivery_page, delivery_id=key).lines[0].quantity for key in (first, second)] == [6, 4]


def test_nobody_picks_more_than_the_list_holds(trade: Trade) -> None:
    trade.take_over("20", "1.00")
    order_id = trade.confirm(trade.line("5")).id
    worker = trade.office.session("warehouse_worker")
    delivery_id = worker.run(start_picking, order_id=order_id, planned_on=DAY).id
    line_id = worker.read(delivery_page, delivery_id=delivery_id).lines[0].id
    with refused("delivery.pick_beyond", Invalid):
        worker.run(record_pick, delivery_id=delivery_id, picks=(Pick(line_id, D(6)),))
    with refused("delivery.nothing_picked"):
        worker.run(post_delivery, delivery_id=delivery_id, on=DAY)
    trade.office.sql("warehouse_worker").execute("UPDATE sales.delivery_line SET picked = 6")
    with refused("delivery.over_picked"):
        worker.run(post_delivery, delivery_id=delivery_id, on=DAY)
    trade.office.sql("warehouse_worker").execute("UPDATE sales.delivery_line SET picked = 1.5")
    with refused("delivery.unit_decimals"):
        worker.run(post_delivery, delivery_id=delivery_id, on=DAY)


def test_a_posted_delivery_stays_as_it_is(trade: Trade) -> None:
    trade.take_over("5", "1.00")
    posted = trade.deliver(trade.confirm(trade.line("5")).id)
    worker = trade.office.session("warehouse_worker")
    for act in (post_delivery, cancel_delivery, pick_all):
        with refused("delivery.posted"):
            worker.run(act, delivery_id=posted.id)
    with pytest.raises(psycopg.Error) as caught:
        trade.office.sql("warehouse_worker").execute("UPDATE sales.delivery_line SET picked = 0")
    assert caught.value.diag.message_primary == "document.posted"


def test_a_picking_list_given_up_leaves_the_promise(trade: Trade) -> None:
    trade.take_over("5", "1.00")
    order_id = trade.confirm(trade.line("5")).id
    worker, seller = trade.office.session("warehouse_worker"), trade.office.session("seller")
    delivery_id = worker.run(start_picking, order_id=order_id, planned_on=DAY).id
    assert len(worker.read(fetch_page, query=DELIVERIES_TO_PICK, request=PageRequest()).rows) == 1
    with refused("order.being_picked"):
        seller.run(cancel_order, order_id=order_id)
    worker.run(cancel_delivery, delivery_id=delivery_id)
    assert trade.level() == (5, 5, 0)
    assert seller.run(cancel_order, order_id=order_id).status == "cancelled"


def test_goods_come_back_at_the_cost_they_left_with(trade: Trade) -> None:
    trade.buy("10", "10.00")
    posted = trade.deliver(trade.confirm(trade.line("4")).id)
    trade.buy("6", "20.00")
    assert trade.cost() == (12, 180, 15)
    worker = trade.office.session("warehouse_worker")
    back = worker.run(start_return, delivery_id=posted.id, place_id=trade.dock).id
    line_id = worker.read(delivery_page, delivery_id=back).lines[0].id
    worker.run(record_pick, delivery_id=back, picks=(Pick(line_id, D(2)),))
    assert worker.run(post_delivery, delivery_id=back, on=DAY).order_status == "confirmed"
    assert trade.cost() == (14, 200, D("14.285714"))  # two came back at 10,00
    assert trade.balance("4960") == 20
    assert trade.level(place=trade.dock)[0] == 2
    # The rest can come back once, and no more.
    again = worker.run(start_return, delivery_id=posted.id).id
    assert worker.read(delivery_page, delivery_id=again).lines[0].quantity == 2
    worker.run(pick_all, delivery_id=again)
    worker.run(post_delivery, delivery_id=again, on=DAY)
    assert trade.balance("4960") == 0
    with refused("delivery.all_returned"):
        worker.run(start_return, delivery_id=posted.id)


def test_three_returns_of_an_uneven_value_leave_no_oere_behind(trade: Trade) -> None:
    trade.take_over("3", "3.333333")  # 10,00 for three
    posted = trade.deliver(trade.confirm(trade.line("3")).id)
    worker = trade.office.session("warehouse_worker")
    for _ in range(3):
        back = worker.run(start_return, delivery_id=posted.id).id
        line_id = worker.read(delivery_page, delivery_id=back).lines[0].id
        worker.run(record_pick, delivery_id=back, picks=(Pick(line_id, D(1)),))
        worker.run(post_delivery, delivery_id=back, on=DAY)
    assert trade.cost()[:2] == (3, 10)
    assert trade.balance("4960") == 0


def test_two_returns_begun_at_once_do_not_bring_back_more_than_left(trade: Trade) -> None:
    trade.take_over("3", "1.00")
    posted = trade.deliver(trade.confirm(trade.line("3")).id)
    worker = trade.office.session("warehouse_worker")
    one, other = (worker.run(start_return, delivery_id=posted.id).id for _ in range(2))
    for delivery_id in (one, other):
        worker.run(pick_all, delivery_id=delivery_id)
    worker.run(post_delivery, delivery_id=one, on=DAY)
    with refused("delivery.over_returned"):
        worker.run(post_delivery, delivery_id=other, on=DAY)


def test_an_order_that_came_back_whole_can_be_cancelled(trade: Trade) -> None:
    trade.take_over("3", "1.00")
    order_id = trade.confirm(trade.line("3")).id
    posted = trade.deliver(order_id)
    worker, seller = trade.office.session("warehouse_worker"), trade.office.session("seller")
    back = worker.run(start_return, delivery_id=posted.id).id
    worker.run(pick_all, delivery_id=back)
    worker.run(post_delivery, delivery_id=back, on=DAY)
    assert seller.run(cancel_order, order_id=order_id).status == "cancelled"


def test_partial_deliveries_are_invoiced_one_by_one(trade: Trade) -> None:
    trade.take_over("6", "1.00")
    order_id = trade.confirm(trade.line("10")).id
    trade.deliver(order_id)
    clerk, seller = trade.office.session("finance_clerk"), trade.office.session("seller")
    first = clerk.run(draft_invoice, order_id=order_id, on=DAY)
    clerk.run(post_invoice, invoice_id=first.id)
    order = seller.read(load_order, order_id=order_id)
    assert (first.net, order.status, order.lines[0].invoiced) == (D("600.00"), "confirmed", D(6))
    with refused("order.nothing_to_invoice"):
        clerk.run(draft_invoice, order_id=order_id, on=DAY)
    assert seller.run(close_order, order_id=order_id).status == "invoiced"


def test_a_seller_does_not_post_deliveries(trade: Trade) -> None:
    trade.take_over("3", "1.00")
    order_id = trade.confirm(trade.line("3")).id
    seller = trade.office.session("seller")
    delivery_id = seller.run(start_picking, order_id=order_id, planned_on=DAY).id
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        trade.office.sql("seller").execute(
            "SELECT sales.post_delivery(gen_random_uuid(), %s, %s)", (trade.office.company_id, delivery_id)
        )


@pytest.mark.parametrize(
    "attack",
    [
        """INSERT INTO sales.delivery (company_id, kind, order_id, party_id, planned_on)
           SELECT company_id, 'delivery', id, party_id, order_date FROM sales.sales_order""",
        "UPDATE sales.delivery_line SET quantity = 100",
        "UPDATE sales.delivery_line SET place_id = NULL",
        "DELETE FROM sales.delivery_line",
    ],
)
def test_a_picking_list_is_made_by_its_door_alone(trade: Trade, attack: str) -> None:
    trade.take_over("3", "1.00")
    trade.office.session("seller").run(start_picking, order_id=trade.confirm(trade.line("3")).id)
    for role in ("seller", "warehouse_worker"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            trade.office.sql(role).execute(attack)


def test_a_picking_list_is_put_off_until_it_is_posted(trade: Trade) -> None:
    trade.take_over("10", "40")
    order_id = trade.confirm().id
    worker = trade.office.session("warehouse_worker")
    delivery_id = worker.run(start_picking, order_id=order_id, planned_on=DAY).id
    later = DAY + timedelta(days=3)
    assert worker.run(plan_delivery, delivery_id=delivery_id, planned_on=later).planned_on == later
    assert worker.read(delivery_page, delivery_id=delivery_id).planned_on == later
    worker.run(pick_all, delivery_id=delivery_id)
    worker.run(post_delivery, delivery_id=delivery_id, on=DAY)
    with refused("delivery.posted"):
        worker.run(plan_delivery, delivery_id=delivery_id, planned_on=DAY)
