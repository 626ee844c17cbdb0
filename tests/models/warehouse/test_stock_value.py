"""Goods keep their value: moving average, öre and all, and the stock account says the same as the shelves."""

from __future__ import annotations

from decimal import Decimal

import psycopg
import pytest

from models.database.errors import Conflict, Denied, Invalid, KontorError
from models.warehouse.moving import (
    CountLine,
    OpeningLine,
    ReceivedLine,
    TransferLine,
    count,
    receive_goods,
    stock_value,
    take_over,
    transfer,
)
from models.warehouse.places import PlaceDraft, SiteDraft, save_place, save_site
from models.warehouse.purchasing import cancel_purchase_order, load_purchase_order
from tests.support.office import Office
from tests.support.trade import DAY, D, Trade, furnish, refused


@pytest.fixture
def trade(office: Office) -> Trade:
    return furnish(office)


def test_two_receipts_make_the_moving_average(trade: Trade) -> None:
    trade.buy("10", "10.00")
    assert trade.cost() == (10, 100, 10)
    trade.buy("10", "13.00")
    assert trade.cost() == (20, 230, D("11.50"))
    assert trade.level() == (20, 0, 0)
    assert (trade.balance("1460"), trade.balance("4000")) == (230, -230)


def test_what_is_issued_leaves_at_the_average_and_the_last_one_takes_the_oere(trade: Trade) -> None:
    trade.buy("3", "10.00")
    trade.buy("3", "10.01")
    assert trade.cost() == (6, D("60.03"), D("10.005"))
    trade.deliver(trade.confirm(trade.line("1")).id)
    # 10,005 rounds to 10,01 (halves up); 50,02 stays for five.
    assert trade.cost() == (5, D("50.02"), D("10.004"))
    trade.deliver(trade.confirm(trade.line("5")).id)
    assert trade.cost()[:2] == (0, 0)
    assert trade.balance("1460") == 0
    assert trade.balance("4960") == D("60.03")


def test_a_transfer_between_sites_takes_its_value_along(trade: Trade) -> None:
    keeper = trade.office.session("storekeeper")
    site = keeper.run(save_site, draft=SiteDraft("2", "Filial")).id
    far = keeper.run(save_place, draft=PlaceDraft(site, "FILIAL")).id
    trade.take_over("10", "7.00")
    moved = keeper.run(transfer, lines=(TransferLine(trade.bolt, trade.shelf, far, D(4)),), on=DAY)
    assert (moved.entry_id, moved.moves) == (None, 1)
    costs = (
        trade.office.owner()
        .execute("SELECT quantity, value FROM stock.cost WHERE item_id = %s ORDER BY site_id", (trade.bolt,))
        .fetchall()
    )
    assert costs == [(6, 42), (4, 28)]


def test_a_count_books_the_difference_at_the_average(trade: Trade) -> None:
    trade.buy("10", "11.50")
    keeper = trade.office.session("storekeeper")
    keeper.run(count, lines=(CountLine(trade.bolt, trade.shelf, D(8), expected=D(10)),), on=DAY)
    assert trade.cost() == (8, 92, D("11.50"))
    assert trade.balance("4960") == 23
    keeper.run(count, lines=(CountLine(trade.bolt, trade.shelf, D(9)),), on=DAY)
    assert trade.balance("4960") == D("11.50")
    assert trade.level()[0] == 9


def test_a_count_that_others_overtook_is_refused(trade: Trade) -> None:
    trade.take_over("10", "1.00")
    line = CountLine(trade.bolt, trade.shelf, D(9), expected=D(12))
    with refused("stock.count_overtaken", Conflict):
        trade.office.session("storekeeper").run(count, lines=(line,), on=DAY)


def test_no_count_goes_below_what_is_promised(trade: Trade) -> None:
    trade.take_over("10", "1.00")
    trade.confirm(trade.line("6"))
    with refused("stock.counted_below_reserved") as caught:
        trade.office.session("storekeeper").run(count, lines=(CountLine(trade.bolt, trade.shelf, D(5)),), on=DAY)
    assert caught.value.params["reserved"] == 6


def test_taking_over_against_equity_books_the_value_and_without_it_does_not(trade: Trade) -> None:
    keeper = trade.office.session("storekeeper")
    trade.take_over("10", "5.00")
    assert trade.balance("1460") == 0
    line = OpeningLine(trade.rope, trade.shelf, D("2.50"), D("8.00"))
    keeper.run(take_over, lines=(line,), counter_account="2091", on=DAY)
    assert (trade.balance("1460"), trade.balance("2091")) == (20, -20)
    assert trade.cost(trade.rope) == (D("2.5"), 20, 8)


