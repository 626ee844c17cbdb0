"""Hot operations wait for the server four times at most, so that a slow network does not hurt."""

from __future__ import annotations

import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

import models
from models.contacts.queries import CUSTOMERS
from models.database.listing import PageRequest
from models.database.paging import fetch_page
from models.database.session import Session
from models.database.work import Operation, is_one_call
from models.finance.invoicing import create_and_post_invoice, post_invoice, save_invoice
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.reports import trial_balance
from models.sales.confirming import confirm_order
from models.warehouse.moving import TransferLine, transfer
from tests.support.invoices import invoice
from tests.support.office import Office
from tests.support.round_trips import counted_trips
from tests.support.trade import DAY, D, Trade, furnish

MOST = 4

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="libpq traces on Linux")


@pytest.fixture
def trade(office: Office) -> Trade:
    trade = furnish(office)
    trade.take_over("10", "1.00")
    return trade


def test_an_operation_waits_four_times_at_most(office: Office, trade: Trade) -> None:
    clerk, accountant = office.session("finance_clerk"), office.session("accountant")
    seller, keeper = office.session("seller"), office.session("storekeeper")
    draft = clerk.run(save_invoice, invoice=invoice(trade.customer)).id
    order = trade.draft_order(trade.line("2"))
    rent = VoucherDraft(DAY, (VoucherLine("5010", D(9)), VoucherLine("1930", D(-9))))
    accountant.run(post_vouchers, vouchers=(rent,))
    move = TransferLine(trade.bolt, trade.shelf, trade.dock, D(1))
    trips = {}
    acts: tuple[tuple[Session, Any, dict[str, Any]], ...] = (
        (clerk, save_invoice, {"invoice": invoice(trade.customer)}),
        (clerk, post_invoice, {"invoice_id": draft}),
        (clerk, create_and_post_invoice, {"invoice": invoice(trade.customer)}),
        (accountant, post_vouchers, {"vouchers": (rent,)}),
        (seller, confirm_order, {"order_id": order}),
        (keeper, transfer, {"lines": (move,), "on": DAY}),
    )
    for session, operation, arguments in acts:
        with counted_trips(session) as counted:
            session.run(operation, **arguments)
        trips[operation.__name__] = counted.trips
    reads: tuple[tuple[Session, Any, dict[str, Any]], ...] = (
        (accountant, trial_balance, {"from_date": DAY.replace(month=1, day=1), "to_date": DAY}),
        (seller, fetch_page, {"query": CUSTOMERS, "request": PageRequest()}),
        (seller, fetch_page, {"query": CUSTOMERS, "request": PageRequest(text="åkeri")}),
    )
    for session, query, arguments in reads:
        with counted_trips(session) as counted:
            session.read(query, **arguments)
        trips[f"{query.__name__} {len(trips)}"] = counted.trips
    assert all(trips.values())
    assert {name: number for name, number in trips.items() if number > MOST} == {}


def test_one_door_call_is_one_round_trip_with_its_commit(office: Office, trade: Trade) -> None:
    clerk, keeper = office.session("finance_clerk"), office.session("storekeeper")
    move = TransferLine(trade.bolt, trade.shelf, trade.dock, D(1))
    acts: tuple[tuple[Session, Any, dict[str, Any]], ...] = (
        (clerk, create_and_post_invoice, {"invoice": invoice(trade.customer)}),
        (keeper, transfer, {"lines": (move,), "on": DAY}),
    )
    for session, operation, arguments in acts:
        with counted_trips(session) as counted:
            session.run(operation, **arguments)
        assert counted.trips == 1
    assert office.owner().execute("SELECT count(*) FROM finance.invoice WHERE posted_at IS NOT NULL").fetchone() == (1,)


def _one_call_operations() -> Iterator[Operation[Any]]:
    for module in pkgutil.walk_packages(models.__path__, "models."):
        if ".migrations" not in module.name:
            for _, found in inspect.getmembers(import_module(module.name), inspect.isfunction):
                if found.__module__ == module.name and is_one_call(found):
                    yield found


def test_an_operation_of_one_call_asks_the_database_once() -> None:
    # What came before a second question would be in the database already when that one fails.
    asking = {
        operation.__qualname__: len(re.findall(r"\bwork\.(?:call|row|rows|value|today|connection)\b|\(work,", body))
        for operation in _one_call_operations()
        for body in [inspect.getsource(operation)]
    }
    assert len(asking) > 20
    assert {name: times for name, times in asking.items() if times != 1} == {}
