"""Where the quotes and orders of the last three months stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.database.rights import Permission
from models.database.work import Work, operation

DAYS = 90


@dataclass(frozen=True, slots=True)
class OrderStages:
    """How many quotes and orders dated `since` or later came how far; each stage holds those that came further.

    A quote that was accepted counts as the order it became.
    """

    since: date
    offered: int  # quotes sent or lost, and all orders
    ordered: int
    delivered: int
    invoiced: int


@operation(needs=Permission.SALES_READ)
def order_stages(work: Work) -> OrderStages:
    """The way from quote to invoice, counted by the day of the quote or order."""
    since = work.today() - timedelta(days=DAYS)
    row = work.row(
        "SELECT count(*) FILTER (WHERE o.kind = 'order' OR o.status IN ('sent', 'lost')),"
        " count(*) FILTER (WHERE o.kind = 'order'),"
        " count(*) FILTER (WHERE o.kind = 'order' AND o.status IN ('delivered', 'invoiced')),"
        " count(*) FILTER (WHERE o.kind = 'order' AND o.status = 'invoiced')"
        " FROM sales.sales_order o WHERE o.company_id = :company AND o.kind IN ('quote', 'order')"
        " AND o.order_date >= :since AND o.status NOT IN ('draft', 'cancelled')",
        since=since,
    )
    assert row is not None  # noqa: S101 - a query of one row
    return OrderStages(since, *tuple(row))
