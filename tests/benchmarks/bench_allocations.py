"""How long a month of allocations takes: a thousand cost centres, and a million lines in the month.

`KONTOR_BENCH_LINES` says how many lines the month has. The limit beside a figure is what adding up those lines takes,
which is what a preview would cost that did not read the maintained balances.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from models.database.server.embedded import EmbeddedServer
from models.finance.allocations.arranging import AllocationRule, save_rule
from models.finance.allocations.keys import AllocationKey, Target, save_key
from models.finance.allocations.running import allocate, read_allocations, take_back
from tests.benchmarks.figure import Figure
from tests.support.office import Office, settle_in
from tests.support.server import make_database

Record = Callable[[Figure], None]
LINES = int(os.environ.get("KONTOR_BENCH_LINES", "1000000"))
CENTRES, LINES_AN_ENTRY, ENTRIES_A_BATCH = 1000, 10, 500
MONTH = date(2026, 1, 1)

#: Each voucher has the salaries of six of the cost centres, three costs without any, and the bank.
_BATCH = """
SELECT cardinality(ledger.append(%(company)s, (
    SELECT jsonb_agg(jsonb_build_object('date', %(month)s::date + (e %% 28)::int, 'series', 'A', 'lines', l.lines))
      FROM generate_series(%(first)s::bigint, %(first)s::bigint + %(entries)s - 1) e
     CROSS JOIN LATERAL (
           SELECT jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                      'account', x.account, 'amount', x.amount, 'dimension_set', x.set))) AS lines
             FROM (SELECT '7010' AS account, 100 + n AS amount,
                          (%(sets)s::bigint[])[1 + (e * 97 + n * 31) %% %(centres)s] AS set
                     FROM generate_series(1, 6) n
                   UNION ALL SELECT (%(costs)s::text[])[1 + (e + n) %% 20], n * 10, NULL FROM generate_series(1, 3) n
                   UNION ALL SELECT '1930', -681, NULL) x) l), 1))
"""
_SUM_OF_LINES = """
SELECT l.account, l.dimension_set, sum(l.amount) FROM ledger.line l
 WHERE l.company_id = %s AND l.entry_date BETWEEN %s AND %s AND l.account BETWEEN '5000' AND '7399' GROUP BY 1, 2
"""


@pytest.fixture(scope="module")
def month(durable_server: EmbeddedServer) -> Office:
    """A company of its own, with all lines in January."""
    database = make_database(durable_server, "allocations", prefix="alloc")
    office = Office(database, settle_in(database))
    owner, company = office.owner(), office.company_id
    owner.execute("INSERT INTO ledger.dimension (company_id, number, name) VALUES (%s, 1, 'Centre')", (company,))
    owner.execute(
        "INSERT INTO ledger.dimension_value (company_id, dimension, code, name)"
        " SELECT %s, 1, 'C' || n, 'Centre ' || n FROM generate_series(1, %s) n",
        (company, CENTRES),
    )
    sets = office.value(
        "SELECT ledger.dimension_sets(%s, jsonb_agg(jsonb_build_object('1', 'C' || n))) FROM generate_series(1, %s) n",
        company,
        CENTRES,
    )
    costs = office.value(
        "SELECT array_agg(number) FROM (SELECT number FROM ledger.account WHERE company_id = %s"
        " AND number BETWEEN '5000' AND '6999' AND active AND role = '' AND NOT open_items"
        " ORDER BY md5(number) LIMIT 20) x",
        company,
    )
    values = {"company": company, "month": MONTH, "sets": sets, "costs": costs, "centres": CENTRES}
    for n in range(LINES // LINES_AN_ENTRY // ENTRIES_A_BATCH):
        owner.execute(_BATCH, {**values, "first": n * ENTRIES_A_BATCH, "entries": ENTRIES_A_BATCH})
    owner.execute("VACUUM ANALYZE ledger.line, ledger.entry, ledger.balance")
    return office


def _timed(call: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    taken, answer = [], None
    for _ in range(times):
        started = time.perf_counter()
        answer = call()
        taken.append((time.perf_counter() - started) * 1000)
    return min(taken), answer


def test_a_month_over_a_thousand_cost_centres(month: Office, record: Record) -> None:
    session = month.session("accountant")
    targets = tuple(Target(code=f"C{n}", weight=Decimal(n)) for n in range(1, CENTRES + 1))
    fixed = AllocationKey("YTA", "Space", dimension=1, valid_from=MONTH, targets=targets)
    measured = AllocationKey("PAY", "Pay", "balance", 1, valid_from=MONTH, from_account="7000", to_account="7399")
    rule = AllocationRule("", "", None, "", "", 1, None, None, "6992", "6992", starts_on=MONTH)
    for place, (key, title, first, last) in enumerate(
        ((fixed, "Premises", "5000", "5499"), (measured, "Overheads", "5500", "6990")), 1
    ):
        key_id = session.run(save_key, key=key).id
        made = replace(rule, title=title, position=place, from_account=first, to_account=last, key_id=key_id)
        session.run(save_rule, rule=made)
    days = (month.company_id, MONTH, date(2026, 1, 31))
    limit, _rows = _timed(lambda: month.owner().execute(_SUM_OF_LINES, days).fetchall(), 3)
    taken, shown = _timed(partial(session.read, read_allocations, month=MONTH), 5)
    assert [len(row.put) for row in shown.rows] == [CENTRES, CENTRES]
    record(Figure(f"proposing 2 rules over {CENTRES} centres, {LINES} lines", taken, "ms", "300", limit))
    taken, done = _timed(partial(session.run, allocate, month=MONTH))
    assert len(done.posted) == 2
    record(Figure(f"booking them, {2 * (CENTRES + 1)} lines", taken, "ms", "2000"))
    taken, _shown = _timed(partial(session.read, read_allocations, month=MONTH), 5)
    record(Figure("showing what was booked", taken, "ms", "300"))
    taken, _taken = _timed(partial(session.run, take_back, run_id=2))
    record(Figure(f"taking one of them back, {CENTRES + 1} lines", taken, "ms", "1000"))
    month.close()
