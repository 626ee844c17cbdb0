"""Adds rules of dimensions, and voucher templates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column("dimension", _active(), schema="ledger")
    for column in _versioned():
        op.add_column("dimension", column, schema="ledger")
    identity = sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False)
    op.add_column("dimension_value", identity, schema="ledger")
    for name in ("valid_from", "valid_to"):
        op.add_column("dimension_value", sa.Column(name, sa.Date()), schema="ledger")
    for column in _versioned():
        op.add_column("dimension_value", column, schema="ledger")
    op.create_unique_constraint(
        op.f("uq_dimension_value_company_id_id"), "dimension_value", ["company_id", "id"], schema="ledger"
    )
    op.create_check_constraint(
        op.f("ck_dimension_value_days"), "dimension_value", "valid_to >= valid_from", schema="ledger"
    )
    _make_rules()
    _make_templates()


def _active() -> sa.Column[bool]:
    return sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False)


def _versioned() -> tuple[sa.Column[object], ...]:
    moment = sa.DateTime(timezone=True)
    return (
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", moment, server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", moment, server_default=sa.text("now()"), nullable=False),
    )


def _owned() -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("company_id", sa.BigInteger(), sa.ForeignKey("company.company.id"), nullable=False),
    )


def _make_rules() -> None:
    op.create_table(
        "dimension_rule",
        *_owned(),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("from_account", sa.String(length=10), nullable=False),
        sa.Column("to_account", sa.String(length=10), nullable=False),
        sa.Column("requirement", sa.String(length=10), nullable=False),
        sa.Column("default_code", sa.Text()),
        sa.Column("valid_from", sa.Date()),
        sa.Column("valid_to", sa.Date()),
        *_versioned(),
        sa.CheckConstraint(
            "requirement in ('required', 'forbidden', 'optional')", name=op.f("ck_dimension_rule_requirement")
        ),
        sa.CheckConstraint("to_account >= from_account", name=op.f("ck_dimension_rule_range")),
        sa.CheckConstraint("valid_to >= valid_from", name=op.f("ck_dimension_rule_days")),
        sa.CheckConstraint(
            "requirement <> 'forbidden' or default_code is null", name=op.f("ck_dimension_rule_default")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "dimension"],
            ["ledger.dimension.company_id", "ledger.dimension.number"],
            name=op.f("fk_dimension_rule_company_id_dimension"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "dimension", "default_code"],
            ["ledger.dimension_value.company_id", "ledger.dimension_value.dimension", "ledger.dimension_value.code"],
            name="fk_dimension_rule_default",
        ),
        postgresql.ExcludeConstraint(
            (sa.column("company_id"), "="),
            (sa.column("dimension"), "="),
            (sa.column("from_account"), "="),
            (sa.column("to_account"), "="),
            (sa.text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_dimension_rule_overlap",
            using="gist",
        ),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_dimension_rule_company_id_id")),
        schema="ledger",
    )


def _make_templates() -> None:
    op.create_table(
        "voucher_template",
        *_owned(),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("series", sa.String(length=20), server_default="A", nullable=False),
        _active(),
        *_versioned(),
        sa.CheckConstraint("name <> ''", name=op.f("ck_voucher_template_name")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_voucher_template_company_id_name")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_voucher_template_company_id_id")),
        schema="ledger",
    )
    op.create_table(
        "voucher_template_line",
        *_owned(),
        sa.Column("template_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("side", sa.String(length=6), nullable=False),
        sa.Column("formula", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_code", sa.String(length=20), server_default="", nullable=False),
        sa.Column("dimensions", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.CheckConstraint("side in ('debit', 'credit')", name=op.f("ck_voucher_template_line_side")),
        sa.UniqueConstraint(
            "company_id",
            "template_id",
            "position",
            name=op.f("uq_voucher_template_line_company_id_template_id_position"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "template_id"],
            ["ledger.voucher_template.company_id", "ledger.voucher_template.id"],
            name=op.f("fk_voucher_template_line_company_id_template_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_voucher_template_line_company_id_account"),
        ),
        schema="ledger",
    )
