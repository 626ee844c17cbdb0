"""Adds fixed assets and their depreciation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "asset_group",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("cost_account", sa.String(length=10), nullable=False),
        sa.Column("accumulated_account", sa.String(length=10), nullable=False),
        sa.Column("expense_account", sa.String(length=10), nullable=False),
        sa.Column("impaired_account", sa.String(length=10), nullable=False),
        sa.Column("impairment_account", sa.String(length=10), nullable=False),
        sa.Column("revaluation_account", sa.String(length=10), nullable=False),
        sa.Column("gain_account", sa.String(length=10), nullable=False),
        sa.Column("loss_account", sa.String(length=10), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("life_months", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Numeric(precision=9, scale=4), server_default="0", nullable=False),
        sa.Column("starts_next", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("tax_pool", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("method in ('linear', 'declining', 'none')", name=op.f("ck_asset_group_method")),
        sa.CheckConstraint("life_months between 1 and 1200", name=op.f("ck_asset_group_life")),
        sa.CheckConstraint("rate between 0 and 100", name=op.f("ck_asset_group_rate")),
        sa.ForeignKeyConstraint(
            ["company_id", "accumulated_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_asset_group_company_id_accumulated_account"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "cost_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_asset_group_company_id_cost_account"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "expense_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_asset_group_company_id_expense_account"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "gain_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_asset_group_company_id_gain_account"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "impaired_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_asset_group_company_id_impaired_account"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "impairment_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_asset_group_company_id_impairment_account"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "loss_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_asset_group_company_id_loss_account"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "revaluation_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_asset_group_company_id_revaluation_account"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_asset_group_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_group")),
        sa.UniqueConstraint("company_id", "code", name=op.f("uq_asset_group_company_id_code")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_asset_group_company_id_id")),
        schema="finance",
    )
    op.create_table(
        "asset",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("acquired_on", sa.Date(), nullable=False),
        sa.Column("depreciates_from", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("life_months", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Numeric(precision=9, scale=4), server_default="0", nullable=False),
        sa.Column("residual", sa.Numeric(precision=18, scale=2), server_default="0", nullable=False),
        sa.Column("serial_number", sa.Text(), server_default="", nullable=False),
        sa.Column("place", sa.Text(), server_default="", nullable=False),
        sa.Column("dimensions", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.Column("source_line_id", sa.BigInteger(), nullable=True),
        sa.Column("taken_over_to", sa.Date(), nullable=True),
        sa.Column("disposed_on", sa.Date(), nullable=True),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("method in ('linear', 'declining', 'none')", name=op.f("ck_asset_method")),
        sa.CheckConstraint("extract(day from depreciates_from) = 1", name=op.f("ck_asset_first_of_month")),
        sa.CheckConstraint("life_months between 1 and 1200", name=op.f("ck_asset_life")),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_asset_parent")),
        sa.CheckConstraint("rate between 0 and 100", name=op.f("ck_asset_rate")),
        sa.CheckConstraint("residual >= 0", name=op.f("ck_asset_residual")),
        sa.ForeignKeyConstraint(
            ["company_id", "group_id"],
            ["finance.asset_group.company_id", "finance.asset_group.id"],
            name=op.f("fk_asset_company_id_group_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "parent_id"],
            ["finance.asset.company_id", "finance.asset.id"],
            name=op.f("fk_asset_company_id_parent_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "source_line_id"],
            ["ledger.line.company_id", "ledger.line.id"],
            name=op.f("fk_asset_company_id_source_line_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_asset_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_asset_company_id_id")),
        sa.UniqueConstraint("company_id", "number", name=op.f("uq_asset_company_id_number")),
        schema="finance",
    )
    op.create_index("ix_asset_group", "asset", ["company_id", "group_id"], unique=False, schema="finance")
    op.create_index(
        "ix_asset_source",
        "asset",
        ["company_id", "source_line_id"],
        unique=False,
        schema="finance",
        postgresql_where=sa.text("source_line_id is not null"),
    )
    op.create_table(
        "asset_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("asset_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("event_date", sa.Date(), nullable=False),
        sa.Column("month", sa.Date(), nullable=True),
        sa.Column("cost", sa.Numeric(precision=18, scale=2), server_default="0", nullable=False),
        sa.Column("depreciation", sa.Numeric(precision=18, scale=2), server_default="0", nullable=False),
        sa.Column("write_down", sa.Numeric(precision=18, scale=2), server_default="0", nullable=False),
        sa.Column("proceeds", sa.Numeric(precision=18, scale=2), server_default="0", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("reverses_id", sa.BigInteger(), nullable=True),
        sa.Column("reversed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(kind = 'depreciation') = (month is not null)", name=op.f("ck_asset_event_month")),
        sa.CheckConstraint(
            "kind in ('acquisition', 'depreciation', 'write_down', 'revaluation', 'disposal')",
            name=op.f("ck_asset_event_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "asset_id"],
            ["finance.asset.company_id", "finance.asset.id"],
            name=op.f("fk_asset_event_company_id_asset_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_asset_event_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "reverses_id"],
            ["finance.asset_event.company_id", "finance.asset_event.id"],
            name=op.f("fk_asset_event_company_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_asset_event_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_event")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_asset_event_company_id_id")),
        schema="finance",
    )
    op.create_index(
        "ix_asset_event_asset", "asset_event", ["company_id", "asset_id", "id"], unique=False, schema="finance"
    )
    op.create_index("ix_asset_event_entry", "asset_event", ["company_id", "entry_id"], unique=False, schema="finance")
    op.create_index(
        "uq_asset_event_month",
        "asset_event",
        ["company_id", "asset_id", "month"],
        unique=True,
        schema="finance",
        postgresql_where=sa.text("month is not null and not reversed and reverses_id is null"),
    )
    op.create_index(
        "uq_asset_event_reverses",
        "asset_event",
        ["company_id", "reverses_id"],
        unique=True,
        schema="finance",
        postgresql_where=sa.text("reverses_id is not null"),
    )
