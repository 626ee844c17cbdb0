"""What is booked beside what was planned: of a month, of the year so far, and of the whole year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.budgets.planning import BudgetHead, budget_in_force, read_budget_head
from models.finance.budgets.spreading import ZERO
from models.finance.dimensions import Dimension, DimensionValue, active_dimensions
from models.finance.statements.view import dimension_values
from resources.language import current

_HUNDRED = Decimal(100)
#: The three spans of a comparison, each with actual and budget.
SPANS = ("month", "to_date", "year")
#: What the year comes to where its other months go as planned: what is booked so far, and the budget of the rest.
OUTLOOK = "outlook"
_ALL = (*SPANS, OUTLOOK)
#: Slices of the year by the breaks of `_read`: before the month, the month, after it.
_MEMBERS: Mapping[str, tuple[int, ...]] = {"month": (2,), "to_date": (1, 2), "year": (1, 2, 3)}


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure beside its plan, both as they are read: income, debts and equity credit positive, all else debit."""

    actual: Decimal = ZERO
    budget: Decimal = ZERO

    @property
    def difference(self) -> Decimal:
        """How much more than planned."""
        return self.actual - self.budget

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of the plan, None where nothing was planned."""
        return self.difference / abs(self.budget) * _HUNDRED if self.budget else None

    def __add__(self, other: Compared) -> Compared:
        """Both together."""
        return Compared(self.actual + other.actual, self.budget + other.budget)

    def __sub__(self, other: Compared) -> Compared:
        """One less the other."""
        return Compared(self.actual - other.actual, self.budget - other.budget)


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """An account, a sum of accounts, or the result: `kind` account, total or result; `nature` that of the account.

    `better` says whether more than planned is good news: 1 for income and result, -1 for costs, 0 where it is neither.
    """

    kind: str
    title: str
    nature: str
    spans: Mapping[str, Compared]
    account: str = ""

    @property
    def better(self) -> int:
        """What more than planned means."""
        return {"income": 1, "result": 1, "expense": -1}.get(self.nature, 0)

    def tone(self, span: str) -> str:
        """How the difference of a span is to be told: good, bad, or nothing."""
        found = self.better * self.spans[span].difference
        return "good" if found > 0 else "bad" if found < 0 else ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Actual figures beside a plan up to the end of a month, narrowed to a value of a dimension where one is named."""

    head: BudgetHead
    month: date
    rows: tuple[ComparisonRow, ...]
    dimension: int | None = None
    value: str | None = None

    @property
    def month_end(self) -> date:
        """The last day of the month."""
        return month_after(self.month) - timedelta(days=1)

    def days(self, span: str) -> tuple[date, date]:
        """The days of what is booked in a span, within the fiscal year."""
        first = max(self.month, self.head.year_from) if span == "month" else self.head.year_from
        return first, self.head.year_to if span == "year" else min(self.month_end, self.head.year_to)


def month_after(month: date) -> date:
    """The first day of the following month."""
    return (month.replace(day=1) + timedelta(days=31)).replace(day=1)


@operation(needs=Permission.FINANCE_READ)
def compare_budget(
    work: Work,
    *,
    day: date,
    budget_id: int | None = None,
    dimension: int | None = None,
    value: str | None = None,
) -> Comparison:
    """What is booked beside a plan, or the budget in force in the year of `day`, up to the end of that month.

    A day outside the year of the plan stands for its nearest month. `value` "" is what has no value of the dimension.
    """
    key = budget_id if budget_id is not None else budget_in_force(work, day=day)
    if key is None:
        raise Invalid("budget.none_in_force", field="day", date=day)
    head = read_budget_head(work, budget_id=key)
    month = min(max(day, head.year_from), head.year_to).replace(day=1)
    accounts = _read(work, head, month, dimension, value)
    return Comparison(head, month, tuple(_rows(accounts)), dimension, value)


_SQL = """
WITH found AS (
    SELECT s.slice, s.account, s.amount AS actual, 0 AS budget
      FROM reporting.slices(:company, :breaks, :dimension, :value) s WHERE s.kind NOT IN ('opening', 'closing')
    UNION ALL
    SELECT b.slice, b.account, 0, b.amount
      FROM reporting.budget_slices(:company, :budget, :breaks, :dimension, :value) b)
SELECT a.number, CASE WHEN :english AND a.name_en <> '' THEN a.name_en ELSE a.name END AS name, a.kind, f.slice,
       sum(f.actual) AS actual, sum(f.budget) AS budget
  FROM found f JOIN ledger.account a ON a.company_id = :company AND a.number = f.account
 WHERE f.slice BETWEEN 1 AND 3
 GROUP BY a.number, 2, a.kind, f.slice ORDER BY a.number
"""


