"""SIE 5: books and vouchers in XML come in as those of SIE 4 do, and a damaged file brings nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from models.exchange.sie5_books import read_books5
from models.exchange.sie_import import import_sie
from models.finance.reports import trial_balance
from tests.support.office import Office
from tests.support.shared_data import shared_file

D = Decimal
HEAD = '<?xml version="1.0" encoding="utf-8"?><Sie xmlns="http://www.sie.se/sie5"><FileInfo>'
COMPANY = '<Company organizationId="556016-0680" name="Åre Snickeri AB"/>'
YEARS = (
    "<FiscalYears><FiscalYear start='2024-01' end='2024-12'/>"
    "<FiscalYear start='2025-01' end='2025-12' primary='true'/></FiscalYears></FileInfo>"
)
ACCOUNTS = """<Accounts>
<Account id="1930" name="Bank" type="asset"><OpeningBalance month="2025-01" amount="500.00"/>
<ClosingBalance month="2025-12" amount="1500.00"/></Account>
<Account id="2081" name="Aktiekapital" type="equity"><OpeningBalance month="2025-01" amount="-500.00"/>
<ClosingBalance month="2025-12" amount="-500.00"/></Account>
<Account id="3001" name="Försäljning" type="income"><ClosingBalance month="2025-12" amount="-1000.00"/></Account>
</Accounts><Dimensions><Dimension id="1" name="Kostnadsställe"><Object id="A" name="Åre"/></Dimension></Dimensions>"""
JOURNAL = """<Journal id="A" name="Verifikationer"><JournalEntry id="1" journalDate="2025-03-31" text="Kontant">
<EntryInfo date="2025-04-02" by="Eva"/>
<LedgerEntry accountId="1930" amount="1000"/>
<LedgerEntry accountId="3001" amount="-900"><Overstrike date="2025-04-03" by="Eva"/></LedgerEntry>
<LedgerEntry accountId="3001" amount="-1000.00" text="rättat"><ObjectReference dimId="1" objectId="A"/></LedgerEntry>
</JournalEntry></Journal>"""
FILE = f"{HEAD}{COMPANY}{YEARS}{ACCOUNTS}{JOURNAL}</Sie>"


def test_balances_vouchers_and_the_struck_row_come_in(office: Office) -> None:
    report = office.session("accountant").run(import_sie, content=FILE.encode(), file_name="year.sie")
    assert (report.done, report.findings) == (True, ())
    rows = office.session("auditor").read(trial_balance, to_date=date(2025, 12, 31)).rows
    assert {row.account: (row.opening, row.closing) for row in rows} == {
        "1930": (D(500), D(1500)),
        "2081": (D(-500), D(-500)),
        "3001": (D(0), D(-1000)),
    }
    assert office.value("SELECT registered_on FROM ledger.entry WHERE series = 'A'") == date(2025, 4, 2)
    assert office.value("SELECT amount FROM ledger.line_history WHERE kind = 'B'") == -900
    assert office.value("SELECT values ->> '1' FROM ledger.dimension_set") == "A"


def test_the_official_sample_is_read() -> None:
    books, findings = read_books5(shared_file("sie5/SampleEntry.sie").read_bytes())
    assert (books.company, books.org_number, findings) == ("Universal Exports AB", "56334-3689", ())
    assert [account.number for account in books.accounts] == ["1910", "1930"]
    assert not books.complete


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (FILE[:-20], "sie.broken_xml"),
        (FILE.replace("sie.se/sie5", "sie.se/sie9"), "sie.not_a_sie_file"),
        (FILE.replace('amount="1000"', 'amount="1000.005"'), "sie.malformed_amount"),
        (FILE.replace('amount="1000"', 'amount="NaN"'), "sie.malformed_amount"),
        (FILE.replace('journalDate="2025-03-31"', 'journalDate="2025-02-31"'), "sie.malformed_date"),
        (FILE.replace('accountId="1930"', ""), "sie.attribute_missing"),
        (FILE.replace("end='2025-12'", "end='2024-06'"), "sie.year_backwards"),
        (FILE.replace('dimId="1"', 'dimId="x"'), "sie.malformed_dimension"),
    ],
)
def test_a_damaged_file_is_told_and_brings_nothing(office: Office, wrong: str, code: str) -> None:
    report = office.session("accountant").run(import_sie, content=wrong.encode(), file_name="year.sie")
    assert ([finding.code for finding in report.findings], report.done) == ([code], False)
    assert office.value("SELECT count(*) FROM ledger.entry") == 0


def test_an_unbalanced_voucher_keeps_the_file_out(office: Office) -> None:
    wrong = FILE.replace('amount="1000"', 'amount="999"')
    report = office.session("accountant").run(import_sie, content=wrong.encode(), file_name="year.sie")
    assert [finding.code for finding in report.findings if finding.severity == "error"] == ["sie.voucher_unbalanced"]
