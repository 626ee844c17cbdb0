"""QuickBooks' IIF files: every real one is read, balances, and comes in with its own sums or not at all."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from models.exchange.iif_books import read_iif
from models.exchange.iif_import import import_iif
from tests.support.office import Office
from tests.support.shared_data import shared_file, shared_files

D = Decimal
JOURNAL = """!ACCNT\tNAME\tACCNTTYPE
ACCNT\tHouse bank\tBANK
ACCNT\tFees\tINC
!TRNS\tTRNSTYPE\tDATE\tACCNT\tAMOUNT\tMEMO\tCLASS
!SPL\tTRNSTYPE\tDATE\tACCNT\tAMOUNT\tMEMO\tCLASS
!ENDTRNS
TRNS\tDEPOSIT\t03/31/2026\tHouse bank\t"1,250.50"\tMarch\tNorth
SPL\tDEPOSIT\t\tFees\t-1250.50\tMarch\tNorth
ENDTRNS
"""
#: Accounts of the real files that have neither a number nor a type.
NAMED = (
    "Prepaid Exp=1790;Sales=3001;Retail=3002;Sales:Retail=3002;G&A=6090;G&A:Auto=5611;ABC Bank=1930;"
    "Payroll Liabilities=2890;Chase Checking OP=1940;_UNDEPOSITED INTAKE - Regular=1910;"
    "_Operation - Supplimental:SCBC Redevelopment Project=3990"
)


def test_accounts_without_a_number_get_the_next_of_their_type(office: Office) -> None:
    report = office.session("accountant").run(import_iif, content=JOURNAL.encode(), file_name="march.iif")
    assert (report.done, report.counts["vouchers"]) == (True, 1)
    lines = office.owner().execute("SELECT account, amount FROM ledger.line ORDER BY position").fetchall()
    assert lines == [("19001", D("1250.50")), ("30001", D("-1250.50"))]
    kinds = office.owner().execute("SELECT name, kind FROM ledger.account WHERE length(number) = 5 ORDER BY number")
    assert kinds.fetchall() == [("House bank", "asset"), ("Fees", "income")]
    assert office.value("SELECT name FROM ledger.dimension_value WHERE dimension = 1") == "North"


@pytest.mark.parametrize("path", shared_files("iif/*.iif"), ids=lambda path: path.stem)
def test_every_real_file_is_read_without_an_error_once_its_accounts_have_numbers(path: Path) -> None:
    numbers = dict(pair.split("=") for pair in NAMED.split(";"))
    first, findings = read_iif(path.read_bytes(), numbers=numbers)
    for finding in findings:
        if finding.code == "iif.account_without_number":
            numbers[str(finding.params["account"])] = f"9{len(numbers):03}"
    books, findings = read_iif(path.read_bytes(), numbers=numbers)
    assert [finding for finding in findings if finding.severity == "error"] == []
    assert len(books.vouchers) == len(first.vouchers) > 0


def test_a_real_journal_comes_to_its_own_sums(office: Office) -> None:
    content = shared_file("iif/quoted-amounts.iif").read_bytes()
    report = office.session("accountant").run(import_iif, content=content, file_name="daily.iif")
    assert report.done, report.findings
    # The three rows of account 1030 on 15 April 2016: 1 776.23 + 466.39 + 15 302.68.
    assert office.value(
        "SELECT sum(amount) FROM ledger.line WHERE account = '1030' AND entry_date = '2016-04-15'"
    ) == D("17545.30")


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Sales,1000", "iif.not_an_iif_file", None),
        (JOURNAL.replace("03/31/2026", "31.3.2026"), "iif.bad_date", 7),
        (JOURNAL.replace("03/31/2026", "02/31/2026"), "iif.bad_date", 7),
        (JOURNAL.replace('"1,250.50"', "x"), "iif.bad_amount", 7),
        (JOURNAL.replace("-1250.50", "-1250.00"), "sie.voucher_unbalanced", 7),
        (JOURNAL.replace("ACCNT\tFees\tINC\n", ""), "iif.account_without_number", None),
        (JOURNAL.replace("\tFees\t-", "\t\t-"), "iif.no_account", 8),
        (JOURNAL.replace("03/31/2026", ""), "iif.no_date", 7),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_nothing_comes_in(
    office: Office, text: str, code: str, line: int | None
) -> None:
    report = office.session("accountant").run(import_iif, content=text.encode(), file_name="march.iif")
    assert (code, line) in {(finding.code, finding.line) for finding in report.findings}
    assert office.value("SELECT count(*) FROM ledger.entry") == 0
