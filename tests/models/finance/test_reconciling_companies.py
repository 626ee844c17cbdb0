"""What two companies say that they owe each other is put side by side, and their differences stop a close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.company.founding import Founding, found_first_company
from models.contacts.parties import PartyDraft, save_party
from models.finance.groups.between import BetweenDraft, post_between
from models.finance.groups.invoices import take_sister_invoice
from models.finance.groups.reconciling import read_pairs
from models.finance.invoicing import create_and_post_invoice, post_invoice
from models.finance.posting import VoucherDraft, VoucherLine, post_vouchers
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
DAY, END = date(2026, 3, 2), date(2026, 3, 31)


@pytest.fixture
def sister(office: Office) -> Iterator[Office]:
    """A company in euro, at 11 kronor; the accountant works in both."""
    with office.database.connect() as connection:
        company = found_first_company(connection, Founding("Helsinki Puu Oy", date(2026, 1, 1), currency="EUR"))
        connection.execute("SELECT company.grant_company('accountant', %s)", (company,))
    for currency, base, rate in (("EUR", "SEK", 11), ("SEK", "EUR", D("0.090909"))):
        office.owner().execute(
            "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
            " VALUES (%s, %s, '2026-01-01', %s, 'test')",
            (currency, base, rate),
        )
    elsewhere = replace(office, company_id=company, _sessions={}, _connections=[], _owner=None)
    yield elsewhere
    elsewhere.close()


@pytest.fixture
def sent(office: Office, sister: Office) -> int:
    """An invoice of 1 250 kronor to the sister company."""
    session = office.session("accountant")
    session.run(save_party, draft=PartyDraft("Björkens", is_supplier=True, own_company_id=office.company_id))
    card = PartyDraft("Helsinki Puu Oy", is_customer=True, own_company_id=sister.company_id)
    buyer = session.run(save_party, draft=card).id
    return session.run(create_and_post_invoice, invoice=invoice(buyer, line("1000.00"))).id


def says(office: Office) -> list[tuple[object, ...]]:
    rows = office.session("accountant").read(read_pairs, to_date=END).rows
    return [
        (row.relation, row.own_accounts, row.own, row.sister_accounts, row.theirs, row.currency, row.difference)
        for row in rows
    ]


def checked(office: Office) -> tuple[object, ...]:
    period = office.value("SELECT id FROM ledger.period WHERE company_id = %s AND ends_on = %s", office.company_id, END)
    found = office.sql("accountant").execute(
        "SELECT count, amount FROM ledger.run_close_check(%s, %s, 'finance.intercompany')", (office.company_id, period)
    )
    return found.fetchone() or ()


def test_an_invoice_that_the_buyer_lacks_is_a_difference_until_it_is_posted_there(
    office: Office, sister: Office, sent: int
) -> None:
    assert says(office) == [("receivable", "1510", D(1250), "", D(0), "SEK", D(1250))]
    assert says(sister) == [("payable", "", D(0), "1510", D(1250), "SEK", D(1250))]
    assert checked(office) == (1, D(1250)) == checked(sister)
    session = sister.session("accountant")
    session.run(post_invoice, invoice_id=session.run(take_sister_invoice, sister_invoice_id=sent).id)
    # The buyer keeps its books in euro, and owes kronor.
    assert says(office) == [("receivable", "1510", D(1250), "2440", D(-1250), "SEK", D(0))]
    assert says(sister) == [("payable", "2440", D(-1250), "1510", D(1250), "SEK", D(0))]
    assert checked(office) == (0, D(0)) == checked(sister)


def test_a_loan_is_compared_at_the_rate_of_the_day(office: Office, sister: Office) -> None:
    draft = BetweenDraft(sister.company_id, DAY, "Lån", D(1100), "1320", "1930", "1930", "2360")
    session = office.session("accountant")
    session.run(post_between, draft=draft)
    assert says(office) == [("other", "1320", D(1100), "2360", D(-1100), "SEK", D(0))]
    office.owner().execute(
        "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
        " VALUES ('EUR', 'SEK', '2026-03-20', 12, 'test')"
    )
    assert says(office) == [("other", "1320", D(1100), "2360", D(-1200), "SEK", D(-100))]
    assert checked(office) == (1, D(100))


def test_figures_are_the_sum_of_their_lines(office: Office, sister: Office, sent: int) -> None:
    del sent
    lines = office.sql("accountant").execute(
        "SELECT account, amount FROM reporting.intercompany_lines WHERE company_id = %s AND sister_id = %s"
        " AND relation = 'receivable' AND entry_date <= %s",
        (office.company_id, sister.company_id, END),
    )
    assert lines.fetchall() == [("1510", D(1250))]
    # What is between the company and others is none of it.
    voucher = VoucherDraft(date=DAY, lines=[VoucherLine("1320", D(5)), VoucherLine("1930", D(-5))])
    office.session("accountant").run(post_vouchers, vouchers=[voucher])
    assert [row[0] for row in says(office)] == ["receivable"]


def test_whoever_may_not_see_a_company_sees_none_of_its_figures(office: Office, sister: Office, sent: int) -> None:
    del sent
    assert office.session("auditor").read(read_pairs, to_date=END).rows == ()
    hidden = office.sql("auditor").execute("SELECT * FROM reporting.intercompany_lines")
    assert hidden.fetchall() == []
    assert (
        office.sql("auditor")
        .execute("SELECT * FROM finance.intercompany_rows(%s, %s)", (sister.company_id, END))
        .fetchall()
        == []
    )
