"""How long readers of statements wait on great books: any statement, any columns, and each step down to the lines."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from models.finance.account_analysis import account_analysis
from models.finance.general_ledger import LedgerFilter, general_ledger
from models.finance.statements.figure import statement_figure
from models.finance.statements.table import StatementOptions, statement_table
from tests.benchmarks.figure import Figure
from tests.benchmarks.filling import fill_ledger
from tests.support.office import Office

Record = Callable[[Figure], None]
MILLION = 1_000_000
#: Ten millions take minutes and ten gigabytes: only when asked for.
SIZES = (1, 10) if os.environ.get("KONTOR_BENCH_FULL") else (1,)
DAY = date(2026, 11, 17)


def _milliseconds(call: Callable[[], Any], *, times: int = 15) -> float:
    """The median of some calls, after two that warm up."""
    taken = []
    for _ in range(times + 2):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken[2:])


@pytest.mark.parametrize("millions", SIZES)
def test_statements(firm: Office, millions: int, record: Record) -> None:
    fill_ledger(firm.owner(), firm.company_id, lines=millions * MILLION)
    session = firm.session("accountant")
    for code, layout in (
        ("income", "period"),
        ("income", "comparative"),
        ("income", "months"),
        ("balance", "years"),
        ("cash", "quarters"),
        ("key", "months"),
    ):
        options = StatementOptions(DAY, layout=layout, accounts=True)
        taken = _milliseconds(partial(session.read, statement_table, code=code, options=options))
        record(Figure(f"statement {code} by {layout} over {millions} million lines", taken, "ms", "100"))
    place = {"statement": "income", "row": "result", "column": "m3"}
    asked = partial(session.read, statement_figure, **place, options=StatementOptions(DAY, layout="months"))
    record(Figure(f"accounts of a figure over {millions} million lines", _milliseconds(asked), "ms", "100"))


@pytest.mark.parametrize("millions", SIZES)
def test_an_account_with_half_of_all_lines(firm: Office, millions: int, record: Record) -> None:
    fill_ledger(firm.owner(), firm.company_id, lines=millions * MILLION, accounts=("1930", "5010"))
    session = firm.session("accountant")
    span = {"account": "1930", "from_date": date(2026, 1, 1), "to_date": date(2026, 12, 31)}
    about = f"of an account with {millions * MILLION // 2} lines"
    for name, asked, aim in (
        ("first page", {}, "50"),
        ("first page before closing", {"only": LedgerFilter(before_closing=True)}, "50"),
        ("first page from a month on", {"from_date": date(2026, 6, 17)}, "50"),
        ("first page by text", {"only": LedgerFilter(text="filling")}, "50"),
    ):
        taken = _milliseconds(partial(session.read, general_ledger, **{**span, **asked}))
        record(Figure(f"general ledger, {name} {about}", taken, "ms", aim))
    taken = _milliseconds(partial(session.read, account_analysis, account="1930", to_date=DAY), times=3)
    record(Figure(f"analysis {about}", taken, "ms", "3000"))