def test_stock_value_of_a_past_day_is_what_the_account_held(trade: Trade) -> None:
    trade.buy("10", "10.00")
    trade.deliver(trade.confirm(trade.line("4")).id)
    accountant = trade.office.session("accountant")
    lines = accountant.read(stock_value, on=DAY)
    assert [(line.code, line.quantity, line.value) for line in lines] == [("BULT", D(6), D(60))]
    assert sum(line.value for line in lines) == trade.balance("1460")
    assert accountant.read(stock_value, on=DAY.replace(day=4)) == ()


def test_a_receipt_in_a_foreign_currency_comes_in_at_the_rate_of_the_day(trade: Trade) -> None:
    trade.office.sql("accountant").execute(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
        " VALUES ('EUR', 'SEK', '2026-03-02', 11.50, 'test')"
    )
    trade.receive(trade.order_goods((trade.bolt, "10", "2.00"), currency="EUR"), "10")
    assert trade.cost() == (10, 230, 23)


def test_a_purchase_order_expects_its_goods_until_they_are_there(trade: Trade) -> None:
    order_id = trade.order_goods((trade.bolt, "10", "4.00"), (trade.work, "2", "500"))
    assert trade.level(place=trade.dock) == (0, 0, 10)
    trade.receive(order_id, "4", "2")
    assert trade.level(place=trade.dock) == (0, 0, 6)
    assert trade.level() == (4, 0, 0)
    buyer = trade.office.session("buyer")
    assert buyer.read(load_purchase_order, order_id=order_id).status == "ordered"
    trade.receive(order_id, "6")
    order = buyer.read(load_purchase_order, order_id=order_id)
    assert (order.status, [line.received for line in order.lines]) == ("received", [D(10), D(2)])
    assert trade.level(place=trade.dock) == (0, 0, 0)


def test_more_than_was_ordered_is_not_received(trade: Trade) -> None:
    order_id = trade.order_goods((trade.bolt, "10", "4.00"))
    trade.receive(order_id, "8")
    with refused("purchase.over_receipt") as caught:
        trade.receive(order_id, "3")
    assert {name: caught.value.params[name] for name in ("ordered", "received", "coming")} == {
        "ordered": 10,
        "received": 8,
        "coming": 3,
    }


def test_a_cancelled_purchase_order_expects_nothing_and_keeps_what_came(trade: Trade) -> None:
    buyer = trade.office.session("buyer")
    nothing_came = trade.order_goods((trade.bolt, "10", "4.00"))
    something_came = trade.order_goods((trade.bolt, "5", "4.00"))
    trade.receive(something_came, "2")
    assert buyer.run(cancel_purchase_order, order_id=nothing_came).status == "cancelled"
    assert buyer.run(cancel_purchase_order, order_id=something_came).status == "received"
    assert trade.level(place=trade.dock) == (0, 0, 0)


def test_nobody_takes_more_than_is_there(trade: Trade) -> None:
    trade.take_over("3", "1.00")
    line = TransferLine(trade.bolt, trade.shelf, trade.dock, D(4))
    with refused("stock.not_enough") as caught:
        trade.office.session("storekeeper").run(transfer, lines=(line,), on=DAY)
    assert (caught.value.params["wanted"], caught.value.params["available"]) == (4, 3)
    assert trade.level() == (3, 0, 0)


@pytest.mark.parametrize(
    ("quantity", "item", "code"),
    [("1.5", "bolt", "stock.unit_decimals"), ("0", "bolt", "stock.bad_quantity"), ("1", "work", "stock.not_goods")],
)
def test_a_wrong_opening_is_refused_by_its_code(trade: Trade, quantity: str, item: str, code: str) -> None:
    line = OpeningLine(getattr(trade, item), trade.shelf, D(quantity), D(1))
    with pytest.raises(Invalid, match=code):
        trade.office.session("storekeeper").run(take_over, lines=(line,), on=DAY)


def test_openings_come_before_everything_else(trade: Trade) -> None:
    trade.buy("1", "1.00")
    with refused("stock.opening_too_late"):
        trade.take_over("5", "99.00")


def test_stock_is_taken_over_against_equity_only(trade: Trade) -> None:
    with refused("stock.wrong_counter_account"):
        trade.office.session("storekeeper").run(
            take_over,
            lines=(OpeningLine(trade.bolt, trade.shelf, D(1), D(1)),),
            counter_account="1930",
            on=DAY,
        )


