"""Whatever books are written as SIE are read again as they were, and damage never passes unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.exchange.books import (
    BookFile,
    FileAccount,
    FileDimension,
    FileLine,
    FileValue,
    FileVoucher,
    StruckLine,
)
from models.exchange.findings import Finding, Severity
from models.exchange.sie_books import read_books
from models.exchange.sie_writer import Maker, SieType, write_books

MAKER = Maker("Kontor", "1", date(2026, 3, 1))
YEARS = {0: (date(2026, 1, 1), date(2026, 12, 31)), -1: (date(2025, 1, 1), date(2025, 12, 31))}

#: Texts of signs that CP437 has, quotation marks and backslashes among them.
texts = st.text('abcÅÄÖåäöéÉ 01"\\{}#.-', max_size=12).map(str.strip)
codes = st.text('ABÅ12"\\{} ', min_size=1, max_size=5).map(str.strip).filter(bool)
accounts = st.sampled_from(["1510", "1930", "2440", "3001", "5010"])
amounts = st.decimals(Decimal("-99999999.99"), Decimal("99999999.99"), places=2)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
quantities = st.none() | st.integers(-1000, 1000).map(lambda n: Decimal(n) / 4)
lines = st.builds(
    FileLine,
    account=accounts,
    amount=amounts,
    dimensions=st.dictionaries(st.sampled_from(["1", "6", "20"]), codes, max_size=2),
    row_date=st.none() | days,
    text=texts,
    quantity=quantities,
    signature=texts,
)
by_account = st.dictionaries(accounts, amounts, min_size=1, max_size=4)
by_year = st.fixed_dictionaries({0: by_account, -1: by_account})
by_value = st.fixed_dictionaries({0: st.dictionaries(st.tuples(accounts, st.just(6), codes), amounts, min_size=1)})
budget_keys = st.tuples(
    accounts,
    st.just(()) | st.tuples(st.tuples(st.just("6"), codes)),
    days.map(lambda day: day.replace(day=1)),
)
budgets: st.SearchStrategy[dict[int, Any]] = st.just({}) | st.fixed_dictionaries(
    {0: st.dictionaries(budget_keys, amounts, min_size=1)}
)
changes = st.fixed_dictionaries({0: st.dictionaries(days.map(lambda day: day.replace(day=1)), by_account, min_size=1)})


@st.composite
def vouchers(draw: st.DrawFn) -> FileVoucher:
    rows = tuple(draw(st.lists(lines, max_size=4)))
    struck = draw(st.lists(st.builds(StruckLine, st.sampled_from("RB"), st.integers(0, len(rows)), lines), max_size=2))
    return FileVoucher(
        day=draw(days),
        lines=rows,
        series=draw(texts),
        number=draw(st.sampled_from(["", "1", "7", "7", "120"])),
        text=draw(texts),
        registered_on=draw(st.none() | days),
        signature=draw(texts),
        history=tuple(sorted(struck, key=lambda row: row.position)),
    )


books_of_any_kind = st.builds(
    BookFile,
    complete=st.just(True),
    company=texts,
    org_number=texts,
    years=st.just(YEARS),
    accounts=st.just(
        [FileAccount("1510", 'Kund "A"', "asset", "st", ("7251",)), FileAccount("3001", "Försäljning", "income")]
    ),
    dimensions=st.just([FileDimension(6, "Projekt"), FileDimension(20, "Etapp", 6)]),
    values=st.just([FileValue(6, "P 1", "Taket \\ norr")]),
    budgets=budgets,
    opening=by_year,
    closing=by_year,
    results=by_year,
    changes=changes,
    value_opening=by_value,
    value_closing=by_value,
    vouchers=st.lists(vouchers(), max_size=4),
    has_vouchers=st.just(True),
)


def without_places(books: BookFile) -> BookFile:
    """The books without the lines of the file at which they stood, and in lists throughout."""
    return replace(
        books,
        accounts=list(books.accounts),
        dimensions=list(books.dimensions),
        values=list(books.values),
        vouchers=[_without_place(voucher) for voucher in books.vouchers],
    )


def _without_place(voucher: FileVoucher) -> FileVoucher:
    return replace(
        voucher,
        at_line=None,
        lines=tuple(replace(line, at_line=None) for line in voucher.lines),
        history=tuple(replace(row, line=replace(row.line, at_line=None)) for row in voucher.history),
    )


def errors(findings: Sequence[Finding]) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.line) for finding in findings if finding.severity is Severity.ERROR]


@settings(max_examples=60, deadline=None)
@given(books_of_any_kind, st.booleans())
def test_books_written_and_read_again_are_equal(books: BookFile, summed: bool) -> None:
    read, findings = read_books(write_books(books, maker=MAKER, summed=summed))

    assert errors(findings) == []
    assert without_places(read) == books


SMALL = BookFile(complete=True, company="Åkeri Öst", years=YEARS, opening={0: {"1930": Decimal("10.00")}})


@pytest.mark.parametrize("kind", [SieType.YEAR, SieType.PERIODS, SieType.VALUES, SieType.VOUCHERS])
def test_every_type_keeps_the_balances(kind: SieType) -> None:
    read, findings = read_books(write_books(SMALL, maker=MAKER, kind=kind))

    assert (findings, read.complete, read.opening) == ((), True, {0: {"1930": Decimal("10.00")}})


def test_vouchers_alone_do_not_claim_to_be_the_books() -> None:
    read, findings = read_books(write_books(SMALL, maker=MAKER, kind=SieType.TRANSACTIONS))

    assert (findings, read.complete, read.company) == ((), False, "Åkeri Öst")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_in_another_character_set_is_read_with_a_warning(charset: str) -> None:
    content = write_books(SMALL, maker=MAKER).decode("cp437").encode(charset)

    read, findings = read_books(content)

    assert read.company == "Åkeri Öst"
    assert [finding.code for finding in findings] == ["sie.other_characters"]


def test_a_changed_digit_breaks_the_checksum() -> None:
    content = write_books(SMALL, maker=MAKER, summed=True)

    assert errors(read_books(content)[1]) == []
    assert [code for code, _ in errors(read_books(content.replace(b"10.00", b"90.00"))[1])] == ["sie.wrong_checksum"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01PK\x03\x04", b"just a letter", b"%PDF-1.7 # x"])
def test_what_is_no_sie_file_is_said_to_be_none(content: bytes) -> None:
    assert "sie.not_a_sie_file" in [code for code, _ in errors(read_books(content)[1])]


@pytest.mark.parametrize(
    ("damaged", "code"),
    [
        ("#KONTO 1930 Bank\n#IB 0 1930 1O.00", "sie.malformed_amount"),
        ("#KONTO 1930 Bank\n#IB 0 1930 NaN", "sie.malformed_amount"),
        ("#KONTO 1930 Bank\n#IB 0 1930 1_0.00", "sie.malformed_amount"),
        ("#KONTO 1930 Bank\n#IB 0 1930 1e3", "sie.malformed_amount"),
        ("#SIETYP 4\n#RAR 0 20260101 20261331", "sie.malformed_date"),
        ('#SIETYP 4\n#KONTO 1930 "Bank', "sie.malformed_line"),
        ("#SIETYP 4\n#TRANS 1930 {} 10", "sie.row_outside_voucher"),
        ("#SIETYP 4\n#VER A 1 20260101\n{\n#TRANS 1930 {} 0", "sie.voucher_not_closed"),
        ("#SIETYP 4\n}", "sie.stray_bracket"),
        ("#SIETYP 9\n", "sie.unknown_type"),
    ],
)
def test_damage_is_told_with_the_line_it_stands_on(damaged: str, code: str) -> None:
    assert (code, 2 if not damaged.startswith("#SIETYP 9") else 1) in errors(read_books(damaged.encode())[1])


def test_a_form_feed_ends_no_line_and_the_mark_of_dos_ends_the_file() -> None:
    read, findings = read_books(b'#SIETYP 4\r\n#FNAMN "Nord\x0c Syd"\r\n\x1a')

    assert (findings, read.company) == ((), "Nord\x0c Syd")
