"""E-mails with documents speak the customer's language and go to the customer's address."""

from __future__ import annotations

import pytest

from models.database.errors import Invalid
from models.finance.invoicing import create_and_post_invoice, save_invoice
from models.finance.letters import invoice_letter, statement_letter
from tests.support.invoices import invoice
from tests.support.office import Office


def test_a_posted_invoice_has_a_letter_to_the_address_of_the_customer(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    office.owner().execute("UPDATE contacts.party SET email = 'a@b.se', language = 'en' WHERE id = %s", (customer,))
    posted = clerk.run(create_and_post_invoice, invoice=invoice(customer))
    letter = clerk.read(invoice_letter, invoice_id=posted.id)

    assert (letter.recipient, letter.subject.split(" – ")[1]) == ("a@b.se", "Björkens Bygg AB")
    assert "invoice 1, due on 2026-" in letter.text or "faktura 1" in letter.text.lower()
    assert clerk.read(statement_letter, party_id=customer).recipient == "a@b.se"


def test_drafts_and_customers_without_an_address_have_none(office: Office, customer: int) -> None:
    clerk = office.session("finance_clerk")
    office.owner().execute("UPDATE contacts.party SET email = '' WHERE id = %s", (customer,))
    draft = clerk.run(save_invoice, invoice=invoice(customer))
    with pytest.raises(Invalid, match="not_posted"):
        clerk.read(invoice_letter, invoice_id=draft.id)
    with pytest.raises(Invalid, match="no_address"):
        clerk.read(statement_letter, party_id=customer)
