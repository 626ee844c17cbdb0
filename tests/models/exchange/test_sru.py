"""SRU files of a year with figures by hand, read back as Skatteverket would."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Rejected
from models.exchange.sru_export import export_sru
from models.exchange.sru_return import ReturnAccount, tax_forms
from models.finance.income_tax import IncomeTax
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.office import Office
from tests.support.shared_data import shared_file

D = Decimal
NO_TAX = IncomeTax(D(0), (), (), D(0), D(0), D(0), D(0), D(0), D(0), D(0))


def book(office: Office, on: date, accounts: str, amount: str, kind: str = "regular") -> None:
    debit, credit = accounts.split()
    draft = VoucherDraft(date=on, lines=[VoucherLine(debit, D(amount)), VoucherLine(credit, -D(amount))], kind=kind)
    office.session("accountant").run(post_vouchers, vouchers=[draft])


@pytest.fixture
def year(office: Office) -> Office:
    """Share capital 25 000; sales 100 000.75; rent 40 000.50; a fine 1 000; tax 12 000 booked."""
    office.owner().execute("UPDATE company.company SET street = 'Storgatan 1', postcode = '211 20', city = 'Malmö'")
    book(office, date(2026, 1, 1), "1930 2081", "25000")
    book(office, date(2026, 5, 1), "1930 3004", "100000.75")
    book(office, date(2026, 6, 1), "5010 1930", "40000.50")
    book(office, date(2026, 7, 1), "6992 1930", "1000")
    book(office, date(2026, 12, 31), "8910 2512", "12000")
    return office


def forms_of(content: bytes) -> dict[str, dict[str, str]]:
    text = zipfile.ZipFile(io.BytesIO(content)).read("BLANKETTER.SRU").decode("iso-8859-1")
    assert text.endswith("#FIL_SLUT\r\n")
    found: dict[str, dict[str, str]] = {}
    for line in text.split("\r\n"):
        label, _blank, rest = line.partition(" ")
        if label == "#BLANKETT":
            found[rest] = {}
        elif label == "#UPPGIFT":
            code, value = rest.split(" ")
            found[list(found)[-1]][code] = value
    return found


def test_the_return_of_a_year_states_balance_sheet_result_and_what_is_taxed(year: Office) -> None:
    exported = year.session("auditor").read(export_sru, options={"year": "2026-12-31"})
    forms = forms_of(exported.content)
    days = {"7011": "20260101", "7012": "20261231"}
    # Bank 25 000 + 100 000.75 - 40 000.50 - 1 000; öre are dropped from each field.
    assert forms["INK2R-2026P4"] == days | {
        "7281": "84000",
        "7301": "25000",
        "7302": "47000",
        "7368": "12000",
        "7410": "100000",
        "7513": "41000",
        "7528": "12000",
        "7450": "47000",
    }
    assert forms["INK2S-2026P4"] == days | {"7650": "47000", "7651": "12000", "7653": "1000", "7670": "60000"}
    assert forms["INK2-2026P4"] == days | {"7104": "60000"}
    info = zipfile.ZipFile(io.BytesIO(exported.content)).read("INFO.SRU").decode("iso-8859-1")
    assert "#ORGNR 165560160680\r\n#NAMN Björkens Bygg AB\r\n" in info
    assert "#POSTORT Malmö\r\n#MEDIELEV_SLUT\r\n" in info


def test_every_field_is_one_that_the_form_knows(year: Office) -> None:
    known = shared_file("skatteverket/sru/INK2R_SKV2002-30-01-20-02.csv").read_text(encoding="utf-8")
    fields = forms_of(year.session("auditor").read(export_sru).content)["INK2R-2026P4"]
    assert [code for code in fields if f";{code};" not in known] == []


def test_the_account_itself_may_say_where_it_belongs(year: Office) -> None:
    year.owner().execute("UPDATE ledger.account SET sru = '{7517}' WHERE number = '5010'")
    fields = forms_of(year.session("auditor").read(export_sru).content)["INK2R-2026P4"]
    assert (fields["7517"], fields["7513"]) == ("40000", "1000")


def test_a_loss_and_a_falling_stock_change_their_fields() -> None:
    accounts = [
        ReturnAccount("4950", D(300)),  # stock of finished goods fell
        ReturnAccount("1930", D(-300)),
    ]
    _own, statement, taxed = tax_forms(
        accounts, first=date(2026, 5, 1), last=date(2027, 4, 30), result=D(-300), tax=NO_TAX
    )
    assert (statement.name, taxed.name) == ("INK2R-2027P1", "INK2S-2027P1")
    assert dict(statement.fields) == {
        "7011": "20260501",
        "7012": "20270430",
        "7281": "-300",
        "7302": "-300",
        "7510": "300",
        "7550": "300",
    }
    assert dict(taxed.fields) | {"7770": "300", "7750": "300"} == dict(taxed.fields)


def test_an_account_without_a_field_and_a_company_without_an_address_are_named(office: Office) -> None:
    with pytest.raises(Rejected, match=r"sru\.no_address"):
        office.session("auditor").read(export_sru)
    with pytest.raises(Rejected, match=r"sru\.account_without_code"):
        tax_forms(
            [ReturnAccount("9000", D(1))], first=date(2026, 1, 1), last=date(2026, 12, 31), result=D(0), tax=NO_TAX
        )
