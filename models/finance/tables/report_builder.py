"""What is stored of reports: built ones, frozen ones, and packs of them with their runs."""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from models.database.schema import NOW, identity, metadata, owned, versioned, within_company

#: A report that somebody built; `roles` says who else sees it, "everybody" all of the company.
built_report = owned(
    "finance",
    "built_report",
    Column("name", Text, CheckConstraint("name <> '' and length(name) <= 60", name="named"), nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("source", String(60), nullable=False),
    Column("definition", JSONB, nullable=False),
    Column("owner_id", BigInteger, ForeignKey("company.app_user.id"), nullable=False),
    Column("roles", ARRAY(Text), nullable=False, server_default="{}"),
    *versioned(),
    UniqueConstraint("company_id", "owner_id", "name"),
)

#: A report as it was once: never changed, never taken away. `sha256` is that of its content.
report_snapshot = owned(
    "finance",
    "report_snapshot",
    Column("kind", String(40), nullable=False),  # "built", or the name of a statement
    Column("title", Text, CheckConstraint("title <> ''", name="titled"), nullable=False),
    # How to make it again, what it says, and in which language.
    Column("parameters", JSONB, nullable=False),
    Column("content", JSONB, nullable=False),
    Column("language", String(2), nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    # The last voucher that was there, and the numbers just before it that were not yet.
    Column("last_entry_id", BigInteger, nullable=False),
    Column("awaited", ARRAY(BigInteger), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("made_by", BigInteger, ForeignKey("company.app_user.id"), nullable=False),
    Index("ix_report_snapshot_made", "company_id", "made_at"),
)

#: Reports that are made together for each period and sent or saved.
report_pack = owned(
    "finance",
    "report_pack",
    Column("name", Text, CheckConstraint("name <> '' and length(name) <= 60", name="named"), nullable=False),
    # What it holds in its order: built reports by their key, and statements by their name.
    Column("contents", JSONB, nullable=False),
    Column(
        "span",
        String(15),
        CheckConstraint("span in ('last_month', 'last_quarter', 'year_to_date', 'last_year')", name="span"),
        nullable=False,
    ),
    Column("format", String(4), CheckConstraint("format in ('pdf', 'xlsx')", name="format"), nullable=False),
    Column("recipients", ARRAY(Text), nullable=False, server_default="{}"),
    Column("folder", Text, nullable=False, server_default=""),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    UniqueConstraint("company_id", "name"),
)

#: One run for each pack and period; what came of it is kept as its issued file.
pack_run = owned(
    "finance",
    "pack_run",
    Column("pack_id", BigInteger, nullable=False),
    Column("from_date", Date, nullable=False),
    Column("to_date", Date, nullable=False),
    Column(
        "state",
        String(8),
        CheckConstraint("state in ('started', 'done', 'failed')", name="state"),
        nullable=False,
        server_default="started",
    ),
    Column("reason", Text, nullable=False, server_default=""),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("made_by", BigInteger, ForeignKey("company.app_user.id"), nullable=False),
    within_company("pack_id", "finance.report_pack"),
    UniqueConstraint("company_id", "pack_id", "from_date", "to_date"),
)

#: Which version of the program, and of the rules in the database, posted from when on: one row for each change of them.
program_version = Table(
    "program_version",
    metadata,
    identity(),
    Column("version", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("installed_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    schema="audit",
)
