"""How long the page of an account with 1 000 000 open lines takes: its first page, proposals, a day, and settling."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import psycopg
import pytest

from models.database.listing import Filter, PageRequest
from models.database.paging import fetch_page
from models.database.server.embedded import EmbeddedServer
from models.finance.open_items import items_on_day, propose_settlements
from models.finance.queries_settling import ACCOUNT_ITEMS
from models.finance.settling import ItemGroup, settle_items, unsettle_items
from tests.benchmarks.figure import Figure
from tests.support.office import Office, settle_in
from tests.support.server import make_database
from tests.support.settling import CLEARING, clearing_account

Record = Callable[[Figure], None]
LINES, AN_ENTRY, ENTRIES = 1_000_000, 100, 50
DEEP, SETTLED = 100_000, 1_000

#: Each voucher has 99 lines on the account, debits and credits of all amounts, and one that balances it.
_BATCH = """
SELECT cardinality(ledger.append(%(company)s, (
    SELECT jsonb_agg(jsonb_build_object('date', date '2026-01-01' + (e * 7 + %(batch)s) %% 360, 'series', 'A',
        'text', 'Clearing', 'lines', l.lines))
      FROM generate_series(1, %(entries)s) e CROSS JOIN LATERAL (
           SELECT jsonb_agg(jsonb_build_object('account', x.account, 'amount', x.amount,
                                               'text', concat('Payment ', x.amount * 100))) AS lines
             FROM (SELECT %(account)s AS account, n.amount FROM generate_series(1, %(lines)s - 1) g
                    CROSS JOIN LATERAL (SELECT CASE g %% 2 WHEN 0 THEN 1 ELSE -1 END
                                               * round((1 + random() * 50000 + 0 * e)::numeric, 2) AS amount) n) x) l),
    1))
"""


def fill(connection: psycopg.Connection[Any], company: int) -> None:
    connection.autocommit = True
    connection.execute(
        "CREATE OR REPLACE FUNCTION pg_temp.balanced(lines jsonb) RETURNS jsonb LANGUAGE sql AS $$"
        " SELECT lines || jsonb_build_object('account', '1930', 'amount',"
        " -(SELECT sum((l ->> 'amount')::numeric) FROM jsonb_array_elements(lines) l)) $$"
    )
    batch = _BATCH.replace("'lines', l.lines", "'lines', pg_temp.balanced(l.lines)")
    for number in range(LINES // (AN_ENTRY * ENTRIES)):
        values = {"company": company, "account": CLEARING, "entries": ENTRIES, "lines": AN_ENTRY, "batch": number}
        connection.execute(batch, values)
    connection.execute("VACUUM ANALYZE ledger.line, ledger.entry, ledger.balance, ledger.open_item")


def took(act: Callable[[], object], times: int = 5) -> float:
    """The median of some runs, in milliseconds."""
    runs = []
    for _ in range(times):
        started = time.perf_counter()
        act()
        runs.append(1000 * (time.perf_counter() - started))
    return sorted(runs)[times // 2]


@pytest.mark.timeout(1200)  # filling takes some minutes
def test_an_account_with_a_million_open_lines(durable_server: EmbeddedServer, record: Record) -> None:
    database = make_database(durable_server, "settling", prefix="settling")
    office = Office(database, settle_in(database))
    clearing_account(office)
    fill(office.owner(), office.company_id)
    session = office.session("accountant")
    of_account = (Filter("account", "=", CLEARING),)
    first = PageRequest(filters=of_account)
    page = session.read(fetch_page, query=ACCOUNT_ITEMS, request=first)
    record(
        Figure(
            "first page of a million open items",
            took(lambda: session.read(fetch_page, query=ACCOUNT_ITEMS, request=first)),
            "ms",
            "50",
        )
    )
    deep = PageRequest(filters=of_account, after=(date(2026, 12, 1), 0))
    record(
        Figure("a page far down", took(lambda: session.read(fetch_page, query=ACCOUNT_ITEMS, request=deep)), "ms", "50")
    )
    line = page.rows[100][-1]
    for words, said, aim in (
        ("12345,67", "an amount", "50"),
        ("payment 1234567", "a text", "200"),
        ("A4711", "a voucher", "100"),
    ):
        asked = PageRequest(filters=of_account, text=words)
        search = partial(session.read, fetch_page, query=ACCOUNT_ITEMS, request=asked)
        record(Figure(f"found by {said}", took(search), "ms", aim))
    record(
        Figure(
            "proposals for one item",
            took(lambda: session.read(propose_settlements, account=CLEARING, line_id=line)),
            "ms",
            "150",
        )
    )
    record(
        Figure(
            "proposals for the account",
            took(lambda: session.read(propose_settlements, account=CLEARING), 3),
            "ms",
            "2000",
        )
    )
    record(
        Figure(
            "what was open on a day, by age",
            took(lambda: session.read(items_on_day, account=CLEARING, on=date(2026, 9, 17)), 3),
            "ms",
            "2000",
        )
    )
    keys = tuple(
        row[0]
        for row in office.owner()
        .execute(
            "SELECT line_id FROM ledger.open_item WHERE account = %s ORDER BY line_id LIMIT %s", (CLEARING, SETTLED)
        )
        .fetchall()
    )
    started = time.perf_counter()
    (act,) = session.run(settle_items, groups=[ItemGroup(keys)])
    record(Figure("a thousand items settled in one act", 1000 * (time.perf_counter() - started), "ms", "500"))
    started = time.perf_counter()
    session.run(unsettle_items, settling_ids=[act.id], reason="Bench")
    record(Figure("and taken back", 1000 * (time.perf_counter() - started), "ms", "500"))
    office.close()
