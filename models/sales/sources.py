"""What reports of sales can be built of."""

from __future__ import annotations

from models.database.building import Figure, Source
from models.database.rights import Permission
from models.sales.queries import DELIVERIES, ORDER_LINES, QUOTES, SALES_ORDERS
from resources.language import N_

_NET = {"net": Figure(N_("Lines before tax, less discount, in the currency of the order."))}
_READ = Permission.SALES_READ

SOURCES: tuple[Source, ...] = (
    Source(SALES_ORDERS, _READ, day="order_date", opens=("sales.order", "id"), figures=_NET),
    Source(ORDER_LINES, _READ, day="order_date", opens=("sales.order", "order_id"), figures=_NET),
    Source(QUOTES, _READ, day="order_date", opens=("sales.order", "id"), figures=_NET),
    Source(DELIVERIES, _READ, day="delivered_on", opens=("warehouse.delivery", "id")),
)
