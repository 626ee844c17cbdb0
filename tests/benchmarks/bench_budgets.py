"""How long planners wait: a great budget written and read, and what is booked in great books beside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial

from models.finance.budgets.comparing import read_comparison
from models.finance.budgets.planning import BudgetRow, approve_budget, create_budget, last_year_rows, months_of
from models.finance.budgets.sheet import read_budget_sheet
from models.finance.statements.table import StatementOptions, statement_table
from tests.benchmarks.bench_books import LINES, MIDDLE, milliseconds
from tests.benchmarks.figure import Figure
from tests.benchmarks.filling_books import fill_books
from tests.support.office import Office

Record = Callable[[Figure], None]
ACCOUNTS, PROJECTS = 100, 40
YEAR = months_of(date(2025, 1, 1), date(2025, 12, 31))


def _rows(office: Office) -> list[BudgetRow]:
    numbers = office.owner().execute(
        "SELECT number FROM ledger.account WHERE kind IN ('income', 'expense') ORDER BY number LIMIT %s", (ACCOUNTS,)
    )
    codes = [f"P{n}" for n in range(1, PROJECTS + 1)]
    amounts = dict.fromkeys(YEAR, Decimal(1000))
    return [BudgetRow(number, amounts, {"6": code}) for (number,) in numbers for code in codes]


def test_a_budget_of_many_projects_over_great_books(firm: Office, record: Record) -> None:
    fill_books(firm.owner(), firm.company_id, lines=LINES)
    session, rows = firm.session("accountant"), _rows(firm)
    year = firm.value("SELECT id FROM ledger.fiscal_year WHERE starts_on = '2025-01-01'")
    size = f"{len(rows) * len(YEAR)} amounts"
    started = time.perf_counter()
    kept = session.run(create_budget, fiscal_year_id=year, code="GREAT", rows=rows)
    record(Figure(f"writing a budget of {size}", (time.perf_counter() - started) * 1000, "ms", "5000"))
    session.run(approve_budget, budget_id=kept.id, version=kept.version)
    options = StatementOptions(MIDDLE, layout="budget_running", accounts=True)
    for name, call, aim in (
        ("reading it to type on", partial(session.read, read_budget_sheet, budget_id=kept.id), 500),
        ("actual against budget", partial(session.read, read_comparison, day=MIDDLE), 200),
        ("the same of a project", partial(session.read, read_comparison, day=MIDDLE, dimension=6, value="P7"), 200),
        ("income with budget", partial(session.read, statement_table, code="income", options=options), 200),
        ("last year as a start", partial(session.read, last_year_rows, fiscal_year_id=year), 1000),
    ):
        record(Figure(f"{name}, {size}, {LINES} lines", milliseconds(call), "ms", str(aim)))
