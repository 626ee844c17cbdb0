"""What sales and the warehouse have in hand today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import N_


@dataclass(frozen=True, slots=True)
class SalesToday:
    """Confirmed orders, what of them is not invoiced yet (company currency, with tax), and quotes that still hold."""

    open_orders: int
    not_invoiced: Decimal
    drafts: int
    open_quotes: int


#: What each figure is.
SALES_FIGURES = {
    "open_orders": N_("The number of confirmed orders that are not wholly delivered."),
    "not_invoiced": N_("What is not invoiced yet of confirmed orders, with tax, in the currency of the company."),
    "drafts": N_("The number of orders that are begun and not confirmed."),
    "open_quotes": N_("The number of quotes that are sent and still hold."),
}


@dataclass(frozen=True, slots=True)
class WarehouseToday:
    """Picking lists under way, and placed purchase orders (None: the reader may not see them); late: planned earlier.

    `today` is the day of the company that late is counted from.
    """

    today: date
    to_pick: int
    to_pick_late: int
    receipts: int | None = None
    receipts_late: int | None = None


#: What each figure is.
WAREHOUSE_FIGURES = {
    "to_pick": N_("The number of picking lists that are begun and not posted."),
    "to_pick_late": N_("Those of the picking lists that were planned for an earlier day than today."),
    "receipts": N_("The number of purchase orders that are placed and not wholly received."),
    "receipts_late": N_("Those of the purchase orders that were expected on an earlier day than today."),
}

_TODAY = """
    SELECT (SELECT count(*) FROM sales.sales_order o
             WHERE o.company_id = :company AND o.kind = 'order' AND o.status = 'confirmed'),
           (SELECT coalesce(sum(o.not_invoiced), 0) FROM reporting.orders_not_invoiced o
             WHERE o.company_id = :company AND o.status = 'confirmed'),
           (SELECT count(*) FROM sales.sales_order o
             WHERE o.company_id = :company AND o.kind = 'order' AND o.status = 'draft'),
           (SELECT count(*) FROM sales.sales_order o
             WHERE o.company_id = :company AND o.kind = 'quote' AND o.status = 'sent'
               AND (o.valid_until IS NULL OR o.valid_until >= company.today(:company)))
"""


@operation(needs=Permission.SALES_READ)
def sales_today(work: Work) -> SalesToday:
    """The figures of sales on the start page."""
    row = work.row(_TODAY)
    assert row is not None  # noqa: S101 - a query of one row
    return SalesToday(*tuple(row))


@operation(needs=Permission.WAREHOUSE_READ)
def warehouse_today(work: Work) -> WarehouseToday:
    """The figures of the warehouse on the start page."""
    today = work.today()
    picking = work.row(
        "SELECT count(*), count(*) FILTER (WHERE d.planned_on < :today) FROM sales.delivery d"
        " WHERE d.company_id = :company AND d.status = 'picking'",
        today=today,
    )
    assert picking is not None  # noqa: S101 - a query of one row
    if Permission.PURCHASING_READ not in work.identity.permissions:
        return WarehouseToday(today, *tuple(picking))
    ordered = work.row(
        "SELECT count(*), count(*) FILTER (WHERE o.expected_on < :today) FROM warehouse.purchase_order o"
        " WHERE o.company_id = :company AND o.status = 'ordered'",
        today=today,
    )
    assert ordered is not None  # noqa: S101 - a query of one row
    return WarehouseToday(today, *tuple(picking), *tuple(ordered))
