"""Text is cut into lines that fit, figures are written as each language writes them, and the typeface has all signs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics

from models.database.listing import Kind
from reports.layout.style import BODY, REGULAR, STRONG, load_fonts, text_width
from reports.layout.text import fit, wrap
from reports.layout.wording import MINUS, SPACE, wording

TEXTS = st.text(st.characters(codec="latin-1", exclude_categories=["Cc"]), max_size=200)


@given(TEXTS, st.floats(20, 300))
def test_every_line_fits_and_no_sign_is_lost(text: str, width: float) -> None:
    lines = wrap(text, BODY, width)

    assert all(text_width(line, BODY.font, BODY.size) <= width for line in lines)
    indent = text[: len(text) - len(text.lstrip(SPACE))]
    joined = "".join(line.removeprefix(indent) if at else line for at, line in enumerate(lines))
    assert joined.replace(" ", "") == text.replace(" ", "")


def test_what_is_indented_stays_so_on_every_line() -> None:
    lines = wrap(f"{SPACE * 3}Change in inventories of work in progress", BODY, 100)

    assert len(lines) > 1
    assert all(line.startswith(SPACE * 3) and not line.startswith(SPACE * 4) for line in lines)
    assert " ".join(line.strip(SPACE) for line in lines) == "Change in inventories of work in progress"


@given(TEXTS, st.floats(20, 300))
def test_a_text_on_one_line_fits_and_shows_that_it_was_cut(text: str, width: float) -> None:
    line = fit(text, BODY, width)

    assert text_width(line, BODY.font, BODY.size) <= width
    assert line == text or line.endswith("…")


def test_lines_of_a_text_stay_lines_and_control_characters_go() -> None:
    assert wrap("one\r\ntwo\tthree\x00", BODY, 400) == ("one", "two three ".rstrip())
    assert wrap("", BODY, 400) == ()


@pytest.mark.parametrize(
    ("amount", "swedish", "english"),
    [
        ("1234567.5", f"1{SPACE}234{SPACE}567,50", "1,234,567.50"),
        ("-0.005", f"{MINUS}0,01", f"{MINUS}0.01"),
        ("0", "0,00", "0.00"),
        ("-1234.5", f"{MINUS}1{SPACE}234,50", f"{MINUS}1,234.50"),
    ],
)
def test_amounts_are_written_as_each_language_writes_them(amount: str, swedish: str, english: str) -> None:
    assert wording("sv").money(Decimal(amount)) == swedish
    assert wording("en").money(Decimal(amount)) == english


def test_quantities_and_prices_have_the_decimals_they_need() -> None:
    words = wording("sv")

    assert words.quantity(Decimal("5.000000")) == "5"
    assert words.quantity(Decimal("0.125000")) == "0,125"
    assert words.quantity(Decimal("1E+3")) == f"1{SPACE}000"
    assert words.price(Decimal("5.1")) == "5,10"
    assert words.price(Decimal("5.123400")) == "5,1234"
    assert words.percent(Decimal("12.50")) == f"12,5{SPACE}%"


def test_dates_are_written_as_each_language_writes_them() -> None:
    assert wording("sv").day(date(2026, 3, 5)) == "2026-03-05"
    assert wording("en").day(date(2026, 3, 5)) == f"5{SPACE}Mar{SPACE}2026"
    assert wording("en").value(None, Kind.DATE) == ""


@pytest.mark.parametrize("font", [REGULAR, STRONG])
def test_the_typeface_has_every_sign_that_documents_use_and_figures_of_one_width(font: str) -> None:
    load_fonts()
    face = pdfmetrics.getFont(font).face

    assert [sign for sign in "åäöÅÄÖéüßøæčłžΩЖ€£–—−×…·•„”’\u00a0\u202f" if ord(sign) not in face.charToGlyph] == []
    assert len({text_width(figure, font, 10) for figure in "0123456789"}) == 1
