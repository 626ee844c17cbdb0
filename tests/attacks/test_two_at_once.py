"""Two connections at the same moment: a race has one winner, and the loser is told why."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from models.finance.invoicing import save_invoice
from tests.attacks.test_vouchers import post, refusal, voucher
from tests.support.invoices import invoice
from tests.support.office import Office
from tests.support.trade import furnish


def test_closing_a_period_waits_for_the_posting_in_it(office: Office) -> None:
    poster, closer = office.sql("accountant", autocommit=False), office.sql("accountant")
    period = closer.execute("SELECT id FROM ledger.period WHERE starts_on = '2026-03-01'").fetchone()
    assert period
    post(poster, office.company_id, voucher())
    with ThreadPoolExecutor(1) as pool:
        closing = pool.submit(
            closer.execute, "SELECT ledger.lock_period(%s, %s, 'general')", (office.company_id, period[0])
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
    closer.execute("SELECT ledger.lock_period(%s, %s, 'general')", (office.company_id, period[0]))
    with ThreadPoolExecutor(1) as pool:
        posting = pool.submit(post, poster, office.company_id, voucher())
        _wait_until_blocked(office, poster)
        closer.commit()
        with pytest.raises(psycopg.Error) as caught:
            posting.result(timeout=10)
    assert refusal(caught) == "ledger.period_locked"


def test_two_who_post_at_once_add_to_sums_of_their_own_and_one_after_the_other_to_the_same(office: Office) -> None:
    first, second = office.sql("accountant", autocommit=False), office.sql("accountant")
    office.owner().execute(
        "INSERT INTO ledger.series_definition (company_id, code, name, area) VALUES (%s, 'V', 'More', 'general')",
        (office.company_id,),
    )
    post(first, office.company_id, voucher(), voucher())
    post(second, office.company_id, voucher(series="V"))
    first.commit()
    post(second, office.company_id, voucher())
    kept = office.owner().execute(
        "SELECT stripe, debit FROM ledger.balance WHERE account = '5010' AND grain = 'T' ORDER BY stripe"
    )
    assert kept.fetchall() == [(0, 3000), (1, 1000)]


def test_who_keeps_every_stripe_in_hand_keeps_nobody_from_posting(office: Office) -> None:
    idler, poster = office.sql("seller", autocommit=False), office.sql("accountant")
    idler.execute(
        "SELECT pg_advisory_xact_lock(hashtext('ledger.stripe'), (%s * 16 + n)::integer) FROM generate_series(0, 15) n",
        (office.company_id,),
    )
    post(poster, office.company_id, voucher())
    assert office.value("SELECT sum(debit) FROM ledger.balance WHERE account = '5010' AND grain = 'T'") == 1000


def test_totals_that_an_upgrade_adds_up_have_what_was_being_posted_meanwhile(office: Office) -> None:
    lines = [
        {"account": "1930", "amount": "1250"},
        {"account": "3001", "amount": "-1000", "tax_code": "S25"},
        {"account": "2611", "amount": "-250", "tax_code": "S25"},
    ]
    earlier, upgrade = office.database.connect(), office.database.connect(autocommit=True)
    post_as_before = "SELECT ledger.append(%s, %s::jsonb, 1)"
    earlier.execute(post_as_before, (office.company_id, json.dumps([voucher(lines=lines)])))
    earlier.execute("DELETE FROM ledger.tax_total")  # which an earlier program did not keep
    with ThreadPoolExecutor(1) as pool:
        adding = pool.submit(upgrade.execute, "SELECT ledger.complete_totals()")
        _wait_until_blocked(office, upgrade)
        earlier.commit()
        adding.result(timeout=10)
    earlier.close()
    upgrade.close()
    kept = (
        office.owner().execute("SELECT account, credit, line_count FROM ledger.tax_total ORDER BY account").fetchall()
    )
    assert kept == [("2611", 250, 1), ("3001", 1000, 1)]


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


def test_the_last_piece_is_promised_once(office: Office) -> None:
    trade = furnish(office)
    trade.take_over("1", "10.00")
    orders = [trade.draft_order(trade.line("1")) for _ in range(2)]
    confirm = "SELECT sales.confirm_order(gen_random_uuid(), %s, %s) -> 'lines' -> 0 ->> 'reserved'"
    first, second = (office.sql("seller", autocommit=False) for _ in range(2))
    assert _number(first.execute(confirm, (office.company_id, orders[0]))) == 1
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(second.execute, confirm, (office.company_id, orders[1]))
        _wait_until_blocked(office, second)
        first.commit()
        assert _number(other.result(timeout=10)) == 0
    second.commit()
    assert trade.level()[:2] == (1, 1)


def test_an_invoice_is_posted_once_by_two(office: Office) -> None:
    clerk = office.session("finance_clerk")
    draft = clerk.run(save_invoice, invoice=invoice(furnish(office).customer)).id
    post_it = "SELECT finance.post_invoice(gen_random_uuid(), %s, %s)"
    first, second = (office.sql(role, autocommit=False) for role in ("finance_clerk", "accountant"))
    first.execute(post_it, (office.company_id, draft))
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(second.execute, post_it, (office.company_id, draft))
        _wait_until_blocked(office, second)
        first.commit()
        with pytest.raises(psycopg.Error) as caught:
            other.result(timeout=10)
    assert refusal(caught) == "invoice.already_posted"
    assert office.value("SELECT count(*) FROM ledger.entry WHERE source_kind = 'customer_invoice'") == 1


def test_the_same_request_at_the_same_moment_is_carried_out_once(office: Office) -> None:
    """The second waits for the first: a retry of a client that gave up too early does not post twice."""
    request = uuid4()
    first, second = (office.sql("accountant", autocommit=False) for _ in range(2))
    post(first, office.company_id, voucher(), request=request)
    with ThreadPoolExecutor(1) as pool:
        again = pool.submit(post, second, office.company_id, voucher(), request=request)
        _wait_until_blocked(office, second)
        first.commit()
        with pytest.raises(psycopg.errors.UniqueViolation):
            again.result(timeout=10)
    assert office.value("SELECT count(*) FROM ledger.entry") == 1


def test_a_request_of_another_content_is_refused_when_it_comes_second(office: Office) -> None:
    request = uuid4()
    post(office.sql("accountant"), office.company_id, voucher(), request=request)
    with pytest.raises(psycopg.Error) as caught:
        office.sql("accountant").execute("SELECT ledger.reverse(%s, %s, 1, '2026-03-31')", (request, office.company_id))
    assert refusal(caught) == "database.request_reused"


def _number(cursor: psycopg.Cursor[Any]) -> float:
    row = cursor.fetchone()
    assert row
    return float(row[0])


def _wait_until_blocked(office: Office, connection: psycopg.Connection[Any]) -> None:
    """Return once the server reports that `connection` waits for somebody's lock."""
    owner = office.owner()
    pid = connection.info.backend_pid
    for _ in range(10_000):
        row = owner.execute("SELECT cardinality(pg_blocking_pids(%s))", (pid,)).fetchone()
        if row and row[0]:
            return
    raise AssertionError("the connection never waited")
