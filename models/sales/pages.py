"""Everything on one page about a quote or an order: its lines, and the documents before and after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation
from models.sales.ordering import OrderDraft, load_order


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document that belongs to the order; kind is quote, order, delivery, return or a kind of invoice."""

    kind: str
    id: int
    number: str | None
    status: str
    day: date
    amount: Decimal | None  # total in the document's currency; none for deliveries


@dataclass(frozen=True, slots=True)
class Credit:
    """How far the customer is trusted."""

    on_hold: bool  # no order is confirmed for them
    left: Decimal | None  # limit less what is owed and ordered, company currency, below 0 too much; None: no limit


@dataclass(frozen=True, slots=True)
class OrderPage:
    """A quote or order with what came before it and after it; no invoices for who may not see them."""

    order: OrderDraft
    before: tuple[LinkedDocument, ...]  # the quote of an order
    orders: tuple[LinkedDocument, ...]  # the orders of a quote
    deliveries: tuple[LinkedDocument, ...]
    invoices: tuple[LinkedDocument, ...]
    credit: Credit | None = None  # None: the reader may not see it


_ORDERS = """
    SELECT o.kind, o.id, o.number, o.status, o.order_date, o.total FROM sales.sales_order o
     WHERE o.company_id = :company AND {condition} ORDER BY o.id
"""
_BEFORE = _ORDERS.format(condition="o.id = :quote")
_AFTER = _ORDERS.format(condition="o.quote_id = :id AND o.party_id = :party")
_DELIVERIES = """
    SELECT d.kind, d.id, d.number, d.status, coalesce(d.delivered_on, d.planned_on), NULL FROM sales.delivery d
     WHERE d.company_id = :company AND d.order_id = :id ORDER BY d.id
"""
_INVOICES = """
    SELECT i.kind, i.id, i.number, CASE WHEN i.posted_at IS NULL THEN 'draft' ELSE 'posted' END, i.invoice_date, i.total
      FROM finance.invoice i WHERE i.company_id = :company AND i.order_id = :id ORDER BY i.id
"""

_CREDIT = """
    SELECT t.credit_hold,
           t.credit_limit
           - (SELECT coalesce(sum(i.remaining), 0) FROM ledger.account a
                JOIN ledger.open_item i ON i.company_id = a.company_id AND i.account = a.number AND i.remaining <> 0
               WHERE a.company_id = t.company_id AND a.role = 'receivable' AND i.party_id = t.party_id)
           - (SELECT coalesce(sum(o.not_invoiced), 0) FROM reporting.orders_not_invoiced o
               WHERE o.company_id = t.company_id AND o.party_id = t.party_id)
      FROM contacts.party_terms t WHERE t.company_id = :company AND t.party_id = :party
"""


@operation(needs=Permission.SALES_READ)
def order_page(work: Work, *, order_id: int) -> OrderPage:
    """All about a quote or order; Invalid where there is none with this key."""
    order = load_order(work, order_id=order_id)
    sees_invoices = Permission.FINANCE_INVOICE_READ in work.identity.permissions
    return OrderPage(
        order=order,
        before=read_records(work, LinkedDocument, _BEFORE, quote=order.quote_id),
        orders=read_records(work, LinkedDocument, _AFTER, id=order_id, party=order.party_id)
        if order.kind == "quote"
        else (),
        deliveries=read_records(work, LinkedDocument, _DELIVERIES, id=order_id),
        invoices=read_records(work, LinkedDocument, _INVOICES, id=order_id) if sees_invoices else (),
        credit=next(iter(read_records(work, Credit, _CREDIT, party=order.party_id)), None) if sees_invoices else None,
    )
