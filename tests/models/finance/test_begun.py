"""An invoice is the first one of who posted it, and the books are begun for everybody."""

from __future__ import annotations

from models.company.begun import read_begun
from models.finance.begun import FINANCE_DEEDS
from models.finance.invoicing import create_and_post_invoice
from tests.support.invoices import invoice
from tests.support.office import Office


def done(office: Office, role: str) -> set[str]:
    return set(office.session(role).read(read_begun, deeds=FINANCE_DEEDS) or ())


def test_who_posts_an_invoice_has_done_it(office: Office, customer: int) -> None:
    office.session("finance_clerk").run(create_and_post_invoice, invoice=invoice(customer))
    assert done(office, "finance_clerk") == {"finance.bank_account", "finance.books", "finance.invoice"}
    assert done(office, "accountant") == {"finance.bank_account", "finance.books"}
    assert done(office, "storekeeper") == set()
