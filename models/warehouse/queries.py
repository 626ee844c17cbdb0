"""The lists of the warehouse: each declared once for its screen, its export and the command line."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

_KEY = Column("id", N_("Key"), Kind.INTEGER, hidden=True)
_SORT = Column("sort_key", N_("Sort key"), hidden=True)
_DECIMALS = Column("decimals", N_("Decimals"), Kind.INTEGER, hidden=True)
_ITEM_ID = Column("item_id", N_("Item key"), Kind.INTEGER, hidden=True)

#: With the accounts and tax codes that a picked item brings to a line.
ITEMS = ListQuery(
    name="items",
    title=N_("Items"),
    view="items",
    columns=(
        Column("code", N_("Item"), width=10),
        Column("name", N_("Name"), width=32),
        Column("kind", N_("Kind"), Kind.STATUS, width=9),
        Column("unit", N_("Unit"), width=6),
        Column("sales_price", N_("Price"), Kind.MONEY),
        Column("barcode", N_("Barcode"), width=14),
        Column("lot_tracked", N_("Lots"), Kind.BOOLEAN),
        Column("status", N_("Status"), Kind.STATUS, width=9),
        Column("name_en", N_("English name"), hidden=True),
        Column("sales_account", N_("Sales account"), hidden=True),
        Column("sales_tax_code", N_("Tax code of sales"), hidden=True),
        Column("purchase_account", N_("Purchase account"), hidden=True),
        Column("purchase_tax_code", N_("Tax code of purchases"), hidden=True),
        _DECIMALS,
        _SORT,
        _KEY,
    ),
    order=("sort_key", "id"),
    search="search.item",
)

STOCK_ITEMS = ListQuery(
    name="stock_items",
    title=N_("Stock"),
    view="stock_items",
    columns=(
        Column("code", N_("Item"), width=10),
        Column("name", N_("Name"), width=32),
        Column("on_hand", N_("On hand"), Kind.QUANTITY),
        Column("reserved", N_("Promised"), Kind.QUANTITY),
        Column("available", N_("Available"), Kind.QUANTITY),
        Column("incoming", N_("Incoming"), Kind.QUANTITY),
        Column("unit", N_("Unit"), width=6),
        Column("places", N_("Places"), Kind.INTEGER),
        Column("status", N_("Status"), Kind.STATUS, width=9),
        Column("barcode", N_("Barcode"), hidden=True),
        _DECIMALS,
        _SORT,
        _KEY,
    ),
    order=("sort_key", "id"),
    search="search.item",
)

STOCK_LEVELS = ListQuery(
    name="stock_levels",
    title=N_("Stock by place"),
    view="stock_levels",
    columns=(
        Column("item_code", N_("Item"), width=9),
        Column("item_name", N_("Name"), width=24),
        Column("site_code", N_("Site"), width=5),
        Column("place_code", N_("Place"), width=9),
        Column("lot_code", N_("Lot"), width=8),
        Column("expires_on", N_("Expires"), Kind.DATE, optional=True),
        Column("on_hand", N_("On hand"), Kind.QUANTITY),
        Column("reserved", N_("Promised"), Kind.QUANTITY),
        Column("available", N_("Available"), Kind.QUANTITY),
        Column("incoming", N_("Incoming"), Kind.QUANTITY),
        Column("unit", N_("Unit"), width=5),
        _DECIMALS,
        _ITEM_ID,
        Column("place_id", N_("Place key"), Kind.INTEGER, hidden=True),
        Column("lot_id", N_("Lot key"), Kind.INTEGER, hidden=True),
        _SORT,
        Column("id", N_("Key"), hidden=True),
    ),
    order=("sort_key", "place_code", "id"),
    search="search.stock_level",
)

STOCK_VALUES = ListQuery(
    name="stock_values",
    title=N_("Stock value"),
    view="stock_values",
    columns=(
        Column("item_code", N_("Item"), width=10),
        Column("item_name", N_("Name"), width=32),
        Column("site_code", N_("Site"), width=8),
        Column("quantity", N_("Quantity"), Kind.QUANTITY),
        Column("unit", N_("Unit"), width=6),
        Column("average", N_("Average cost"), Kind.MONEY),
        Column("value", N_("Value"), Kind.MONEY),
        Column("stock_account", N_("Account"), width=8),
        _DECIMALS,
        _ITEM_ID,
        Column("site_id", N_("Site key"), Kind.INTEGER, hidden=True),
        _SORT,
        Column("id", N_("Key"), hidden=True),
    ),
    order=("sort_key", "id"),
    search="search.stock_value",
)

#: Filter by item_id for the history of one item.
STOCK_MOVES = ListQuery(
    name="stock_moves",
    title=N_("Stock moves"),
    view="stock_moves",
    columns=(
        Column("moved_on", N_("Date"), Kind.DATE),
        Column("kind", N_("Kind"), Kind.STATUS, width=9),
        Column("item_code", N_("Item"), width=9),
        Column("item_name", N_("Name"), width=22),
        Column("from_place", N_("From"), width=8),
        Column("to_place", N_("To"), width=8),
        Column("lot_code", N_("Lot"), width=8),
        Column("quantity", N_("Quantity"), Kind.QUANTITY),
        Column("unit", N_("Unit"), width=5),
        Column("unit_cost", N_("Unit cost"), Kind.MONEY, optional=True),
        Column("value", N_("Value"), Kind.MONEY),
        Column("text", N_("Text"), width=30, optional=True),
        Column("performed_by_name", N_("By"), width=20, optional=True),
        Column("performed_at", N_("At"), Kind.TIMESTAMP, optional=True),
        Column("source_kind", N_("Source"), hidden=True),
        Column("source_id", N_("Source key"), Kind.INTEGER, hidden=True),
        Column("entry_id", N_("Voucher key"), Kind.INTEGER, hidden=True),
        _DECIMALS,
        _ITEM_ID,
        _KEY,
    ),
    order=("id",),
    descending=True,
    search="search.stock_move",
)

PURCHASE_ORDERS = ListQuery(
    name="purchase_orders",
    title=N_("Purchase orders"),
    view="purchase_orders",
    columns=(
        Column("number", N_("Number"), width=8),
        Column("order_date", N_("Date"), Kind.DATE),
        Column("party_name", N_("Supplier"), width=30),
        Column("expected_on", N_("Expected"), Kind.DATE),
        Column("net", N_("Net"), Kind.MONEY),
        Column("currency", N_("Currency"), width=8),
        Column("status", N_("Status"), Kind.STATUS, width=11),
        Column("their_reference", N_("Their reference"), width=14, optional=True),
        Column("party_id", N_("Supplier key"), Kind.INTEGER, hidden=True),
        _KEY,
    ),
    order=("order_date", "id"),
    descending=True,
    search="search.purchase_order",
)

_PURCHASE_LINE_COLUMNS = (
    Column("number", N_("Order"), width=7),
    Column("party_name", N_("Supplier"), width=22),
    Column("item_code", N_("Item"), width=9),
    Column("description", N_("Description"), width=24),
    Column("quantity", N_("Ordered"), Kind.QUANTITY),
    Column("received", N_("Received"), Kind.QUANTITY),
    Column("outstanding", N_("Outstanding"), Kind.QUANTITY),
    Column("unit", N_("Unit"), width=5),
    Column("expected_on", N_("Expected"), Kind.DATE),
    Column("place_code", N_("Place"), width=9),
    Column("lot_tracked", N_("Lots"), Kind.BOOLEAN),
    Column("barcode", N_("Barcode"), hidden=True),
    Column("unit_cost", N_("Unit cost"), Kind.MONEY, hidden=True),
    Column("order_date", N_("Date"), Kind.DATE, hidden=True),
    Column("purchase_order_id", N_("Order key"), Kind.INTEGER, hidden=True),
    Column("party_id", N_("Supplier key"), Kind.INTEGER, hidden=True),
    Column("place_id", N_("Place key"), Kind.INTEGER, hidden=True),
    _ITEM_ID,
    _DECIMALS,
    _KEY,
)

#: Filter by purchase_order_id for the lines of one order.
PURCHASE_LINES = ListQuery(
    name="purchase_lines",
    title=N_("Lines of purchase orders"),
    view="purchase_lines",
    columns=_PURCHASE_LINE_COLUMNS,
    order=("id",),
    search="search.purchase_line",
)

PURCHASE_LINES_TO_RECEIVE = ListQuery(
    name="purchase_lines_to_receive",
    title=N_("Goods to receive"),
    view="purchase_lines_to_receive",
    columns=_PURCHASE_LINE_COLUMNS,
    order=("expected_on", "id"),
    search="search.purchase_line",
)

SITES = ListQuery(
    name="sites",
    title=N_("Sites"),
    view="sites",
    columns=(Column("code", N_("Site"), width=10), Column("name", N_("Name"), width=36), _KEY),
    order=("code", "id"),
)

PLACES = ListQuery(
    name="places",
    title=N_("Places"),
    view="places",
    columns=(
        Column("code", N_("Place"), width=14),
        Column("name", N_("Name"), width=30),
        Column("site_code", N_("Site"), width=8),
        Column("site_name", N_("Name of the site"), width=24),
        Column("status", N_("Status"), Kind.STATUS),
        Column("site_id", N_("Site key"), Kind.INTEGER, hidden=True),
        _KEY,
    ),
    order=("code", "id"),
)

#: Filter by item_id for the lots of one item.
LOTS = ListQuery(
    name="lots",
    title=N_("Lots"),
    view="lots",
    columns=(
        Column("code", N_("Lot"), width=14),
        Column("item_code", N_("Item"), width=14),
        Column("item_name", N_("Name"), width=36),
        Column("expires_on", N_("Expires"), Kind.DATE),
        _ITEM_ID,
        _KEY,
    ),
    order=("code", "id"),
)

UNITS = ListQuery(
    name="units",
    title=N_("Units"),
    view="units",
    columns=(
        Column("code", N_("Unit"), width=8),
        Column("name", N_("Name"), width=20),
        Column("decimals", N_("Decimals"), Kind.INTEGER),
    ),
    order=("code",),
    key="code",
    by_company=False,
)
