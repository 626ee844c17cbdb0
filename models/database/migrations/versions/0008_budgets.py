"""Adds budgets and forecasts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "budget",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("fiscal_year_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.String(length=8), server_default="draft", nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind in ('budget', 'forecast')", name=op.f("ck_budget_kind")),
        sa.CheckConstraint("status in ('draft', 'approved')", name=op.f("ck_budget_status")),
        sa.CheckConstraint("(status = 'approved') = (approved_at is not null)", name=op.f("ck_budget_approved")),
        sa.CheckConstraint("code <> ''", name=op.f("ck_budget_code")),
        sa.CheckConstraint("version between 1 and 9999", name=op.f("ck_budget_version")),
        sa.ForeignKeyConstraint(
            ["company_id", "fiscal_year_id"],
            ["ledger.fiscal_year.company_id", "ledger.fiscal_year.id"],
            name=op.f("fk_budget_company_id_fiscal_year_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_budget_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_budget_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "fiscal_year_id",
            "code",
            "version",
            name=op.f("uq_budget_company_id_fiscal_year_id_code_version"),
        ),
        schema="ledger",
    )
    op.create_index(
        "ix_budget_approved",
        "budget",
        ["company_id", "fiscal_year_id", "approved_at"],
        unique=False,
        schema="ledger",
        postgresql_where=sa.text("status = 'approved'"),
    )
    op.create_table(
        "budget_amount",
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("budget_id", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("dimension_set", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_budget_amount_first_of_month")),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_budget_amount_amount")),
        sa.ForeignKeyConstraint(
            ["company_id", "account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_budget_amount_company_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "budget_id"],
            ["ledger.budget.company_id", "ledger.budget.id"],
            name=op.f("fk_budget_amount_company_id_budget_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_budget_amount_company_id")),
        sa.PrimaryKeyConstraint(
            "company_id", "budget_id", "account", "dimension_set", "month", name=op.f("pk_budget_amount")
        ),
        schema="ledger",
    )
