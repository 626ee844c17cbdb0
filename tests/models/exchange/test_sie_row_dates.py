"""The dates of single rows go through the books: taken in, written out, and taken in again elsewhere."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.exchange.books import BookFile, FileLine, FileVoucher, StruckLine
from models.exchange.sie_books import read_books
from models.exchange.sie_export import export_sie
from models.exchange.sie_import import import_sie
from models.exchange.sie_writer import Maker, write_books
from models.finance.verification import verify
from tests.support.office import Office

D = Decimal
_DAY = date(2026, 3, 31)
_LINES = (
    FileLine("5010", D("1000.00"), row_date=date(2026, 3, 2), text="March"),
    FileLine("5010", D("500.00"), row_date=_DAY),
    FileLine("1930", D("-1500.00")),
)
_STRUCK = StruckLine("B", 2, FileLine("5010", D("499.00"), row_date=date(2026, 3, 30)))
_FILE = BookFile(
    complete=True,
    years={0: (date(2026, 1, 1), date(2026, 12, 31))},
    vouchers=[FileVoucher(_DAY, _LINES, "V", "1", "Rent", history=(_STRUCK,))],
    has_vouchers=True,
)


def row_dates(content: bytes) -> list[tuple[date | None, ...]]:
    """The dates of the rows of each voucher, the struck out ones last."""
    read, _findings = read_books(content)
    return [tuple(x.row_date for x in (*v.lines, *(row.line for row in v.history))) for v in read.vouchers]


def through(office: Office, content: bytes) -> bytes:
    """What the books say that took this file in."""
    accountant = office.session("accountant")
    report = accountant.run(import_sie, content=content, file_name="books.se")
    assert report.done, report.findings
    return accountant.read(export_sie, options={"year": "2026-01-01"}).content


def test_rows_keep_their_dates_through_the_books_of_two_companies(office: Office, second_office: Office) -> None:
    content = write_books(_FILE, maker=Maker("Other", "1", _DAY))
    expected = [(date(2026, 3, 2), _DAY, None, date(2026, 3, 30))]
    first = through(office, content)
    second = through(second_office, first)
    assert (row_dates(content), row_dates(first), row_dates(second)) == (expected, expected, expected)
    assert first == second
    assert office.session("accountant").read(verify) == ()
