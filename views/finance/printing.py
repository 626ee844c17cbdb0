"""Documents of finance as the preview shows them: each reads what is stored and draws it, off the GUI thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO

from models.company.attachments import Attachment, IssuedDocument, copy_attachment, issue_document, issued_document
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.general_ledger import LedgerFilter
from models.finance.letters import invoice_letter, statement_letter
from resources.language import _
from views.kit.host import Kept, PrintJob
from views.kit.preview.round import Piece

_INVOICES = "finance.invoice"


def voucher_print(entry_id: int, voucher: str) -> PrintJob:
    """A posted voucher."""
    title = _("Voucher {voucher}").format(voucher=voucher)
    return PrintJob(title, _voucher, f"{title}.pdf", {"entry_id": entry_id}, "voucher")


def trial_balance_print(from_date: date, to_date: date) -> PrintJob:
    """The trial balance of a range of days."""
    title = _("Trial balance")
    return PrintJob(title, _trial_balance, f"{title} {to_date}.pdf", {"from_date": from_date, "to_date": to_date})


def general_ledger_print(
    from_date: date, to_date: date, account: str | None, only: LedgerFilter | None = None
) -> PrintJob:
    """The general ledger of one account, or of all; of the lines of a filter where one is given."""
    title = _("General ledger")
    arguments = {"from_date": from_date, "to_date": to_date, "account": account, "only": only or LedgerFilter()}
    return PrintJob(title, _general_ledger, f"{title} {account or ''} {to_date}.pdf", arguments)


def vat_return_print(starts_on: date, days: str) -> PrintJob:
    """The VAT return of a period."""
    title = _("VAT return {days}").format(days=days)
    return PrintJob(title, _vat_return, f"{title}.pdf", {"starts_on": starts_on})


def reconciliations_print(period_id: int, ends_on: date) -> PrintJob:
    """The reconciled accounts of a month."""
    title = _("Account reconciliation")
    return PrintJob(title, _reconciliations, f"{title} {ends_on}.pdf", {"period_id": period_id})


def invoice_print(invoice_id: int, number: str) -> PrintJob:
    """An invoice or credit note."""
    title = _("Invoice {number}").format(number=number) if number else _("Draft invoice")
    job = PrintJob(title, _invoice, f"{title}.pdf", {"invoice_id": invoice_id}, "invoice")
    if not number:
        return job
    kept = Kept(_INVOICES, invoice_id, Permission.FINANCE_INVOICE_POST, once=True)
    return replace(job, letter=invoice_letter, kept=kept)


def invoice_pieces(rows: Iterable[Mapping[str, object]]) -> tuple[Piece, ...]:
    """Rows of posted customer invoices as one act takes them: each is kept as it is issued first."""
    return tuple(
        Piece(invoice_print(int(str(row["id"])), str(row["number"] or "")), issue_invoice, invoice_letter)
        for row in rows
    )


def statement_pieces(rows: Iterable[Mapping[str, object]]) -> tuple[Piece, ...]:
    """One statement for each customer among rows of what is open."""
    names = {int(str(row["party_id"])): str(row["party_name"]) for row in rows}
    return tuple(Piece(statement_print(key, name), letter=statement_letter) for key, name in names.items())


def statement_print(party_id: int, name: str) -> PrintJob:
    """What a customer owes."""
    title = _("Statement of account")
    kept = Kept("finance.statement", party_id, Permission.FINANCE_INVOICE_POST)
    name = f"{title} {name}.pdf"
    return PrintJob(title, _statement, name, {"party_id": party_id}, "statement", statement_letter, kept)


def _voucher(work: Work, *, entry_id: int) -> bytes:
    from models.finance.issuing import voucher_document
    from reports.pdf import make_pdf

    return make_pdf(voucher_document(work, entry_id=entry_id))


def _trial_balance(work: Work, *, from_date: date, to_date: date) -> bytes:
    from models.finance.issuing import trial_balance_document
    from reports.pdf import make_pdf

    return make_pdf(trial_balance_document(work, from_date=from_date, to_date=to_date))


def _general_ledger(work: Work, *, from_date: date, to_date: date, account: str | None, only: LedgerFilter) -> bytes:
    from models.finance.issuing import general_ledger_document
    from reports.pdf import make_pdf

    return make_pdf(general_ledger_document(work, from_date=from_date, to_date=to_date, account=account, only=only))


def _vat_return(work: Work, *, starts_on: date) -> bytes:
    from models.finance.vat.documents import vat_return_document
    from reports.pdf import make_pdf

    return make_pdf(vat_return_document(work, starts_on=starts_on))


def _reconciliations(work: Work, *, period_id: int) -> bytes:
    from models.finance.closing.documents import reconciliation_document
    from reports.pdf import make_pdf

    return make_pdf(reconciliation_document(work, period_id=period_id))


@operation(needs=Permission.FINANCE_INVOICE_READ)
def issue_invoice(work: Work, *, invoice_id: int) -> Attachment:
    """Keep the PDF of a posted invoice as it goes to the customer; the first one stays."""
    issued = issued_document(work, subject=_INVOICES, subject_id=invoice_id)
    if issued is not None:
        return issued
    from models.finance.issuing import invoice_document
    from reports.pdf import make_pdf

    document = invoice_document(work, invoice_id=invoice_id)
    pdf = IssuedDocument(f"{document.number}.pdf", make_pdf(document))
    return issue_document(work, subject=_INVOICES, subject_id=invoice_id, document=pdf)


def _invoice(work: Work, *, invoice_id: int) -> bytes:
    """As it was issued; a draft, or what never was, as it stands now."""
    issued = issued_document(work, subject=_INVOICES, subject_id=invoice_id)
    if issued is not None:
        stored = BytesIO()
        copy_attachment(work, attachment_id=issued.id, target=stored)
        return stored.getvalue()
    from models.finance.issuing import invoice_document
    from reports.pdf import make_pdf

    return make_pdf(invoice_document(work, invoice_id=invoice_id))


def _statement(work: Work, *, party_id: int) -> bytes:
    from models.finance.issuing import statement_document
    from reports.pdf import make_pdf

    return make_pdf(statement_document(work, party_id=party_id))
