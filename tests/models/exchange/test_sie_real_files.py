"""SIE files of other programs, taken in, written out and taken in again: nothing is lost and nothing made up."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from models.exchange.books import BookFile, FileVoucher
from models.exchange.intake import ImportReport
from models.exchange.sie_books import read_books
from models.exchange.sie_export import export_sie
from models.exchange.sie_import import import_sie
from models.finance.reports import trial_balance
from models.finance.verification import verify
from tests.support.office import Office
from tests.support.shared_data import shared_file, shared_files

FILES = [path for path in shared_files("sie/*") if path.suffix.lower() in {".se", ".si"}]
#: Files whose vouchers do not balance; they stay out as a whole.
DAMAGED = {"minimal_sie_file.se", "minimal_with_unknown_entries.se"}
ON_SHEET = {"asset", "liability", "equity"}
each_sound_file = pytest.mark.parametrize(
    "path", [path for path in FILES if path.name not in DAMAGED], ids=lambda path: path.name
)


def take_in(office: Office, content: bytes, name: str = "books.se") -> ImportReport:
    return office.session("accountant").run(import_sie, content=content, file_name=name)


def write_out(office: Office, books: BookFile) -> bytes:
    day = books.years[0][0] if 0 in books.years else min(voucher.day for voucher in books.vouchers)
    return office.session("accountant").read(export_sie, options={"year": str(day)}).content


def summary(name: str) -> dict[str, str]:
    with shared_file("sie-summary.csv").open(encoding="utf-8", newline="") as lines:
        return next(row for row in csv.DictReader(lines) if row["file"] == name)


def without_zero(amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {account: amount for account, amount in amounts.items() if amount}


def said(vouchers: Iterable[FileVoucher]) -> list[tuple[object, ...]]:
    """What vouchers say, in the order of series and number, without the lines of the file where they stand."""
    return sorted((_said(voucher) for voucher in vouchers), key=repr)


def _said(voucher: FileVoucher) -> tuple[object, ...]:
    lines = tuple((x.account, x.amount, tuple(sorted(x.dimensions.items())), x.text, x.row_date) for x in voucher.lines)
    struck = tuple((x.kind, x.position, x.line.account, x.line.amount) for x in voucher.history)
    return voucher.series, voucher.number, voucher.day, voucher.text, lines, struck


@each_sound_file
def test_the_trial_balance_comes_to_the_sums_of_the_file(office: Office, path: Path) -> None:
    content = path.read_bytes()
    books, _findings = read_books(content)

    report = take_in(office, content)

    assert report.done, report.findings
    assert len(books.vouchers) == int(summary(path.name)["ver"])
    if books.complete:
        first, last = books.years[0]
        rows = office.session("accountant").read(trial_balance, from_date=first, to_date=last).rows
        # Where the file itself does not add up, the rest stands on an account of its own that a warning names.
        suspense = {f.params["account"] for f in report.findings if f.code == "sie.balances_differ"}
        sheet = [row for row in rows if row.kind in ON_SHEET and row.account not in suspense]
        results = sum(row.closing for row in rows if row.kind not in ON_SHEET)
        expected = [Decimal(summary(path.name)[column]) for column in ("ib0_sum", "ub0_sum", "res0_sum")]
        assert [sum(row.opening for row in sheet), sum(row.closing for row in sheet), results] == expected
        assert {row.account: row.opening for row in sheet if row.opening} == without_zero(books.opening[0])
        assert {row.account: row.closing for row in sheet if row.closing} == without_zero(books.closing[0])


@each_sound_file
def test_books_written_out_and_taken_in_elsewhere_are_the_same_books(
    office: Office, second_office: Office, path: Path
) -> None:
    content = path.read_bytes()
    books, _findings = read_books(content)
    take_in(office, content)

    written = write_out(office, books)
    report = take_in(second_office, written)

    assert report.done, report.findings
    assert write_out(second_office, books) == written
    # Vouchers without a number get one here; all others keep what they say.
    kept = said(voucher for voucher in books.vouchers if voucher.series and voucher.number)
    there = said(read_books(written)[0].vouchers)
    assert [voucher for voucher in kept if voucher not in there] == []


@pytest.mark.parametrize("name", sorted(DAMAGED))
def test_a_file_with_vouchers_that_do_not_balance_stays_out(office: Office, name: str) -> None:
    report = take_in(office, shared_file(f"sie/{name}").read_bytes())

    assert report.refused
    assert {finding.code for finding in report.findings if finding.severity == "error"} == {"sie.voucher_unbalanced"}
    assert office.value("SELECT count(*) FROM ledger.entry") == 0


def test_the_same_file_is_not_taken_in_twice(office: Office) -> None:
    content = shared_file("sie/BL0001_typ4.SE").read_bytes()
    take_in(office, content)
    before = office.value("SELECT count(*) FROM ledger.entry")

    again = take_in(office, content)

    assert [finding.code for finding in again.findings if finding.severity == "error"] == ["exchange.already_taken"]
    assert office.value("SELECT count(*) FROM ledger.entry") == before


@pytest.mark.parametrize("name", ["BL0001_typ4.SE", "Bokslut_Norstedts_SIE_4E.se"])
def test_the_books_hold_together_after_an_import(office: Office, name: str) -> None:
    take_in(office, shared_file(f"sie/{name}").read_bytes())

    assert office.session("accountant").read(verify) == ()
