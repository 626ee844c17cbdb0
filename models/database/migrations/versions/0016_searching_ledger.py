"""Adds the indexes by which lines are found by amount, dimension and text, and by which VAT is summed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the indexes."""
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
