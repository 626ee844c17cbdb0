"""How long it takes to read, take in and write the books of 100 000 vouchers in SIE format."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from models.exchange.books import BookFile, FileAccount, FileLine, FileVoucher
from models.exchange.sie_books import read_books
from models.exchange.sie_export import export_sie
from models.exchange.sie_import import import_sie
from models.exchange.sie_writer import Maker, write_books
from tests.benchmarks.figure import Figure
from tests.support.office import Office

VOUCHERS = 100_000
FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)
ACCOUNTS = [
    FileAccount("1930", "Bank", "asset"),
    FileAccount("2611", "Moms", "liability"),
    FileAccount("3001", "Försäljning", "income"),
]


def sales() -> Iterator[FileVoucher]:
    """Vouchers of three rows with projects, spread over the year."""
    for number in range(VOUCHERS):
        net = Decimal(100 + number % 900)
        rows = (
            FileLine("1930", net * Decimal("1.25"), text=f"Kund {number % 500}"),
            FileLine("2611", net * Decimal("-0.25")),
            FileLine("3001", -net, dimensions={"6": f"P{number % 50}"}),
        )
        yield FileVoucher(FIRST + timedelta(number * 365 // VOUCHERS), rows, "A", str(number + 1), "Försäljning")


def large_file() -> bytes:
    """The file as another program would write it."""
    vouchers = list(sales())
    sums: dict[str, Decimal] = {}
    for voucher in vouchers:
        for line in voucher.lines:
            sums[line.account] = sums.get(line.account, Decimal(0)) + line.amount
    books = BookFile(
        complete=True,
        company="Stora AB",
        years={0: (FIRST, LAST)},
        accounts=ACCOUNTS,
        closing={0: {account: sums[account] for account in ("1930", "2611")}},
        results={0: {"3001": sums["3001"]}},
        vouchers=vouchers,
        has_vouchers=True,
    )
    return write_books(books, maker=Maker("Kontor", "1", LAST))


def test_100_000_vouchers_in_and_out(office: Office, record: Callable[[Figure], None]) -> None:
    content = large_file()
    session = office.session("accountant")

    started = time.perf_counter()
    books, findings = read_books(content)
    read = time.perf_counter()
    report = session.run(import_sie, content=content, file_name="large.se")
    taken = time.perf_counter()
    written = session.read(export_sie, options={"year": str(FIRST)}).content
    ended = time.perf_counter()

    assert (len(books.vouchers), findings, report.done) == (VOUCHERS, (), True)
    assert written.count(b"#VER") == VOUCHERS
    record(Figure("SIE: read 100 000 vouchers", read - started, "s", "5"))
    record(Figure("SIE: take 100 000 vouchers in, reading included", taken - read, "s", "30"))
    record(Figure("SIE: write 100 000 vouchers", ended - taken, "s", "15"))
