"""Takes a budget in as a draft: from a list with months or sums of the year, or from the budget of a SIE file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.budget_columns import (
    USUAL_DIMENSIONS,
    budget_columns,
    dimension_column,
    month_columns,
    year_of_heading,
)
from models.exchange.findings import Finding, Severity
from models.exchange.intake import ImportReport, run_import
from models.exchange.list_rows import ListRow, ListRows
from models.exchange.list_taking import take_list
from models.exchange.sie_books import read_books
from models.exchange.sie_budgets import budget_rows, overlapping
from models.finance.budgets.planning import BudgetRow, create_budget, last_year_rows, months_of
from models.finance.budgets.sheet import SheetLine, as_line, as_row, spread_line
from models.finance.budgets.spreading import EVEN, LAST_YEAR, ZERO

_SPREADS = (EVEN, LAST_YEAR)
_POSITIVE, _LEDGER = "positive", "ledger"


@dataclass(frozen=True, slots=True)
class _Year:
    """The fiscal year that is planned."""

    id: int
    starts_on: date
    ends_on: date

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its months."""
        return months_of(self.starts_on, self.ends_on)


@operation(needs=Permission.FINANCE_BUDGET)
def import_budget(
    work: Work, *, content: bytes, file_name: str, dry_run: bool = False, options: Mapping[str, Any] | None = None
) -> ImportReport:
    """Make a draft of the rows of a list, or of the budget of a SIE file; all of it or nothing.

    Options: `year` a day of the fiscal year, else today's; `name`, `title` and `kind` of the draft; `signs` "positive"
    where income stands as a positive figure, "ledger" where it is negative; `spread` "even" or "last_year" for sums of
    the year; `map` says which heading holds which column.
    """
    del file_name
    chosen = options or {}
    if content.lstrip()[:8].upper().startswith(b"#FLAGGA"):
        return _take_sie(work, content, chosen, dry_run=dry_run)
    year = _year(work, str(chosen.get("year") or ""))
    reader = _Reader(work, year, chosen)
    return take_list(
        work,
        content,
        budget_columns(reader.dimensions, year.months),
        options=chosen,
        check=reader.check,
        store=lambda rows: _store(work, year, reader.rows(rows.rows), chosen),
        remarks=reader.remarks,
        dry_run=dry_run,
        needs="account",
        cards=False,
    )


class _Reader:
    """Checks the rows of a list and makes rows of a plan of them."""

    def __init__(self, work: Work, year: _Year, chosen: Mapping[str, Any]) -> None:
        self._work, self._year = work, year
        self._spread = _word(chosen, "spread", _SPREADS)
        self._signs = _word(chosen, "signs", (_POSITIVE, _LEDGER))
        self._natures: dict[str, str] = {
            row.number: row.kind
            for row in work.rows("SELECT number, kind FROM ledger.account WHERE company_id = :company")
        }
        found = work.rows("SELECT number, name FROM ledger.dimension WHERE company_id = :company ORDER BY number")
        self.dimensions: dict[int, str] = {row.number: row.name for row in found}
        self._known = sorted({*self.dimensions, *USUAL_DIMENSIONS})
        values = work.rows("SELECT dimension, code FROM ledger.dimension_value WHERE company_id = :company")
        self._codes = {(row.dimension, row.code) for row in values}
        self._seen: set[tuple[str, ...]] = set()

    def check(self, values: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, object]]]:
        """What is wrong with a row."""
        account = str(values.get("account") or "")
        if account not in self._natures:
            yield "account", "budget.file_account", {"text": account}
        for number in self._known:
            code = values.get(dimension_column(number))
            if code and (number, code) not in self._codes:
                yield dimension_column(number), "budget.file_value", {"text": code}
        key = (account, *(str(values.get(dimension_column(number)) or "") for number in self._known))
        if key in self._seen:
            yield "account", "budget.file_twice", {"account": account}
        self._seen.add(key)
        months, total = self._months(values), values.get("year")
        if any(month is not None for month in months) and total is not None:
            summed = sum((month or ZERO for month in months), ZERO)
            if summed != total:
                yield "year", "budget.file_sum", {"account": account, "sum": str(summed), "total": str(total)}

    def remarks(self, rows: ListRows) -> Sequence[Finding]:
        """What is to be said about all of them."""
        wrong = self._of_other_years(rows.columns)
        if wrong:
            return wrong
        lines = [self._line(row) for row in rows.rows if str(row.values.get("account")) in self._natures]
        if not rows.findings and not any(line.total for line in lines):
            return (Finding(Severity.ERROR, "exchange.empty"),)
        income = sum((line.total or ZERO for line in lines if line.nature == "income"), ZERO)
        return (Finding(Severity.WARNING, "budget.file_income", params={"amount": str(income)}),) if income < 0 else ()

    def _of_other_years(self, headings: Mapping[str, str]) -> list[Finding]:
        """Headings that name another year than their month has here."""
        found = []
        for name, month in month_columns(self._year.months).items():
            named = year_of_heading(headings.get(name, ""))
            if named is not None and named != month.year:
                params = {"heading": headings[name], "month": f"{month:%Y-%m}"}
                found.append(Finding(Severity.ERROR, "budget.file_month", 1, params))
        return found

    def rows(self, rows: Sequence[ListRow]) -> list[BudgetRow]:
        """The rows of the plan."""
        return [as_row(self._line(row), self._year.months) for row in rows]

    def _line(self, row: ListRow) -> SheetLine:
        account = str(row.values.get("account"))
        codes = {str(number): row.values.get(dimension_column(number)) for number in self._known}
        dimensions = {number: str(code) for number, code in codes.items() if code}
        line = SheetLine(account, "", self._natures[account], self._months(row.values), dimensions)
        total = row.values.get("year")
        if line.total is None and total is not None:
            line = spread_line(line, total, self._spread, self._last_year())
        if self._signs == _POSITIVE:
            return line
        return replace(line, months=tuple(None if m is None else m * line.sign for m in line.months))

    def _months(self, values: Mapping[str, Any]) -> tuple[Decimal | None, ...]:
        return tuple(values.get(name) for name in month_columns(self._year.months))

    def _last_year(self) -> tuple[SheetLine, ...]:
        if self._spread != LAST_YEAR:
            return ()
        before = last_year_rows(self._work, fiscal_year_id=self._year.id)
        return tuple(as_line(row, self._year.months, "", self._natures[row.account]) for row in before)


