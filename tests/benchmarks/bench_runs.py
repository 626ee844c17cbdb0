"""How long the runs of a month take: depreciation of 10 000 assets, and 5 000 entries that come by themselves."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from models.database.server.embedded import EmbeddedServer
from models.finance.assets.changing import depreciate, preview_depreciation
from models.finance.assets.register import AssetDraft, add_assets
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from models.finance.schedules.due import due_items, post_due
from tests.benchmarks.figure import Figure
from tests.support.office import Office, settle_in
from tests.support.server import make_database

Record = Callable[[Figure], None]
ASSETS, SCHEDULES = 10_000, 5_000
D = Decimal
FIRST, END = date(2026, 1, 1), date(2026, 2, 28)


@pytest.fixture(scope="module")
def runs(durable_server: EmbeddedServer) -> Office:
    """A company of its own."""
    database = make_database(durable_server, "runs", prefix="runs")
    return Office(database, settle_in(database))


def _timed(call: Callable[[], Any], name: str, aim: str, record: Record) -> Any:
    started = time.perf_counter()
    answer = call()
    record(Figure(name, (time.perf_counter() - started) * 1000, "ms", aim))
    return answer


def test_a_month_of_ten_thousand_assets(runs: Office, record: Record) -> None:
    session = runs.session("accountant")
    group = runs.value("SELECT id FROM finance.asset_group WHERE method = 'linear' ORDER BY id LIMIT 1")
    drafts = [AssetDraft(f"Machine {n}", group, FIRST, D(6000 + n), life_months=60) for n in range(ASSETS)]
    _timed(partial(session.run, add_assets, assets=drafts), f"taking up {ASSETS} assets", "10000", record)
    due = partial(session.read, preview_depreciation, month=date(2026, 1, 1))
    assert len(_timed(due, f"what {ASSETS} assets lose in a month", "1000", record).rows) == ASSETS
    posting = partial(session.run, depreciate, month=date(2026, 1, 1))
    assert _timed(posting, f"depreciating {ASSETS} assets", "2000", record).count == ASSETS


def test_five_thousand_schedules(runs: Office, record: Record) -> None:
    session = runs.session("accountant")
    lines = (VoucherLine("5010", D(100)), VoucherLine("1930", D(-100)))
    model = session.run(post_vouchers, vouchers=[VoucherDraft(FIRST, lines, "Rent")])[0].id
    runs.owner().execute(
        "INSERT INTO ledger.recurring (company_id, name, model_id, text, every, unit, day, starts_on)"
        " SELECT %s, 'Rent ' || n, %s, 'Rent {period}', 1, 'month', 0, %s FROM generate_series(1, %s) n",
        (runs.company_id, model, FIRST, SCHEDULES),
    )
    due = partial(session.read, due_items, to=END)
    assert len(_timed(due, f"what is due of {SCHEDULES} schedules", "1000", record)) == 2 * SCHEDULES
    posting = partial(session.run, post_due, to=END)
    assert _timed(posting, f"posting {2 * SCHEDULES} entries that are due", "5000", record).recurring == 2 * SCHEDULES
    runs.close()
