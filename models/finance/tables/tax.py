"""What is stored of VAT: how and when a company returns it, and the returns it has filed.

Returns and their boxes are written by the doors alone.
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

from models.database.schema import MONEY, company_key, metadata, owned, within_company

tax_scheme = owned(
    "finance",
    "tax_scheme",
    Column("valid_from", Date, nullable=False),
    Column(
        "frequency",
        String(8),
        CheckConstraint("frequency in ('month_26', 'month', 'quarter', 'year')", name="frequency"),
        nullable=False,
    ),
    # When tax is due: with the invoice, or with its payment (kontantmetoden, ML 7 kap. 15 §).
    Column("method", String(7), CheckConstraint("method in ('invoice', 'cash')", name="method"), nullable=False),
    Column("settlement_account", String(10), nullable=False),
    ForeignKeyConstraint(["company_id", "settlement_account"], ["ledger.account.company_id", "ledger.account.number"]),
    UniqueConstraint("company_id", "valid_from"),
)

vat_return = owned(
    "finance",
    "vat_return",
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("version", Integer, nullable=False),  # 1, and one more for each correction
    Column("reason", Text, nullable=False, server_default=""),
    Column("payable", MONEY, nullable=False),  # box 49, in whole units; negative is refunded
    Column("entry_id", BigInteger),  # the settlement voucher
    Column("posted_at", DateTime(timezone=True), nullable=False),
    Column("posted_by", BigInteger),
    Column("reopened_at", DateTime(timezone=True)),
    Column("reopened_by", BigInteger),
    Column("reopen_reason", Text, nullable=False, server_default=""),
    within_company("entry_id", "ledger.entry"),
    CheckConstraint("ends_on > starts_on", name="order"),
    CheckConstraint("version = 1 or reason <> ''", name="reason"),
    UniqueConstraint("company_id", "starts_on", "version"),
    # One return at most is in force for a period, and locks it.
    Index("uq_vat_return_in_force", "company_id", "ends_on", unique=True, postgresql_where=text("reopened_at is null")),
)

vat_return_box = Table(
    "vat_return_box",
    metadata,
    company_key(),
    Column("return_id", BigInteger, nullable=False),
    Column("box", String(2), nullable=False),
    Column("exact", MONEY, nullable=False),
    Column("whole", MONEY, nullable=False),
    PrimaryKeyConstraint("company_id", "return_id", "box"),
    ForeignKeyConstraint(["company_id", "return_id"], ["finance.vat_return.company_id", "finance.vat_return.id"]),
    schema="finance",
)
