"""Adds VAT returns, sales lists and what tax codes learned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MONEY = sa.Numeric(18, 2)


def upgrade() -> None:
    """Make the tables."""
    op.add_column("tax_code", sa.Column("country", sa.String(2), server_default="", nullable=False), schema="finance")
    _add_to_rates()
    _add_versions("tax_code")
    _add_versions("tax_rate")
    op.create_index(
        "ix_line_tax",
        "line",
        ["company_id", "tax_code", "entry_date"],
        schema="ledger",
        postgresql_where=sa.text("tax_code is not null"),
    )
    _make_scheme()
    _make_returns()


def _add_to_rates() -> None:
    for column in (
        sa.Column("reverse_account", sa.String(10)),
        sa.Column("reverse_box", sa.String(2), server_default="", nullable=False),
        sa.Column("deductible", sa.Numeric(9, 4), server_default=sa.text("100"), nullable=False),
    ):
        op.add_column("tax_rate", column, schema="finance")
    op.create_check_constraint(
        op.f("ck_tax_rate_deductible"), "tax_rate", "deductible between 0 and 100", schema="finance"
    )
    op.create_foreign_key(
        op.f("fk_tax_rate_company_id_reverse_account"),
        "tax_rate",
        "account",
        ["company_id", "reverse_account"],
        ["company_id", "number"],
        source_schema="finance",
        referent_schema="ledger",
    )


def _add_versions(table: str) -> None:
    op.add_column(
        table, sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False), schema="finance"
    )
    for name in ("created_at", "changed_at"):
        op.add_column(
            table,
            sa.Column(name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
            schema="finance",
        )


def _key(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f(f"fk_{table}_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("company_id", "id", name=op.f(f"uq_{table}_company_id_id")),
    )


def _make_scheme() -> None:
    op.create_table(
        "tax_scheme",
        *_key("tax_scheme"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("frequency", sa.String(8), nullable=False),
        sa.Column("method", sa.String(7), nullable=False),
        sa.Column("settlement_account", sa.String(10), nullable=False),
        sa.CheckConstraint(
            "frequency in ('month_26', 'month', 'quarter', 'year')", name=op.f("ck_tax_scheme_frequency")
        ),
        sa.CheckConstraint("method in ('invoice', 'cash')", name=op.f("ck_tax_scheme_method")),
        sa.ForeignKeyConstraint(
            ["company_id", "settlement_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_tax_scheme_company_id_settlement_account"),
        ),
        sa.UniqueConstraint("company_id", "valid_from", name=op.f("uq_tax_scheme_company_id_valid_from")),
        schema="finance",
    )


def _make_returns() -> None:
    op.create_table(
        "vat_return",
        *_key("vat_return"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("payable", _MONEY, nullable=False),
        sa.Column("entry_id", sa.BigInteger()),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_by", sa.BigInteger()),
        sa.Column("reopened_at", sa.DateTime(timezone=True)),
        sa.Column("reopened_by", sa.BigInteger()),
        sa.Column("reopen_reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_vat_return_company_id_entry_id"),
        ),
        sa.CheckConstraint("ends_on > starts_on", name=op.f("ck_vat_return_order")),
        sa.CheckConstraint("version = 1 or reason <> ''", name=op.f("ck_vat_return_reason")),
        sa.UniqueConstraint(
            "company_id", "starts_on", "version", name=op.f("uq_vat_return_company_id_starts_on_version")
        ),
        schema="finance",
    )
    op.create_index(
        "uq_vat_return_in_force",
        "vat_return",
        ["company_id", "ends_on"],
        unique=True,
        schema="finance",
        postgresql_where=sa.text("reopened_at is null"),
    )
    op.create_table(
        "vat_return_box",
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("return_id", sa.BigInteger(), nullable=False),
        sa.Column("box", sa.String(2), nullable=False),
        sa.Column("exact", _MONEY, nullable=False),
        sa.Column("whole", _MONEY, nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_vat_return_box_company_id")),
        sa.PrimaryKeyConstraint("company_id", "return_id", "box", name=op.f("pk_vat_return_box")),
        sa.ForeignKeyConstraint(
            ["company_id", "return_id"],
            ["finance.vat_return.company_id", "finance.vat_return.id"],
            name=op.f("fk_vat_return_box_company_id_return_id"),
        ),
        schema="finance",
    )
