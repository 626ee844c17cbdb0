"""What reports of stock and purchases can be built of."""

from __future__ import annotations

from models.database.building import Figure, Source
from models.database.rights import Permission
from models.warehouse.queries import PURCHASE_LINES, PURCHASE_ORDERS, STOCK_LEVELS, STOCK_MOVES
from resources.language import N_

SOURCES: tuple[Source, ...] = (
    Source(STOCK_LEVELS, Permission.WAREHOUSE_READ, opens=("warehouse.item", "item_id")),
    Source(
        STOCK_MOVES,
        Permission.REPORTS_MARGIN,
        day="moved_on",
        opens=("warehouse.item", "item_id"),
        figures={"value": Figure(N_("Change of the stock value in the company's currency, at the moving average."))},
    ),
    Source(
        PURCHASE_ORDERS,
        Permission.PURCHASING_READ,
        day="order_date",
        opens=("warehouse.purchase_order", "id"),
        figures={"net": Figure(N_("Lines at what was agreed, before tax, in the currency of the order."))},
    ),
    Source(
        PURCHASE_LINES,
        Permission.PURCHASING_READ,
        day="order_date",
        opens=("warehouse.purchase_order", "purchase_order_id"),
    ),
)
