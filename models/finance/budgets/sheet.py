"""A plan as it is typed: rows as people read them, a year's amount spread over the months in a chosen way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.budgets.planning import Budget, BudgetRow, last_year_rows, read_budget
from models.finance.budgets.spreading import EVEN, LAST_YEAR, ROW, ZERO, spread_by, spread_evenly
from models.finance.dimensions import Dimension, active_dimensions
from resources.language import current

#: Natures of accounts whose amounts are typed as they are booked; all others are turned, so that income is positive.
_DEBIT = frozenset({"", "asset", "expense"})


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A row as it is typed: costs and assets debit positive, income, debts and equity credit positive."""

    account: str | None = None
    name: str = ""
    nature: str = ""
    months: tuple[Decimal | None, ...] = ()
    dimensions: Mapping[str, str] = field(default_factory=dict)

    @property
    def sign(self) -> int:
        """What the amounts are multiplied by to be debit positive."""
        return 1 if self.nature in _DEBIT else -1

    @property
    def total(self) -> Decimal | None:
        """The year; None where no month has an amount."""
        typed = [amount for amount in self.months if amount is not None]
        return sum(typed, ZERO) if typed else None

    def with_month(self, place: int, amount: Decimal | None) -> SheetLine:
        """The row with another amount in a month."""
        return replace(self, months=(*self.months[:place], amount, *self.months[place + 1 :]))


@dataclass(frozen=True, slots=True)
class BudgetSheet:
    """A plan with its rows as they are typed, and last year's, which say how an amount is spread; none without one."""

    budget: Budget
    lines: tuple[SheetLine, ...]
    dimensions: tuple[Dimension, ...]
    last_year: tuple[SheetLine, ...]


@operation(needs=Permission.FINANCE_READ)
def read_budget_sheet(work: Work, *, budget_id: int) -> BudgetSheet:
    """A plan as it is typed; Invalid where there is none with this key."""
    budget = read_budget(work, budget_id=budget_id)
    head = budget.head
    has_before = work.value(
        "SELECT true FROM ledger.fiscal_year WHERE company_id = :company AND ends_on = CAST(:first AS date) - 1",
        first=head.year_from,
    )
    before = last_year_rows(work, fiscal_year_id=head.fiscal_year_id) if has_before else ()
    wanted = sorted({row.account for row in (*budget.rows, *before)})
    english = current() != "sv"
    known = {
        row.number: (row.name_en if english and row.name_en else row.name, row.kind)
        for row in work.rows(
            "SELECT number, name, name_en, kind FROM ledger.account WHERE company_id = :company"
            " AND number = ANY (:numbers)",
            numbers=wanted,
        )
    }
    lines, last_year = (
        tuple(as_line(row, head.months, *known[row.account]) for row in rows) for rows in (budget.rows, before)
    )
    return BudgetSheet(budget, lines, active_dimensions(work), last_year)


def as_line(row: BudgetRow, months: Sequence[date], name: str, nature: str) -> SheetLine:
    """A stored row as it is typed."""
    line = SheetLine(row.account, name, nature, dimensions=row.dimensions)
    amounts = (row.amounts.get(month) for month in months)
    return replace(line, months=tuple(None if amount is None else line.sign * amount for amount in amounts))


def as_row(line: SheetLine, months: Sequence[date]) -> BudgetRow:
    """A typed row as it is stored."""
    amounts = {
        month: line.sign * amount for month, amount in zip(months, line.months, strict=True) if amount is not None
    }
    return BudgetRow(line.account or "", amounts, line.dimensions)


def spread_line(line: SheetLine, amount: Decimal | None, way: str, last_year: Sequence[SheetLine] = ()) -> SheetLine:
    """The row with a year's amount spread over its months.

    LAST_YEAR takes the months of the same account and combination, else of the account as a whole; ROW keeps the
    proportions that stand in the row. What says nothing, as an account without any last year, is spread evenly.
    """
    count = len(line.months)
    if amount is None:
        return replace(line, months=(None,) * count)
    weights = {EVEN: _none, LAST_YEAR: _of_last_year, ROW: _of_row}[way](line, last_year)
    even = not weights or not sum(weights, ZERO)
    return replace(line, months=spread_evenly(amount, count) if even else spread_by(amount, weights))


_Weights = Callable[[SheetLine, Sequence[SheetLine]], list[Decimal]]


def _none(line: SheetLine, last_year: Sequence[SheetLine]) -> list[Decimal]:
    del line, last_year
    return []


def _of_row(line: SheetLine, last_year: Sequence[SheetLine]) -> list[Decimal]:
    del last_year
    return [month or ZERO for month in line.months]


def _of_last_year(line: SheetLine, last_year: Sequence[SheetLine]) -> list[Decimal]:
    found = [each for each in last_year if each.account == line.account]
    same = [each for each in found if dict(each.dimensions) == dict(line.dimensions)]
    return [
        sum((month or ZERO for month in months), ZERO)
        for months in zip(*(e.months for e in same or found), strict=True)
    ]


def brought_together(
    stored: Sequence[SheetLine], mine: Sequence[SheetLine], theirs: Sequence[SheetLine]
) -> tuple[SheetLine, ...]:
    """What somebody else has saved meanwhile, with the rows on top that were changed here since `stored` was read."""
    before, typed = ({_key(line): line for line in lines} for lines in (stored, mine))
    changed = {key: line for key, line in typed.items() if before.get(key) != line}
    gone = before.keys() - typed.keys()
    kept = [changed.pop(_key(line), line) for line in theirs if _key(line) not in gone]
    return (*kept, *changed.values())


def _key(line: SheetLine) -> tuple[object, ...]:
    return line.account, *sorted(line.dimensions.items())


def result_of(lines: Sequence[SheetLine], of: Callable[[SheetLine], Decimal | None]) -> Decimal:
    """Income less costs, of whatever figure of the rows."""
    signs = {"income": 1, "expense": -1}
    return sum(((of(line) or ZERO) * signs.get(line.nature, 0) for line in lines), ZERO)
