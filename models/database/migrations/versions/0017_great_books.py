"""Adds what great books are read by: indexes for amount, dimension, text and VAT, and balances in total."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes and the totals."""
    op.drop_constraint(op.f("ck_balance_grain"), "balance", schema="ledger")
    op.create_check_constraint(
        op.f("ck_balance_grain"), "balance", "grain in ('D', 'M', 'Y', 'T', 'N', 'Z')", schema="ledger"
    )
    op.execute(
        "INSERT INTO ledger.balance SELECT company_id, book_id, translate(grain, 'DMY', 'TNZ'), starts_on, account,"
        " kind, currency, 0, 0, sum(debit), sum(credit), sum(amount_currency) FROM ledger.balance"
        " GROUP BY company_id, book_id, grain, starts_on, account, kind, currency"
    )
    op.create_index("ix_line_amount", "line", ["company_id", sa.text("abs(amount)"), "account"], schema="ledger")
    op.create_index("ix_line_dimension", "line", ["company_id", "account", "dimension_set"], schema="ledger")
    op.drop_index("ix_line_tax", "line", schema="ledger")
    op.create_index(
        "ix_line_tax",
        "line",
        ["company_id", "tax_code", "entry_date"],
        schema="ledger",
        postgresql_include=["account", "amount"],
        postgresql_where=sa.text("tax_code is not null"),
    )
    for table, where in (("line", sa.text("text <> ''")), ("entry", None)):
        op.create_index(
            f"ix_{table}_text",
            table,
            [sa.literal_column("lower(text)").label("text")],
            schema="ledger",
            postgresql_using="gin",
            postgresql_ops={"text": "gin_trgm_ops"},
            postgresql_where=where,
        )
