"""What stands on every account in each column of a statement, read in one go from the maintained balances.

Amounts are debit positive. Opening vouchers count as opening; closing vouchers of the year are left out where a column
is before closing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from types import MappingProxyType

from models.database.work import Work, to_json
from models.finance.statements.accounts import EARLIER_RESULT, PSEUDO, THIS_RESULT, ChartAccount
from models.finance.statements.columns import DAY, Span
from resources.language import _, current

ZERO = Decimal(0)
_CLASSES = ("opening", "closing", "other")
_SQL = (
    "SELECT s.slice, s.account, CASE WHEN s.kind IN ('opening', 'closing') THEN s.kind ELSE 'other' END, s.value,"
    " s.amount, a.name, a.name_en, a.kind, a.role FROM unnest(CAST(:books AS bigint[])) b(id)"
    " CROSS JOIN LATERAL reporting.slices(b.id, :breaks, :dimension, :value, CAST(:also AS jsonb)) s"
    " JOIN ledger.account a ON a.company_id = :company AND a.number = s.account"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """An account in one column."""

    opening: Decimal
    change: Decimal

    @property
    def closing(self) -> Decimal:
        """At the end of the days."""
        return self.opening + self.change

    def measured(self, measure: str) -> Decimal:
        """Opening, change or closing."""
        amount: Decimal = getattr(self, measure)
        return amount


@dataclass(frozen=True, slots=True)
class Figures:
    """The accounts that have anything on them, in order, and where each stands in each column, by its place."""

    accounts: tuple[ChartAccount, ...]
    standings: tuple[dict[str, Standing], ...]


#: What came before each break, by class of entry: slice 0 ends where the first break begins.
_Sums = dict[str, list[Decimal]]


def read_figures(
    work: Work, spans: Sequence[Span], dimension: int | None, also: Mapping[str, str] = MappingProxyType({})
) -> Figures:
    """The figures of some columns of one company and its further books; one round trip for those of the same books.

    `also` narrows them all, by the number of a dimension to the code of a value.
    """
    together: dict[tuple[int, ...], list[Span]] = {}
    for span in spans:
        together.setdefault(_books_of(work, span), []).append(span)
    read = {books: _read(work, each, dimension, also, books) for books, each in together.items()}
    accounts = {account.number: account for figures in read.values() for account in figures.accounts}
    order = sorted(accounts, key=lambda number: (number in PSEUDO, number if number not in PSEUDO else ""))
    columns = {books: iter(figures.standings) for books, figures in read.items()}
    standings = tuple(next(columns[_books_of(work, span)]) for span in spans)
    return Figures(tuple(accounts[number] for number in order), standings)


def _books_of(work: Work, span: Span) -> tuple[int, ...]:
    """The companies whose sums a column shows: that of the books, of a further book, or both."""
    if span.company is None:
        return (work.company_id,)
    return (span.company,) if span.source == "difference" else (work.company_id, span.company)


def _read(
    work: Work, spans: Sequence[Span], dimension: int | None, also: Mapping[str, str], books: Sequence[int]
) -> Figures:
    days = {day for span in spans for day in (span.from_date, span.to_date + DAY, span.first_year, span.last_year)}
    breaks = sorted(days)
    place = {day: at for at, day in enumerate(breaks)}
    values = {span.value for span in spans}
    only = values.pop() if len(values) == 1 and dimension is not None else None
    accounts: dict[str, ChartAccount] = {}
    slices: dict[tuple[str, str | None], _Sums] = {}
    for at, number, kind, value, amount, name, name_en, account_kind, role in map(
        tuple,
        work.rows(_SQL, breaks=breaks, dimension=dimension, value=only, also=to_json(dict(also)), books=list(books)),
    ):
        if number not in accounts:
            shown = name_en if current() != "sv" and name_en else name
            accounts[number] = ChartAccount(number, shown, account_kind, role)
        for narrowed in (None,) if dimension is None else (None, value):
            sums = slices.setdefault((number, narrowed), {each: [ZERO] * len(breaks) for each in _CLASSES})
            sums[kind][at] += amount
    found = {key: {kind: [*accumulate(sums)] for kind, sums in each.items()} for key, each in slices.items()}
    order = sorted(accounts)
    standings = tuple(_column([accounts[number] for number in order], found, span, place) for span in spans)
    return Figures((*(accounts[number] for number in order), *_pseudo()), standings)


def _pseudo() -> tuple[ChartAccount, ...]:
    return (
        ChartAccount(THIS_RESULT, _("Result not booked to equity"), ""),
        ChartAccount(EARLIER_RESULT, _("Result of earlier years not booked to equity"), ""),
    )


def _column(
    accounts: Sequence[ChartAccount],
    found: dict[tuple[str, str | None], _Sums],
    span: Span,
    place: dict[date, int],
) -> dict[str, Standing]:
    shown: dict[str, Standing] = {}
    result, earlier = Standing(ZERO, ZERO), ZERO
    for account in accounts:
        sums = found.get((account.number, span.value))
        if sums is None:
            continue
        if not account.of_result:
            shown[account.number] = _position(sums, span, place)
            continue
        shown[account.number] = _result(sums, span, place)
        earlier += _before(sums, span, place)
        booked = _booked(sums, span, place)
        result = Standing(result.opening + booked.opening, result.change + booked.change)
    shown[THIS_RESULT], shown[EARLIER_RESULT] = result, Standing(earlier, ZERO)
    return shown


def _before(sums: _Sums, span: Span, place: dict[date, int]) -> Decimal:
    """What the years before the last one left on an account of the result."""
    year = place[span.last_year]
    closed = year if span.after_closing else place[span.first_year]
    return sums["opening"][year] + sums["other"][year] + sums["closing"][closed]


def _position(sums: _Sums, span: Span, place: dict[date, int]) -> Standing:
    first, past, year = place[span.from_date], place[span.to_date + DAY], place[span.first_year]
    closing = sum((sums[kind][past] for kind in _CLASSES), ZERO)
    if not span.after_closing:
        closing -= sums["closing"][past] - sums["closing"][year]
    change = _moved(sums, span, first, past)
    return Standing(closing - change, change)


def _moved(sums: _Sums, span: Span, first: int, past: int) -> Decimal:
    moved = sums["other"][past] - sums["other"][first]
    if span.after_closing:
        moved += sums["closing"][past] - sums["closing"][first]
    return moved


def _result(sums: _Sums, span: Span, place: dict[date, int]) -> Standing:
    """Accounts of the result open with their fiscal year."""
    first, past = place[span.from_date], place[span.to_date + DAY]
    return Standing(_moved(sums, span, min(place[span.last_year], first), first), _moved(sums, span, first, past))


def _booked(sums: _Sums, span: Span, place: dict[date, int]) -> Standing:
    """The same as far as it is part of the year's result that equity lacks, opening vouchers included."""
    year, first, past = (place[day] for day in (span.last_year, span.from_date, span.to_date + DAY))
    upto = _moved(sums, span, year, past) + sums["opening"][past] - sums["opening"][year]
    opening = _moved(sums, span, year, first) if first > year else ZERO
    return Standing(opening, upto - opening)