def _read(
    work: Work, head: BudgetHead, month: date, dimension: int | None, value: str | None
) -> tuple[ComparisonRow, ...]:
    """The accounts of the result that anything is on, and those of the balance sheet that anything is planned on."""
    start = head.months[0]
    breaks = [start, month, month_after(month), month_after(head.months[-1])]
    found: dict[str, dict[int, tuple[Decimal, Decimal]]] = {}
    known: dict[str, tuple[str, str]] = {}
    for number, name, nature, at, actual, budget in map(
        tuple,
        work.rows(_SQL, breaks=breaks, dimension=dimension, value=value, budget=head.id, english=current() != "sv"),
    ):
        known[number] = (name, nature)
        found.setdefault(number, {})[at] = (actual, budget)
    rows = (_account(number, *known[number], slices) for number, slices in found.items())
    return tuple(row for row in rows if _is_shown(row))


def _is_shown(row: ComparisonRow) -> bool:
    year = row.spans["year"]
    return bool(year.budget) or (bool(year.actual) and row.nature in {"income", "expense"})


def _account(number: str, name: str, nature: str, slices: Mapping[int, tuple[Decimal, Decimal]]) -> ComparisonRow:
    sign = 1 if nature in {"asset", "expense"} else -1
    nothing = (ZERO, ZERO)

    def over(places: Iterable[int]) -> Compared:
        parts = [slices.get(place, nothing) for place in places]
        return Compared(sign * sum((a for a, _b in parts), ZERO), sign * sum((b for _a, b in parts), ZERO))

    spans = {span: over(_MEMBERS[span]) for span in SPANS}
    so_far, year = spans["to_date"], spans["year"]
    spans[OUTLOOK] = Compared(so_far.actual + year.budget - so_far.budget, year.budget)
    return ComparisonRow("account", name, nature, spans, number)


def _rows(accounts: Sequence[ComparisonRow]) -> Iterable[ComparisonRow]:
    """Income and costs, each with its sum, the result of both, and what is planned of the balance sheet."""
    income = [row for row in accounts if row.nature == "income"]
    costs = [row for row in accounts if row.nature == "expense"]
    yield from income
    yield _summed("income", income)
    yield from costs
    yield _summed("expense", costs)
    earned, spent = _summed("income", income), _summed("expense", costs)
    yield ComparisonRow("result", "", "result", {span: earned.spans[span] - spent.spans[span] for span in _ALL})
    yield from (row for row in accounts if row.nature not in {"income", "expense"})


def _summed(nature: str, rows: Sequence[ComparisonRow]) -> ComparisonRow:
    spans = {span: sum((row.spans[span] for row in rows), Compared()) for span in _ALL}
    return ComparisonRow("total", "", nature, spans)


@dataclass(frozen=True, slots=True)
class BudgetName:
    """A plan as it can be chosen."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A comparison, None where no budget is in force, with what else can be chosen."""

    comparison: Comparison | None
    budgets: tuple[BudgetName, ...]
    dimensions: tuple[Dimension, ...]
    values: tuple[DimensionValue, ...]


@operation(needs=Permission.FINANCE_READ)
def read_comparison(
    work: Work, *, day: date, budget_id: int | None = None, dimension: int | None = None, value: str | None = None
) -> ComparisonView:
    """The same for a screen; a year without a budget in force has no comparison."""
    key = budget_id if budget_id is not None else budget_in_force(work, day=day)
    found = None
    if key is not None:
        found = compare_budget(work, day=day, budget_id=key, dimension=dimension, value=value)
    names = work.rows(
        "SELECT id, code || ' ' || version || ', ' || to_char(year_from, 'YYYY-MM') FROM reporting.budgets"
        " WHERE company_id = :company ORDER BY year_from DESC, code, version DESC"
    )
    return ComparisonView(
        found, tuple(BudgetName(*tuple(row)) for row in names), active_dimensions(work), dimension_values(work)
    )
