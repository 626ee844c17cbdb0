"""Draft invoices made of orders: what is delivered and not yet invoiced."""

from __future__ import annotations

from datetime import date, timedelta

from models.database.errors import Rejected
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.invoicing import InvoiceDraft, InvoiceLineDraft, SavedInvoice, save_invoice
from models.sales.ordering import OrderDraft, load_order
from models.sales.rules import blockers_to_invoice, to_invoice

_DRAFTED = """
    SELECT count(*) FROM finance.invoice i
     WHERE i.company_id = :company AND i.order_id = :id AND i.posted_at IS NULL AND i.kind = 'customer_invoice'
"""
_LAST_DELIVERY = """
    SELECT max(d.delivered_on) FROM sales.delivery d
     WHERE d.company_id = :company AND d.order_id = :id AND d.kind = 'delivery' AND d.status = 'posted'
"""


@operation(needs=Permission.FINANCE_INVOICE_EDIT)
def draft_invoice(work: Work, *, order_id: int, on: date | None = None, whole: bool = False) -> SavedInvoice:
    """A draft invoice of what an order has delivered and not invoiced; `whole` rounds the total to kronor.

    An order without any goods is invoiced as a whole. Rejected where nothing is left, or a draft is there already.
    """
    order = load_order(work, order_id=order_id)
    for code in blockers_to_invoice(order):
        raise Rejected(code, number=order.number or "", status=order.status)
    if work.value(_DRAFTED, id=order_id):
        raise Rejected("order.invoice_drafted", number=order.number or "")
    return save_invoice(
        work, invoice=_draft(order, on or work.today(), work.value(_LAST_DELIVERY, id=order_id), whole=whole)
    )


def _draft(order: OrderDraft, day: date, delivered_on: date | None, *, whole: bool) -> InvoiceDraft:
    assert order.party_id is not None  # noqa: S101 - a stored order has a customer
    return InvoiceDraft(
        kind="customer_invoice",
        party_id=order.party_id,
        invoice_date=day,
        due_on=day + timedelta(days=order.payment_days),
        supply_date=delivered_on,
        currency=order.currency,
        language=order.language,
        order_id=order.id,
        our_reference=order.our_reference,
        their_reference=order.their_reference,
        whole=whole,
        prices_include_tax=order.prices_include_tax,
        lines=tuple(
            InvoiceLineDraft(
                description=line.description,
                quantity=quantity,
                unit_price=line.unit_price,
                account=line.account,
                tax_code=line.tax_code,
                unit=line.unit,
                discount=line.discount,
                item_id=line.item_id,
                order_line_id=line.id,
            )
            for line, quantity in zip(order.lines, to_invoice(order), strict=True)
            if quantity > 0
        ),
    )
