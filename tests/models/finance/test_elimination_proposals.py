"""Eliminations that the books of the companies ask for are proposed with their amounts, and accepted in one act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import psycopg
import pytest

from models.contacts.parties import PartyDraft, save_party
from models.database.errors import Denied
from models.finance.groups.between import BetweenDraft, post_between, reverse_between
from models.finance.groups.consolidation import read_consolidation
from models.finance.groups.invoices import take_sister_invoice
from models.finance.groups.proposing import accept_eliminations, propose_eliminations
from models.finance.groups.registers import GroupAdjustment, GroupMember, save_adjustment, save_member
from models.finance.invoicing import create_and_post_invoice, post_invoice
from tests.support.groups import END, START, euro_company
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
JUNE = date(2026, 6, 1)


@pytest.fixture
def sister(office: Office) -> Iterator[Office]:
    """A company in euro, at 11 kronor since April; a member of the group since January."""
    with euro_company(office) as company:
        office.owner().execute(
            "INSERT INTO company.currency_rate (currency, base, valid_on, rate, source)"
            " VALUES ('SEK', 'EUR', '2026-01-01', 0.1, 'test'), ('SEK', 'EUR', '2026-04-01', 0.090909, 'test')"
        )
        member = GroupMember(member_id=company.company_id, share=D(100), from_date=START)
        office.session("accountant").run(save_member, member=member)
        yield company


@pytest.fixture
def fee(office: Office, sister: Office) -> int:
    """550 kronor that the parent charges, 50 euro to the company."""
    draft = BetweenDraft(sister.company_id, JUNE, "Fee", D(550), "1660", "3990", "6590", "2460", D(50))
    return office.session("accountant").run(post_between, draft=draft).own.id


def proposed(office: Office, to_date: date = END) -> list[tuple[str, str, Decimal]]:
    found = office.session("auditor").read(propose_eliminations, to_date=to_date, from_date=START)
    return sorted((row.debit_account, row.credit_account, row.amount) for row in found.rows)


def invoiced(office: Office, sister: Office, *, take: bool = True) -> None:
    """An invoice of 1 000 kronor and VAT to the sister company, which takes it over and posts it."""
    session = office.session("accountant")
    session.run(save_party, draft=PartyDraft("Björkens", is_supplier=True, own_company_id=office.company_id))
    card = PartyDraft("Helsinki Puu Oy", is_customer=True, own_company_id=sister.company_id)
    buyer = session.run(save_party, draft=card).id
    draft = replace(invoice(buyer, line("1000.00")), invoice_date=JUNE)
    sent = session.run(create_and_post_invoice, invoice=draft).id
    if not take:
        return
    taken = sister.session("accountant").run(take_sister_invoice, sister_invoice_id=sent)
    sister.session("accountant").run(post_invoice, invoice_id=taken.id)


def test_what_both_sides_say_is_proposed_as_far_as_they_agree(office: Office, fee: int) -> None:
    # Balances at 11.00: 550 on both sides. The cost at the average of 10.502762: 525.14 of the 550 charged.
    assert proposed(office) == [("2460", "1660", D(550)), ("3990", "6590", D("525.14"))]
    assert proposed(office, date(2026, 5, 31)) == []


def test_accepted_in_one_act_the_group_is_rid_of_them_and_nothing_is_proposed_twice(office: Office, fee: int) -> None:
    session = office.session("accountant")
    kept = session.run(accept_eliminations, to_date=END, from_date=START)
    assert len(kept) == 2
    assert proposed(office) == []
    assert session.run(accept_eliminations, to_date=END, from_date=START) == ()
    record = session.read(read_consolidation, from_date=START, to_date=END)
    left = {line.account: line.total for line in record.lines}
    assert [left[account] for account in ("1660", "2460", "6590", "3990")] == [D(0), D(0), D(0), D("-24.86")]
    assert office.value("SELECT bool_and(proposed) FROM finance.group_adjustment")


def test_invoices_are_matched_with_what_the_other_company_took_over(office: Office, sister: Office) -> None:
    invoiced(office, sister)
    # 1 250 kronor are 113.64 euro at 0.090909, which are 1 250.04 kronor at 11.00: the claim says less.
    assert ("2440", "1510", D(1250)) in proposed(office)
    # The purchase of 90.91 euro at the average of 10.502762.
    assert ("3001", "4000", D("954.81")) in proposed(office)


def test_what_an_invoice_sold_is_not_matched_with_what_a_voucher_cost(office: Office, sister: Office, fee: int) -> None:
    invoiced(office, sister, take=False)
    assert proposed(office) == [("2460", "1660", D(550)), ("3990", "6590", D("525.14"))]


def test_what_was_entered_by_hand_counts(office: Office, fee: int) -> None:
    session = office.session("accountant")
    session.run(save_adjustment, adjustment=GroupAdjustment("Fee", JUNE, "2460", "1660", D(500)))
    assert proposed(office)[0] == ("2460", "1660", D(50))
    session.run(save_adjustment, adjustment=GroupAdjustment("All", JUNE, "6590", "3990"))
    assert proposed(office) == [("2460", "1660", D(50))]


def test_what_was_accepted_and_is_no_more_is_proposed_to_be_taken_back(office: Office, fee: int) -> None:
    session = office.session("accountant")
    session.run(accept_eliminations, to_date=date(2026, 6, 15), from_date=START)
    session.run(reverse_between, entry_id=fee, date=date(2026, 6, 20))
    assert proposed(office)[0] == ("1660", "2460", D(550))
    session.run(accept_eliminations, to_date=END, from_date=START)
    assert proposed(office) == []
    record = session.read(read_consolidation, from_date=START, to_date=END)
    assert {line.account: line.total for line in record.lines if line.total} == {}


def test_sales_of_an_earlier_year_are_no_reason_to_eliminate_less_in_this_one(office: Office, fee: int) -> None:
    session = office.session("accountant")
    old = GroupAdjustment("Last year", date(2025, 12, 31), "3990", "6590", D(400))
    session.run(save_adjustment, adjustment=old)
    assert ("3990", "6590", D("525.14")) in proposed(office)


def test_whoever_may_not_see_a_company_is_proposed_nothing_of_it_and_accepts_nothing(office: Office, fee: int) -> None:
    found = office.session("finance_clerk").read(propose_eliminations, to_date=END, from_date=START)
    assert found.rows == ()
    with pytest.raises(Denied):
        office.session("finance_clerk").run(accept_eliminations, to_date=END)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.sql("finance_clerk").execute("UPDATE finance.group_adjustment SET proposed = true")
