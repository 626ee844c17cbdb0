"""How long readers of great books wait: statements, the general ledger of an account, and every step down to a voucher.

`KONTOR_BENCH_LINES` says how many lines there are in the end, by default a million; all is measured at half of them
too, and the limit beside each figure is what the half took: a ratio of 0.5 says that twice the data took twice as long.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from models.database.listing import Filter, ListQuery, PageRequest
from models.database.paging import fetch_page
from models.database.session import Session
from models.finance.account_analysis import account_analysis
from models.finance.general_ledger import LedgerFilter, general_ledger
from models.finance.queries import VAT_LINES, VOUCHERS
from models.finance.queries_statements import JOURNAL
from models.finance.reports import trial_balance, voucher
from models.finance.sources import LEDGER_FIGURES
from models.finance.statements.figure import statement_figure
from models.finance.statements.table import StatementOptions, statement_table
from models.finance.vat.returns import read_vat_return
from tests.benchmarks.figure import Figure
from tests.benchmarks.filling_books import fill_books
from tests.support.office import Office

Record = Callable[[Figure], None]
LINES = int(os.environ.get("KONTOR_BENCH_LINES", "1000000"))
END, MIDDLE = date(2025, 12, 31), date(2025, 11, 17)
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
QUARTER = (date(2025, 7, 1), date(2025, 9, 30))
#: Name, what is asked, and how many milliseconds it may take.
Case = tuple[str, Callable[[], Any], int]


def milliseconds(call: Callable[[], Any], *, times: int = 7) -> float:
    """The best of some calls, after one that warms up: others use the machine too."""
    call()
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
        if taken[-1] > 2000:  # long enough to be sure of
            break
    return min(taken)


def statements(session: Session) -> Iterator[Case]:
    """Every statement, at the end of a month and within one, and what a figure of it is made of."""
    yield "trial balance of a year", partial(session.read, trial_balance, to_date=END), 100
    yield "trial balance to the 17th", partial(session.read, trial_balance, to_date=MIDDLE), 100
    for code, layout in (
        ("income", "period"),
        ("income", "comparative"),
        ("income", "months"),
        ("balance", "years"),
        ("cash", "quarters"),
        ("key", "months"),
    ):
        asked = partial(session.read, statement_table, code=code, options=StatementOptions(MIDDLE, layout=layout))
        yield f"{code} statement by {layout}", asked, 100
    marked = StatementOptions(MIDDLE, layout="dimension", dimension=1)
    yield "income by cost centre", partial(session.read, statement_table, code="income", options=marked), 100
    one = StatementOptions(MIDDLE, layout="months", dimension=6, value="P7")
    yield "income of a project by months", partial(session.read, statement_table, code="income", options=one), 100
    narrow = replace(one, also=((1, "C8"),), only="4000-7699")
    yield (
        "of a project and a centre, some accounts",
        partial(session.read, statement_table, code="income", options=narrow),
        100,
    )
    place = {"statement": "income", "row": "result", "column": "m3"}
    options = StatementOptions(MIDDLE, layout="months")
    yield "accounts of a figure", partial(session.read, statement_figure, **place, options=options), 100


def ledger(session: Session) -> Iterator[Case]:
    """The general ledger of the bank, with a tenth of all lines, and of sales, a twentieth, marked with projects."""
    asked = partial(session.read, general_ledger, account="1930", from_date=FIRST, to_date=LAST)
    sales = partial(session.read, general_ledger, account="3001", from_date=FIRST, to_date=LAST)
    yield "ledger, first page", asked, 50
    yield "ledger, from a day on", partial(asked, from_date=MIDDLE), 50
    yield "ledger, last page", partial(asked, after=(date(2026, 12, 30), 0, Decimal(0))), 50
    yield "ledger, common text", partial(asked, only=LedgerFilter(text="contract 7")), 50
    yield "ledger, rare text", partial(asked, only=LedgerFilter(text="invoice 4711 ")), 50
    yield "ledger, text of nothing", partial(asked, only=LedgerFilter(text="nowhere")), 50
    exact = LedgerFilter(smallest=Decimal(124 * 7), largest=Decimal(124 * 7))
    yield "ledger, one amount", partial(asked, only=exact), 50
    yield "ledger, amount of nothing", partial(asked, only=LedgerFilter(smallest=Decimal(10**9))), 50
    yield "ledger, a project", partial(sales, only=LedgerFilter(dimension=6, value="P7")), 50
    yield "ledger, a project with nothing", partial(asked, only=LedgerFilter(dimension=6, value="P7")), 50
    yield "analysis of an account", partial(session.read, account_analysis, account="1930", to_date=MIDDLE), 100


def steps(session: Session, entry_id: int) -> Iterator[Case]:
    """Vouchers, VAT, the journal, and the rows of a figure of a built report."""
    page = partial(session.read, fetch_page)
    days = (Filter("due_on", ">=", QUARTER[0]), Filter("due_on", "<=", QUARTER[1]))
    month = (Filter("entry_date", ">=", date(2025, 11, 1)), Filter("entry_date", "<=", date(2025, 11, 30)))
    yield "a voucher", partial(session.read, voucher, entry_id=entry_id), 100
    yield "VAT return of a quarter", partial(session.read, read_vat_return, starts_on=QUARTER[0]), 100
    yield "lines of a box", partial(page, **_of(VAT_LINES, *days, Filter("box", "=", "10"))), 100
    yield "journal, first page", partial(page, **_of(JOURNAL)), 100
    yield "journal, a page within", partial(page, query=JOURNAL, request=PageRequest(after=(entry_id, 0))), 100
    for words in ("A4711", "4711,00", "invoice", "of contract 77", "invoice 4711 of", "nowhere"):
        yield f"vouchers by “{words}”", partial(page, query=VOUCHERS, request=PageRequest(text=words)), 100
    for name, column, value in (("an account", "account", "3001"), ("a text of nothing", "text", "nothing")):
        asked = partial(page, **_of(LEDGER_FIGURES, *month, Filter(column, "=", value)))
        yield f"rows of {name} in a month", asked, 100


def _of(query: ListQuery, *filters: Filter) -> dict[str, Any]:
    return {"query": query, "request": PageRequest(filters=filters)}


def cases(office: Office) -> list[Case]:
    """All that is measured."""
    session = office.session("accountant")
    middle = office.value("SELECT (min(id) + max(id)) / 2 FROM ledger.entry")
    return [*statements(session), *ledger(session), *steps(session, middle)]


def test_great_books_and_twice_as_great_ones(firm: Office, record: Record) -> None:
    fill_books(firm.owner(), firm.company_id, lines=LINES // 2)
    half = {name: milliseconds(call) for name, call, _ in cases(firm)}
    fill_books(firm.owner(), firm.company_id, lines=LINES)
    for name, call, aim in cases(firm):
        record(Figure(f"{name}, {LINES} lines", milliseconds(call), "ms", str(aim), half[name]))
