"""What is stored of statements that a company has designed for itself."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB

from models.database.schema import owned, versioned

statement = owned(
    "ledger",
    "statement",
    Column("code", String(20), CheckConstraint("code ~ '^own[1-9][0-9]{0,6}$'", name="code"), nullable=False),
    Column("title", Text, CheckConstraint("title <> ''", name="title"), nullable=False),
    Column("title_en", Text, nullable=False, server_default=""),
    # The rows in their order: one document, edited and replaced as a whole.
    Column("lines", JSONB, CheckConstraint("jsonb_typeof(lines) = 'array'", name="lines"), nullable=False),
    Column(
        "covers",
        String(10),
        CheckConstraint("covers in ('', 'result', 'position', 'all')", name="covers"),
        nullable=False,
        server_default="",
    ),
    Column("after_closing", Boolean, nullable=False, server_default=text("false")),
    Column("proof", Text, nullable=False, server_default=""),
    *versioned(),
    UniqueConstraint("company_id", "code"),
)
