"""What is stored of allocations: keys by which costs are spread, the rules that use them, and what was booked.

Keys and rules are edited by people; runs and their lines are written by the kernels alone.
"""

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
    Numeric,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from models.database.schema import MONEY, NOW, owned, versioned, within_company

WEIGHT = Numeric(18, 6)

#: fixed: each target has a weight. balance: weights are what stands on accounts, by the values of the dimension.
allocation_key = owned(
    "ledger",
    "allocation_key",
    Column("code", String(20), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(7), nullable=False),
    Column("dimension", Integer),  # what it spreads over; none: over accounts alone
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    UniqueConstraint("company_id", "code"),
    ForeignKeyConstraint(
        ["company_id", "dimension"],
        ["ledger.dimension.company_id", "ledger.dimension.number"],
        name="fk_allocation_key_dimension",
    ),
    CheckConstraint("kind = 'fixed' or dimension is not null", name="measured"),
    CheckConstraint("code <> ''", name="code"),
    CheckConstraint("title <> ''", name="title"),
    CheckConstraint("kind in ('fixed', 'balance')", name="kind"),
)

#: What a key says from a day on, until its next version.
allocation_version = owned(
    "ledger",
    "allocation_version",
    Column("key_id", BigInteger, nullable=False),
    Column("valid_from", Date, nullable=False),
    # The accounts that the weights of a balance are taken from, in the month or from the start of the year to its end.
    Column("from_account", String(10)),
    Column("to_account", String(10)),
    Column("span", String(5), nullable=False),
    UniqueConstraint("company_id", "key_id", "valid_from"),
    ForeignKeyConstraint(
        ["company_id", "key_id"],
        ["ledger.allocation_key.company_id", "ledger.allocation_key.id"],
        ondelete="CASCADE",
    ),
    CheckConstraint("to_account >= from_account", name="range"),
    CheckConstraint("span in ('month', 'year')", name="span"),
)

#: Who gets a share. Of a key by balances they are those that take part; none named, all that have something take part.
allocation_target = owned(
    "ledger",
    "allocation_target",
    Column("version_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("code", Text),
    Column("account", String(10)),
    Column("weight", WEIGHT, nullable=False),
    UniqueConstraint("company_id", "version_id", "position"),
    ForeignKeyConstraint(
        ["company_id", "version_id"],
        ["ledger.allocation_version.company_id", "ledger.allocation_version.id"],
        ondelete="CASCADE",
    ),
    ForeignKeyConstraint(["company_id", "account"], ["ledger.account.company_id", "ledger.account.number"]),
    CheckConstraint("code is not null or account is not null", name="somewhere"),
    CheckConstraint("weight >= 0", name="weight"),
)

allocation_rule = owned(
    "ledger",
    "allocation_rule",
    Column("position", Integer, nullable=False),  # a later rule sees what an earlier one put
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False, server_default=""),  # {period}, {month} and {year} stand for the month's own
    Column("from_account", String(10), nullable=False),
    Column("to_account", String(10), nullable=False),
    # Only lines with this value of this dimension, '' for lines without one.
    Column("source_dimension", Integer),
    Column("source_code", Text),
    Column("key_id", BigInteger, nullable=False),
    Column("credit_account", String(10)),  # none: the account where it stands
    Column("target_account", String(10)),  # none: the account where it stood
    Column("series", String(20), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    within_company("key_id", "ledger.allocation_key"),
    ForeignKeyConstraint(
        ["company_id", "source_dimension"],
        ["ledger.dimension.company_id", "ledger.dimension.number"],
        name="fk_allocation_rule_dimension",
    ),
    ForeignKeyConstraint(
        ["company_id", "credit_account"],
        ["ledger.account.company_id", "ledger.account.number"],
        name="fk_allocation_rule_credit",
    ),
    ForeignKeyConstraint(
        ["company_id", "target_account"],
        ["ledger.account.company_id", "ledger.account.number"],
        name="fk_allocation_rule_target",
    ),
    ForeignKeyConstraint(
        ["company_id", "series"],
        ["ledger.series_definition.company_id", "ledger.series_definition.code"],
        name="fk_allocation_rule_series",
    ),
    CheckConstraint("to_account >= from_account", name="range"),
    CheckConstraint("ends_on >= starts_on", name="days"),
    CheckConstraint("(source_dimension is null) = (source_code is null)", name="source"),
    CheckConstraint("title <> ''", name="title"),
)

#: A rule as it was booked for a month; `terms` are those of the rule on that day.
allocation_run = owned(
    "ledger",
    "allocation_run",
    Column("rule_id", BigInteger, nullable=False),
    Column("key_id", BigInteger, nullable=False),
    Column("version_id", BigInteger, nullable=False),
    Column("month", Date, nullable=False),
    Column("amount", MONEY, nullable=False),  # what was spread, debit positive
    Column("terms", JSONB, nullable=False),
    Column("entry_id", BigInteger),
    Column("reversal_id", BigInteger),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("made_by", BigInteger),
    within_company("rule_id", "ledger.allocation_rule"),
    within_company("key_id", "ledger.allocation_key"),
    within_company("version_id", "ledger.allocation_version"),
    within_company("entry_id", "ledger.entry"),
    within_company("reversal_id", "ledger.entry"),
    Index(
        "uq_allocation_run_standing",
        "company_id",
        "rule_id",
        "month",
        unique=True,
        postgresql_where=text("reversal_id is null"),
    ),
    Index("ix_allocation_run_key", "company_id", "key_id", "month"),
    Index("ix_allocation_run_entry", "company_id", "entry_id"),
    CheckConstraint("extract(day from month) = 1", name="month"),
)

#: What was taken from where, and who got how much of it by which weight.
allocation_run_line = owned(
    "ledger",
    "allocation_run_line",
    Column("run_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("side", String(5), nullable=False),
    Column("account", String(10), nullable=False),
    Column("dimensions", JSONB, nullable=False),
    Column("target", Integer),  # the place in the key
    Column("weight", WEIGHT),
    Column("amount", MONEY, nullable=False),
    within_company("run_id", "ledger.allocation_run"),
    UniqueConstraint("company_id", "run_id", "position"),
    CheckConstraint("side in ('taken', 'put')", name="side"),
)
