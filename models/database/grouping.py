"""Takes the rows of a declared list together by one of its columns, dates by month: counts and sums of each group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, cast, column, func, literal_column, select

from models.database.listing import Kind, ListQuery, PageRequest
from models.database.paging import narrowed, shown
from models.database.work import Work

CURRENCY = "currency"
#: More groups than anybody reads.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Group:
    """What the rows with one value have in common; `value` is the first of the month where dates are grouped.

    Amounts in several currencies have no sum, so a list with a column `currency` has a group for each.
    """

    value: object
    count: int
    sums: tuple[Decimal, ...]
    currency: str = ""


def fetch_groups(
    work: Work, *, query: ListQuery, request: PageRequest, by: str, sums: Sequence[str]
) -> tuple[Group, ...]:
    """The groups of what `request` leaves of a list, in the order of their values, with the sums of some columns."""
    subject: Any = shown(query, by)
    if query.column(by).kind in {Kind.DATE, Kind.TIMESTAMP}:
        subject = cast(func.date_trunc("month", subject), Date)
    currency: Any = column(CURRENCY) if has_currency(query) else literal_column("''")
    asked = select(subject, func.count(), currency, *(func.coalesce(func.sum(column(name)), 0) for name in sums))
    statement = narrowed(work, asked, query=query, request=request).group_by(subject, currency)
    order = (subject.asc().nulls_last(), currency.asc())
    found = work.connection.execute(statement.order_by(*order).limit(MOST)).all()
    return tuple(Group(row[0], row[1], tuple(map(Decimal, row[3:])), row[2] or "") for row in found)


def has_currency(query: ListQuery) -> bool:
    """Whether the amounts of a list are in the currency that each row names."""
    return any(column.name == CURRENCY for column in query.columns)
