"""Which days a word for days means, and which days a month, quarter or year of a report has."""

from __future__ import annotations

import re
from datetime import date, timedelta

from models.database.building import Span, Step

_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})))?")
#: How PostgreSQL writes the day of a group; `period_days` reads it.
PATTERNS = {Step.MONTH: "YYYY-MM", Step.QUARTER: 'YYYY-"Q"Q', Step.YEAR: "YYYY"}


def days_of(span: Span, *, today: date, year_start: date) -> tuple[date | None, date | None]:
    """First and last day of a span, both included; None where it is open. `year_start` is that of the fiscal year."""
    month, quarter = today.replace(day=1), date(today.year, today.month - (today.month - 1) % 3, 1)
    return {
        Span.ALL: (None, None),
        Span.THIS_MONTH: (month, _before(_later(month, 1))),
        Span.LAST_MONTH: (_later(month, -1), _before(month)),
        Span.THIS_QUARTER: (quarter, _before(_later(quarter, 3))),
        Span.LAST_QUARTER: (_later(quarter, -3), _before(quarter)),
        Span.YEAR_TO_DATE: (year_start, today),
        Span.LAST_YEAR: (_later(year_start, -12), _before(year_start)),
        Span.TWELVE_MONTHS: (_later(month, -11), today),
    }[span]


def period_days(written: str) -> tuple[date, date]:
    """First day of a month, quarter or year as `PATTERNS` write it, and the first day after it; ValueError."""
    found = _PERIOD.fullmatch(written)
    if found is None:
        raise ValueError(written)
    year, quarter, month = int(found[1]), found[2], found[3]
    if quarter:
        first = date(year, int(quarter) * 3 - 2, 1)
        return first, _later(first, 3)
    first = date(year, int(month or 1), 1)
    return first, _later(first, 1 if month else 12)


def _later(day: date, months: int) -> date:
    whole = day.year * 12 + day.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)


def _before(day: date) -> date:
    return day - timedelta(days=1)
