"""Adds built reports, snapshots and packs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.add_column(
        "party_terms",
        sa.Column("customer_group", sa.String(length=40), server_default="", nullable=False),
        schema="contacts",
    )
    op.create_index("ix_delivery_line_order_line", "delivery_line", ["company_id", "order_line_id"], schema="sales")
    op.create_table(
        "built_report",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("definition", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_built_report_company_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["company.app_user.id"], name=op.f("fk_built_report_owner_id")),
        sa.CheckConstraint("name <> '' and length(name) <= 60", name=op.f("ck_built_report_named")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_built_report")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_built_report_company_id_id")),
        sa.UniqueConstraint("company_id", "owner_id", "name", name=op.f("uq_built_report_company_id_owner_id_name")),
        schema="finance",
    )
    op.create_table(
        "report_snapshot",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("parameters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("roles", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("last_entry_id", sa.BigInteger(), nullable=False),
        sa.Column("awaited", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_report_snapshot_company_id")),
        sa.ForeignKeyConstraint(["made_by"], ["company.app_user.id"], name=op.f("fk_report_snapshot_made_by")),
        sa.CheckConstraint("title <> ''", name=op.f("ck_report_snapshot_titled")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_snapshot")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_report_snapshot_company_id_id")),
        schema="finance",
    )
    op.create_index(
        "ix_report_snapshot_made", "report_snapshot", ["company_id", "made_at"], unique=False, schema="finance"
    )
    op.create_table(
        "report_pack",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contents", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("span", sa.String(length=15), nullable=False),
        sa.Column("format", sa.String(length=4), nullable=False),
        sa.Column("recipients", sa.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("folder", sa.Text(), server_default="", nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_report_pack_company_id")),
        sa.CheckConstraint("name <> '' and length(name) <= 60", name=op.f("ck_report_pack_named")),
        sa.CheckConstraint(
            "span in ('last_month', 'last_quarter', 'year_to_date', 'last_year')", name=op.f("ck_report_pack_span")
        ),
        sa.CheckConstraint("format in ('pdf', 'xlsx')", name=op.f("ck_report_pack_format")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_pack")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_report_pack_company_id_id")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_report_pack_company_id_name")),
        schema="finance",
    )
    op.create_table(
        "pack_run",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("pack_id", sa.BigInteger(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=8), server_default="started", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "pack_id"],
            ["finance.report_pack.company_id", "finance.report_pack.id"],
            name=op.f("fk_pack_run_company_id_pack_id"),
        ),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_pack_run_company_id")),
        sa.ForeignKeyConstraint(["made_by"], ["company.app_user.id"], name=op.f("fk_pack_run_made_by")),
        sa.CheckConstraint("state in ('started', 'done', 'failed')", name=op.f("ck_pack_run_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pack_run")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_pack_run_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "pack_id",
            "from_date",
            "to_date",
            name=op.f("uq_pack_run_company_id_pack_id_from_date_to_date"),
        ),
        schema="finance",
    )
    op.create_table(
        "program_version",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("installed_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_program_version")),
        schema="audit",
    )
