"""What is stored of invoices between companies: which supplier invoice here is which customer invoice there."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from models.database.schema import company_key, metadata

# Gone with the draft that it is of, so that the invoice is offered again; never twice in one company.
sister_invoice = Table(
    "sister_invoice",
    metadata,
    company_key(),
    Column("invoice_id", BigInteger, nullable=False),
    Column("sister_id", BigInteger, nullable=False),
    Column("sister_invoice_id", BigInteger, nullable=False),
    PrimaryKeyConstraint("company_id", "invoice_id"),
    UniqueConstraint("sister_id", "sister_invoice_id"),
    ForeignKeyConstraint(
        ["company_id", "invoice_id"], ["finance.invoice.company_id", "finance.invoice.id"], ondelete="CASCADE"
    ),
    ForeignKeyConstraint(["sister_id", "sister_invoice_id"], ["finance.invoice.company_id", "finance.invoice.id"]),
    CheckConstraint("company_id <> sister_id", name="other"),
    schema="finance",
)
