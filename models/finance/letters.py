"""What goes with invoices and statements by e-mail, in the customer's language."""

from __future__ import annotations

from models.company.letters import Letter, Reader, compose
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.invoicing import read_invoice


@operation(needs=Permission.FINANCE_INVOICE_READ)
def invoice_letter(work: Work, *, invoice_id: int) -> Letter:
    """The letter to a posted invoice or credit note; Invalid where it is a draft or the customer has no address."""
    invoice = read_invoice(work, invoice_id=invoice_id)
    if invoice.number is None:
        raise Invalid("letter.not_posted", name=invoice.party_name)
    return compose(
        work,
        kind="credit" if invoice.kind.endswith("_credit") else "invoice",
        reader=Reader(invoice.party_id, invoice.language, invoice.their_reference),
        values={"number": invoice.number, "due_on": invoice.due_on, "reference": invoice.reference},
    )


@operation(needs=Permission.FINANCE_READ)
def statement_letter(work: Work, *, party_id: int) -> Letter:
    """The letter to a statement of account; Invalid where the customer has no address."""
    language = work.value("SELECT language FROM contacts.party WHERE id = :party", party=party_id) or "sv"
    return compose(work, kind="statement", reader=Reader(party_id, language), values={})
