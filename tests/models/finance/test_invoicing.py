"""Invoices from draft to voucher, one and many, and credit notes; figures by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database.errors import Conflict, Denied, Invalid, Rejected
from models.finance.invoicing import (
    InvoiceLineDraft,
    create_and_post_invoice,
    credit_invoice,
    delete_invoice,
    post_invoice,
    post_invoices,
    read_invoice,
    save_invoice,
)
from models.finance.posting import reverse_voucher
from models.finance.receivables import open_items
from models.finance.reports import voucher
from models.finance.rules import TotalsLine, document_totals, line_net
from models.finance.verification import verify
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal


def test_a_draft_is_completed_from_the_card_and_added_up(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    saved = session.run(
        save_invoice, invoice=invoice(customer, line("800.10"), line("199.60", "3002", "S12"), whole=True)
    )
    # 800.10 * 25 % = 200.025 -> 200.03; 199.60 * 12 % = 23.952 -> 23.95; 1223.68 -> 1224
    assert (saved.net, saved.tax, saved.rounding, saved.total) == (D("999.70"), D("223.98"), D("0.32"), D("1224.00"))
    stored = session.read(read_invoice, invoice_id=saved.id)
    assert stored.party_name == "Åkesson Måleri AB"
    assert stored.party_address == "Storgatan 1\n211 20 Malmö"
    assert stored.due_on == date(2026, 4, 4)
    assert (stored.number, stored.control_account, stored.currency) == (None, "1510", "SEK")


def test_posting_gives_number_reference_and_a_voucher_that_balances(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    saved = session.run(
        save_invoice, invoice=invoice(customer, line("800.10"), line("199.60", "3002", "S12"), whole=True)
    )
    posted = session.run(post_invoice, invoice_id=saved.id)
    assert posted.number == "1"
    assert session.read(read_invoice, invoice_id=saved.id).reference == "18"  # Luhn digit of 1 is 8
    lines = office.session("accountant").read(voucher, entry_id=posted.entry_id).lines
    assert [(x.account, x.amount) for x in lines] == [
        ("1510", D("1224.00")),
        ("3001", D("-800.10")),
        ("3002", D("-199.60")),
        ("2611", D("-200.03")),
        ("2621", D("-23.95")),
        ("3740", D("-0.32")),
    ]
    with pytest.raises(Rejected, match=r"invoice\.already_posted"):
        session.run(post_invoice, invoice_id=saved.id)
    with pytest.raises(Rejected, match=r"ledger\.has_document"):
        office.session("accountant").run(reverse_voucher, entry_id=posted.entry_id, date=date(2026, 4, 1))


def test_food_is_taxed_by_the_day_of_supply(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    march = invoice(
        customer, line("100.00", "3002", "SFOOD"), invoice_date=date(2026, 4, 2), supply_date=date(2026, 3, 31)
    )
    april = invoice(
        customer, line("100.00", "3003", "SFOOD"), invoice_date=date(2026, 4, 2), supply_date=date(2026, 4, 1)
    )
    accounts = []
    for draft, tax in ((march, D("12.00")), (april, D("6.00"))):
        posted = session.run(create_and_post_invoice, invoice=draft)
        assert session.read(read_invoice, invoice_id=posted.id).tax == tax
        lines = office.session("accountant").read(voucher, entry_id=posted.entry_id).lines
        accounts.append(lines[-1].account)
    assert accounts == ["2621", "2631"]


def test_construction_under_reverse_charge_carries_no_tax(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    posted = session.run(create_and_post_invoice, invoice=invoice(customer, line("5000.00", "3231", "SRC")))
    lines = office.session("accountant").read(voucher, entry_id=posted.entry_id).lines
    assert [(x.account, x.amount) for x in lines] == [("1510", D("5000.00")), ("3231", D("-5000.00"))]


def test_a_foreign_invoice_is_booked_at_its_rate(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    draft = invoice(customer, line("100.01", "3108", "SEUG"), currency="EUR", rate=D("11.25"))
    posted = session.run(create_and_post_invoice, invoice=draft)
    lines = office.session("accountant").read(voucher, entry_id=posted.entry_id).lines
    # 100.01 * 11.25 = 1125.1125
    assert [(x.account, x.amount, x.currency, x.amount_currency) for x in lines] == [
        ("1510", D("1125.11"), "EUR", D("100.01")),
        ("3108", D("-1125.11"), "EUR", D("-100.01")),
    ]
    with pytest.raises(Invalid, match=r"invoice\.no_rate"):
        session.run(save_invoice, invoice=invoice(customer, line("1", "3108", "SEUG"), currency="USD"))


def test_a_supplier_invoice_credits_the_supplier(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    draft = invoice(customer, line("400.00", "5410", "I25"), kind="supplier_invoice", supplier_number="F-77")
    posted = session.run(create_and_post_invoice, invoice=draft)
    lines = office.session("accountant").read(voucher, entry_id=posted.entry_id).lines
    assert [(x.account, x.amount) for x in lines] == [
        ("2440", D("-500.00")),
        ("5410", D("400.00")),
        ("2641", D("100.00")),
    ]
    with pytest.raises(Rejected, match=r"database\.duplicate"):
        session.run(save_invoice, invoice=draft)


def test_a_credit_note_mirrors_the_invoice_and_settles_it(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    original = session.run(create_and_post_invoice, invoice=invoice(customer, line("1000.00"), line("200.00")))
    part = session.run(credit_invoice, invoice_id=original.id, on=date(2026, 3, 9), quantities={2: D(1)})
    session.run(post_invoice, invoice_id=part.id)
    accountant = office.session("accountant")
    assert [item.remaining for item in accountant.read(open_items)] == [D("1250.00")]
    whole = session.run(credit_invoice, invoice_id=original.id, on=date(2026, 3, 9))
    with pytest.raises(Rejected, match=r"invoice\.credits_too_much"):
        session.run(post_invoice, invoice_id=whole.id)
    rest = session.run(credit_invoice, invoice_id=original.id, on=date(2026, 3, 9), quantities={1: D(1)})
    session.run(post_invoice, invoice_id=rest.id)
    assert accountant.read(open_items) == ()
    assert accountant.read(verify) == ()


def test_many_invoices_are_posted_in_one_go_numbered_by_date(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    days = (date(2026, 3, 9), date(2026, 3, 5), date(2026, 3, 7))
    drafts = [session.run(save_invoice, invoice=invoice(customer, invoice_date=day)).id for day in days]
    posted = session.run(post_invoices, invoice_ids=drafts)
    assert [(p.id, p.number) for p in posted] == list(zip(drafts, ["3", "1", "2"], strict=True))
    assert office.session("accountant").read(verify) == ()


def test_one_wrong_invoice_of_many_keeps_all_out(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    good = session.run(save_invoice, invoice=invoice(customer)).id
    bad = session.run(save_invoice, invoice=invoice(customer)).id
    office.owner().execute("UPDATE finance.invoice SET net = 1, total = 251 WHERE id = %s", (bad,))
    with pytest.raises(Rejected, match=r"invoice\.wrong_net"):
        session.run(post_invoices, invoice_ids=[good, bad])
    assert session.read(read_invoice, invoice_id=good).posted_at is None
    with pytest.raises(Invalid, match=r"invoice\.none_given"):
        session.run(post_invoices, invoice_ids=[good, good])


def test_two_credit_notes_together_cannot_credit_more_than_the_invoice(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    original = session.run(create_and_post_invoice, invoice=invoice(customer))
    credits_ = [session.run(credit_invoice, invoice_id=original.id, on=date(2026, 3, 9)).id for _ in range(2)]
    with pytest.raises(Rejected, match=r"invoice\.credits_too_much"):
        session.run(post_invoices, invoice_ids=credits_)


def test_dates_of_numbered_invoices_never_run_back(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    session.run(create_and_post_invoice, invoice=invoice(customer))
    with pytest.raises(Rejected, match=r"invoice\.date_runs_back"):
        session.run(create_and_post_invoice, invoice=invoice(customer, invoice_date=date(2026, 3, 4)))
    assert session.run(create_and_post_invoice, invoice=invoice(customer)).number == "2"


def test_a_draft_changed_by_somebody_else_is_not_overwritten(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    first = session.run(save_invoice, invoice=invoice(customer))
    again = session.run(
        save_invoice, invoice=invoice(customer, line("5.00")), invoice_id=first.id, version=first.row_version
    )
    assert again.total == D("6.25")
    with pytest.raises(Conflict):
        session.run(save_invoice, invoice=invoice(customer), invoice_id=first.id, version=first.row_version)
    with pytest.raises(Conflict):
        session.run(delete_invoice, invoice_id=first.id, version=first.row_version)
    session.run(delete_invoice, invoice_id=first.id, version=again.row_version)


def test_a_posted_invoice_is_neither_saved_nor_removed(office: Office, customer: int) -> None:
    session = office.session("finance_clerk")
    posted = session.run(create_and_post_invoice, invoice=invoice(customer))
    version = session.read(read_invoice, invoice_id=posted.id).row_version
    with pytest.raises(Rejected, match=r"document\.posted"):
        session.run(save_invoice, invoice=invoice(customer, line("5")), invoice_id=posted.id, version=version)
    with pytest.raises(Rejected, match=r"document\.posted"):
        session.run(delete_invoice, invoice_id=posted.id, version=version)


def test_sellers_read_invoices_but_do_not_make_them(office: Office, customer: int) -> None:
    posted = office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer))
    seller = office.session("seller")
    assert seller.read(read_invoice, invoice_id=posted.id).number == "1"
    with pytest.raises(Denied):
        seller.run(save_invoice, invoice=invoice(customer))


def test_an_expired_tax_code_or_unknown_party_is_said_plainly(office: Office, party: Callable[..., int]) -> None:
    session = office.session("finance_clerk")
    key = party("K2", "Kund")
    with pytest.raises(Invalid, match=r"invoice\.no_tax_rate"):
        session.run(save_invoice, invoice=invoice(key, line("1", "3001", "NONE")))
    with pytest.raises(Invalid, match=r"invoice\.no_party"):
        session.run(save_invoice, invoice=invoice(999_999))


_amount = st.decimals(min_value=0, max_value=99_999, places=4)
_lines = st.lists(
    st.builds(
        InvoiceLineDraft,
        st.just("x"),
        st.decimals(min_value=-50, max_value=1000, places=3),
        _amount,
        st.just("3001"),
        st.sampled_from(["S25", "S12", "S6", "S0"]),
        discount=st.decimals(min_value=0, max_value=100, places=2),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=_lines, whole=st.booleans())
def test_the_database_adds_up_as_the_screen_does(
    office: Office, customer: int, lines: list[InvoiceLineDraft], whole: bool
) -> None:
    percents = {"S25": D(25), "S12": D(12), "S6": D(6), "S0": D(0)}
    expected = document_totals(
        [TotalsLine(line_net(x.quantity, x.unit_price, x.discount), x.tax_code, percents[x.tax_code]) for x in lines],
        whole=whole,
    )
    saved = office.session("finance_clerk").run(save_invoice, invoice=invoice(customer, *lines, whole=whole))
    assert (saved.net, saved.tax, saved.rounding, saved.total) == (
        expected.net,
        expected.tax,
        expected.rounding,
        expected.total,
    )
