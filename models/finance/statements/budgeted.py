"""What was planned in columns of a statement: the budgets in force, in the place of what is booked.

A month counts in full where its first day lies in the days of the column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from models.database.errors import Rejected
from models.database.work import Work, to_json
from models.finance.budgets.planning import budget_in_force
from models.finance.statements.accounts import ChartAccount
from models.finance.statements.columns import BUDGET_LAYOUTS, DAY, Asked, Span
from models.finance.statements.figures import ZERO, Figures, Standing
from models.finance.statements.shapes import Drill, Statement
from resources.language import current

_SQL = (
    "SELECT b.slice, b.account, b.value, b.amount, a.name, a.name_en, a.kind, a.role"
    " FROM reporting.budget_slices(:company, NULL, :breaks, :dimension, :value, CAST(:also AS jsonb)) b"
    " JOIN ledger.account a ON a.company_id = :company AND a.number = b.account"
    " WHERE a.kind IN ('income', 'expense') AND b.slice < :past"
)


def with_plan(work: Work, statement: Statement, layout: str, asked: Asked) -> Asked:
    """The same, with the budget in force; Rejected where there is none, or the statement is not of the result."""
    if layout not in BUDGET_LAYOUTS:
        return asked
    if statement.covers != "result":
        raise Rejected("statement.budget_of_result", title=statement.title_in(current()))
    plan = budget_in_force(work, day=asked.to_date)
    if plan is None:
        raise Rejected("budget.none_in_force", date=asked.to_date)
    return replace(asked, plan=plan)


def with_budgets(
    work: Work, figures: Figures, spans: Sequence[Span], dimension: int | None, also: Mapping[str, str]
) -> Figures:
    """The figures with what was planned where a column asks for it; one round trip more, and none where none does."""
    planned = [at for at, span in enumerate(spans) if span.source == "budget"]
    if not planned:
        return figures
    chosen = [spans[at] for at in planned]
    breaks = sorted({day for span in chosen for day in (span.from_date, span.to_date + DAY, span.last_year)})
    values = {"value": chosen[0].value, "also": to_json(dict(also)), "past": len(breaks)}
    accounts = {account.number: account for account in figures.accounts}
    sums: dict[str, list[Decimal]] = {}
    for at, number, _value, amount, name, name_en, kind, role in map(
        tuple, work.rows(_SQL, breaks=breaks, dimension=dimension, **values)
    ):
        shown = name_en if current() != "sv" and name_en else name
        accounts.setdefault(number, ChartAccount(number, shown, kind, role))
        sums.setdefault(number, [ZERO] * len(breaks))[at] += amount
    before = {number: [*accumulate(each)] for number, each in sums.items()}
    place = {day: at for at, day in enumerate(breaks)}
    standings = list(figures.standings)
    for at in planned:
        first, past, year = (place[day] for day in (spans[at].from_date, spans[at].to_date + DAY, spans[at].last_year))
        standings[at] = {
            number: Standing(each[first] - each[min(year, first)], each[past] - each[first])
            for number, each in before.items()
        }
    return Figures(_in_order(accounts), tuple(standings))


def _in_order(accounts: Mapping[str, ChartAccount]) -> tuple[ChartAccount, ...]:
    """By number, those that stand for no account last, as they came."""
    real = sorted(number for number in accounts if number.isdigit())
    return (*(accounts[n] for n in real), *(account for n, account in accounts.items() if not n.isdigit()))


def budget_drill(account: ChartAccount, span: Span) -> Drill:
    """To the row of an account in its budget."""
    return Drill("finance.budget", {"account": account.number}, span.plan)
