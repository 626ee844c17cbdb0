"""The figures of the start page are those of the books, the orders and the tickets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from models.database.errors import Denied
from models.finance.invoicing import create_and_post_invoice, save_invoice
from models.finance.today import finance_today
from tests.support.invoices import invoice, line
from tests.support.office import Office

D = Decimal
PAST, FAR = date(2026, 3, 10), date(2999, 1, 1)


def test_the_figures_of_finance_are_those_of_the_books(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    empty = clerk.read(finance_today)
    assert (empty.overdue_receivables, empty.due_payables) == (D(0), D(0))
    assert (empty.unmatched, empty.customer_drafts, empty.supplier_drafts) == (0, 0, 0)
    assert empty.to_close == office.value(
        "SELECT count(*) FROM ledger.period WHERE ends_on < company.today(%s)", office.company_id
    )
    for number, due in enumerate((PAST, FAR)):
        sold = invoice(customer, due_on=due)
        bought = invoice(customer, line("400.00", account="4000", tax_code="I25"), kind="supplier_invoice", due_on=due)
        clerk.run(create_and_post_invoice, invoice=sold)
        clerk.run(create_and_post_invoice, invoice=replace(bought, supplier_number=f"A{number}"))
    clerk.run(save_invoice, invoice=invoice(customer))
    seen = clerk.read(finance_today)
    assert (seen.overdue_receivables, seen.due_payables, seen.customer_drafts) == (D(1250), D(500), 1)
    # Two sold for 1 000,00 and two bought for 400,00, net; in another year than 2026 there is no fiscal year.
    assert seen.result == (D(1200) if seen.today.year == PAST.year else None)


def test_only_who_reads_the_ledger_gets_its_figures(office: Office) -> None:
    with pytest.raises(Denied):
        office.session("seller").read(finance_today)
