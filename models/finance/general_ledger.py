"""The general ledger: the lines of one account in order with the balance after each, page by page, filtered or not.

All amounts are in the company currency, debit positive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.rights import Permission
from models.database.work import Work, operation, to_json


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which lines of an account are wanted.

    A dimension with its value ("" for lines without one) is a part of the books: it opens with its own balance. With
    any of the others, what is shown sums from zero. `smallest` and `largest` hold whatever the side.
    """

    dimension: int | None = None
    value: str = ""
    also: tuple[tuple[int, str], ...] = ()  # further dimensions with their values
    currency: str = ""
    smallest: Decimal | None = None
    largest: Decimal | None = None
    text: str = ""
    before_closing: bool = False  # without the closing vouchers of the year

    @property
    def is_search(self) -> bool:
        """Whether it picks single lines, so that there is no balance before them."""
        return bool(self.currency or self.text) or self.smallest is not None or self.largest is not None

    @property
    def picks(self) -> bool:
        """Whether it leaves out lines for anything else than their kind."""
        return self.is_search or bool(self.values)

    @property
    def values(self) -> dict[str, str]:
        """The values that are asked for by the number of their dimension, as the database takes them."""
        first = {} if self.dimension is None else {str(self.dimension): self.value}
        return {**{str(number): code for number, code in self.also}, **first}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A line on an account with the balance after it; `entry_id` opens the voucher."""

    line_id: int
    entry_id: int
    entry_date: date
    voucher: str
    text: str
    debit: Decimal
    credit: Decimal
    balance: Decimal
    party_id: int | None
    document_kind: str | None
    document_id: int | None


#: Where the next page of an account begins: date and key of the last line, and the balance after it.
LedgerMark = tuple[date, int, Decimal]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Lines of one account in order of date; `after` is None at the end, where `closing` is that of the range."""

    account: str
    opening: Decimal
    rows: tuple[LedgerRow, ...]
    closing: Decimal
    after: LedgerMark | None


#: No filter.
EVERYTHING = LedgerFilter()


@operation(needs=Permission.FINANCE_READ)
def day_of_last_lines(work: Work, *, account: str, to_date: date, count: int = 100) -> date | None:
    """The day of the `count`th line from the end of an account, or of its first one; None where it has none."""
    found: date | None = work.value(
        "SELECT min(x.entry_date) FROM (SELECT l.entry_date FROM ledger.line l WHERE l.company_id = :company"
        " AND l.account = :account AND l.entry_date <= :to_date ORDER BY l.entry_date DESC, l.id DESC LIMIT :count) x",
        account=account,
        to_date=to_date,
        count=count,
    )
    return found


_LINES = (
    "SELECT l.id, l.entry_id, l.entry_date, e.series || coalesce(e.imported_number, e.number::text),"
    " CASE WHEN l.text <> '' THEN l.text ELSE e.text END, greatest(l.amount, 0), greatest(-l.amount, 0),"
    " l.party_id, l.document_kind, l.document_id"
    " FROM ledger.line l JOIN ledger.entry e ON e.company_id = l.company_id AND e.id = l.entry_id"
)
_ALL = (
    " LEFT JOIN ledger.entry r ON r.company_id = e.company_id AND r.id = e.reverses_id AND e.kind = 'reversal'"
    " WHERE l.company_id = :company AND l.account = :account AND l.entry_date <= :to_date"
    " AND (l.entry_date, l.id) > (:edge_date, :edge_id) AND coalesce(r.kind, e.kind) <> 'opening'"
    " AND (CAST(:closing AS date) IS NULL OR coalesce(r.kind, e.kind) <> 'closing' OR l.entry_date < :closing)"
)
_PICKED = (
    " JOIN search.ledger_lines(:company, :account, :to_date, :edge_date, :edge_id, :limit, :text, :smallest, :largest,"
    " :currency, CAST(:values AS jsonb), :closing) f(id) ON f.id = l.id WHERE l.company_id = :company"
)


@operation(needs=Permission.FINANCE_READ)
def general_ledger(  # noqa: PLR0913 - the account, the range, the filter and the page
    work: Work,
    *,
    account: str,
    from_date: date,
    to_date: date,
    after: LedgerMark | None = None,
    limit: int = 200,
    only: LedgerFilter = EVERYTHING,
) -> LedgerPage:
    """One page of an account's lines with running balance; their sum is the account's row in the trial balance."""
    if after is None:
        opening = Decimal(0) if only.is_search else _opening(work, account, (from_date, to_date), only)
        edge: tuple[date, int] = (from_date, 0)
    else:
        opening, edge = after[2], (after[0], after[1])
    found = work.rows(
        f"{_LINES}{_PICKED if only.picks else _ALL} ORDER BY l.entry_date, l.id LIMIT :limit",
        account=account,
        to_date=to_date,
        edge_date=edge[0],
        edge_id=edge[1],
        limit=limit,
        closing=_closing_from(work, from_date) if only.before_closing else None,
        **(_asked(only) if only.picks else {}),
    )
    rows = tuple(_with_balance(opening, found))
    closing = rows[-1].balance if rows else opening
    mark = (rows[-1].entry_date, rows[-1].line_id, closing) if len(rows) == limit else None
    return LedgerPage(account=account, opening=opening, rows=rows, closing=closing, after=mark)


@operation(needs=Permission.FINANCE_READ)
def account_beside(work: Work, *, account: str, direction: int) -> str | None:
    """The next account with figures after (`direction` 1) or before (-1) this one; None at the end."""
    found: str | None = work.value(
        "SELECT CASE WHEN :direction > 0 THEN min(a.number) FILTER (WHERE a.number > :account)"
        " ELSE max(a.number) FILTER (WHERE a.number < :account) END FROM ledger.account a WHERE a.company_id = :company"
        " AND EXISTS (SELECT FROM ledger.line l WHERE l.company_id = a.company_id AND l.account = a.number)",
        account=account,
        direction=direction,
    )
    return found


def _asked(only: LedgerFilter) -> dict[str, object]:
    amounts = {"smallest": only.smallest, "largest": only.largest}
    return {**amounts, "text": only.text, "currency": only.currency or None, "values": to_json(only.values)}


def _closing_from(work: Work, day: date) -> date:
    """Closing vouchers are left out from the fiscal year of `day` on."""
    found: date | None = work.value(
        "SELECT y.starts_on FROM ledger.fiscal_year y WHERE y.company_id = :company"
        " AND :day BETWEEN y.starts_on AND y.ends_on",
        day=day,
    )
    return found or day


def _opening(
    work: Work,
    account: str,
    days: tuple[date, date],
    only: LedgerFilter,
) -> Decimal:
    """What the trial balance or a statement opens the account with, of the whole books or of a value."""
    opening: Decimal = work.value(
        "SELECT reporting.account_opening(:company, :account, :from_date, :to_date, :before_closing,"
        " CAST(:values AS jsonb))",
        account=account,
        from_date=days[0],
        to_date=days[1],
        before_closing=only.before_closing,
        values=to_json(only.values),
    )
    return opening


def _with_balance(opening: Decimal, found: Iterable[Sequence[Any]]) -> Iterable[LedgerRow]:
    balance = opening
    for row in found:
        balance += row[5] - row[6]
        values: tuple[Any, ...] = (*row[:7], balance, *row[7:])
        yield LedgerRow(*values)
