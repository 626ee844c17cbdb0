"""Adds spending control: rules, what was allowed, and whenever one was passed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _rules()
    _overrides()
    _events()


def _owned(name: str, *items: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        *items,
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f(f"fk_{name}_company_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("company_id", "id", name=op.f(f"uq_{name}_company_id_id")),
        schema="ledger",
    )


def _money(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Numeric(precision=18, scale=2), nullable=False)


def _when(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)


def _rules() -> None:
    none = sa.text("0")
    _owned(
        "spending_rule",
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("from_account", sa.String(length=10), nullable=False),
        sa.Column("to_account", sa.String(length=10), nullable=False),
        sa.Column("each_account", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=True),
        sa.Column("dimension_code", sa.Text(), nullable=True),
        sa.Column("span", sa.String(length=8), server_default="year", nullable=False),
        sa.Column("act", sa.String(length=4), server_default="warn", nullable=False),
        sa.Column("tolerance_percent", sa.Numeric(precision=9, scale=4), server_default=none, nullable=False),
        sa.Column("tolerance_amount", sa.Numeric(precision=18, scale=2), server_default=none, nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        _when("created_at"),
        _when("changed_at"),
        sa.CheckConstraint("span in ('month', 'to_date', 'year')", name=op.f("ck_spending_rule_span")),
        sa.CheckConstraint("act in ('warn', 'stop')", name=op.f("ck_spending_rule_act")),
        sa.CheckConstraint("from_account <> '' and to_account >= from_account", name=op.f("ck_spending_rule_range")),
        sa.CheckConstraint("(dimension is null) = (dimension_code is null)", name=op.f("ck_spending_rule_value")),
        sa.CheckConstraint(
            "tolerance_percent between 0 and 1000 and tolerance_amount >= 0", name=op.f("ck_spending_rule_tolerance")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "dimension", "dimension_code"],
            ["ledger.dimension_value.company_id", "ledger.dimension_value.dimension", "ledger.dimension_value.code"],
            name="fk_spending_rule_value",
        ),
    )
    op.create_index(
        "ix_spending_rule_active", "spending_rule", ["company_id"], schema="ledger", postgresql_where=sa.text("active")
    )


def _overrides() -> None:
    _owned(
        "spending_override",
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        _money("amount"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("allowed_by", sa.BigInteger(), nullable=False),
        _when("allowed_at"),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_spending_override_amount")),
        sa.CheckConstraint("btrim(reason) <> ''", name=op.f("ck_spending_override_reason")),
        sa.CheckConstraint(
            "subject in ('voucher', 'supplier_invoice', 'purchase_order')", name=op.f("ck_spending_override_subject")
        ),
        sa.CheckConstraint("(subject = 'voucher') = (subject_id is null)", name=op.f("ck_spending_override_document")),
    )
    op.create_index(
        "ix_spending_override_open",
        "spending_override",
        ["company_id", "subject"],
        schema="ledger",
        postgresql_where=sa.text("used_at is null"),
    )


def _events() -> None:
    _owned(
        "spending_event",
        sa.Column("rule_id", sa.BigInteger(), nullable=False),
        sa.Column("override_id", sa.BigInteger(), nullable=True),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=True),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("entry_position", sa.Integer(), nullable=True),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        _money("budget"),
        _money("spent"),
        _money("ordered"),
        _money("amount"),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        _when("happened_at"),
        *(
            sa.ForeignKeyConstraint(
                ["company_id", column],
                [f"ledger.{table}.company_id", f"ledger.{table}.id"],
                name=op.f(f"fk_spending_event_company_id_{column}"),
            )
            for column, table in (("rule_id", "spending_rule"), ("override_id", "spending_override"))
        ),
    )
    op.create_index("ix_spending_event_rule", "spending_event", ["company_id", "rule_id", "id"], schema="ledger")
