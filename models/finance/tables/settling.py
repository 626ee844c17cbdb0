"""What is stored of settlements: which open items cancelled out, in what act, and how small differences are booked.

Settlements and their acts are written by the kernels alone.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from models.database.schema import MONEY, NOW, company_key, metadata, owned, versioned, within_company

# One act of settling: any number of items of one account, party and currency, taken back whole.
settling = owned(
    "ledger",
    "settling",
    Column("account", String(10), nullable=False),
    Column("party_id", BigInteger, ForeignKey("contacts.party.id")),
    Column("currency", String(3), nullable=False),
    Column("items", Integer, CheckConstraint("items > 1", name="items"), nullable=False),
    Column("amount", MONEY, nullable=False),  # as booked
    Column("amount_currency", MONEY, nullable=False),
    Column("settled_on", Date, nullable=False),
    Column("settled_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("settled_by", BigInteger),
    Column("entry_id", BigInteger),  # what booked its differences
    Column("undone_at", DateTime(timezone=True)),
    Column("undone_by", BigInteger),
    Column("undone_reason", Text, nullable=False, server_default=""),
    within_company("entry_id", "ledger.entry"),
    ForeignKeyConstraint(["company_id", "account"], ["ledger.account.company_id", "ledger.account.number"]),
    Index("ix_settling_account", "company_id", "account", "id"),
)

settlement = owned(
    "ledger",
    "settlement",
    Column("debit_line_id", BigInteger, nullable=False),
    Column("credit_line_id", BigInteger, nullable=False),
    # What is settled as booked, and in the currency of the items; exchange differences have nothing of the latter.
    Column("amount", MONEY, CheckConstraint("amount >= 0", name="positive"), nullable=False),
    Column("amount_currency", MONEY, CheckConstraint("amount_currency >= 0", name="positive_currency"), nullable=False),
    Column("settled_on", Date, nullable=False),
    Column("settled_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("settled_by", BigInteger),
    Column("undone_at", DateTime(timezone=True)),
    Column("undone_by", BigInteger),
    Column("settling_id", BigInteger, nullable=False),
    within_company("debit_line_id", "ledger.line"),
    within_company("credit_line_id", "ledger.line"),
    within_company("settling_id", "ledger.settling"),
    Index("ix_settlement_debit", "company_id", "debit_line_id"),
    Index("ix_settlement_credit", "company_id", "credit_line_id"),
    Index("ix_settlement_settling", "company_id", "settling_id"),
)

# Up to how much a settlement may book by itself of what is left over, and where to.
settling_terms = Table(
    "settling_terms",
    metadata,
    company_key(),
    Column("difference_account", String(10), nullable=False),
    Column("difference_limit", MONEY, CheckConstraint("difference_limit >= 0", name="limit"), nullable=False),
    *versioned(),
    PrimaryKeyConstraint("company_id"),
    ForeignKeyConstraint(["company_id", "difference_account"], ["ledger.account.company_id", "ledger.account.number"]),
    schema="ledger",
)
