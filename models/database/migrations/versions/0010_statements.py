"""Adds designed statements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    now = sa.text("now()")
    op.create_table(
        "statement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), server_default="", nullable=False),
        sa.Column("lines", JSONB(), nullable=False),
        sa.Column("covers", sa.String(length=10), server_default="", nullable=False),
        sa.Column("after_closing", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("proof", sa.Text(), server_default="", nullable=False),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.CheckConstraint("code ~ '^own[1-9][0-9]{0,6}$'", name=op.f("ck_statement_code")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_statement_title")),
        sa.CheckConstraint("jsonb_typeof(lines) = 'array'", name=op.f("ck_statement_lines")),
        sa.CheckConstraint("covers in ('', 'result', 'position', 'all')", name=op.f("ck_statement_covers")),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_statement_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("company_id", "code", name=op.f("uq_statement_company_id_code")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_statement_company_id_id")),
        schema="ledger",
    )
