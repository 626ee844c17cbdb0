"""What is stored of fixed assets: groups with their accounts, the register, and what happened to each asset."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from models.database.schema import MONEY, NOW, PERCENT, owned, versioned, within_company

METHODS = "'linear', 'declining', 'none'"
EVENT_KINDS = "'acquisition', 'depreciation', 'write_down', 'revaluation', 'disposal', 'transfer'"
_ACCOUNTS = (
    "cost_account",
    "accumulated_account",
    "expense_account",
    "impaired_account",
    "impairment_account",
    "revaluation_account",
    "gain_account",
    "loss_account",
)


def _account_key(column: str) -> ForeignKeyConstraint:
    return within_company(column, "ledger.account", target_column="number")


asset_group = owned(
    "finance",
    "asset_group",
    Column("code", String(10), nullable=False),
    Column("name", Text, nullable=False),
    *(Column(name, String(10), nullable=False) for name in _ACCOUNTS),
    Column("method", String(10), nullable=False),
    Column("life_months", Integer, nullable=False),
    Column("rate", PERCENT, nullable=False, server_default="0"),
    # Depreciation begins with the month after the acquisition instead of the month of it.
    Column("starts_next", Boolean, nullable=False, server_default=text("false")),
    # Counts towards the tax depreciation of equipment: inventarier, not buildings and land.
    Column("tax_pool", Boolean, nullable=False, server_default=text("true")),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    # Where the revaluation reserve goes when an asset leaves; none: it stays.
    Column("equity_account", String(10)),
    *versioned(),
    UniqueConstraint("company_id", "code"),
    *(_account_key(name) for name in _ACCOUNTS),
    _account_key("equity_account"),
    CheckConstraint(f"method in ({METHODS})", name="method"),
    CheckConstraint("life_months between 1 and 1200", name="life"),
    CheckConstraint("rate between 0 and 100", name="rate"),
)

asset = owned(
    "finance",
    "asset",
    Column("number", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("group_id", BigInteger, nullable=False),
    Column("parent_id", BigInteger),  # what it is a component of
    Column("acquired_on", Date, nullable=False),
    Column("depreciates_from", Date, nullable=False),  # the first of a month
    Column("method", String(10), nullable=False),
    Column("life_months", Integer, nullable=False),
    Column("rate", PERCENT, nullable=False, server_default="0"),
    Column("residual", MONEY, nullable=False, server_default="0"),
    Column("serial_number", Text, nullable=False, server_default=""),
    Column("place", Text, nullable=False, server_default=""),
    Column("dimensions", JSONB, nullable=False, server_default="{}"),
    Column("source_line_id", BigInteger),  # the ledger line that acquired it
    Column("taken_over_to", Date),  # depreciated elsewhere up to the end of this month
    Column("disposed_on", Date),
    *versioned(),
    UniqueConstraint("company_id", "number"),
    within_company("group_id", "finance.asset_group"),
    within_company("parent_id", "finance.asset"),
    within_company("source_line_id", "ledger.line"),
    CheckConstraint("extract(day from depreciates_from) = 1", name="first_of_month"),
    CheckConstraint("parent_id <> id", name="parent"),
    CheckConstraint("residual >= 0", name="residual"),
    CheckConstraint(f"method in ({METHODS})", name="method"),
    CheckConstraint("life_months between 1 and 1200", name="life"),
    CheckConstraint("rate between 0 and 100", name="rate"),
    Index("ix_asset_source", "company_id", "source_line_id", postgresql_where=text("source_line_id is not null")),
    Index("ix_asset_group", "company_id", "group_id"),
)

# Written by doors alone. The signs: `cost` adds to the acquisition value, the other two to what lowers it.
asset_event = owned(
    "finance",
    "asset_event",
    Column("asset_id", BigInteger, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("event_date", Date, nullable=False),
    Column("month", Date),  # of a depreciation: the first day of the month it is for
    Column("cost", MONEY, nullable=False, server_default="0"),
    Column("depreciation", MONEY, nullable=False, server_default="0"),
    Column("write_down", MONEY, nullable=False, server_default="0"),
    Column("proceeds", MONEY, nullable=False, server_default="0"),  # of a disposal, without VAT
    Column("text", Text, nullable=False, server_default=""),
    Column("entry_id", BigInteger),
    Column("reverses_id", BigInteger),
    Column("reversed", Boolean, nullable=False, server_default=text("false")),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("made_by", BigInteger),
    Column("reserve", MONEY, nullable=False, server_default="0"),  # adds to the revaluation reserve
    within_company("asset_id", "finance.asset"),
    within_company("entry_id", "ledger.entry"),
    within_company("reverses_id", "finance.asset_event"),
    CheckConstraint(f"kind in ({EVENT_KINDS})", name="kind"),
    CheckConstraint("(kind = 'depreciation') = (month is not null)", name="month"),
    # A month of an asset is depreciated once, however many run at the same time.
    Index(
        "uq_asset_event_month",
        "company_id",
        "asset_id",
        "month",
        unique=True,
        postgresql_where=text("month is not null and not reversed and reverses_id is null"),
    ),
    Index(
        "uq_asset_event_reverses",
        "company_id",
        "reverses_id",
        unique=True,
        postgresql_where=text("reverses_id is not null"),
    ),
    Index("ix_asset_event_asset", "company_id", "asset_id", "id"),
    Index("ix_asset_event_entry", "company_id", "entry_id"),
)
