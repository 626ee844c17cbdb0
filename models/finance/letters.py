"""What goes with a document by e-mail: to whom, and a subject and a short text in the customer's language."""

from __future__ import annotations

from dataclasses import dataclass

from models.company.settings import read_company
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.invoicing import read_invoice
from resources.language import N_, translator

_GREETING = N_("Hello,")
_REGARDS = N_("Kind regards")
_INVOICE = N_("Invoice {number}")
_CREDIT = N_("Credit note {number}")
_STATEMENT = N_("Statement of account")
_INVOICE_TEXT = N_("Attached is invoice {number}, due on {due_on}.")
_CREDIT_TEXT = N_("Attached is credit note {number}.")
_STATEMENT_TEXT = N_("Attached is a statement of your account with us.")


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail without its attachment; `recipient` is an address, `text` plain lines."""

    recipient: str
    subject: str
    text: str


@operation(needs=Permission.FINANCE_INVOICE_READ)
def invoice_letter(work: Work, *, invoice_id: int) -> Letter:
    """The letter to a posted invoice or credit note; Invalid where it is a draft or the customer has no address."""
    invoice = read_invoice(work, invoice_id=invoice_id)
    if invoice.number is None:
        raise Invalid("letter.not_posted", name=invoice.party_name)
    say = translator(invoice.language)
    credit = invoice.kind.endswith("_credit")
    text = say(_CREDIT_TEXT if credit else _INVOICE_TEXT).format(number=invoice.number, due_on=invoice.due_on)
    subject = say(_CREDIT if credit else _INVOICE).format(number=invoice.number)
    return _letter(work, invoice.party_id, subject, text, invoice.language)


@operation(needs=Permission.FINANCE_READ)
def statement_letter(work: Work, *, party_id: int) -> Letter:
    """The letter to a statement of account; Invalid where the customer has no address."""
    language = work.value("SELECT language FROM contacts.party WHERE id = :party", party=party_id) or "sv"
    say = translator(language)
    return _letter(work, party_id, say(_STATEMENT), say(_STATEMENT_TEXT), language)


def _letter(work: Work, party_id: int, subject: str, text: str, language: str) -> Letter:
    row = work.row("SELECT name, email FROM contacts.party WHERE id = :party", party=party_id)
    if row is None or not row.email:
        raise Invalid("letter.no_address", name=row.name if row else str(party_id))
    say, company = translator(language), read_company(work).name
    lines = (say(_GREETING), "", text, "", say(_REGARDS), company)
    return Letter(row.email, f"{subject} – {company}", "\n".join(lines))
