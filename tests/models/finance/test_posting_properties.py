"""Whatever balances can be posted: sums stay zero, balances equal their lines, and a reversal restores all."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.finance.rules import TotalsLine, document_totals, line_net, round_money
from tests.support.office import Office

ACCOUNTS = ("1930", "3001", "4000", "5010", "2611")
oere = st.integers(-10_000_000, 10_000_000).filter(bool)
days = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 12, 31))


@st.composite
def balanced(draw: st.DrawFn) -> dict[str, Any]:
    """A voucher of two to eight lines whose amounts sum to zero."""
    amounts = draw(st.lists(oere, min_size=1, max_size=7))
    amounts.append(-sum(amounts))
    lines = [{"account": draw(st.sampled_from(ACCOUNTS)), "amount": str(Decimal(amount) / 100)} for amount in amounts]
    return {
        "date": draw(days).isoformat(),
        "series": "A",
        "text": draw(st.text("åäö x|\n'", max_size=8)),
        "lines": lines,
    }


@settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=st.lists(balanced(), min_size=1, max_size=12))
def test_any_balanced_vouchers_keep_the_books_and_their_reversals_restore_them(
    office: Office, batch: list[dict[str, Any]]
) -> None:
    with psycopg.connect(office.url("accountant"), autocommit=True) as connection:
        before = _balances(connection)
        posted = _one(
            connection, "SELECT ledger.post(%s, %s, %s::jsonb)", uuid4(), office.company_id, json.dumps(batch)
        )
        assert _one(connection, "SELECT sum(amount) FROM ledger.line") == 0
        assert _balances(connection) == _sums_of_lines(connection)
        for entry, voucher in zip(posted, batch, strict=True):
            reverse = "SELECT ledger.reverse(%s, %s, %s, %s)"
            _one(connection, reverse, uuid4(), office.company_id, entry["id"], voucher["date"])
        assert {account: sum_ for account, sum_ in _balances(connection).items() if sum_} == {
            account: sum_ for account, sum_ in before.items() if sum_
        }
        assert connection.execute("SELECT * FROM ledger.verify(%s)", (office.company_id,)).fetchall() == []


@settings(max_examples=8, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(voucher=balanced(), line=st.integers(0, 1), difference=oere)
def test_no_voucher_that_is_out_by_an_oere_comes_in(
    office: Office, voucher: dict[str, Any], line: int, difference: int
) -> None:
    changed = voucher["lines"][line % len(voucher["lines"])]
    changed["amount"] = str(Decimal(changed["amount"]) + Decimal(difference) / 100)
    door = "SELECT ledger.post(%s, %s, %s::jsonb)"
    with (
        psycopg.connect(office.url("accountant"), autocommit=True) as connection,
        pytest.raises(psycopg.Error) as caught,
    ):
        _one(connection, door, uuid4(), office.company_id, json.dumps([voucher]))
    assert caught.value.diag.message_primary == "ledger.unbalanced"


quantities = st.decimals(0, 10_000, places=3)
prices = st.decimals(0, 100_000, places=4)
discounts = st.decimals(0, 100, places=2)


@given(quantities, prices, discounts)
def test_a_net_amount_is_within_half_an_oere_of_the_exact_one(
    quantity: Decimal, price: Decimal, discount: Decimal
) -> None:
    exact = quantity * price * (100 - discount) / 100
    assert abs(line_net(quantity, price, discount) - exact) <= Decimal("0.005")
    assert line_net(-quantity, price, discount) == -line_net(quantity, price, discount)


@given(st.lists(st.tuples(quantities, prices), max_size=30), st.sampled_from([0, 6, 12, 25]), st.booleans())
def test_no_document_loses_an_oere(lines: list[tuple[Decimal, Decimal]], percent: int, whole: bool) -> None:
    nets = [line_net(quantity, price) for quantity, price in lines]
    totals = document_totals([TotalsLine(net, f"S{percent}", Decimal(percent)) for net in nets], whole=whole)
    assert totals.net == sum(nets)
    assert totals.tax == round_money(sum(nets, Decimal(0)) * percent / 100)
    assert totals.total - totals.rounding == totals.net + totals.tax


def _one(connection: psycopg.Connection[Any], statement: str, *parameters: object) -> Any:
    row = connection.execute(statement.encode(), parameters).fetchone()
    assert row
    return row[0]


def _balances(connection: psycopg.Connection[Any]) -> dict[str, Decimal]:
    """Sums by account from each grain of the balances, which must agree."""
    grains = [
        dict(
            connection.execute(
                "SELECT account, sum(debit - credit) FROM ledger.balance WHERE grain = %s GROUP BY 1", (grain,)
            ).fetchall()
        )
        for grain in "DMYTNZ"
    ]
    assert all(grain == grains[0] for grain in grains)
    return grains[0]


def _sums_of_lines(connection: psycopg.Connection[Any]) -> dict[str, Decimal]:
    return dict(connection.execute("SELECT account, sum(amount) FROM ledger.line GROUP BY 1").fetchall())
