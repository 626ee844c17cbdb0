"""How long readers wait on great books and registers: trial balance, lists and search, and the proof of the books."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from models.contacts.queries import CUSTOMERS
from models.database.listing import Filter, PageRequest
from models.database.paging import fetch_page
from models.finance.reports import trial_balance
from models.finance.verification import verify
from tests.benchmarks.figure import Figure
from tests.benchmarks.filling import fill_ledger, fill_parties
from tests.support.office import Office

Record = Callable[[Figure], None]
MILLION = 1_000_000
#: Ten millions take minutes and ten gigabytes: only when asked for.
SIZES = (1, 10) if os.environ.get("KONTOR_BENCH_FULL") else (1,)


def _milliseconds(call: Callable[[], Any], *, times: int = 15) -> float:
    """The median of some calls, after two that warm up."""
    taken = []
    for _ in range(times + 2):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken[2:])


@pytest.mark.parametrize("millions", SIZES)
def test_trial_balance_and_verify(firm: Office, millions: int, record: Record) -> None:
    fill_ledger(firm.owner(), firm.company_id, lines=millions * MILLION)
    session = firm.session("accountant")
    for day, name in ((date(2026, 6, 30), "a month's end"), (date(2026, 6, 17), "the 17th")):
        taken = _milliseconds(partial(session.read, trial_balance, from_date=date(2026, 1, 1), to_date=day))
        record(Figure(f"trial balance over {millions} million lines at {name}", taken, "ms", "20"))
    started = time.perf_counter()
    assert session.read(verify) == ()
    taken = time.perf_counter() - started
    record(Figure(f"verify over {millions} million lines", taken, "s", f"{6 * millions}"))


def test_finding_among_a_million_parties_as_a_seller(firm: Office, record: Record) -> None:
    fill_parties(firm.owner(), count=MILLION)
    session = firm.session("seller")
    for name, request, aim in (
        ("first page of a million parties", PageRequest(), "10"),
        ("exact code among a million parties", PageRequest(filters=(Filter("code", "=", "B777777"),)), "2"),
        ("substring among a million parties", PageRequest(text="d41d8"), "30"),
        ("common word among a million parties", PageRequest(text="malmö"), "30"),
    ):
        taken = _milliseconds(partial(session.read, fetch_page, query=CUSTOMERS, request=request))
        record(Figure(name, taken, "ms", aim))
