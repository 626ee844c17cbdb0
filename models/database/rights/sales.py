"""Who may do what to prices, orders and deliveries."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

TABLES: tuple[TableGrant, ...] = (
    *grant("sales.price", "select", held(Permission.SALES_READ)),
    *grant("sales.price", "insert update delete", held(Permission.SALES_PRICES)),
    *grant(
        "sales.sales_order sales.order_line sales.delivery sales.delivery_line", "select", held(Permission.SALES_READ)
    ),
    *grant(
        "sales.sales_order sales.order_line",
        "insert update delete",
        held(Permission.SALES_EDIT),
        "number status delivered invoiced closed",
    ),
    *grant(
        "sales.delivery sales.delivery_line",
        "update",
        held(Permission.WAREHOUSE_PICK),
        # What is left to write: the planned day and the text, and what was picked.
        "company_id number status delivered_on kind order_id party_id returns_id delivery_id position"
        " order_line_id item_id place_id lot_id quantity",
    ),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "sales.number_quote": held(Permission.SALES_EDIT),
    "sales.close_quote": held(Permission.SALES_EDIT),
    "sales.confirm_order": held(Permission.SALES_CONFIRM),
    "sales.reserve_order": held(Permission.SALES_CONFIRM),
    "sales.release_order": held(Permission.SALES_CONFIRM),
    "sales.reopen_order": held(Permission.SALES_CONFIRM),
    "sales.close_order": held(Permission.SALES_CONFIRM),
    "sales.cancel_order": held(Permission.SALES_CONFIRM),
    "sales.start_picking": held(Permission.WAREHOUSE_PICK),
    "sales.start_return": held(Permission.WAREHOUSE_PICK),
    "sales.cancel_delivery": held(Permission.WAREHOUSE_PICK),
    "sales.post_delivery": held(Permission.WAREHOUSE_SHIP),
    "reporting.expected_on": held(Permission.SALES_READ),
    "search.quote": held(Permission.SALES_READ),
    "search.sales_order": held(Permission.SALES_READ),
    "search.order_line": held(Permission.SALES_READ),
    "search.delivery": held(Permission.SALES_READ),
    "search.price": held(Permission.SALES_READ),
}
