"""Budgets and forecasts as they are made: begun, copied, filled, approved for good. Debit is positive, as booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.budgets.spreading import ZERO, changed_by

KINDS = ("budget", "forecast")
#: What a draft begins with.
EMPTY, ACTUALS, COPY = "empty", "actuals", "copy"


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """An account, or a combination of dimension values on it, with its amounts by the first day of each month."""

    account: str
    amounts: Mapping[date, Decimal]
    dimensions: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """The year."""
        return sum(self.amounts.values(), ZERO)


@dataclass(frozen=True, slots=True)
class BudgetHead:
    """A plan of a fiscal year; `status` is draft, approved, or in_force for the approved budget that holds."""

    id: int
    code: str
    version: int
    title: str
    kind: str
    status: str
    fiscal_year_id: int
    year_from: date
    year_to: date
    approved_at: datetime | None
    approved_by: str | None
    row_version: int

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its months."""
        return months_of(self.year_from, self.year_to)

    @property
    def is_draft(self) -> bool:
        """Whether it may still change."""
        return self.status == "draft"


@dataclass(frozen=True, slots=True)
class Budget:
    """A plan with its rows, by account and combination."""

    head: BudgetHead
    rows: tuple[BudgetRow, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan that was written, and the version that it has now."""

    id: int
    version: int


def months_of(first: date, last: date) -> tuple[date, ...]:
    """The first days of the months from one day to another."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    numbers = (first.year * 12 + first.month - 1 + step for step in range(count))
    return tuple(date(number // 12, number % 12 + 1, 1) for number in numbers)


@operation(needs=Permission.FINANCE_BUDGET, one_call=True)
def create_budget(  # noqa: PLR0913 - a head, and its rows
    work: Work,
    *,
    fiscal_year_id: int,
    code: str,
    title: str = "",
    kind: str = "budget",
    rows: Sequence[BudgetRow] = (),
) -> Kept:
    """Make a draft with its rows: the next version where its code has been used in that year."""
    head = {"fiscal_year_id": fiscal_year_id, "kind": kind, "code": code, "title": title}
    return Kept(**work.call("ledger.create_budget", head, [_as_json(row) for row in rows]))


@operation(needs=Permission.FINANCE_BUDGET)
def begin_budget(  # noqa: PLR0913 - a head, and where its amounts begin
    work: Work,
    *,
    fiscal_year_id: int,
    code: str,
    title: str = "",
    kind: str = "budget",
    start: str = EMPTY,
    percent: Decimal = ZERO,
    copy_of: int | None = None,
    actuals_to: date | None = None,
) -> Kept:
    """Begin a draft: EMPTY, from the ACTUALS of last year, or as a COPY of the plan `copy_of`.

    A copy has what is booked in the months that begin until `actuals_to`, which makes a forecast of a budget.
    """
    head: dict[str, object] = {"fiscal_year_id": fiscal_year_id, "code": code, "title": title, "kind": kind}
    if start == COPY and copy_of is not None:
        if actuals_to is not None:
            head["actuals_to"] = actuals_to
        return Kept(**work.call("ledger.copy_budget", copy_of, head, percent))
    rows = last_year_rows(work, fiscal_year_id=fiscal_year_id, percent=percent) if start == ACTUALS else ()
    return Kept(**work.call("ledger.create_budget", head, [_as_json(row) for row in rows]))


@operation(needs=Permission.FINANCE_BUDGET, one_call=True)
def copy_budget(  # noqa: PLR0913 - what the copy is called, all of it optional
    work: Work,
    *,
    budget_id: int,
    fiscal_year_id: int | None = None,
    code: str | None = None,
    title: str | None = None,
    kind: str | None = None,
    percent: Decimal = ZERO,
) -> Kept:
    """Copy any plan as a new draft: the next version of its own code and year, or of those that are named.

    In another year the months follow each other from its start. A percentage changes every amount.
    """
    named = {"fiscal_year_id": fiscal_year_id, "code": code, "title": title, "kind": kind}
    head = {name: value for name, value in named.items() if value is not None}
    return Kept(**work.call("ledger.copy_budget", budget_id, head, percent))


@operation(needs=Permission.FINANCE_BUDGET, one_call=True)
def save_budget_lines(  # noqa: PLR0913 - what may change of a draft
    work: Work,
    *,
    budget_id: int,
    version: int,
    rows: Sequence[BudgetRow],
    whole: bool = True,
    title: str | None = None,
    kind: str | None = None,
) -> Kept:
    """Write the rows of a draft read at `version`: all of them, or only those of the accounts that are named.

    With its title and kind, where they are given.
    """
    lines = [_as_json(row) for row in rows]
    return Kept(**work.call("ledger.save_budget", budget_id, version, title, kind, lines, whole))


@operation(needs=Permission.FINANCE_BUDGET_APPROVE, one_call=True)
def approve_budget(work: Work, *, budget_id: int, version: int) -> Kept:
    """Approve a draft for good; as a budget it is in force for its year from now on."""
    return Kept(**work.call("ledger.approve_budget", budget_id, version))


@operation(needs=Permission.FINANCE_BUDGET, one_call=True)
def delete_budget(work: Work, *, budget_id: int, version: int) -> None:
    """Delete a draft with its amounts."""
    work.call("ledger.delete_budget", budget_id, version)


@operation(needs=Permission.FINANCE_READ)
def read_budget_head(work: Work, *, budget_id: int) -> BudgetHead:
    """What a plan is called and where it stands; Invalid where there is none with this key."""
    row = work.row(
        "SELECT id, code, version, title, kind, status, fiscal_year_id, year_from, year_to, approved_at, approved_by,"
        " row_version FROM reporting.budgets WHERE company_id = :company AND id = :id",
        id=budget_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="ledger.budget", id=budget_id)
    return BudgetHead(*tuple(row))


@operation(needs=Permission.FINANCE_READ)
def read_budget(work: Work, *, budget_id: int) -> Budget:
    """A plan with its rows; Invalid where there is none with this key."""
    rows = work.rows(
        "SELECT a.account, coalesce(s.values, '{}'), a.months, a.amounts FROM (SELECT account, dimension_set,"
        " array_agg(month) AS months, array_agg(amount) AS amounts FROM ledger.budget_amount"
        " WHERE company_id = :company AND budget_id = :id GROUP BY account, dimension_set) a"
        " LEFT JOIN ledger.dimension_set s ON s.company_id = :company AND s.id = a.dimension_set"
        " ORDER BY a.account, s.key NULLS FIRST",
        id=budget_id,
    )
    return Budget(read_budget_head(work, budget_id=budget_id), tuple(_row(*tuple(row)) for row in rows))


@operation(needs=Permission.FINANCE_READ)
def budget_in_force(work: Work, *, day: date) -> int | None:
    """The key of the budget that holds in the fiscal year of a day: that approved last; None where there is none."""
    key: int | None = work.value(
        "SELECT ledger.budget_in_force(:company, y.id) FROM ledger.fiscal_year y"
        " WHERE y.company_id = :company AND :day BETWEEN y.starts_on AND y.ends_on",
        day=day,
    )
    return key


@operation(needs=Permission.FINANCE_READ)
def last_year_rows(work: Work, *, fiscal_year_id: int, percent: Decimal = ZERO) -> tuple[BudgetRow, ...]:
    """What was booked in the year before, in the months of this one, changed by a percentage."""
    year = work.row(
        "SELECT y.starts_on, y.ends_on, b.starts_on AS before FROM ledger.fiscal_year y LEFT JOIN ledger.fiscal_year b"
        " ON b.company_id = y.company_id AND b.ends_on = y.starts_on - 1 WHERE y.company_id = :company AND y.id = :id",
        id=fiscal_year_id,
    )
    if year is None:
        raise Invalid("budget.no_year", field="fiscal_year_id")
    if year.before is None:
        raise Invalid("budget.no_year_before", field="from_last_year", date=year.starts_on)
    rows = work.rows(
        "SELECT account, dimensions, months, amounts FROM reporting.month_actuals(:company, :first, :past)",
        first=year.before,
        past=year.starts_on,
    )
    places = dict(
        zip(months_of(year.before, year.starts_on)[:-1], months_of(year.starts_on, year.ends_on), strict=False)
    )
    return tuple(_moved(_row(*tuple(row)), places, percent) for row in rows)


def _moved(row: BudgetRow, places: Mapping[date, date], percent: Decimal) -> BudgetRow:
    amounts = {places[month]: changed_by(amount, percent) for month, amount in row.amounts.items() if month in places}
    return BudgetRow(row.account, amounts, row.dimensions)


def _row(account: str, dimensions: Mapping[str, str], months: Sequence[date], amounts: Sequence[Decimal]) -> BudgetRow:
    return BudgetRow(account, dict(sorted(zip(months, amounts, strict=True))), dimensions)


def _as_json(row: BudgetRow) -> dict[str, object]:
    amounts = {month.isoformat(): amount for month, amount in row.amounts.items()}
    return {"account": row.account, "dimensions": dict(row.dimensions), "amounts": amounts}
