"""Adds which organisations are companies of this database, and which invoices of theirs were taken over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column("party", sa.Column("own_company_id", sa.BigInteger(), nullable=True), schema="contacts")
    op.create_foreign_key(
        op.f("fk_party_own_company_id"),
        "party",
        "company",
        ["own_company_id"],
        ["id"],
        source_schema="contacts",
        referent_schema="company",
    )
    op.create_unique_constraint(op.f("uq_party_own_company_id"), "party", ["own_company_id"], schema="contacts")
    op.create_check_constraint(
        op.f("ck_party_own_company"),
        "party",
        "own_company_id is null or kind = 'organisation'",
        schema="contacts",
    )
    op.create_table(
        "sister_invoice",
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("company_id", "invoice_id", "sister_id", "sister_invoice_id")
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_sister_invoice_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["finance.invoice.company_id", "finance.invoice.id"],
            name=op.f("fk_sister_invoice_company_id_invoice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["sister_id", "sister_invoice_id"],
            ["finance.invoice.company_id", "finance.invoice.id"],
            name=op.f("fk_sister_invoice_sister_id_sister_invoice_id"),
        ),
        sa.CheckConstraint("company_id <> sister_id", name=op.f("ck_sister_invoice_other")),
        sa.PrimaryKeyConstraint("company_id", "invoice_id", name=op.f("pk_sister_invoice")),
        sa.UniqueConstraint(
            "sister_id", "sister_invoice_id", name=op.f("uq_sister_invoice_sister_id_sister_invoice_id")
        ),
        schema="finance",
    )
