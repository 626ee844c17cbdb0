"""Adds whether the prices of a document include tax, and with which customers that is agreed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the columns."""
    for schema, table in (("finance", "invoice"), ("sales", "sales_order"), ("contacts", "party_terms")):
        op.add_column(
            table,
            sa.Column("prices_include_tax", sa.Boolean(), server_default=sa.text("false"), nullable=False),
            schema=schema,
        )
