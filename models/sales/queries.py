"""The lists of sales: each declared once for its screen, its export and the command line."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

_KEY = Column("id", N_("Key"), Kind.INTEGER, hidden=True)
_PARTY_ID = Column("party_id", N_("Customer key"), Kind.INTEGER, hidden=True)
_ORDER_ID = Column("order_id", N_("Order key"), Kind.INTEGER, hidden=True)
_ITEM_ID = Column("item_id", N_("Item key"), Kind.INTEGER, hidden=True)

QUOTES = ListQuery(
    name="quotes",
    title=N_("Quotes"),
    view="quotes",
    columns=(
        Column("number", N_("Number"), width=10),
        Column("order_date", N_("Date"), Kind.DATE),
        Column("party_name", N_("Customer"), width=36),
        Column("their_reference", N_("Their reference"), width=20, optional=True),
        Column("valid_until", N_("Valid until"), Kind.DATE),
        Column("net", N_("Net"), Kind.MONEY),
        Column("total", N_("Total"), Kind.MONEY),
        Column("currency", N_("Currency"), width=8),
        Column("status", N_("Status"), Kind.STATUS),
        Column("party_code", N_("Customer number"), width=10, hidden=True),
        _PARTY_ID,
        _KEY,
    ),
    order=("order_date", "id"),
    descending=True,
    search="search.quote",
)

SALES_ORDERS = ListQuery(
    name="sales_orders",
    title=N_("Orders"),
    view="sales_orders",
    columns=(
        Column("number", N_("Number"), width=10),
        Column("order_date", N_("Date"), Kind.DATE),
        Column("party_name", N_("Customer"), width=36),
        Column("their_reference", N_("Their reference"), width=20, optional=True),
        Column("delivery_date", N_("Delivery"), Kind.DATE),
        Column("net", N_("Net"), Kind.MONEY),
        Column("total", N_("Total"), Kind.MONEY),
        Column("currency", N_("Currency"), width=8),
        Column("status", N_("Status"), Kind.STATUS),
        Column("party_code", N_("Customer number"), width=10, hidden=True),
        Column("quote_id", N_("Quote key"), Kind.INTEGER, hidden=True),
        _PARTY_ID,
        _KEY,
    ),
    order=("order_date", "id"),
    descending=True,
    search="search.sales_order",
)

#: Filter by order_id, item_id or party_id.
ORDER_LINES = ListQuery(
    name="order_lines",
    title=N_("Lines of orders"),
    view="order_lines",
    columns=(
        Column("number", N_("Order"), width=10),
        Column("order_date", N_("Date"), Kind.DATE, optional=True),
        Column("party_name", N_("Customer"), width=30),
        Column("item_code", N_("Item"), width=14),
        Column("description", N_("Description"), width=36),
        Column("quantity", N_("Quantity"), Kind.QUANTITY),
        Column("unit", N_("Unit"), width=6),
        Column("unit_price", N_("Price"), Kind.MONEY, optional=True),
        Column("discount", N_("Discount"), Kind.PERCENT, optional=True),
        Column("net", N_("Net"), Kind.MONEY),
        Column("delivered", N_("Delivered"), Kind.QUANTITY, optional=True),
        Column("invoiced", N_("Invoiced"), Kind.QUANTITY, optional=True),
        Column("status", N_("Status"), Kind.STATUS),
        Column("kind", N_("Kind"), hidden=True),
        Column("currency", N_("Currency"), hidden=True),
        _ORDER_ID,
        _ITEM_ID,
        _PARTY_ID,
        _KEY,
    ),
    order=("id",),
    descending=True,
    search="search.order_line",
)

ORDER_BACKLOG = ListQuery(
    name="order_backlog",
    title=N_("Order backlog"),
    view="order_backlog",
    columns=(
        Column("number", N_("Order"), width=10),
        Column("order_date", N_("Date"), Kind.DATE, optional=True),
        Column("delivery_date", N_("Delivery"), Kind.DATE),
        Column("party_name", N_("Customer"), width=30),
        Column("item_code", N_("Item"), width=14),
        Column("description", N_("Description"), width=36),
        Column("outstanding", N_("Outstanding"), Kind.QUANTITY),
        Column("reserved", N_("Promised"), Kind.QUANTITY),
        Column("missing", N_("Missing"), Kind.QUANTITY),
        Column("incoming", N_("Incoming"), Kind.QUANTITY, optional=True),
        Column("expected_on", N_("Expected"), Kind.DATE, optional=True),
        Column("unit", N_("Unit"), width=6),
        _ORDER_ID,
        _ITEM_ID,
        _PARTY_ID,
        _KEY,
    ),
    order=("order_date", "id"),
    search="search.order_line",
)

#: Filter by order_id or party_id.
DELIVERIES = ListQuery(
    name="deliveries",
    title=N_("Deliveries"),
    view="deliveries",
    columns=(
        Column("number", N_("Number"), width=10),
        Column("kind", N_("Kind"), Kind.STATUS),
        Column("planned_on", N_("Planned"), Kind.DATE),
        Column("delivered_on", N_("Delivered on"), Kind.DATE),
        Column("order_number", N_("Order"), width=10),
        Column("party_name", N_("Customer"), width=36),
        Column("status", N_("Status"), Kind.STATUS),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        _ORDER_ID,
        _PARTY_ID,
        _KEY,
    ),
    order=("planned_on", "id"),
    descending=True,
    search="search.delivery",
)

DELIVERIES_TO_PICK = ListQuery(
    name="deliveries_to_pick",
    title=N_("To pick"),
    view="deliveries_to_pick",
    columns=(
        Column("planned_on", N_("Planned"), Kind.DATE),
        Column("order_number", N_("Order"), width=10),
        Column("party_name", N_("Customer"), width=36),
        Column("kind", N_("Kind"), Kind.STATUS),
        Column("lines", N_("Lines"), Kind.INTEGER),
        Column("picked_lines", N_("Picked"), Kind.INTEGER),
        Column("status", N_("Status"), Kind.STATUS),
        _ORDER_ID,
        _PARTY_ID,
        _KEY,
    ),
    order=("planned_on", "id"),
    search="search.delivery",
)

#: Filter by price_list or item_id.
PRICES = ListQuery(
    name="prices",
    title=N_("Price lists"),
    view="prices",
    columns=(
        Column("price_list", N_("Price list"), width=12),
        Column("item_code", N_("Item"), width=14),
        Column("item_name", N_("Name"), width=36),
        Column("from_quantity", N_("From quantity"), Kind.QUANTITY),
        Column("unit", N_("Unit"), width=6),
        Column("unit_price", N_("Price"), Kind.MONEY),
        Column("currency", N_("Currency"), width=8),
        Column("valid_from", N_("Valid from"), Kind.DATE),
        Column("valid_to", N_("Valid to"), Kind.DATE),
        Column("includes_tax", N_("Includes VAT"), Kind.BOOLEAN, width=10, optional=True),
        _ITEM_ID,
        _KEY,
    ),
    order=("price_list", "item_code", "from_quantity", "valid_from", "id"),
    search="search.price",
)
