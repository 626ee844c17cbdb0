"""The books of a company as a file for another program states them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, text

from models.database.errors import Invalid
from models.database.work import Work
from models.exchange.books import (
    BookFile,
    BudgetKey,
    FileAccount,
    FileDimension,
    FileLine,
    FileValue,
    FileVoucher,
    StruckLine,
)
from models.exchange.sie_budgets import budget_lines
from models.finance.budgets.planning import budget_in_force, read_budget
from models.finance.reports import trial_balance

_BALANCE_SHEET = frozenset({"asset", "liability", "equity"})
_AT_ONCE = 5000  # lines in memory while vouchers are read
Year = tuple[date, date]


def books_of(work: Work, *, fiscal_year_id: int, with_vouchers: bool) -> BookFile:
    """The books of one fiscal year with the balances of the year before; `vouchers_of` reads its vouchers."""
    years = _years(work, fiscal_year_id)
    company = work.row("SELECT name, org_number FROM company.company WHERE id = :company")
    opening, closing, results = _balances(work, years)
    return BookFile(
        complete=True,
        company=company.name if company else "",
        org_number=company.org_number if company else "",
        years=years,
        accounts=_accounts(work),
        dimensions=_dimensions(work),
        values=_values(work),
        opening=opening,
        closing=closing,
        results=results,
        budgets=_budgets(work, years),
        changes={index: _changes(work, year) for index, year in years.items()},
        value_opening={index: _by_value(work, year[0]) for index, year in years.items()},
        value_closing={index: _by_value(work, year[1] + timedelta(days=1)) for index, year in years.items()},
        vouchers=(),
        has_vouchers=with_vouchers,
    )


def _years(work: Work, fiscal_year_id: int) -> dict[int, Year]:
    rows = work.rows(
        "SELECT y.id, y.starts_on, y.ends_on FROM ledger.fiscal_year y JOIN ledger.fiscal_year x"
        " ON x.company_id = y.company_id AND x.id = :year AND y.starts_on <= x.starts_on"
        " WHERE y.company_id = :company ORDER BY y.starts_on DESC LIMIT 2",
        year=fiscal_year_id,
    )
    if not rows:
        raise Invalid("record.not_found", table="ledger.fiscal_year", id=fiscal_year_id)
    return {-index: (row.starts_on, row.ends_on) for index, row in enumerate(rows)}


def _accounts(work: Work) -> list[FileAccount]:
    rows = work.rows(
        "SELECT number, name, kind, unit, sru FROM ledger.account WHERE company_id = :company ORDER BY number"
    )
    return [FileAccount(row.number, row.name, row.kind, row.unit, tuple(row.sru)) for row in rows]


def _dimensions(work: Work) -> list[FileDimension]:
    rows = work.rows("SELECT number, name, parent FROM ledger.dimension WHERE company_id = :company ORDER BY number")
    return [FileDimension(*tuple(row)) for row in rows]


def _values(work: Work) -> list[FileValue]:
    rows = work.rows(
        "SELECT dimension, code, name FROM ledger.dimension_value WHERE company_id = :company ORDER BY dimension, code"
    )
    return [FileValue(*tuple(row)) for row in rows]


Amounts = dict[int, dict[str, Decimal]]


def _balances(work: Work, years: Mapping[int, Year]) -> tuple[Amounts, Amounts, Amounts]:
    """Opening and closing of the balance accounts and what the others came to, for each year."""
    opening: Amounts = {}
    closing: Amounts = {}
    results: Amounts = {}
    for index, (first, last) in years.items():
        rows = trial_balance(work, from_date=first, to_date=last).rows
        on_sheet = [row for row in rows if row.kind in _BALANCE_SHEET]
        opening[index] = {row.account: row.opening for row in on_sheet if row.opening}
        closing[index] = {row.account: row.closing for row in on_sheet if row.closing}
        results[index] = {row.account: row.closing for row in rows if row.kind not in _BALANCE_SHEET and row.closing}
    return opening, closing, results


def _changes(work: Work, year: Year) -> dict[date, dict[str, Decimal]]:
    """The change of each account in each calendar month of the year, apart from opening vouchers."""
    rows = work.rows(
        "SELECT m.month, s.account, sum(s.debit - s.credit) AS amount FROM ("
        " SELECT CAST(g AS date) AS month, greatest(CAST(g AS date), :first) AS first,"
        " least(CAST(g + interval '1 month' AS date), :past) AS past"
        " FROM generate_series(date_trunc('month', CAST(:first AS timestamp)),"
        " CAST(:past AS timestamp) - interval '1 day', interval '1 month') g) m"
        " CROSS JOIN LATERAL reporting.sums(:company, m.first, m.past) s"
        " WHERE NOT s.opening GROUP BY 1, 2 HAVING sum(s.debit - s.credit) <> 0 ORDER BY 1, 2",
        first=year[0],
        past=year[1] + timedelta(days=1),
    )
    found: dict[date, dict[str, Decimal]] = {}
    for row in rows:
        found.setdefault(row.month, {})[row.account] = row.amount
    return found


def _budgets(work: Work, years: Mapping[int, Year]) -> dict[int, dict[BudgetKey, Decimal]]:
    """The budget in force of each year that has one."""
    keys = {index: budget_in_force(work, day=last) for index, (_first, last) in years.items()}
    return {
        index: budget_lines(read_budget(work, budget_id=key).rows) for index, key in keys.items() if key is not None
    }


def _by_value(work: Work, past: date) -> dict[tuple[str, int, str], Decimal]:
    """Balances of balance accounts by value of a dimension, before the day `past`."""
    rows = work.rows(
        "SELECT b.account, CAST(d.key AS integer) AS dimension, d.value, sum(b.debit - b.credit) AS amount"
        " FROM reporting.spans('-infinity', :past) s"
        " JOIN ledger.balance b ON b.company_id = :company AND b.grain = s.grain AND b.starts_on >= s.first"
        " AND b.starts_on < s.past AND b.dimension_set <> 0"
        " JOIN ledger.account a ON a.company_id = b.company_id AND a.number = b.account"
        " AND a.kind IN ('asset', 'liability', 'equity')"
        " JOIN ledger.dimension_set x ON x.company_id = b.company_id AND x.id = b.dimension_set"
        " CROSS JOIN LATERAL jsonb_each_text(x.values) d"
        " GROUP BY 1, 2, 3 HAVING sum(b.debit - b.credit) <> 0 ORDER BY 1, 2, 3",
        past=past,
    )
    return {(row.account, row.dimension, row.value): row.amount for row in rows}


_VOUCHERS = text(
    "SELECT e.id, e.entry_date, e.series, coalesce(e.imported_number, CAST(e.number AS text)) AS number, e.text,"
    " coalesce(e.registered_on, CAST(e.posted_at AS date)) AS registered_on, e.signature,"
    " l.account, l.amount, l.dimension_set, l.text AS line_text, l.quantity,"
    " coalesce(l.signature, '') AS line_signature, l.row_date"
    " FROM ledger.entry e LEFT JOIN ledger.entry r ON r.company_id = e.company_id AND r.id = e.reverses_id"
    " LEFT JOIN ledger.line l ON l.company_id = e.company_id AND l.entry_id = e.id"
    " WHERE e.company_id = :company AND e.fiscal_year_id = :year AND e.kind <> 'opening'"
    " AND (r.kind IS NULL OR r.kind <> 'opening') ORDER BY e.id, l.position"
)


def vouchers_of(work: Work, *, fiscal_year_id: int) -> Iterator[FileVoucher]:
    """All vouchers of the year in the order of their registration, read bit by bit; opening ones are the balances."""
    sets = {
        row.id: row.values
        for row in work.rows("SELECT id, values FROM ledger.dimension_set WHERE company_id = :company")
    }
    struck = _struck(work, fiscal_year_id)
    asked = {"company": work.company_id, "year": fiscal_year_id}
    rows = work.connection.execute(_VOUCHERS, asked, execution_options={"yield_per": _AT_ONCE})
    for entry, found in groupby(rows, key=attrgetter("id")):
        head, *others = found
        yield FileVoucher(
            day=head.entry_date,
            lines=tuple(_line(row, sets) for row in (head, *others) if row.account is not None),
            series=head.series,
            number=head.number,
            text=head.text,
            registered_on=head.registered_on,
            signature=head.signature,
            history=tuple(struck.get(entry, ())),
        )


def _line(row: Row[Any], sets: Mapping[int, Mapping[str, str]]) -> FileLine:
    return FileLine(
        account=row.account,
        amount=row.amount,
        dimensions=sets.get(row.dimension_set, {}),
        row_date=row.row_date,
        text=row.line_text,
        quantity=row.quantity,
        signature=row.line_signature,
    )


def _struck(work: Work, fiscal_year_id: int) -> dict[int, list[StruckLine]]:
    rows = work.rows(
        "SELECT h.entry_id, h.kind, h.position, h.account, h.amount, h.dimensions, h.row_date, h.text, h.quantity,"
        " coalesce(h.signature, '') FROM ledger.line_history h"
        " JOIN ledger.entry e ON e.company_id = h.company_id AND e.id = h.entry_id AND e.fiscal_year_id = :year"
        " WHERE h.company_id = :company ORDER BY h.entry_id, h.position, h.id",
        year=fiscal_year_id,
    )
    found: dict[int, list[StruckLine]] = {}
    for row in rows:
        entry, kind, position, *values = tuple(row)
        found.setdefault(entry, []).append(StruckLine(kind, position, FileLine(*values)))
    return found
