"""A file of many vouchers comes in piece by piece: each has its own rows, and the planner hears of the first ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.exchange import sie_import
from models.exchange.books import BookFile, FileLine, FileVoucher
from models.exchange.sie_import import import_sie
from models.exchange.sie_writer import Maker, write_books
from models.finance.verification import verify
from tests.support.office import Office

DAY, MANY, EACH = date(2026, 3, 31), 25, 10


def sale(number: int) -> FileVoucher:
    """The first for 1 krona, the next for 2, and so on."""
    amount = Decimal(number)
    return FileVoucher(DAY, (FileLine("1930", amount), FileLine("3001", -amount)), "V", str(number), f"Sale {number}")


def test_each_voucher_of_several_pieces_has_its_own_rows_and_no_plan_for_empty_books_is_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sie_import, "_BATCH", EACH)
    years = {0: (date(2026, 1, 1), date(2026, 12, 31))}
    vouchers = [sale(number) for number in range(1, MANY + 1)]
    books = BookFile(complete=True, years=years, vouchers=vouchers, has_vouchers=True)
    content = write_books(books, maker=Maker("Other", "1", DAY))

    report = office.session("accountant").run(import_sie, content=content, file_name="books.se")

    assert report.done, report.findings
    own = "SELECT count(*) FROM ledger.entry e JOIN ledger.line l ON l.entry_id = e.id"
    assert office.value(f"{own} AND e.text = 'Sale ' || abs(l.amount)::int") == 2 * MANY
    assert office.session("accountant").read(verify) == ()  # the chain holds the rows of each
    # Told when the first piece was in: of tables never looked at, -1 would be known.
    assert office.value("SELECT reltuples FROM pg_class WHERE oid = 'ledger.entry'::regclass") == EACH
