"""Adds what each tax code came to on each account and day, which returns of VAT read instead of the lines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; `ledger.complete_totals` fills it from the lines that are there."""
    op.create_table(
        "tax_total",
        sa.Column("company_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_date", sa.Date(), nullable=False),
        sa.Column("tax_code", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=10), nullable=False),
        sa.Column("stripe", sa.SmallInteger(), nullable=False),
        _money("debit"),
        _money("credit"),
        sa.Column("line_count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("company_id", "entry_date", "tax_code", "account", "stripe", name=op.f("pk_tax_total")),
        schema="ledger",
        postgresql_with={"fillfactor": 70},
    )


def _money(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Numeric(precision=18, scale=2), nullable=False)
