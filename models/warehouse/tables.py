"""What is stored of items and places (warehouse), purchases, and of stock: moves, levels, costs, reservations.

Move, level, cost and reservation are written by the kernels alone.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)

from models.database.schema import (
    MONEY,
    PRICE,
    QUANTITY,
    company_key,
    identity,
    metadata,
    owned,
    versioned,
    within_company,
)

unit = Table(
    "unit",
    metadata,
    Column("code", String(10), primary_key=True),
    Column("name", Text, nullable=False),
    Column("decimals", SmallInteger, CheckConstraint("decimals between 0 and 6", name="decimals"), nullable=False),
    schema="warehouse",
)

item = Table(
    "item",
    metadata,
    identity(),
    Column("code", String(40), CheckConstraint("code <> ''", name="code"), nullable=False, unique=True),
    Column("barcode", Text, nullable=False, server_default=""),
    Column("name", Text, CheckConstraint("name <> ''", name="named"), nullable=False),
    Column("name_en", Text, nullable=False, server_default=""),
    Column("sort_key", Text(collation="C"), nullable=False, server_default=""),
    Column("kind", String(8), CheckConstraint("kind in ('goods', 'service')", name="kind"), nullable=False),
    Column("unit", String(10), ForeignKey("warehouse.unit.code"), nullable=False),
    Column("lot_tracked", Boolean, nullable=False, server_default=text("false")),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    Index("ix_item_sort_key", "sort_key", "id"),
    Index("uq_item_barcode", "barcode", unique=True, postgresql_where=text("barcode <> ''")),
    Index(
        "ix_item_search",
        func.lower(text("name || ' ' || code || ' ' || barcode")).label("text"),
        postgresql_using="gin",
        postgresql_ops={"text": "gin_trgm_ops"},
    ),
    schema="warehouse",
)

item_terms = Table(
    "item_terms",
    metadata,
    company_key(),
    Column("item_id", BigInteger, ForeignKey("warehouse.item.id"), nullable=False),
    Column(
        "sales_price",
        PRICE,
        CheckConstraint("sales_price >= 0", name="price"),
        nullable=False,
        server_default=text("0"),
    ),
    Column("sales_account", String(10), nullable=False),
    Column("purchase_account", String(10), nullable=False),
    Column("stock_account", String(10), nullable=False),
    Column("cost_account", String(10), nullable=False),
    Column("sales_tax_code", String(20), nullable=False),
    Column("purchase_tax_code", String(20), nullable=False),
    *versioned(),
    PrimaryKeyConstraint("company_id", "item_id"),
    ForeignKeyConstraint(["company_id", "sales_account"], ["ledger.account.company_id", "ledger.account.number"]),
    ForeignKeyConstraint(["company_id", "stock_account"], ["ledger.account.company_id", "ledger.account.number"]),
    ForeignKeyConstraint(["company_id", "cost_account"], ["ledger.account.company_id", "ledger.account.number"]),
    ForeignKeyConstraint(["company_id", "sales_tax_code"], ["finance.tax_code.company_id", "finance.tax_code.code"]),
    schema="warehouse",
)

site = owned(
    "warehouse",
    "site",
    Column("code", String(20), nullable=False),
    Column("name", Text, nullable=False),
    *versioned(),
    UniqueConstraint("company_id", "code"),
)

place = owned(
    "warehouse",
    "place",
    Column("site_id", BigInteger, nullable=False),
    Column("code", String(30), nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    within_company("site_id", "warehouse.site"),
    UniqueConstraint("company_id", "code"),
)

lot = owned(
    "warehouse",
    "lot",
    Column("item_id", BigInteger, ForeignKey("warehouse.item.id"), nullable=False),
    Column("code", String(40), nullable=False),
    Column("expires_on", Date),
    UniqueConstraint("company_id", "item_id", "code"),
)

purchase_order = owned(
    "warehouse",
    "purchase_order",
    Column("number", Text),
    Column("party_id", BigInteger, ForeignKey("contacts.party.id"), nullable=False),
    Column(
        "status",
        String(10),
        CheckConstraint("status in ('draft', 'ordered', 'received', 'cancelled')", name="status"),
        nullable=False,
        server_default="draft",
    ),
    Column("order_date", Date, nullable=False),
    Column("expected_on", Date),
    Column("currency", String(3), ForeignKey("company.currency.code"), nullable=False),
    Column("their_reference", Text, nullable=False, server_default=""),
    Column("place_id", BigInteger),  # where the goods are expected
    *versioned(),
    within_company("place_id", "warehouse.place"),
    Index("uq_purchase_order_number", "company_id", "number", unique=True, postgresql_where=text("number is not null")),
    Index("ix_purchase_order_date", "company_id", "order_date", "id"),
    Index("ix_purchase_order_party", "company_id", "party_id", "order_date"),
)

purchase_order_line = Table(
    "purchase_order_line",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    company_key(),
    Column("purchase_order_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("item_id", BigInteger, ForeignKey("warehouse.item.id"), nullable=False),
    Column("description", Text, nullable=False),
    Column("quantity", QUANTITY, CheckConstraint("quantity > 0", name="quantity"), nullable=False),
    # Kept by stock.move.
    Column("received", QUANTITY, nullable=False, server_default=text("0")),
    Column("unit_cost", PRICE, CheckConstraint("unit_cost >= 0", name="cost"), nullable=False),
    UniqueConstraint("company_id", "id"),
    UniqueConstraint("company_id", "purchase_order_id", "position"),
    ForeignKeyConstraint(
        ["company_id", "purchase_order_id"],
        ["warehouse.purchase_order.company_id", "warehouse.purchase_order.id"],
        ondelete="CASCADE",
    ),
    schema="warehouse",
)

MOVE_KINDS = "'opening', 'receipt', 'issue', 'return', 'transfer', 'count'"

move = owned(
    "stock",
    "move",
    Column("kind", String(10), CheckConstraint(f"kind in ({MOVE_KINDS})", name="kind"), nullable=False),
    Column("item_id", BigInteger, ForeignKey("warehouse.item.id"), nullable=False),
    Column("from_place_id", BigInteger),
    Column("to_place_id", BigInteger),
    Column("lot_id", BigInteger, nullable=False, server_default=text("0")),  # 0: no lot
    Column("quantity", QUANTITY, CheckConstraint("quantity > 0", name="quantity"), nullable=False),
    Column("unit_cost", PRICE, nullable=False),
    Column("value", MONEY, nullable=False),  # change of stock value in the company currency
    Column("moved_on", Date, nullable=False),
    Column("source_kind", String(20), nullable=False),
    Column("source_id", BigInteger),
    Column("source_line_id", BigInteger),
    Column("text", Text, nullable=False, server_default=""),
    Column("entry_id", BigInteger),
    Column("request_id", Uuid),
    Column("performed_by", BigInteger),
    Column("performed_at", DateTime(timezone=True), nullable=False),
    Column("device", Text, nullable=False, server_default=""),
    Column("posted_at", DateTime(timezone=True), nullable=False),
    Column("posted_by", BigInteger),
    within_company("from_place_id", "warehouse.place"),
    within_company("to_place_id", "warehouse.place"),
    within_company("entry_id", "ledger.entry"),
    CheckConstraint("from_place_id is not null or to_place_id is not null", name="place"),
    Index("ix_move_item", "company_id", "item_id", "moved_on", "id"),
    Index("ix_move_source", "company_id", "source_kind", "source_id"),
    Index("ix_move_entry", "company_id", "entry_id", postgresql_where=text("entry_id is not null")),
)

level = Table(
    "level",
    metadata,
    company_key(),
    Column("item_id", BigInteger, ForeignKey("warehouse.item.id"), nullable=False),
    Column("place_id", BigInteger, nullable=False),
    Column("lot_id", BigInteger, nullable=False),
    Column("on_hand", QUANTITY, nullable=False, server_default=text("0")),
    Column("reserved", QUANTITY, nullable=False, server_default=text("0")),
    Column("incoming", QUANTITY, nullable=False, server_default=text("0")),
    PrimaryKeyConstraint("company_id", "item_id", "place_id", "lot_id"),
    within_company("place_id", "warehouse.place"),
    CheckConstraint("on_hand >= 0", name="on_hand"),
    CheckConstraint("reserved >= 0 and reserved <= on_hand", name="reserved"),
    CheckConstraint("incoming >= 0", name="incoming"),
    schema="stock",
    postgresql_with={"fillfactor": 70},
)

# Moving average of each item and site.
cost = Table(
    "cost",
    metadata,
    company_key(),
    Column("item_id", BigInteger, ForeignKey("warehouse.item.id"), nullable=False),
    Column("site_id", BigInteger, nullable=False),
    Column("quantity", QUANTITY, nullable=False, server_default=text("0")),
    Column("value", MONEY, nullable=False, server_default=text("0")),
    Column("average", PRICE, nullable=False, server_default=text("0")),
    PrimaryKeyConstraint("company_id", "item_id", "site_id"),
    within_company("site_id", "warehouse.site"),
    CheckConstraint("quantity >= 0", name="quantity"),
    schema="stock",
    postgresql_with={"fillfactor": 70},
)

reservation = owned(
    "stock",
    "reservation",
    Column("source_kind", String(20), nullable=False),
    Column("source_line_id", BigInteger, nullable=False),
    Column("item_id", BigInteger, ForeignKey("warehouse.item.id"), nullable=False),
    Column("place_id", BigInteger, nullable=False),
    Column("lot_id", BigInteger, nullable=False, server_default=text("0")),
    Column("quantity", QUANTITY, CheckConstraint("quantity > 0", name="quantity"), nullable=False),
    Column("reserved_at", DateTime(timezone=True), nullable=False),
    Column("reserved_by", BigInteger),
    within_company("place_id", "warehouse.place"),
    UniqueConstraint("company_id", "source_kind", "source_line_id", "place_id", "lot_id"),
    Index("ix_reservation_item", "company_id", "item_id", "place_id"),
)
