"""Eight people at once through every door, on the same few rows: nobody waits in a ring, and the books hold."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest

from models.finance.invoicing import create_and_post_invoice, credit_invoice, save_invoice
from models.sales.delivering import pick_all, start_picking
from tests.support.busy_day import busy_day
from tests.support.invoices import invoice, line
from tests.support.office import Office
from tests.support.trade import DAY, Trade

PEOPLE = 8
ROUNDS = 12

#: A statement of a door, with who may call it.
Act = tuple[str, str]


def test_eight_people_mixing_all_doors_never_wait_in_a_ring(office: Office) -> None:
    trade = busy_day(office).trade
    acts = _acts(office, trade)
    office.sign_everybody_out()
    start = Barrier(PEOPLE)

    def work(number: int) -> list[str]:
        mine = acts[number::PEOPLE]
        random.Random(number).shuffle(mine)
        connections = {role: psycopg.connect(office.url(role), autocommit=True) for role in {role for role, _ in mine}}
        start.wait(30)
        came = [_outcome(connections[role], statement) for role, statement in mine]
        for connection in connections.values():
            connection.close()
        return came

    with ThreadPoolExecutor(PEOPLE) as pool:
        outcomes = [came for mine in pool.map(work, range(PEOPLE)) for came in mine]
    # A rule may say no to who comes second; nothing else may.
    assert {came for came in outcomes if came != "done" and not came.startswith("KO")} == set()
    assert outcomes.count("done") > len(outcomes) / 2
    assert office.owner().execute("SELECT * FROM ledger.verify(%s)", (office.company_id,)).fetchall() == []


def _outcome(connection: psycopg.Connection[Any], statement: str) -> str:
    try:
        connection.execute(statement.encode())
    except psycopg.Error as error:
        return f"{error.sqlstate} {error.diag.message_primary}"
    return "done"


def _acts(office: Office, trade: Trade) -> list[Act]:
    """What the eight will do: each act on rows that others want too."""
    makers: tuple[Callable[[Office, Trade], list[Act]], ...] = (_vouchers, _credits, _payments, _goods, _orders)
    acts = [act for make in makers for act in make(office, trade)]
    random.Random(7).shuffle(acts)
    return acts


def _call(office: Office, door: str, *arguments: object) -> str:
    words = [
        f"'{json.dumps(a)}'::jsonb" if isinstance(a, list) else f"'{a}'" if isinstance(a, str) else str(a)
        for a in arguments
    ]
    return f"SELECT {door}(gen_random_uuid(), {office.company_id}, {', '.join(words)})"


def _vouchers(office: Office, trade: Trade) -> list[Act]:
    """Vouchers over the accounts that all others book on, in rising and falling order."""
    lines = [{"account": a, "amount": n, "party_id": trade.customer} for a, n in (("1930", "5"), ("1510", "-5"))]
    vouchers = [{"date": "2026-03-05", "series": "A", "text": "x", "lines": lines}]
    other = [{"date": "2026-03-05", "series": "A", "text": "x", "lines": lines[::-1]}]
    return [("accountant", _call(office, "ledger.post", v)) for _ in range(ROUNDS) for v in (vouchers, other)]


def _credits(office: Office, trade: Trade) -> list[Act]:
    """Invoices posted, and credited while others settle them, two by two and many at once, and take that back."""
    clerk, acts, items = office.session("finance_clerk"), list[Act](), list[int]()
    for _ in range(ROUNDS):
        acts.append(_post(office, clerk.run(save_invoice, invoice=invoice(trade.customer, invoice_date=DAY)).id))
        sold = clerk.run(create_and_post_invoice, invoice=invoice(trade.customer, line("40.00"), invoice_date=DAY)).id
        acts.append(_post(office, clerk.run(credit_invoice, invoice_id=sold, on=DAY).id))
        paid = clerk.run(
            create_and_post_invoice,
            invoice=invoice(trade.customer, line("4.00"), kind="customer_credit", invoice_date=DAY),
        ).id
        pair = {"debit_line": _item(office, sold), "credit_line": _item(office, paid), "amount": "1.00"}
        acts.append(("accountant", _call(office, "ledger.settle", [pair], "2026-03-31")))
        items += [_item(office, sold), _item(office, paid)]
        groups = [{"lines": items[-6:][:: 1 if len(items) % 4 else -1]}]
        acts.append(("finance_clerk", _call(office, "ledger.settle_items", groups)))
        acts.append(("accountant", _call(office, "ledger.unsettle_items", [len(items) // 2], "Wrong")))
    return acts


def _post(office: Office, invoice_id: int) -> Act:
    return "finance_clerk", _call(office, "finance.post_invoice", invoice_id)


def _item(office: Office, invoice_id: int) -> int:
    item: int = office.value(
        "SELECT line_id FROM ledger.open_item WHERE document_id = %s ORDER BY 1 LIMIT 1", invoice_id
    )
    return item


def _payments(office: Office, trade: Trade) -> list[Act]:
    """Bank transactions matched against two items each, in both orders, and taken back."""
    clerk, acts = office.session("finance_clerk"), []
    sold = [
        _item(
            office,
            clerk.run(create_and_post_invoice, invoice=invoice(trade.customer, line("800.00"), invoice_date=DAY)).id,
        )
        for _ in range(2)
    ]
    for number in range(ROUNDS):
        key = office.value(
            "INSERT INTO finance.bank_transaction (company_id, bank_account_id, statement_id, bank_key, booked_on,"
            " amount, currency, reference, counterparty, counterparty_account, text) SELECT company_id,"
            " bank_account_id, statement_id, 'd' || %s, booked_on, 20, currency, '', '', '', ''"
            " FROM finance.bank_transaction LIMIT 1"
            " RETURNING id",
            number,
        )
        allocations = [{"line_id": item, "amount": "10.00"} for item in sold[:: 1 if number % 2 else -1]]
        acts.append(("finance_clerk", _call(office, "finance.match_bank_transaction", key, allocations)))
        acts.append(("accountant", _call(office, "finance.unmatch_bank_transaction", key, "2026-03-31")))
    return acts


def _goods(office: Office, trade: Trade) -> list[Act]:
    """Goods moved between two places, of two items named in either order."""
    trade.buy("500", "3.00")
    trade.buy("500", "2.00", item=trade.rope)
    acts = []
    for number in range(ROUNDS):
        there, back = (trade.shelf, trade.dock)[:: 1 if number % 3 else -1]
        moves = [
            {"kind": "transfer", "item_id": item, "from_place_id": there, "to_place_id": back, "quantity": 2}
            for item in (trade.bolt, trade.rope)[:: 1 if number % 2 else -1]
        ]
        acts.append(("storekeeper", _call(office, "stock.move", moves, "2026-03-05")))
        bought = trade.order_goods((trade.bolt, "3", "3.10"), (trade.rope, "3", "2.10"))
        acts.append(("buyer", _call(office, "warehouse.cancel_purchase_order", bought)))
    return acts


def _orders(office: Office, trade: Trade) -> list[Act]:
    """Orders confirmed, reserved again, given up and delivered, of the same two items."""
    acts = []
    for number in range(ROUNDS):
        items = (trade.bolt, trade.rope)[:: 1 if number % 2 else -1]
        lines = [trade.line("2", item=item) for item in items]
        acts.append(("seller", _call(office, "sales.confirm_order", trade.draft_order(*lines))))
        order = trade.confirm(*lines).id
        acts.append(("seller", _call(office, "sales.release_order", order)))
        acts.append(("sales_manager", _call(office, "sales.reserve_order", order)))
        worker = office.session("warehouse_worker")
        delivery = worker.run(start_picking, order_id=trade.confirm(*lines).id, planned_on=DAY).id
        worker.run(pick_all, delivery_id=delivery)
        acts.append(("warehouse_worker", _call(office, "sales.post_delivery", delivery, "2026-03-05")))
    return acts


@pytest.fixture(autouse=True)
def _watched(office: Office) -> None:
    """Deadlocks are found at once, not after the usual second."""
    office.owner().execute(f"ALTER DATABASE {office.database.name} SET deadlock_timeout = '100ms'".encode())
