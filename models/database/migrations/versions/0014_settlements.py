"""Adds what settling many open items at once needs, and accounts that keep open items from a day on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_MONEY = sa.Numeric(precision=18, scale=2)
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables and the columns."""
    op.add_column("account", sa.Column("open_items_from", sa.Date()), schema="ledger")
    op.create_check_constraint(
        op.f("ck_account_open_items_from"), "account", "open_items or open_items_from is null", schema="ledger"
    )
    op.create_index(
        "ix_open_item_day",
        "open_item",
        ["company_id", "account", "entry_date", "line_id"],
        schema="ledger",
        postgresql_where=sa.text("remaining <> 0"),
    )
    _make_settling()
    op.add_column("settlement", sa.Column("settling_id", sa.BigInteger(), nullable=False), schema="ledger")
    op.create_foreign_key(
        op.f("fk_settlement_company_id_settling_id"),
        "settlement",
        "settling",
        ["company_id", "settling_id"],
        ["company_id", "id"],
        source_schema="ledger",
        referent_schema="ledger",
    )
    op.create_index("ix_settlement_settling", "settlement", ["company_id", "settling_id"], schema="ledger")
    _make_terms()


def _make_settling() -> None:
    op.create_table(
        "settling",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("party_id", sa.BigInteger()),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("amount", _MONEY, nullable=False),
        sa.Column("amount_currency", _MONEY, nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=False),
        sa.Column("settled_at", _MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("settled_by", sa.BigInteger()),
        sa.Column("entry_id", sa.BigInteger()),
        sa.Column("undone_at", _MOMENT),
        sa.Column("undone_by", sa.BigInteger()),
        sa.Column("undone_reason", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("items > 1", name=op.f("ck_settling_items")),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_settling_company_id")),
        sa.ForeignKeyConstraint(["party_id"], ["contacts.party.id"], name=op.f("fk_settling_party_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_settling_company_id_account"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "entry_id"],
            ["ledger.entry.company_id", "ledger.entry.id"],
            name=op.f("fk_settling_company_id_entry_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settling")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_settling_company_id_id")),
        schema="ledger",
    )
    op.create_index("ix_settling_account", "settling", ["company_id", "account", "id"], schema="ledger")


def _make_terms() -> None:
    op.create_table(
        "settling_terms",
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("difference_account", sa.String(length=10), nullable=False),
        sa.Column("difference_limit", _MONEY, nullable=False),
        sa.Column("row_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", _MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.Column("changed_at", _MOMENT, server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("difference_limit >= 0", name=op.f("ck_settling_terms_limit")),
        sa.ForeignKeyConstraint(["company_id"], ["company.company.id"], name=op.f("fk_settling_terms_company_id")),
        sa.ForeignKeyConstraint(
            ["company_id", "difference_account"],
            ["ledger.account.company_id", "ledger.account.number"],
            name=op.f("fk_settling_terms_company_id_difference_account"),
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_settling_terms")),
        schema="ledger",
    )
