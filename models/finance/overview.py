"""An invoice with all that leads to and from it, for the page that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.invoicing import Invoice, read_invoice
from models.finance.reports import VoucherLineDetail, voucher_lines


@dataclass(frozen=True, slots=True)
class Payment:
    """What settled an invoice in part or whole: a payment, or a credit note; `amount` is positive."""

    settlement_id: int
    settled_on: date
    entry_id: int
    voucher: str
    text: str
    amount: Decimal
    document_kind: str | None
    document_id: int | None


@dataclass(frozen=True, slots=True)
class RelatedInvoice:
    """A credit note of an invoice, or the invoice of a credit note; a draft has no number."""

    id: int
    number: str
    status: str


@dataclass(frozen=True, slots=True)
class InvoiceOverview:
    """An invoice and what belongs to it.

    `remaining` is in the company currency. Voucher, its lines and payments are empty for who may not read the ledger.
    """

    invoice: Invoice
    status: str
    remaining: Decimal
    party_code: str
    order_number: str = ""
    voucher: str = ""
    credits_number: str = ""
    credited_by: tuple[RelatedInvoice, ...] = ()
    payments: tuple[Payment, ...] = ()
    item_codes: Mapping[int, str] = field(default_factory=dict)
    posted_lines: tuple[VoucherLineDetail, ...] = ()


@operation(needs=Permission.FINANCE_INVOICE_READ)
def invoice_overview(work: Work, *, invoice_id: int) -> InvoiceOverview:
    """The invoice with this key, draft or posted; Invalid where there is none."""
    invoice = read_invoice(work, invoice_id=invoice_id)
    entry = invoice.entry_id if Permission.FINANCE_READ in work.identity.permissions else None
    return InvoiceOverview(
        invoice=invoice,
        **_head(work, invoice),
        voucher=_voucher(work, invoice) if entry else "",
        credited_by=_credited_by(work, invoice),
        payments=_payments(work, invoice) if entry else (),
        item_codes=_item_codes(work, invoice),
        posted_lines=voucher_lines(work, entry_id=entry) if entry else (),
    )


def _head(work: Work, invoice: Invoice) -> dict[str, Any]:
    row = work.row(
        "SELECT i.status, i.remaining, p.code AS party_code, coalesce((SELECT o.number FROM sales.sales_order o"
        " WHERE o.company_id = i.company_id AND o.id = i.order_id), '') AS order_number,"
        " coalesce((SELECT c.number FROM finance.invoice c WHERE c.company_id = i.company_id"
        " AND c.id = i.credits_id), '') AS credits_number"
        " FROM reporting.invoices i JOIN contacts.party p ON p.id = i.party_id"
        " WHERE i.company_id = :company AND i.id = :id",
        id=invoice.id,
    )
    assert row is not None  # noqa: S101 - it was read a moment ago, in the same transaction
    return dict(row._mapping)  # noqa: SLF001 - the public name of a row's mapping


def _voucher(work: Work, invoice: Invoice) -> str:
    label: str = work.value(
        "SELECT series || coalesce(imported_number, number::text) FROM ledger.entry"
        " WHERE company_id = :company AND id = :id",
        id=invoice.entry_id,
    )
    return label


def _credited_by(work: Work, invoice: Invoice) -> tuple[RelatedInvoice, ...]:
    rows = work.rows(
        "SELECT id, coalesce(number, ''), status FROM reporting.invoices"
        " WHERE company_id = :company AND credits_id = :id ORDER BY id",
        id=invoice.id,
    )
    return tuple(RelatedInvoice(*tuple(row)) for row in rows)


def _payments(work: Work, invoice: Invoice) -> tuple[Payment, ...]:
    """The other side of each settlement of the invoice's own items, the oldest first."""
    rows = work.rows(
        "SELECT s.id, s.settled_on, e.id, e.series || coalesce(e.imported_number, e.number::text), e.text, s.amount,"
        " e.source_kind, e.source_id FROM ledger.line own"
        " JOIN ledger.settlement s ON s.company_id = own.company_id AND s.undone_at IS NULL"
        " AND own.id IN (s.debit_line_id, s.credit_line_id)"
        " JOIN ledger.line other ON other.company_id = s.company_id"
        " AND other.id = CASE WHEN own.id = s.debit_line_id THEN s.credit_line_id ELSE s.debit_line_id END"
        " JOIN ledger.entry e ON e.company_id = other.company_id AND e.id = other.entry_id"
        " WHERE own.company_id = :company AND own.entry_id = :entry ORDER BY s.settled_on, s.id",
        entry=invoice.entry_id,
    )
    return tuple(Payment(*tuple(row)) for row in rows)


def _item_codes(work: Work, invoice: Invoice) -> dict[int, str]:
    items = sorted({line.item_id for line in invoice.lines if line.item_id})
    rows = work.rows("SELECT id, code FROM warehouse.item WHERE id = ANY (:items)", items=items) if items else ()
    return {row.id: row.code for row in rows}
