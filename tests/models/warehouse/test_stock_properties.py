"""Whatever is bought, moved, counted and sold: shelves, promises, costs and the books say the same."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database.errors import Rejected
from models.warehouse.moving import CountLine, TransferLine, count, transfer
from tests.support.office import Office
from tests.support.trade import DAY, D, Trade, furnish

pieces = st.integers(1, 9)
#: Öre that do not divide evenly.
costs = st.sampled_from(["0.01", "0.33", "10.01", "99.99", "1234.57"])
acts = st.one_of(
    st.tuples(st.just("buy"), pieces, costs),
    st.tuples(st.just("sell"), pieces),
    st.tuples(st.just("promise"), pieces),
    st.tuples(st.just("move"), pieces),
    st.tuples(st.just("count"), st.integers(0, 12)),
)


@settings(max_examples=4, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.lists(acts, min_size=8, max_size=12))
def test_stock_is_never_negative_never_promised_twice_and_worth_what_the_books_say(
    office: Office, day: list[tuple[Any, ...]]
) -> None:
    trade = _trades.get(office.database.name) or _trades.setdefault(office.database.name, furnish(office))
    for act, *details in [("buy", 5, "10.01"), *day]:
        _do(trade, act, *details)
        quantity, value, _ = trade.cost()
        assert quantity >= 0
        assert value >= 0
        assert quantity or not value
        assert value == trade.balance("1460") == _value_of_moves(trade)
        assert _shelves_that_promise_too_much(trade) == 0
    assert office.owner().execute("SELECT * FROM ledger.verify(%s)", (office.company_id,)).fetchall() == []


#: One trade an office: the examples of a test follow each other in it.
_trades: dict[str, Trade] = {}


def _do(trade: Trade, act: str, amount: int, cost: str = "") -> None:
    keeper = trade.office.session("storekeeper")
    if act == "buy":
        trade.buy(str(amount), cost)
        return
    try:
        if act == "move":
            keeper.run(transfer, lines=(TransferLine(trade.bolt, trade.shelf, trade.dock, D(amount)),), on=DAY)
        elif act == "count":
            keeper.run(count, lines=(CountLine(trade.bolt, trade.shelf, D(amount)),), on=DAY)
        else:
            order = trade.confirm(trade.line(str(amount))).id
            if act == "sell":
                trade.deliver(order)
    except Rejected as refused:
        assert refused.code in {"stock.not_enough", "stock.counted_below_reserved", "delivery.nothing_to_pick"}  # noqa: PT017 - which refusals may come depends on the day


def _value_of_moves(trade: Trade) -> Any:
    return trade.office.value("SELECT coalesce(sum(value), 0) FROM stock.move WHERE item_id = %s", trade.bolt)


def _shelves_that_promise_too_much(trade: Trade) -> Any:
    return trade.office.value(
        "SELECT count(*) FROM stock.level l WHERE on_hand < reserved OR reserved < 0 OR on_hand < 0 OR reserved <> ("
        " SELECT coalesce(sum(r.quantity), 0) FROM stock.reservation r WHERE (r.item_id, r.place_id, r.lot_id)"
        " = (l.item_id, l.place_id, l.lot_id))"
    )