def test_a_worker_receives_but_does_not_count(trade: Trade) -> None:
    with pytest.raises(Denied):
        trade.office.session("warehouse_worker").run(count, lines=(CountLine(trade.bolt, trade.shelf, D(1)),), on=DAY)
    connection = trade.office.sql("warehouse_worker")
    moves = f'[{{"kind": "count", "item_id": {trade.bolt}, "place_id": {trade.shelf}, "counted": 5}}]'
    with pytest.raises(psycopg.Error) as caught:
        connection.execute("SELECT stock.move(gen_random_uuid(), %s, %s::jsonb)", (trade.office.company_id, moves))
    assert caught.value.diag.message_primary == "company.not_allowed"


def test_no_one_issues_goods_by_hand(trade: Trade) -> None:
    connection = trade.office.sql("storekeeper")
    moves = f'[{{"kind": "issue", "item_id": {trade.bolt}, "from_place_id": {trade.shelf}, "quantity": 1}}]'
    with pytest.raises(psycopg.Error) as caught:
        connection.execute("SELECT stock.move(gen_random_uuid(), %s, %s::jsonb)", (trade.office.company_id, moves))
    assert caught.value.diag.message_primary == "stock.kind_not_allowed"


def test_a_locked_stock_period_takes_no_moves_even_without_value(trade: Trade) -> None:
    trade.take_over("3", "1.00")
    accountant = trade.office.sql("accountant")
    accountant.execute(
        "SELECT ledger.lock_period(%s, p.id, 'stock') FROM ledger.period p WHERE p.starts_on = '2026-03-01'",
        (trade.office.company_id,),
    )
    line = TransferLine(trade.bolt, trade.shelf, trade.dock, D(1))
    with refused("ledger.period_locked"):
        trade.office.session("storekeeper").run(transfer, lines=(line,), on=DAY)


def test_lots_are_made_at_receipt_and_needed_for_goods_kept_by_lots(trade: Trade) -> None:
    keeper = trade.office.session("storekeeper")
    trade.office.owner().execute("UPDATE warehouse.item SET lot_tracked = true WHERE id = %s", (trade.rope,))
    order_id = trade.order_goods((trade.rope, "20", "3.00"))
    line_id = keeper.read(load_purchase_order, order_id=order_id).lines[0].id or 0
    with refused("stock.lot_missing", Invalid):
        keeper.run(receive_goods, lines=(ReceivedLine(line_id, D(5)),), on=DAY)
    lines = (
        ReceivedLine(line_id, D(5), trade.shelf, "L2", DAY.replace(year=2028)),
        ReceivedLine(line_id, D(7), trade.shelf, "L1", DAY.replace(year=2027)),
    )
    keeper.run(receive_goods, lines=lines, on=DAY)
    # The lot that expires first is promised first.
    trade.confirm(trade.line("8", item=trade.rope))
    held = (
        trade.office.owner()
        .execute(
            "SELECT t.code, l.on_hand, l.reserved FROM stock.level l JOIN warehouse.lot t ON t.id = l.lot_id ORDER BY 1"
        )
        .fetchall()
    )
    assert held == [("L1", 7, 7), ("L2", 5, 1)]


def test_the_same_request_moves_goods_once(trade: Trade) -> None:
    trade.take_over("5", "1.00")
    connection = trade.office.sql("storekeeper")
    moves = (
        f'[{{"kind": "transfer", "item_id": {trade.bolt}, "from_place_id": {trade.shelf},'
        f' "to_place_id": {trade.dock}, "quantity": 2}}]'
    )
    request = "00000000-0000-4000-8000-000000000001"
    for _ in range(2):
        connection.execute("SELECT stock.move(%s, %s, %s::jsonb, %s)", (request, trade.office.company_id, moves, DAY))
    assert trade.level() == (3, 0, 0)


def test_unit_and_stock_account_stay_once_goods_have_moved(trade: Trade) -> None:
    trade.buy("1", "1.00")
    connection = trade.office.sql("storekeeper")
    for attack, code in (
        ("UPDATE warehouse.item SET unit = 'kg' WHERE code = 'BULT'", "item.has_moved"),
        ("UPDATE warehouse.item_terms SET stock_account = '1410' WHERE item_id = %(bolt)s", "item.has_value"),
    ):
        with pytest.raises(psycopg.Error) as caught:
            connection.execute(attack, {"bolt": trade.bolt})
        assert caught.value.diag.message_primary == code


def test_every_refusal_has_a_text(trade: Trade) -> None:
    from models.warehouse.messages import MESSAGES

    trade.take_over("3", "1.00")
    with pytest.raises(KontorError) as caught:
        trade.office.session("storekeeper").run(
            transfer, lines=(TransferLine(trade.bolt, trade.shelf, trade.dock, Decimal(4)),), on=DAY
        )
    text = MESSAGES[caught.value.code].format(**caught.value.params)
    assert text == "BULT on LAGER: 4 wanted, 3 free of the 3 there. Take less, or from elsewhere."
