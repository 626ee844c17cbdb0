"""Adds the indexes by which the lines of an account are found: by amount, by dimension, and by text."""

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
