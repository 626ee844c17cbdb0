"""Two connections at the same moment: a race has one winner, and the loser is told why."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import psycopg
import pytest

from tests.attacks.test_vouchers import post, refusal, voucher
from tests.support.office import Office


def test_closing_a_period_waits_for_the_posting_in_it(office: Office) -> None:
    poster, closer = office.sql("accountant", autocommit=False), office.sql("accountant")
    period = closer.execute("SELECT id FROM ledger.period WHERE starts_on = '2026-03-01'").fetchone()
    assert period
    post(poster, office.company_id, voucher())
    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(
            closer.execute, "SELECT ledger.lock_period(%s, %s, 'all')", (office.company_id, period[0])
        )
        _wait_until_blocked(office, closer)
        poster.commit()
        closing.result(timeout=10)
    with pytest.raises(psycopg.Error) as caught:
        post(poster, office.company_id, voucher())
    assert refusal(caught) == "ledger.period_locked"


def test_posting_waits_for_the_closing_and_is_then_refused(office: Office) -> None:
    poster, closer = office.sql("accountant"), office.sql("accountant", autocommit=False)
    period = closer.execute("SELECT id FROM ledger.period WHERE starts_on = '2026-03-01'").fetchone()
    assert period
    closer.execute("SELECT ledger.lock_period(%s, %s, 'all')", (office.company_id, period[0]))
    with ThreadPoolExecutor(1) as pool:
        posting = pool.submit(post, poster, office.company_id, voucher())
        _wait_until_blocked(office, poster)
        closer.commit()
        with pytest.raises(psycopg.Error) as caught:
            posting.result(timeout=10)
    assert refusal(caught) == "ledger.period_locked"


def test_ten_posters_at_once_leave_no_gap_and_no_double_number(office: Office) -> None:
    start = Barrier(10)

    def work(connection: psycopg.Connection[Any]) -> None:
        start.wait(10)
        for _ in range(5):
            post(connection, office.company_id, voucher())

    connections = [office.sql("accountant") for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(work, connections))
    numbers = [n for (n,) in connections[0].execute("SELECT number FROM ledger.entry ORDER BY number")]
    assert numbers == list(range(1, 51))
    balance = (
        connections[0]
        .execute("SELECT sum(debit) FROM ledger.balance WHERE account = '5010' AND grain = 'M'")
        .fetchone()
    )
    assert balance
    assert balance[0] == 50_000


def _wait_until_blocked(office: Office, connection: psycopg.Connection[Any]) -> None:
    """Return once the server reports that `connection` waits for somebody's lock."""
    owner = office.owner()
    pid = connection.info.backend_pid
    for _ in range(10_000):
        row = owner.execute("SELECT cardinality(pg_blocking_pids(%s))", (pid,)).fetchone()
        if row and row[0]:
            return
    raise AssertionError("the connection never waited")
