"""What is typed and what is shown: sums, dates, figures and letters to jump by."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.database.errors import Invalid
from models.database.listing import Kind
from views.kit.form.arithmetic import compute
from views.kit.form.dates import parse_date, step_month
from views.kit.form.mnemonics import with_mnemonics
from views.kit.format import copy_value, format_value
from views.kit.status import STATUS_WORDS, status_of
from views.kit.theme.tokens import LIGHT

TUESDAY = date(2026, 11, 24)
SPACE = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("120*1,25", "sv", "150.00"),
        ("120*1.25", "en", "150.00"),
        ("1 000,50", "sv", "1000.50"),
        ("-12", "sv", "-12.00"),
        ("−12", "sv", "-12.00"),
        ("2+3*4", "en", "14.00"),
        ("(2+3)*4", "en", "20.00"),
        ("10/4", "en", "2.50"),
        ("10/3", "en", "3.33"),
        ("2/3", "en", "0.67"),
        ("0,125*1", "sv", "0.13"),
        ("100 - 30 - 20", "en", "50.00"),
        ("100/10/2", "en", "5.00"),
        ("3×4", "sv", "12.00"),
        ("3x4", "sv", "12.00"),
        ("-(2+3)", "en", "-5.00"),
        ("2*-3", "en", "-6.00"),
        (",5", "sv", "0.50"),
    ],
)
def test_a_sum_is_computed_exactly(text: str, language: str, expected: str) -> None:
    assert compute(text, language=language, decimals=2) == Decimal(expected)


@pytest.mark.parametrize(
    "text", ["", "abc", "1+", "*2", "(1", "1)", "1/0", "2**3", "__import__('os')", "1e5", "()", "9" * 90]
)
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        compute(text, language="en", decimals=2)


def test_a_plain_amount_is_never_rounded_behind_ones_back() -> None:
    with pytest.raises(Invalid, match=r"number\.decimals"):
        compute("1,005", language="sv", decimals=2)


def test_an_amount_beyond_fifteen_digits_is_refused() -> None:
    with pytest.raises(Invalid, match=r"number\.out_of_range"):
        compute("9999999*9999999*9999999", language="en", decimals=2)


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_adding_agrees_with_whole_numbers(first: int, second: int) -> None:
    assert compute(f"{first}+{second}".replace("+-", "-"), language="en", decimals=0) == first + second


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15", date(2026, 11, 15)),
        ("1", date(2026, 11, 1)),
        ("+7", date(2026, 12, 1)),
        ("-24", date(2026, 10, 31)),
        ("v48", date(2026, 11, 23)),
        ("v48.5", date(2026, 11, 27)),
        ("V1", date(2025, 12, 29)),
        ("2026-11-24", TUESDAY),
        ("2026-1-2", date(2026, 1, 2)),
        ("20261124", TUESDAY),
        ("261124", TUESDAY),
        ("1124", TUESDAY),
        ("24/11", TUESDAY),
        ("24.11", TUESDAY),
        ("idag", TUESDAY),
        ("t", TUESDAY),
        ("  ", None),
    ],
)
def test_a_date_is_read_as_clerks_type_it(text: str, expected: date | None) -> None:
    assert parse_date(text, today=TUESDAY) == expected


def test_a_day_lies_in_the_open_period() -> None:
    assert parse_date("15", today=TUESDAY, period=date(2026, 10, 1)) == date(2026, 10, 15)


@pytest.mark.parametrize("text", ["31", "v54", "2026-02-29", "32", "x", "99999999", "1-2-3", "+99999"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"date\.malformed"):
        parse_date(text, today=TUESDAY)


def test_a_month_on_from_the_last_day_is_the_last_day() -> None:
    assert step_month(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert step_month(date(2026, 1, 31), -2) == date(2025, 11, 30)
    assert step_month(date(2026, 12, 5), 1) == date(2027, 1, 5)


@pytest.mark.parametrize(
    ("value", "kind", "shown", "copied"),
    [
        (Decimal("1234567.5"), Kind.MONEY, f"1{SPACE}234{SPACE}567,50", "1234567,50"),
        (Decimal("-12.345"), Kind.MONEY, "−12,35", "-12,35"),
        (Decimal("-0.001"), Kind.MONEY, "0,00", "0,00"),
        (Decimal(0), Kind.MONEY, "0,00", "0,00"),
        (Decimal("2.500"), Kind.QUANTITY, "2,5", "2,5"),
        (Decimal("1E+3"), Kind.QUANTITY, f"1{SPACE}000", "1000"),
        (Decimal(25), Kind.PERCENT, "25\N{NO-BREAK SPACE}%", "25"),
        (1041, Kind.INTEGER, f"1{SPACE}041", "1041"),
        (TUESDAY, Kind.DATE, "2026-11-24", "2026-11-24"),
        (True, Kind.BOOLEAN, "Yes", "Yes"),
        ("partly_paid", Kind.STATUS, "Partly paid", "Partly paid"),
        (None, Kind.MONEY, "", ""),
        ("a\tb", Kind.TEXT, "a\tb", "a b"),
    ],
)
def test_a_value_is_shown_grouped_and_copied_plain(value: object, kind: Kind, shown: str, copied: str) -> None:
    assert format_value(value, kind, "sv") == shown
    assert copy_value(value, kind, "sv") == copied


def test_english_groups_with_commas() -> None:
    assert format_value(Decimal("-1234.5"), Kind.MONEY, "en") == "−1,234.50"


def test_a_moment_is_shown_in_local_time_to_the_minute() -> None:
    moment = datetime(2026, 11, 24, 9, 5, 59, tzinfo=UTC)
    assert format_value(moment, Kind.TIMESTAMP, "sv") == moment.astimezone().strftime("%Y-%m-%d %H:%M")


def test_every_status_has_a_tone_of_the_tokens() -> None:
    for word, status in STATUS_WORDS.items():
        assert LIGHT.tone(status.tone) is not None, word
    assert status_of("never_heard_of").label == "Never heard of"


def test_mnemonics_prefer_first_letters_and_never_repeat() -> None:
    labels = with_mnemonics(["Customer", "Currency", "Credit limit", "Cc"])
    assert labels == ["&Customer", "C&urrency", "Credit &limit", "Cc"]


def test_mnemonics_leave_taken_letters_and_keep_ampersands() -> None:
    assert with_mnemonics(["Save", "R & D"], taken="s") == ["S&ave", "&R && D"]


def test_several_words_of_status_are_each_said_in_words() -> None:
    assert format_value("all", Kind.STATUS, "en") == "Everything"
    assert format_value("receivables, stock", Kind.STATUS, "en") == "Receivables, Stock"
