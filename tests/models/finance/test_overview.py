"""An invoice is shown with what pays and credits it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from models.finance.banking import (
    Allocation,
    BankStatement,
    StatementTransaction,
    import_statement,
    match_transaction,
)
from models.finance.invoicing import create_and_post_invoice, credit_invoice, save_invoice
from models.finance.overview import invoice_overview
from models.finance.receivables import open_items
from tests.support.invoices import invoice
from tests.support.office import Office

D = Decimal


def test_a_part_payment_and_a_credit_note_stand_on_the_invoice(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    posted = clerk.run(create_and_post_invoice, invoice=invoice(customer))
    (item,) = clerk.read(open_items)
    paid = StatementTransaction("a", date(2026, 3, 20), D("450.00"), "SEK", "", "Åkesson")
    clerk.run(import_statement, statement=BankStatement("S1", "", [paid]), sha256=b"1", bank_account_id=1)
    clerk.run(match_transaction, transaction_id=1, allocations=[Allocation(D("450.00"), item.line_id)])
    note = clerk.run(credit_invoice, invoice_id=posted.id, on=date(2026, 3, 21))
    seen = clerk.read(invoice_overview, invoice_id=posted.id)
    assert (seen.remaining, seen.voucher) == (D("800.00"), "B1")
    booked = [(line.account, line.amount) for line in seen.posted_lines]
    assert booked == [("1510", D(1250)), ("3001", D(-1000)), ("2611", D(-250))]
    assert [(p.amount, p.document_kind, p.document_id) for p in seen.payments] == [(D(450), "bank_transaction", 1)]
    assert [(r.id, r.number, r.status) for r in seen.credited_by] == [(note.id, "", "draft")]
    assert clerk.read(invoice_overview, invoice_id=note.id).credits_number == "1"


def test_who_reads_no_ledger_sees_the_invoice_without_its_voucher(office: Office, customer: int) -> None:
    posted = office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer))
    seen = office.session("seller").read(invoice_overview, invoice_id=posted.id)
    assert (seen.invoice.number, seen.remaining, seen.voucher, seen.payments) == ("1", D(1250), "", ())
    assert seen.posted_lines == ()


def test_a_draft_owes_nothing(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    draft = clerk.run(save_invoice, invoice=invoice(customer))
    seen = clerk.read(invoice_overview, invoice_id=draft.id)
    assert (seen.status, seen.remaining, seen.payments) == ("draft", D(0), ())
