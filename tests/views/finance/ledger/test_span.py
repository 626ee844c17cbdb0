"""The days before and after those of a report, as its keys choose them."""

from __future__ import annotations

from datetime import date

import pytest

from views.finance.ledger.span import Span, beside


@pytest.mark.parametrize(
    ("first", "last", "first_before", "last_before"),
    [
        ((2026, 3, 1), (2026, 3, 31), (2026, 2, 1), (2026, 2, 28)),  # a month, however long
        ((2026, 1, 1), (2026, 3, 31), (2025, 10, 1), (2025, 12, 31)),  # a quarter
        ((2024, 1, 1), (2024, 12, 31), (2023, 1, 1), (2023, 12, 31)),  # a year
        ((2026, 3, 9), (2026, 3, 15), (2026, 3, 2), (2026, 3, 8)),  # a week
    ],
)
def test_whole_months_stay_whole_months_and_other_days_move_by_their_number(
    first: tuple[int, int, int],
    last: tuple[int, int, int],
    first_before: tuple[int, int, int],
    last_before: tuple[int, int, int],
) -> None:
    span, before = Span(date(*last), date(*first)), Span(date(*last_before), date(*first_before))
    assert beside(span, -1) == before
    assert beside(before, 1) == span


def test_what_begins_with_the_fiscal_year_moves_by_a_year() -> None:
    assert beside(Span(date(2024, 2, 29)), -1) == Span(date(2023, 2, 28))
    assert beside(Span(date(2023, 2, 28)), 1) == Span(date(2024, 2, 29))
    assert beside(Span(date(2026, 11, 17)), 1) == Span(date(2027, 11, 17))
