"""An invoice as it is entered: its head and its lines, from what is stored and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from models.finance.invoicing import Invoice, InvoiceDraft, InvoiceLine, InvoiceLineDraft
from models.finance.overview import InvoiceOverview
from models.finance.rules import WHOLE, ZERO, line_net
from models.finance.schedules.deferring import PREPAID
from models.finance.service_periods import parse_period, period_text
from resources.language import N_

#: What a page is called on which one is made, and one that holds a draft, by the kind of invoice.
NEW = {
    "customer_invoice": N_("New invoice"),
    "customer_credit": N_("New credit note"),
    "supplier_invoice": N_("New supplier invoice"),
    "supplier_credit": N_("New supplier credit note"),
}
DRAFT = {
    "customer_invoice": N_("Draft invoice"),
    "customer_credit": N_("Draft credit note"),
    "supplier_invoice": N_("Draft supplier invoice"),
    "supplier_credit": N_("Draft supplier credit note"),
}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a draft; what is None follows from the party, its terms and the company."""

    kind: str = "customer_invoice"
    party_id: int | None = None
    party_code: str = ""
    party_name: str = ""
    invoice_date: date | None = None
    due_on: date | None = None
    supply_date: date | None = None
    supplier_number: str = ""
    our_reference: str = ""
    their_reference: str = ""
    currency: str = ""
    rate: Decimal | None = None
    language: str | None = None
    text: str = ""
    whole: bool = False
    prices_include_tax: bool = False
    order_id: int | None = None
    delivery_id: int | None = None
    credits_id: int | None = None
    id: int | None = None
    version: int | None = None

    @property
    def is_sale(self) -> bool:
        """Whether it goes to a customer."""
        return self.kind.startswith("customer")

    @property
    def is_credit(self) -> bool:
        """Whether it takes an invoice back."""
        return self.kind.endswith("credit")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is entered; an emptied figure is None."""

    item_id: int | None = None
    item_code: str = ""
    description: str = ""
    quantity: Decimal | None = Decimal(1)
    unit: str = ""
    unit_price: Decimal | None = None
    discount: Decimal | None = None
    account: str | None = None
    tax_code: str | None = None
    order_line_id: int | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    period: str = ""  # as it is typed: 2026-01 - 2026-12
    deferral_account: str | None = None  # of a stored one

    @property
    def amount(self) -> Decimal:
        """What it comes to, without tax unless its price includes it."""
        return line_net(self.quantity or ZERO, self.unit_price or ZERO, self.discount or ZERO)


def head_of(overview: InvoiceOverview) -> Head:
    """A stored draft as it is entered."""
    invoice = overview.invoice
    return Head(
        kind=invoice.kind,
        party_id=invoice.party_id,
        party_code=overview.party_code,
        party_name=invoice.party_name,
        invoice_date=invoice.invoice_date,
        due_on=invoice.due_on,
        supply_date=invoice.supply_date,
        supplier_number=invoice.supplier_number,
        our_reference=invoice.our_reference,
        their_reference=invoice.their_reference,
        currency=invoice.currency,
        rate=None if invoice.rate == WHOLE else invoice.rate,
        language=invoice.language,
        text=invoice.text,
        whole=invoice.rounding != ZERO,
        prices_include_tax=invoice.prices_include_tax,
        order_id=invoice.order_id,
        delivery_id=invoice.delivery_id,
        credits_id=invoice.credits_id,
        id=invoice.id,
        version=invoice.row_version,
    )


def lines_of(invoice: Invoice, codes: Mapping[int, str]) -> tuple[Line, ...]:
    """The stored lines as they are entered; `codes` are those of the items."""
    return tuple(_line(line, codes) for line in invoice.lines)


def as_stored(head: Head, lines: Sequence[Line]) -> InvoiceDraft:
    """What is saved. The head has been checked: party and date are there."""
    assert head.party_id is not None  # noqa: S101 - the form asks for it
    assert head.invoice_date is not None  # noqa: S101 - the form asks for it
    return InvoiceDraft(
        kind=head.kind,
        party_id=head.party_id,
        invoice_date=head.invoice_date,
        lines=tuple(map(_stored, lines)),
        due_on=head.due_on,
        supply_date=head.supply_date,
        currency=head.currency.strip().upper() or None,
        rate=head.rate,
        language=head.language or None,
        order_id=head.order_id,
        delivery_id=head.delivery_id,
        credits_id=head.credits_id,
        supplier_number=head.supplier_number,
        our_reference=head.our_reference,
        their_reference=head.their_reference,
        text=head.text,
        whole=head.whole,
        prices_include_tax=head.prices_include_tax,
    )


def _line(line: InvoiceLine, codes: Mapping[int, str]) -> Line:
    return Line(
        item_id=line.item_id,
        item_code=codes.get(line.item_id or 0, ""),
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        discount=line.discount or None,
        account=line.account,
        tax_code=line.tax_code,
        order_line_id=line.order_line_id,
        dimensions=line.dimensions,
        period=period_text(line.period_from, line.period_to),
        deferral_account=line.deferral_account,
    )


def _stored(line: Line) -> InvoiceLineDraft:
    period = parse_period(line.period)
    return InvoiceLineDraft(
        description=line.description,
        quantity=line.quantity or ZERO,
        unit_price=line.unit_price or ZERO,
        account=line.account or "",
        tax_code=line.tax_code or "",
        unit=line.unit,
        discount=line.discount or ZERO,
        item_id=line.item_id,
        order_line_id=line.order_line_id,
        dimensions=line.dimensions,
        period_from=period[0] if period else None,
        period_to=period[1] if period else None,
        deferral_account=(line.deferral_account or PREPAID) if period else None,
    )
