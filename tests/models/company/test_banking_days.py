"""Banking days: Swedish holidays of known years, moved due dates, and the same calendar in the database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.company.banking_days import easter, holidays, is_banking_day, on_banking_day
from models.finance.vat.definitions import due_on
from tests.support.office import Office


@pytest.mark.parametrize(
    ("year", "day"),
    [(1818, (3, 22)), (2000, (4, 23)), (2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))],
)
def test_easter_falls_on_its_sunday(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


def test_the_holidays_of_2026() -> None:
    expected = [
        (1, 1),
        (1, 6),
        (4, 3),
        (4, 6),
        (5, 1),
        (5, 14),
        (6, 6),
        (6, 19),
        (12, 24),
        (12, 25),
        (12, 26),
        (12, 31),
    ]
    assert sorted(holidays(2026)) == [date(2026, *day) for day in expected]


def test_the_national_day_took_the_place_of_whit_monday() -> None:
    assert is_banking_day(date(2004, 6, 7))
    assert not is_banking_day(date(2004, 5, 31))
    assert is_banking_day(date(2005, 5, 16))
    assert not is_banking_day(date(2005, 6, 6))


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        ((2026, 4, 3), (2026, 4, 7)),  # Good Friday: to the Tuesday after Easter
        ((2026, 12, 24), (2026, 12, 28)),  # Christmas Eve on a Thursday: to the Monday after
        ((2026, 6, 19), (2026, 6, 22)),  # Midsummer Eve
        ((2027, 12, 31), (2028, 1, 3)),  # over the end of the year
        ((2026, 11, 26), (2026, 11, 26)),
    ],
)
def test_a_day_on_which_banks_are_shut_moves_to_the_next_that_they_are_open(
    day: tuple[int, int, int], moved: tuple[int, int, int]
) -> None:
    assert on_banking_day(date(*day)) == date(*moved)


def test_elsewhere_only_the_ends_of_weeks_are_known() -> None:
    assert is_banking_day(date(2026, 6, 19), "DE")
    assert not is_banking_day(date(2026, 6, 20), "DE")


def test_vat_that_is_due_on_a_holiday_may_be_paid_after_it() -> None:
    # For a year that ends in April, 26 June; in 2026 that is a Friday, in 2025 a Thursday: both banking days.
    assert due_on("year", date(2026, 4, 30)) == date(2026, 6, 26)
    # A sales list of November is due on Christmas Day of 2026, a Friday, and the 26th is a Saturday.
    assert due_on("list", date(2026, 11, 30)) == date(2026, 12, 28)
    # One Stop Shop stays where it is: 31 January 2027 is a Sunday.
    assert due_on("oss", date(2026, 12, 31)) == date(2027, 1, 31)


def test_the_close_counts_the_same_days(office: Office) -> None:
    first, last = date(1995, 1, 1), date(2060, 12, 31)
    rows = office.owner().execute(
        "SELECT d::date FROM generate_series(%s::date, %s::date, interval '1 day') d"
        " WHERE company.is_working_day('SE', d::date)",
        (first, last),
    )
    every = (first + timedelta(days=count) for count in range((last - first).days + 1))
    assert [day for (day,) in rows] == [day for day in every if is_banking_day(day)]
