"""Adds allocations: keys by which costs are spread, the rules that use them, and what was booked of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

#: What a rule takes from somewhere or puts somewhere, on its way into a voucher.
_MOVE = """
CREATE TYPE ledger.allocation_move AS (
    rule_id bigint, kind text, account text, marks jsonb, target integer, weight numeric, amount numeric,
    waits_for bigint, version_id bigint)
"""


def upgrade() -> None:
    """Make the tables."""
    op.execute(_MOVE)
    op.create_table(
        "allocation_key",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=7), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_allocation_key_code")),
        sa.CheckConstraint("kind = 'fixed' or dimension is not null", name=op.f("ck_allocation_key_measured")),
        sa.CheckConstraint("kind in ('fixed', 'balance')", name=op.f("ck_allocation_key_kind")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_allocation_key_title")),
        sa.ForeignKeyConstraint(
            ["company_id", "dimension"],
            ["ledger.dimension.company_id", "ledger.dimension.number"],
            name="fk_allocation_key_dimension",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_allocation_key_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_key")),
        sa.UniqueConstraint("company_id", "code", name=op.f("uq_allocation_key_company_id_code")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_allocation_key_company_id_id")),
        schema="ledger",
    )
    op.create_table(
        "allocation_version",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("from_account", sa.String(length=10), nullable=True),
        sa.Column("to_account", sa.String(length=10), nullable=True),
        sa.Column("span", sa.String(length=5), nullable=False),
        sa.CheckConstraint("span in ('month', 'year')", name=op.f("ck_allocation_version_span")),
        sa.CheckConstraint("to_account >= from_account", name=op.f("ck_allocation_version_range")),
        sa.ForeignKeyConstraint(
            ["company_id", "key_id"],
            ["ledger.allocation_key.company_id", "ledger.allocation_key.id"],
            name=op.f("fk_allocation_version_company_id_key_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_allocation_version_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_version")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_allocation_version_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "key_id", "valid_from", name=op.f("uq_allocation_version_company_id_key_id_valid_from")
        ),
        schema="ledger",
    )
    op.create_table(
        "allocation_target",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("account", sa.String(length=10), nullable=True),
        sa.Column("weight", sa.Numeric(precision=18, scale=6), nullable=False),
        sa.CheckConstraint("code is not null or account is not null", name=op.f("ck_allocation_target_somewhere")),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_allocation_target_weight")),
        sa.ForeignKeyConstraint(
            ["company_id", "account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_allocation_target_company_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "version_id"],
            ["ledger.allocation_version.company_id", "ledger.allocation_version.id"],
            name=op.f("fk_allocation_target_company_id_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_allocation_target_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_target")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_allocation_target_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "version_id", "position", name=op.f("uq_allocation_target_company_id_version_id_position")
        ),
        schema="ledger",
    )
    op.create_table(
        "allocation_rule",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("from_account", sa.String(length=10), nullable=False),
        sa.Column("to_account", sa.String(length=10), nullable=False),
        sa.Column("source_dimension", sa.Integer(), nullable=True),
        sa.Column("source_code", sa.Text(), nullable=True),
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.Column("credit_account", sa.String(length=10), nullable=True),
        sa.Column("target_account", sa.String(length=10), nullable=True),
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_allocation_rule_title")),
        sa.CheckConstraint(
            "(source_dimension is null) = (source_code is null)", name=op.f("ck_allocation_rule_source")
        ),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_allocation_rule_days")),
        sa.CheckConstraint("to_account >= from_account", name=op.f("ck_allocation_rule_range")),
        sa.ForeignKeyConstraint(
            ["company_id", "credit_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name="fk_allocation_rule_credit",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "key_id"],
            ["ledger.allocation_key.company_id", "ledger.allocation_key.id"],
            name=op.f("fk_allocation_rule_company_id_key_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "series"],
            ["ledger.series_definition.company_id", "ledger.series_definition.code"],
            name="fk_allocation_rule_series",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "source_dimension"],
            ["ledger.dimension.company_id", "ledger.dimension.number"],
            name="fk_allocation_rule_dimension",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "target_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name="fk_allocation_rule_target",
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_allocation_rule_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_rule")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_allocation_rule_company_id_id")),
        schema="ledger",
    )
    op.create_table(
        "allocation_run",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.BigInteger(), nullable=False),
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("terms", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("reversal_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("extract(day from month) = 1", name=op.f("ck_allocation_run_month")),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_allocation_run_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "key_id"],
            ["ledger.allocation_key.company_id", "ledger.allocation_key.id"],
            name=op.f("fk_allocation_run_company_id_key_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "reversal_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_allocation_run_company_id_reversal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "rule_id"],
            ["ledger.allocation_rule.company_id", "ledger.allocation_rule.id"],
            name=op.f("fk_allocation_run_company_id_rule_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "version_id"],
            ["ledger.allocation_version.company_id", "ledger.allocation_version.id"],
            name=op.f("fk_allocation_run_company_id_version_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_allocation_run_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_run")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_allocation_run_company_id_id")),
        schema="ledger",
    )
    op.create_index(
        "ix_allocation_run_entry", "allocation_run", ["company_id", "entry_id"], unique=False, schema="ledger"
    )
    op.create_index(
        "ix_allocation_run_key", "allocation_run", ["company_id", "key_id", "month"], unique=False, schema="ledger"
    )
    op.create_index(
        "uq_allocation_run_standing",
        "allocation_run",
        ["company_id", "rule_id", "month"],
        unique=True,
        schema="ledger",
        postgresql_where=sa.text("reversal_id is null"),
    )
    op.create_table(
        "allocation_run_line",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("dimensions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("weight", sa.Numeric(precision=18, scale=6), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.CheckConstraint("side in ('taken', 'put')", name=op.f("ck_allocation_run_line_side")),
        sa.ForeignKeyConstraint(
            ["company_id", "run_id"],
            ["ledger.allocation_run.company_id", "ledger.allocation_run.id"],
            name=op.f("fk_allocation_run_line_company_id_run_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_allocation_run_line_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocation_run_line")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_allocation_run_line_company_id_id")),
        sa.UniqueConstraint(
            "company_id", "run_id", "position", name=op.f("uq_allocation_run_line_company_id_run_id_position")
        ),
        schema="ledger",
    )
