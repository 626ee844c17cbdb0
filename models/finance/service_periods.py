"""Periods as people type them: a month, two months, or two days, both included."""

from __future__ import annotations

import re
from datetime import date, timedelta

_PERIOD = re.compile(r"(\d{4}-\d\d)(-\d\d)?(?:\s*(?:\.\.|–|-|to|till)\s*(\d{4}-\d\d)(-\d\d)?)?")


def parse_period(text: str) -> tuple[date, date] | None:
    """The first and the last day of "2026-01", "2026-01 - 2026-12" or "2026-01-15 - 2026-03-14"; None for nothing.

    ValueError where it is none of them, or ends before it begins.
    """
    if not text.strip():
        return None
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    first_month, first_day, last_month, last_day = found.groups()
    first = date.fromisoformat(first_month + (first_day or "-01"))
    if last_month is None:
        last_month, last_day = first_month, first_day
    last = date.fromisoformat(last_month + last_day) if last_day else _month_end(date.fromisoformat(f"{last_month}-01"))
    if last < first:
        raise ValueError(text)
    return first, last


def period_text(first: date | None, last: date | None) -> str:
    """A period as `parse_period` reads it, in months where it is whole ones; empty without one."""
    if first is None or last is None:
        return ""
    if first.day == 1 and last == _month_end(last):
        months = (f"{first:%Y-%m}", f"{last:%Y-%m}")
        return months[0] if months[0] == months[1] else " - ".join(months)
    return f"{first:%Y-%m-%d} - {last:%Y-%m-%d}"


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
