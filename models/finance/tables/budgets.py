"""What is stored of budgets and forecasts: plans of a fiscal year by account, combination of dimensions and month.

Both are written by the doors alone; an approved plan is never changed. The budget in force of a year is the one of its
approved budgets that was approved last (`ledger.budget_in_force`): spending control asks that one.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from models.database.schema import MONEY, company_key, metadata, owned, versioned, within_company

budget = owned(
    "ledger",
    "budget",
    Column("fiscal_year_id", BigInteger, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("code", String(20), nullable=False),
    Column("version", Integer, nullable=False),  # of the same code and year: a copy of an approved one is the next
    Column("title", Text, nullable=False, server_default=""),
    Column("status", String(8), nullable=False, server_default="draft"),
    Column("approved_at", DateTime(timezone=True)),
    Column("approved_by", BigInteger),
    *versioned(),
    within_company("fiscal_year_id", "ledger.fiscal_year"),
    UniqueConstraint("company_id", "fiscal_year_id", "code", "version"),
    Index(
        "ix_budget_approved",
        "company_id",
        "fiscal_year_id",
        "approved_at",
        postgresql_where=text("status = 'approved'"),
    ),
    CheckConstraint("kind in ('budget', 'forecast')", name="kind"),
    CheckConstraint("status in ('draft', 'approved')", name="status"),
    CheckConstraint("(status = 'approved') = (approved_at is not null)", name="approved"),
    CheckConstraint("code <> ''", name="code"),
    CheckConstraint("version between 1 and 9999", name="version"),
)

#: A month is named by its first day. Debit is positive, as in the ledger; the dimensions are a combination of the
#: ledger's own (0: none), so that plan and actual figures are narrowed alike.
budget_amount = Table(
    "budget_amount",
    metadata,
    company_key(),
    Column("budget_id", BigInteger, nullable=False),
    Column("account", String(10), nullable=False),
    Column("dimension_set", BigInteger, nullable=False, server_default=text("0")),
    Column("month", Date, nullable=False),
    Column("amount", MONEY, nullable=False),
    PrimaryKeyConstraint("company_id", "budget_id", "account", "dimension_set", "month"),
    within_company("budget_id", "ledger.budget"),
    ForeignKeyConstraint(["company_id", "account"], ["ledger.account.company_id", "ledger.account.number"]),
    CheckConstraint("extract(day from month) = 1", name="first_of_month"),
    CheckConstraint("amount <> 0", name="amount"),
    schema="ledger",
)
