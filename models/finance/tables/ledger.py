"""What is stored of the books: accounts, periods, dimensions, series, entries, lines, balances, open items.

Entry, line, balance, open item, settlement and series are written by the kernels alone.
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
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
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint

from models.database.schema import (
    MONEY,
    QUANTITY,
    company_key,
    index_of_text,
    metadata,
    owned,
    versioned,
    within_company,
)

ENTRY_KINDS = "'regular', 'opening', 'adjustment', 'closing', 'reversal'"
AREAS = "'receivables', 'payables', 'stock', 'payroll', 'general'"

book = owned(
    "ledger",
    "book",
    Column("code", String(10), nullable=False),
    Column("name", Text, nullable=False),
    UniqueConstraint("company_id", "code"),
)

account = Table(
    "account",
    metadata,
    company_key(),
    Column("number", String(10), CheckConstraint("number <> ''", name="number"), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False, server_default=""),
    Column(
        "kind",
        String(10),
        CheckConstraint("kind in ('asset', 'liability', 'equity', 'income', 'expense')", name="kind"),
        nullable=False,
    ),
    Column(
        "role",
        String(12),
        CheckConstraint(
            "role in ('', 'receivable', 'payable', 'bank', 'stock', 'tax', 'rounding', 'suspense')", name="role"
        ),
        nullable=False,
        server_default="",
    ),
    Column("open_items", Boolean, nullable=False, server_default=text("false")),
    Column("unit", Text, nullable=False, server_default=""),
    Column("tax_code", String(20), nullable=False, server_default=""),  # proposed for lines on this account
    Column("sru", ARRAY(Text), nullable=False, server_default="{}"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    # The first day its items stand for; null where every line of it is one.
    Column("open_items_from", Date),
    *versioned(),
    PrimaryKeyConstraint("company_id", "number"),
    CheckConstraint("open_items or open_items_from is null", name="open_items_from"),
    schema="ledger",
)

fiscal_year = owned(
    "ledger",
    "fiscal_year",
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    CheckConstraint("ends_on > starts_on and ends_on < starts_on + interval '18 months'", name="length"),
    ExcludeConstraint(
        ("company_id", "="),
        (text("daterange(starts_on, ends_on, '[]')"), "&&"),
        name="ex_fiscal_year_overlap",
        using="gist",
    ),
)

period = owned(
    "ledger",
    "period",
    Column("fiscal_year_id", BigInteger, nullable=False),
    Column("kind", String(10), CheckConstraint("kind in ('regular', 'adjustment')", name="kind"), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    # Areas locked one by one; 'all' locks every area.
    Column("locked_areas", ARRAY(Text), nullable=False, server_default="{}"),
    # Areas in which only the users `frozen_for` post, and they until the end of `frozen_until`.
    Column("frozen_areas", ARRAY(Text), nullable=False, server_default="{}"),
    Column("frozen_for", ARRAY(BigInteger), nullable=False, server_default="{}"),
    Column("frozen_until", Date),
    within_company("fiscal_year_id", "ledger.fiscal_year"),
    CheckConstraint("ends_on >= starts_on", name="order"),
    ExcludeConstraint(
        ("company_id", "="),
        ("kind", "="),
        (text("daterange(starts_on, ends_on, '[]')"), "&&"),
        name="ex_period_overlap",
        using="gist",
    ),
)

dimension = Table(
    "dimension",
    metadata,
    company_key(),
    Column("number", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("parent", Integer),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    PrimaryKeyConstraint("company_id", "number"),
    schema="ledger",
)

dimension_value = Table(
    "dimension_value",
    metadata,
    company_key(),
    Column("dimension", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("valid_from", Date),
    Column("valid_to", Date),
    *versioned(),
    PrimaryKeyConstraint("company_id", "dimension", "code"),
    UniqueConstraint("company_id", "id"),
    ForeignKeyConstraint(["company_id", "dimension"], ["ledger.dimension.company_id", "ledger.dimension.number"]),
    CheckConstraint("valid_to >= valid_from", name="days"),
    schema="ledger",
)

# One row for each distinct combination of dimension values; the empty combination is id 0 and stands in no row.
dimension_set = owned(
    "ledger",
    "dimension_set",
    Column("key", Text, nullable=False),
    Column("values", JSONB, nullable=False),
    UniqueConstraint("company_id", "key"),
)

series_definition = Table(
    "series_definition",
    metadata,
    company_key(),
    Column("code", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("area", String(12), CheckConstraint(f"area in ({AREAS})", name="area"), nullable=False),
    PrimaryKeyConstraint("company_id", "code"),
    schema="ledger",
)

series = Table(
    "series",
    metadata,
    company_key(),
    Column("book_id", BigInteger, nullable=False),
    Column("code", String(20), nullable=False),
    Column("fiscal_year_id", BigInteger, nullable=False),
    Column("next_number", BigInteger, nullable=False, server_default=text("1")),
    Column("last_hash", LargeBinary, nullable=False, server_default=text(r"'\x'")),
    PrimaryKeyConstraint("company_id", "book_id", "code", "fiscal_year_id"),
    within_company("book_id", "ledger.book"),
    within_company("fiscal_year_id", "ledger.fiscal_year"),
    schema="ledger",
)

entry = owned(
    "ledger",
    "entry",
    Column("book_id", BigInteger, nullable=False),
    Column("fiscal_year_id", BigInteger, nullable=False),
    Column("period_id", BigInteger, nullable=False),
    Column("kind", String(10), CheckConstraint(f"kind in ({ENTRY_KINDS})", name="kind"), nullable=False),
    Column("area", String(12), CheckConstraint(f"area in ({AREAS})", name="area"), nullable=False),
    Column("series", String(20), nullable=False),
    Column("number", BigInteger, nullable=False),
    # The number as an imported file wrote it, where that is no plain number of ours.
    Column("imported_number", Text),
    Column("entry_date", Date, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("source_kind", String(40), nullable=False, server_default=""),
    Column("source_id", BigInteger),
    Column("source_event", String(20), nullable=False, server_default=""),
    Column("reverses_id", BigInteger),
    Column("corrects_id", BigInteger),
    Column("origin", String(10), CheckConstraint("origin in ('posted', 'imported')", name="origin"), nullable=False),
    Column("request_id", Uuid),
    Column("registered_on", Date),
    Column("signature", Text, nullable=False, server_default=""),
    Column("posted_at", DateTime(timezone=True), nullable=False),
    Column("posted_by", BigInteger),
    Column("previous_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("hash_version", SmallInteger, nullable=False, server_default=text("1")),
    within_company("book_id", "ledger.book"),
    within_company("fiscal_year_id", "ledger.fiscal_year"),
    within_company("period_id", "ledger.period"),
    within_company("reverses_id", "ledger.entry"),
    within_company("corrects_id", "ledger.entry"),
    Index(
        "uq_entry_number",
        "company_id",
        "book_id",
        "series",
        "fiscal_year_id",
        "number",
        unique=True,
        postgresql_where=text("origin = 'posted'"),
    ),
    Index(
        "ix_entry_imported_number",
        "company_id",
        "book_id",
        "series",
        "fiscal_year_id",
        "number",
        postgresql_where=text("origin = 'imported'"),
    ),
    Index("ix_entry_chain", "company_id", "book_id", "series", "fiscal_year_id", "id"),
    Index(
        "uq_entry_source",
        "company_id",
        "source_kind",
        "source_id",
        "source_event",
        unique=True,
        postgresql_where=text("source_id is not null"),
    ),
    Index(
        "uq_entry_reverses", "company_id", "reverses_id", unique=True, postgresql_where=text("reverses_id is not null")
    ),
    Index("ix_entry_corrects", "company_id", "corrects_id", postgresql_where=text("corrects_id is not null")),
    Index("ix_entry_date", "company_id", "entry_date", "id"),
    index_of_text("ix_entry_text"),
)

line = Table(
    "line",
    metadata,
    Column("id", BigInteger, Identity(always=True), nullable=False),
    Column("company_id", BigInteger, nullable=False),
    Column("entry_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("entry_date", Date, nullable=False),
    Column("fiscal_year_id", BigInteger, nullable=False),
    Column("account", String(10), nullable=False),
    Column("dimension_set", BigInteger, nullable=False, server_default=text("0")),
    Column("amount", MONEY, nullable=False),  # debit positive
    Column("currency", String(3), nullable=False),
    Column("amount_currency", MONEY, nullable=False),
    Column("party_id", BigInteger, ForeignKey("contacts.party.id")),
    Column("due_on", Date),
    Column("document_kind", String(20)),
    Column("document_id", BigInteger),
    Column("tax_code", String(20)),
    Column("quantity", QUANTITY),
    Column("unit", Text),
    Column("text", Text, nullable=False, server_default=""),
    Column("signature", Text),
    Column("row_date", Date),  # of the row itself, where an imported file states one
    PrimaryKeyConstraint("company_id", "id"),
    UniqueConstraint("company_id", "entry_id", "position"),
    within_company("entry_id", "ledger.entry"),
    ForeignKeyConstraint(["company_id", "account"], ["ledger.account.company_id", "ledger.account.number"]),
    Index("ix_line_account", "company_id", "account", "entry_date", "id"),
    Index("ix_line_amount", "company_id", text("abs(amount)"), "account"),
    Index("ix_line_dimension", "company_id", "account", "dimension_set"),
    index_of_text("ix_line_text", postgresql_where=text("text <> ''")),
    Index("ix_line_party", "company_id", "party_id", "entry_date", postgresql_where=text("party_id is not null")),
    Index(
        "ix_line_tax",
        "company_id",
        "tax_code",
        "entry_date",
        postgresql_include=["account", "amount"],
        postgresql_where=text("tax_code is not null"),
    ),
    schema="ledger",
)

# Rows that an imported file had struck out (B) or added afterwards (R): the legal trail of corrections, in no sum.
line_history = owned(
    "ledger",
    "line_history",
    Column("entry_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(1), CheckConstraint("kind in ('R', 'B')", name="kind"), nullable=False),
    Column("account", String(10), nullable=False),
    Column("dimensions", JSONB, nullable=False, server_default="{}"),
    Column("amount", MONEY, nullable=False),
    Column("row_date", Date),
    Column("text", Text, nullable=False, server_default=""),
    Column("quantity", QUANTITY),
    Column("signature", Text),
    within_company("entry_id", "ledger.entry"),
    Index("ix_line_history_entry", "company_id", "entry_id"),
)

# Sums kept inside the posting transaction, by calendar day, month and year, in stripes that readers add up: by
# dimension (D, M, Y) and in total (T, N, Z).
balance = Table(
    "balance",
    metadata,
    Column("company_id", BigInteger, nullable=False),
    Column("book_id", BigInteger, nullable=False),
    Column(
        "grain", String(1), CheckConstraint("grain in ('D', 'M', 'Y', 'T', 'N', 'Z')", name="grain"), nullable=False
    ),
    Column("starts_on", Date, nullable=False),
    Column("account", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("dimension_set", BigInteger, nullable=False),
    Column("stripe", SmallInteger, nullable=False),
    Column("debit", MONEY, nullable=False),
    Column("credit", MONEY, nullable=False),
    Column("amount_currency", MONEY, nullable=False),
    PrimaryKeyConstraint(
        "company_id", "book_id", "grain", "starts_on", "account", "kind", "currency", "dimension_set", "stripe"
    ),
    schema="ledger",
    # Counters are updated in place where the page has room (HOT), so leave some.
    postgresql_with={"fillfactor": 70},
)

# What each tax code came to on each account and day, kept as the balances are: VAT returns read these, not the lines.
tax_total = Table(
    "tax_total",
    metadata,
    Column("company_id", BigInteger, nullable=False),
    Column("entry_date", Date, nullable=False),
    Column("tax_code", String(20), nullable=False),
    Column("account", String(10), nullable=False),
    Column("stripe", SmallInteger, nullable=False),
    Column("debit", MONEY, nullable=False),
    Column("credit", MONEY, nullable=False),
    Column("line_count", BigInteger, nullable=False),
    PrimaryKeyConstraint("company_id", "entry_date", "tax_code", "account", "stripe"),
    schema="ledger",
    postgresql_with={"fillfactor": 70},
)

# What remains of a ledger line on an account with open items. The line itself never changes.
open_item = Table(
    "open_item",
    metadata,
    Column("line_id", BigInteger, primary_key=True),
    Column("company_id", BigInteger, nullable=False),
    Column("account", String(10), nullable=False),
    Column("party_id", BigInteger, ForeignKey("contacts.party.id")),
    Column("entry_date", Date, nullable=False),
    Column("due_on", Date),
    Column("document_kind", String(20)),
    Column("document_id", BigInteger),
    Column("currency", String(3), nullable=False),
    Column("amount", MONEY, nullable=False),
    Column("remaining", MONEY, nullable=False),
    Column("amount_currency", MONEY, nullable=False),
    Column("remaining_currency", MONEY, nullable=False),
    ForeignKeyConstraint(["company_id", "line_id"], ["ledger.line.company_id", "ledger.line.id"]),
    CheckConstraint("abs(remaining) <= abs(amount) and remaining * amount >= 0", name="remaining"),
    CheckConstraint(
        "abs(remaining_currency) <= abs(amount_currency) and remaining_currency * amount_currency >= 0",
        name="remaining_currency",
    ),
    Index("ix_open_item_open", "company_id", "account", "party_id", "due_on", postgresql_where=text("remaining <> 0")),
    Index("ix_open_item_document", "company_id", "document_kind", "document_id"),
    Index(
        "ix_open_item_day", "company_id", "account", "entry_date", "line_id", postgresql_where=text("remaining <> 0")
    ),
    schema="ledger",
)
