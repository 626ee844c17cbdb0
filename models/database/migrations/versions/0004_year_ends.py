"""Adds year-ends and their result."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "year_end",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("fiscal_year_id", sa.BigInteger(), nullable=False),
        sa.Column("result", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("equity_account", sa.String(length=10), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("closed_by", sa.BigInteger(), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("(reopened_at is null) = (reason = '')", name=op.f("ck_year_end_reason")),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_year_end_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "fiscal_year_id"],
            ["ledger.fiscal_year.company_id", "ledger.fiscal_year.id"],
            name=op.f("fk_year_end_company_id_fiscal_year_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_year_end_company_id_entry_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_year_end")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_year_end_company_id_id")),
        schema="ledger",
    )
    op.create_index(
        "uq_year_end_closed",
        "year_end",
        ["company_id", "fiscal_year_id"],
        unique=True,
        schema="ledger",
        postgresql_where=sa.text("reopened_at is null"),
    )
    op.create_table(
        "result_disposal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("year_end_id", sa.BigInteger(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("dividend", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("carried_forward", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("undone_entry_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("dividend >= 0", name=op.f("ck_result_disposal_dividend")),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_result_disposal_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "year_end_id"],
            ["ledger.year_end.company_id", "ledger.year_end.id"],
            name=op.f("fk_result_disposal_company_id_year_end_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_result_disposal_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "undone_entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_result_disposal_company_id_undone_entry_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result_disposal")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_result_disposal_company_id_id")),
        schema="ledger",
    )
    op.create_index(
        "uq_result_disposal_standing",
        "result_disposal",
        ["company_id", "year_end_id"],
        unique=True,
        schema="ledger",
        postgresql_where=sa.text("undone_entry_id is null"),
    )
