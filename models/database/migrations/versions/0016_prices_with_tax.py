"""Adds whether prices include tax, the periods of invoice lines, and where the reserve of assets goes; assets move."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns."""
    op.add_column(
        "price",
        sa.Column("includes_tax", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        schema="sales",
    )
    _follow_assets()
    _add_periods()
    for schema, table in (("finance", "invoice"), ("sales", "sales_order"), ("contacts", "party_terms")):
        op.add_column(
            table,
            sa.Column("prices_include_tax", sa.Boolean(), server_default=sa.text("false"), nullable=False),
            schema=schema,
        )


def _follow_assets() -> None:
    op.add_column("asset_group", sa.Column("equity_account", sa.String(length=10), nullable=True), schema="finance")
    op.create_foreign_key(
        op.f("fk_asset_group_company_id_equity_account"),
        "asset_group",
        "account",
        ["company_id", "equity_account"],
        ["company_id", "number"],
        source_schema="finance",
        referent_schema="ledger",
    )
    op.add_column(
        "asset_event",
        sa.Column("reserve", sa.Numeric(precision=18, scale=2), server_default="0", nullable=False),
        schema="finance",
    )
    op.drop_constraint(op.f("ck_asset_event_kind"), "asset_event", schema="finance")
    op.create_check_constraint(
        op.f("ck_asset_event_kind"),
        "asset_event",
        "kind in ('acquisition', 'depreciation', 'write_down', 'revaluation', 'disposal', 'transfer')",
        schema="finance",
    )


def _add_periods() -> None:
    for name, kind in (
        ("period_from", sa.Date()),
        ("period_to", sa.Date()),
        ("deferral_account", sa.String(length=10)),
    ):
        op.add_column("invoice_line", sa.Column(name, kind, nullable=True), schema="finance")
    op.create_foreign_key(
        op.f("fk_invoice_line_company_id_deferral_account"),
        "invoice_line",
        "account",
        ["company_id", "deferral_account"],
        ["company_id", "number"],
        source_schema="finance",
        referent_schema="ledger",
    )
    op.create_check_constraint(
        op.f("ck_invoice_line_period"),
        "invoice_line",
        "num_nulls(period_from, period_to, deferral_account) in (0, 3) and period_to >= period_from",
        schema="finance",
    )
