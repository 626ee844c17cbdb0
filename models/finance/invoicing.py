"""Invoices and credit notes both ways: drafts, posting one or many, and crediting.

The database computes nets, taxes and totals when a draft is saved, by the rules that the posting door checks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models.database.errors import Conflict, Invalid, Rejected
from models.database.rights import Permission
from models.database.work import Work, operation, to_json
from models.finance.dimensions import dimensions_of
from models.finance.rules import ZERO, TaxTotal


@dataclass(frozen=True, slots=True)
class InvoiceLineDraft:
    """A line without tax, or with it where the prices of the invoice include it; `discount` in percent.

    One for a period, both days included, is spread over its months when it is posted, and waits on `deferral_account`.
    """

    description: str
    quantity: Decimal
    unit_price: Decimal
    account: str
    tax_code: str
    unit: str = ""
    discount: Decimal = ZERO
    item_id: int | None = None
    order_line_id: int | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)  # number to code
    period_from: date | None = None
    period_to: date | None = None
    deferral_account: str | None = None


@dataclass(frozen=True, slots=True)
class InvoiceDraft:
    """An invoice to be saved; what is None follows from the party, its terms and the company.

    kind is customer_invoice, customer_credit, supplier_invoice or supplier_credit; amounts of a credit note are
    positive. `whole` rounds the total to whole kronor.
    """

    kind: str
    party_id: int
    invoice_date: date
    lines: Sequence[InvoiceLineDraft]
    due_on: date | None = None
    supply_date: date | None = None
    currency: str | None = None
    rate: Decimal | None = None
    language: str | None = None
    order_id: int | None = None
    delivery_id: int | None = None
    credits_id: int | None = None
    supplier_number: str = ""
    our_reference: str = ""
    their_reference: str = ""
    text: str = ""
    whole: bool = False
    prices_include_tax: bool = False


@dataclass(frozen=True, slots=True)
class SavedInvoice:
    """A draft as it was saved."""

    id: int
    row_version: int
    net: Decimal
    tax: Decimal
    rounding: Decimal
    total: Decimal


@dataclass(frozen=True, slots=True)
class PostedInvoice:
    """An invoice in the books: its number and the key of its voucher."""

    id: int
    number: str
    entry_id: int


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A stored line."""

    id: int
    position: int
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount: Decimal
    net: Decimal
    account: str
    tax_code: str
    item_id: int | None
    order_line_id: int | None
    dimension_set: int
    period_from: date | None = None
    period_to: date | None = None
    deferral_account: str | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Invoice:
    """A stored invoice; a draft has no number, no posted_at and no entry."""

    id: int
    kind: str
    number: str | None
    supplier_number: str
    party_id: int
    party_name: str
    party_address: str
    party_vat_number: str
    invoice_date: date
    supply_date: date | None
    due_on: date
    currency: str
    rate: Decimal
    control_account: str
    language: str
    order_id: int | None
    delivery_id: int | None
    credits_id: int | None
    our_reference: str
    their_reference: str
    text: str
    net: Decimal
    tax: Decimal
    rounding: Decimal
    total: Decimal
    reference: str
    posted_at: datetime | None
    entry_id: int | None
    row_version: int
    prices_include_tax: bool
    lines: tuple[InvoiceLine, ...]
    taxes: tuple[TaxTotal, ...]


@operation(needs=Permission.FINANCE_INVOICE_EDIT)
def save_invoice(
    work: Work, *, invoice: InvoiceDraft, invoice_id: int | None = None, version: int | None = None
) -> SavedInvoice:
    """Save a new draft, or replace the draft that was read at `version`; Conflict where somebody else did."""
    saved = _save(work, invoice, invoice_id, version)
    amounts = {name: Decimal(saved[name]) for name in ("net", "tax", "rounding", "total")}
    return SavedInvoice(id=saved["id"], row_version=saved["row_version"], **amounts)


@operation(needs=Permission.FINANCE_INVOICE_POST, one_call=True)
def post_invoice(work: Work, *, invoice_id: int) -> PostedInvoice:
    """Post a draft: number, OCR reference and voucher, all in one."""
    return PostedInvoice(**work.call("finance.post_invoice", invoice_id))


@operation(needs=Permission.FINANCE_INVOICE_POST, one_call=True)
def create_and_post_invoice(work: Work, *, invoice: InvoiceDraft) -> PostedInvoice:
    """Save and post an invoice in one go."""
    return PostedInvoice(**work.call("finance.create_and_post_invoice", as_given(invoice)))


@operation(needs=Permission.FINANCE_INVOICE_POST, one_call=True)
def post_invoices(work: Work, *, invoice_ids: Sequence[int]) -> tuple[PostedInvoice, ...]:
    """Post many drafts in one go, all or none, in the order given; their numbers rise with their dates."""
    cursor = work.connection.exec_driver_sql(
        "SELECT finance.post_invoices(%s, %s, %s::bigint[])", (work.request_id, work.company_id, list(invoice_ids))
    )
    return tuple(PostedInvoice(**posted) for posted in cursor.scalar_one())


