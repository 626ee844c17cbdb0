"""Documents say what is stored: every figure, in the language of their reader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.finance.documents import Mark
from models.finance.invoicing import create_and_post_invoice, credit_invoice, post_invoice, save_invoice
from models.finance.issuing import (
    general_ledger_document,
    invoice_document,
    statement_document,
    trial_balance_document,
    voucher_document,
)
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal


def test_an_invoice_states_both_parties_its_lines_and_its_tax(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    draft = clerk.run(
        save_invoice, invoice=invoice(customer, line("800.10"), line("199.60", "3231", "SRC"), whole=True)
    )
    document = clerk.read(invoice_document, invoice_id=draft.id)
    assert (document.mark, document.number) == (Mark.DRAFT, "")
    clerk.run(post_invoice, invoice_id=draft.id)
    document = office.session("seller").read(invoice_document, invoice_id=draft.id)
    assert (document.mark, document.number, document.reference) == (Mark.NONE, "1", "18")
    assert (document.sender.name, document.sender.vat_number) == ("Björkens Bygg AB", "SE556016068001")
    assert (document.recipient.name, document.recipient.address) == ("Åkesson Måleri AB", "Storgatan 1\n211 20 Malmö")
    assert [(x.net, x.tax_percent) for x in document.lines] == [(D("800.10"), D(25)), (D("199.60"), D(0))]
    assert [(x.base, x.tax, x.text) for x in document.taxes] == [
        (D("800.10"), D("200.03"), ""),
        (D("199.60"), D("0.00"), "Omvänd betalningsskyldighet"),
    ]
    assert document.total == document.net + document.tax + document.rounding == D("1200.00")
    assert document.paid == 0


def test_a_credit_note_names_what_it_changes(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    original = clerk.run(create_and_post_invoice, invoice=invoice(customer))
    note = clerk.run(credit_invoice, invoice_id=original.id, on=date(2026, 3, 9))
    clerk.run(post_invoice, invoice_id=note.id)
    document = clerk.read(invoice_document, invoice_id=note.id)
    assert (document.credit, document.credits_number, document.credits_date) == (True, "1", date(2026, 3, 5))
    assert clerk.read(invoice_document, invoice_id=original.id).paid == D("1250.00")


def test_tax_of_a_foreign_invoice_is_stated_in_kronor_too(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    draft = invoice(customer, line("100.00", "3106", "S25"), currency="EUR", rate=D("11.25"))
    posted = clerk.run(create_and_post_invoice, invoice=draft)
    (tax,) = clerk.read(invoice_document, invoice_id=posted.id).taxes
    assert (tax.tax, tax.tax_company) == (D("25.00"), D("281.25"))


def test_reports_and_vouchers_say_what_the_books_say(office: Office, customer: int) -> None:
    posted = office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer))
    auditor = office.session("auditor")
    document = auditor.read(voucher_document, entry_id=posted.entry_id)
    assert (document.voucher, [x.amount for x in document.lines]) == ("B1", [D("1250.00"), D("-1000.00"), D("-250.00")])
    assert document.lines[0].party_name == "Åkesson Måleri AB"
    sums = auditor.read(trial_balance_document, to_date=date(2026, 12, 31))
    assert {row.account: row.closing for row in sums.rows} == {"1510": 1250, "2611": -250, "3001": -1000}
    ledger = auditor.read(general_ledger_document, from_date=date(2026, 1, 1), to_date=date(2026, 12, 31))
    assert [(a.account, [e.balance for e in a.rows]) for a in ledger.accounts] == [
        ("1510", [D(1250)]),
        ("2611", [D(-250)]),
        ("3001", [D(-1000)]),
    ]


def test_a_statement_lists_what_is_open_and_how_it_came(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    clerk.run(create_and_post_invoice, invoice=invoice(customer))
    clerk.run(create_and_post_invoice, invoice=invoice(customer, line("100.00"), invoice_date=date(2026, 4, 1)))
    document = clerk.read(statement_document, party_id=customer, on=date(2026, 4, 30), from_date=date(2026, 4, 1))
    assert [(i.document, i.remaining) for i in document.items] == [("1", D("1250.00")), ("2", D("125.00"))]
    assert (document.opening, [m.balance for m in document.movements]) == (D("1250.00"), [D("1375.00")])
    assert document.recipient.code == "K1"
