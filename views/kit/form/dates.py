"""Dates as clerks type them: `15`, `1124`, `+7`, `v48`, `2026-11-24`."""

from __future__ import annotations

import re
from datetime import date, timedelta

from models.database.errors import Invalid

_TODAY = frozenset({"t", "i", "today", "idag", "i dag"})
_OFFSET = re.compile(r"([+\-−])\s*(\d{1,4})")
_WEEK = re.compile(r"[vw]\s*(\d{1,2})(?:[.\-/](\d))?")
_WHOLE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})(\d{2})(\d{2})|(\d{2})(\d{2})(\d{2})")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[/.](\d{1,2})\.?")
_MONTH_AND_DAY = re.compile(r"(\d{2})-?(\d{2})")
_DAY = re.compile(r"\d{1,2}")
_CENTURY = 2000


def parse_date(text: str, *, today: date, period: date | None = None) -> date | None:
    """The date that `text` stands for, None for an empty one; raises Invalid "date.malformed".

    "15" is the 15th of the month of `period` (default: today), "+7" counts from `today`, "v48" is the Monday of week
    48, "v48.5" its Friday, "1124" and "24/11" lie in the year of `period`. ISO dates may lack hyphens and century.
    """
    typed, base = text.strip().lower(), period or today
    if not typed:
        return None
    if typed in _TODAY:
        return today
    try:
        found = _relative(typed, today, base) or _absolute(typed, base)
    except (ValueError, OverflowError) as error:
        raise Invalid("date.malformed", text=text) from error
    if found is None:
        raise Invalid("date.malformed", text=text)
    return found


def _relative(typed: str, today: date, base: date) -> date | None:
    if found := _OFFSET.fullmatch(typed):
        days = timedelta(days=int(found[2]))
        return today + days if found[1] == "+" else today - days
    if found := _WEEK.fullmatch(typed):
        return date.fromisocalendar(base.isocalendar().year, int(found[1]), int(found[2] or 1))
    return None


def _absolute(typed: str, base: date) -> date | None:
    if found := _WHOLE.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups() if part is not None)
        return date(year if year > 99 else _CENTURY + year, month, day)  # noqa: PLR2004 - two digits lack the century
    if found := _DAY_AND_MONTH.fullmatch(typed):
        return date(base.year, int(found[2]), int(found[1]))
    if found := _MONTH_AND_DAY.fullmatch(typed):
        return date(base.year, int(found[1]), int(found[2]))
    return base.replace(day=int(typed)) if _DAY.fullmatch(typed) else None


def step_month(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    following = date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))
