"""Who may do what to items, places, stock and purchases."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import AUDITOR, EVERYBODY, FINANCE, SELLERS, SUPPLY, Role

TABLES: tuple[TableGrant, ...] = (
    *grant(
        "warehouse.unit warehouse.item warehouse.item_terms warehouse.site warehouse.place warehouse.lot",
        "select",
        EVERYBODY,
    ),
    *grant("warehouse.item", "insert update", held(Permission.WAREHOUSE_ITEMS)),
    *grant("warehouse.item_terms", "insert update", held(Permission.WAREHOUSE_ITEMS)),
    *grant("warehouse.site warehouse.place", "insert update", held(Permission.WAREHOUSE_PLACES)),
    *grant("warehouse.lot", "insert update", held(Permission.WAREHOUSE_RECEIVE) | held(Permission.WAREHOUSE_TAKE_OVER)),
    *grant("stock.level stock.reservation", "select", held(Permission.WAREHOUSE_READ)),
    *grant("stock.move", "select", SUPPLY | FINANCE | SELLERS | AUDITOR),
    *grant("stock.cost", "select", SUPPLY | FINANCE | AUDITOR | {Role.SALES_MANAGER}),
    *grant("warehouse.purchase_order warehouse.purchase_order_line", "select", held(Permission.PURCHASING_READ)),
    *grant(
        "warehouse.purchase_order warehouse.purchase_order_line",
        "insert update delete",
        held(Permission.PURCHASING_EDIT),
        "number status received",
    ),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "warehouse.next_code": held(Permission.WAREHOUSE_ITEMS),
    "stock.move": held(Permission.WAREHOUSE_MOVE) | held(Permission.WAREHOUSE_TAKE_OVER),
    "warehouse.place_purchase_order": held(Permission.PURCHASING_EDIT),
    "warehouse.cancel_purchase_order": held(Permission.PURCHASING_EDIT),
    "reporting.stock_value_by_month": held(Permission.PURCHASING_READ),
    "reporting.stock_value_on": SUPPLY | FINANCE | AUDITOR | {Role.SALES_MANAGER},
    "search.item": EVERYBODY,
    "search.stock_level": held(Permission.WAREHOUSE_READ),
    "search.stock_value": SUPPLY | FINANCE | AUDITOR | {Role.SALES_MANAGER},
    "search.stock_move": SUPPLY | FINANCE | SELLERS | AUDITOR,
    "search.purchase_order": held(Permission.PURCHASING_READ),
    "search.purchase_line": held(Permission.PURCHASING_READ),
}