def _take_sie(work: Work, content: bytes, chosen: Mapping[str, Any], *, dry_run: bool) -> ImportReport:
    """The budget of the file's own year, or of the year of option `year` where the file has one for it."""
    file, found = read_books(content)
    findings = list(found)
    wanted = str(chosen.get("year") or "")
    years = [index for index in file.years if file.budgets.get(index)]
    if wanted:
        day = _day(wanted)
        years = [index for index in years if file.years[index][0] <= day <= file.years[index][1]]
    if not years:
        findings.append(Finding(Severity.ERROR, "budget.file_none"))
        return run_import(work, findings=findings, dry_run=dry_run, store=dict)
    index = max(years)
    first, last = file.years[index]
    year = work.row(
        "SELECT id, starts_on, ends_on FROM ledger.fiscal_year WHERE company_id = :company AND starts_on = :first"
        " AND ends_on = :last",
        first=first,
        last=last,
    )
    if year is None:
        params = {"from": str(first), "to": str(last)}
        findings.append(Finding(Severity.ERROR, "budget.file_year", params=params))
        return run_import(work, findings=findings, dry_run=dry_run, store=dict)
    accounts = overlapping(file.budgets[index])
    if accounts:
        findings.append(Finding(Severity.WARNING, "budget.file_overlap", params={"accounts": ", ".join(accounts)}))
    rows = budget_rows(file.budgets[index])
    return run_import(
        work, findings=findings, dry_run=dry_run, store=lambda: _store(work, _Year(*tuple(year)), rows, chosen)
    )


def _store(work: Work, year: _Year, rows: Sequence[BudgetRow], chosen: Mapping[str, Any]) -> Mapping[str, int]:
    create_budget(
        work,
        fiscal_year_id=year.id,
        code=str(chosen.get("name") or "BUDGET"),
        title=str(chosen.get("title") or ""),
        kind=str(chosen.get("kind") or "budget"),
        rows=rows,
    )
    return {"new": sum(1 for row in rows if any(row.amounts.values()))}


def _year(work: Work, text: str) -> _Year:
    row = work.row(
        "SELECT id, starts_on, ends_on FROM ledger.fiscal_year WHERE company_id = :company"
        " AND :day BETWEEN starts_on AND ends_on",
        day=_day(text) if text else work.today(),
    )
    if row is None:
        raise Invalid("budget.no_year", field="year")
    return _Year(*tuple(row))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid("list.no_date", field="year", heading="year", text=text) from None


def _word(chosen: Mapping[str, Any], name: str, known: Sequence[str]) -> str:
    word = str(chosen.get(name) or known[0])
    if word not in known:
        raise Invalid("list.unknown_word", field=name, heading=name, text=word, known=", ".join(known))
    return word
