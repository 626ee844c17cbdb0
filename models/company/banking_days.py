"""Days on which banks and offices are open: not Saturday, Sunday or a public holiday, by dated rules of a country.

`company.is_working_day` says the same in the database. Holidays that always fall on a Sunday have no rule.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

_SATURDAY, _FRIDAY = 5, 4
_HOME = "SE"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A rule: `05-01` is a day of the year, `easter+1` one from Easter, `friday 06-19` the first Friday from a day."""

    country: str
    valid_from: date
    valid_to: date | None
    rule: str
    name: str

    def day(self, year: int) -> date | None:
        """The day of the year that it falls on; None where it does not hold then."""
        word, _space, month_day = self.rule.rpartition(" ")
        if self.rule.startswith("easter"):
            found = easter(year) + timedelta(days=int(self.rule.removeprefix("easter")))
        else:
            month, day = (int(part) for part in month_day.split("-"))
            found = date(year, month, day)
            if word:
                found += timedelta(days=(_FRIDAY - found.weekday()) % 7)
        return found if self.valid_from <= found <= (self.valid_to or found) else None


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (anonymous algorithm; Meeus, Astronomical Algorithms, chapter 8)."""
    century, in_century = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - moon - in_century % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int, country: str = _HOME) -> frozenset[date]:
    """The days of a year, beside Saturdays and Sundays, on which nothing need be done (lag 1930:173, lag 1989:253)."""
    days = (rule.day(year) for rule in _rules() if rule.country == country)
    return frozenset(day for day in days if day is not None)


def is_banking_day(day: date, country: str = _HOME) -> bool:
    """Whether banks are open."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year, country)


def on_banking_day(day: date, country: str = _HOME) -> date:
    """The day itself, or the next one on which banks are open: what the law wants done by then may be done that day."""
    while not is_banking_day(day, country):
        day += timedelta(days=1)
    return day


@cache
def _rules() -> tuple[Holiday, ...]:
    content = (files("resources.charts") / "holidays.csv").read_text(encoding="utf-8")
    return tuple(
        Holiday(
            row["country"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            row["rule"],
            row["name"],
        )
        for row in csv.DictReader(content.splitlines(), delimiter=";")
    )
