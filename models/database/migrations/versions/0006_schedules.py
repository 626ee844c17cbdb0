"""Adds recurring vouchers, planned reversals and deferrals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "recurring",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("model_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("every", sa.SmallInteger(), nullable=False),
        sa.Column("unit", sa.String(length=5), nullable=False),
        sa.Column("day", sa.SmallInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reverses", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_recurring_named")),
        sa.CheckConstraint("unit in ('month', 'week')", name=op.f("ck_recurring_unit")),
        sa.CheckConstraint("day between 0 and 31", name=op.f("ck_recurring_day")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_recurring_days")),
        sa.CheckConstraint("every between 1 and 60", name=op.f("ck_recurring_every")),
        sa.ForeignKeyConstraint(
            ["company_id", "model_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_recurring_company_id_model_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.company.id"],
            name=op.f("fk_recurring_company_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recurring")),
        sa.UniqueConstraint(
            "company_id",
            "id",
            name=op.f("uq_recurring_company_id_id"),
        ),
        schema="ledger",
    )
    op.create_table(
        "recurring_run",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("recurring_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_recurring_run_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "recurring_id"],
            ["ledger.recurring.company_id", "ledger.recurring.id"],
            name=op.f("fk_recurring_run_company_id_recurring_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.company.id"],
            name=op.f("fk_recurring_run_company_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recurring_run")),
        sa.UniqueConstraint(
            "company_id",
            "id",
            name=op.f("uq_recurring_run_company_id_id"),
        ),
        sa.UniqueConstraint(
            "company_id",
            "recurring_id",
            "due_on",
            name=op.f("uq_recurring_run_company_id_recurring_id_due_on"),
        ),
        schema="ledger",
    )
    op.create_table(
        "planned_reversal",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("reverse_on", sa.Date(), nullable=False),
        sa.Column("reversal_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_planned_reversal_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "reversal_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_planned_reversal_company_id_reversal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.company.id"],
            name=op.f("fk_planned_reversal_company_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_reversal")),
        sa.UniqueConstraint(
            "company_id",
            "entry_id",
            name=op.f("uq_planned_reversal_company_id_entry_id"),
        ),
        sa.UniqueConstraint(
            "company_id",
            "id",
            name=op.f("uq_planned_reversal_company_id_id"),
        ),
        schema="ledger",
    )
    op.create_index(
        "ix_planned_reversal_due",
        "planned_reversal",
        ["company_id", "reverse_on"],
        unique=False,
        schema="ledger",
        postgresql_where=sa.text("reversal_id is null"),
    )
    op.create_table(
        "deferral",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.BigInteger(), nullable=False),
        sa.Column("cost_account", sa.String(length=10), nullable=False),
        sa.Column("deferral_account", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_deferral_amount")),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_deferral_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "line_id"],
            ["ledger.line.company_id", "ledger.line.id"],
            name=op.f("fk_deferral_company_id_line_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.company.id"],
            name=op.f("fk_deferral_company_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deferral")),
        sa.UniqueConstraint(
            "company_id",
            "id",
            name=op.f("uq_deferral_company_id_id"),
        ),
        schema="ledger",
    )
    op.create_index(
        "ix_deferral_line",
        "deferral",
        ["company_id", "line_id"],
        unique=False,
        schema="ledger",
    )
    op.create_table(
        "deferral_part",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("deferral_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("posts_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id", "deferral_id"],
            ["ledger.deferral.company_id", "ledger.deferral.id"],
            name=op.f("fk_deferral_part_company_id_deferral_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_deferral_part_company_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.company.id"],
            name=op.f("fk_deferral_part_company_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deferral_part")),
        sa.UniqueConstraint(
            "company_id",
            "deferral_id",
            "position",
            name=op.f("uq_deferral_part_company_id_deferral_id_position"),
        ),
        sa.UniqueConstraint(
            "company_id",
            "id",
            name=op.f("uq_deferral_part_company_id_id"),
        ),
        schema="ledger",
    )
    op.create_index(
        "ix_deferral_part_due",
        "deferral_part",
        ["company_id", "posts_on"],
        unique=False,
        schema="ledger",
        postgresql_where=sa.text("entry_id is null"),
    )
