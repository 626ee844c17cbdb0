"""What is stored of groups of companies: members, their accounts in the chart of the group, and its own entries."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    text,
)

from models.database.schema import MONEY, PERCENT, PRICE, company_key, identity, metadata, versioned

# The group is its parent: `company_id`. The parent itself is no member.
group_member = Table(
    "group_member",
    metadata,
    identity(),
    company_key(),
    Column("member_id", BigInteger, ForeignKey("company.company.id"), nullable=False),
    Column("share", PERCENT, nullable=False),
    Column("from_date", Date, nullable=False),
    Column("to_date", Date),
    *versioned(),
    UniqueConstraint("company_id", "member_id"),
    CheckConstraint("share > 0 and share <= 100", name="share"),
    CheckConstraint("member_id <> company_id", name="other"),
    CheckConstraint("to_date >= from_date", name="days"),
    schema="finance",
)

# Where an account of a member stands in the chart of the parent, and the rate that equity keeps.
group_account = Table(
    "group_account",
    metadata,
    identity(),
    company_key(),
    Column("member_id", BigInteger, nullable=False),
    Column("account", String(10), nullable=False),
    Column("group_account", String(10), nullable=False),
    Column("historical_rate", PRICE, CheckConstraint("historical_rate > 0", name="rate")),
    *versioned(),
    UniqueConstraint("company_id", "member_id", "account"),
    ForeignKeyConstraint(
        ["company_id", "member_id"], ["finance.group_member.company_id", "finance.group_member.member_id"]
    ),
    ForeignKeyConstraint(["company_id", "group_account"], ["ledger.account.company_id", "ledger.account.number"]),
    schema="finance",
)

# Never in the books of a company: an amount of a day, or without one all that stands on both accounts.
group_adjustment = Table(
    "group_adjustment",
    metadata,
    identity(),
    company_key(),
    Column("name", String(120), nullable=False),
    Column("on_date", Date, nullable=False),
    Column("debit_account", String(10), nullable=False),
    Column("credit_account", String(10), nullable=False),
    Column("amount", MONEY, CheckConstraint("amount > 0", name="amount")),
    Column("proposed", Boolean, nullable=False, server_default=text("false")),  # accepted as it was found
    *versioned(),
    CheckConstraint("debit_account <> credit_account", name="other"),
    ForeignKeyConstraint(["company_id", "debit_account"], ["ledger.account.company_id", "ledger.account.number"]),
    ForeignKeyConstraint(["company_id", "credit_account"], ["ledger.account.company_id", "ledger.account.number"]),
    schema="finance",
)

# A voucher between two companies, once for each of them. Written by its door alone.
intercompany_voucher = Table(
    "intercompany_voucher",
    metadata,
    company_key(),
    Column("entry_id", BigInteger, nullable=False),
    Column("sister_id", BigInteger, nullable=False),
    Column("sister_entry_id", BigInteger, nullable=False),
    PrimaryKeyConstraint("company_id", "entry_id"),
    ForeignKeyConstraint(["company_id", "entry_id"], ["ledger.entry.company_id", "ledger.entry.id"]),
    ForeignKeyConstraint(["sister_id", "sister_entry_id"], ["ledger.entry.company_id", "ledger.entry.id"]),
    CheckConstraint("company_id <> sister_id", name="other"),
    schema="finance",
)