@operation(needs=Permission.FINANCE_INVOICE_EDIT)
def delete_invoice(work: Work, *, invoice_id: int, version: int) -> None:
    """Remove a draft with its lines; a posted invoice is credited instead."""
    gone = work.connection.exec_driver_sql(
        "DELETE FROM finance.invoice WHERE company_id = %s AND id = %s AND row_version = %s",
        (work.company_id, invoice_id, version),
    )
    if gone.rowcount == 0:
        raise Conflict("record.changed", table="finance.invoice", id=invoice_id)


@operation(needs=Permission.FINANCE_INVOICE_READ)
def read_invoice(work: Work, *, invoice_id: int) -> Invoice:
    """An invoice with lines and taxes; Invalid where there is none with this key."""
    head = work.row(
        "SELECT id, kind, number, supplier_number, party_id, party_name, party_address, party_vat_number, invoice_date,"
        " supply_date, due_on, currency, rate, control_account, language, order_id, delivery_id, credits_id,"
        " our_reference, their_reference, text, net, tax, rounding, total, reference, posted_at, entry_id, row_version,"
        " prices_include_tax FROM finance.invoice WHERE company_id = :company AND id = :id",
        id=invoice_id,
    )
    if head is None:
        raise Invalid("record.not_found", table="finance.invoice", id=invoice_id)
    lines = work.rows(
        "SELECT id, position, description, quantity, unit, unit_price, discount, net, account, tax_code, item_id,"
        " order_line_id, dimension_set, period_from, period_to, deferral_account"
        " FROM finance.invoice_line WHERE company_id = :company AND invoice_id = :id"
        " ORDER BY position",
        id=invoice_id,
    )
    taxes = work.rows(
        "SELECT tax_code, percent, base, tax FROM finance.invoice_tax WHERE company_id = :company AND invoice_id = :id"
        " ORDER BY tax_code",
        id=invoice_id,
    )
    marked = dimensions_of(work, [line.dimension_set for line in lines])
    values: tuple[Any, ...] = (
        *head,
        tuple(InvoiceLine(*(*tuple(line), marked.get(line.dimension_set, {}))) for line in lines),
        tuple(TaxTotal(*tuple(tax)) for tax in taxes),
    )
    return Invoice(*values)


@operation(needs=Permission.FINANCE_INVOICE_EDIT)
def credit_invoice(
    work: Work, *, invoice_id: int, on: date, quantities: Mapping[int, Decimal] | None = None
) -> SavedInvoice:
    """Save a credit note of a posted invoice as a draft: the whole of it, or `quantities` by position of its lines."""
    original = read_invoice(work, invoice_id=invoice_id)
    if original.posted_at is None or not original.kind.endswith("_invoice"):
        raise Rejected("invoice.wrong_credit", number=original.number)
    lines = [line for line in original.lines if quantities is None or line.position in quantities]
    draft = InvoiceDraft(
        kind=original.kind.replace("invoice", "credit"),
        party_id=original.party_id,
        invoice_date=on,
        lines=[_credited(line, quantities) for line in lines],
        due_on=on,
        supply_date=original.supply_date or original.invoice_date,
        currency=original.currency,
        rate=original.rate,
        language=original.language,
        order_id=original.order_id,
        credits_id=original.id,
        our_reference=original.our_reference,
        their_reference=original.their_reference,
        whole=original.rounding != 0,
        prices_include_tax=original.prices_include_tax,
    )
    return save_invoice(work, invoice=draft)


def _credited(line: InvoiceLine, quantities: Mapping[int, Decimal] | None) -> InvoiceLineDraft:
    return InvoiceLineDraft(
        description=line.description,
        quantity=line.quantity if quantities is None else quantities[line.position],
        unit_price=line.unit_price,
        account=line.account,
        tax_code=line.tax_code,
        unit=line.unit,
        discount=line.discount,
        item_id=line.item_id,
        order_line_id=line.order_line_id,
        dimensions=line.dimensions,
        period_from=line.period_from,
        period_to=line.period_to,
        deferral_account=line.deferral_account,
    )


def _save(work: Work, invoice: InvoiceDraft, invoice_id: int | None, version: int | None) -> dict[str, Any]:
    cursor = work.connection.exec_driver_sql(
        "SELECT finance.save_draft(%s, %s::jsonb, %s, %s)",
        (work.company_id, to_json(as_given(invoice)), invoice_id, version),
    )
    saved: dict[str, Any] = cursor.scalar_one()
    return saved


def as_given(invoice: InvoiceDraft) -> dict[str, Any]:
    """What the database takes; nothing is said of what follows by itself."""
    given = _without_none(asdict(invoice))
    return {**given, "lines": [_without_none(line) for line in given["lines"]]}


def _without_none(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
