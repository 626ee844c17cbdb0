"""What is stored of companies, users and rights, series, attachments, notes, requests, changes and audit."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from models.database.schema import (
    NOW,
    PRICE,
    TransactionId,
    company_key,
    identity,
    metadata,
    owned,
    versioned,
    within_company,
)

installation = Table(
    "installation",
    metadata,
    Column("id", SmallInteger, CheckConstraint("id = 1", name="single"), primary_key=True),
    Column("prefix", String(20), nullable=False),
    Column("kernels_digest", Text),
    # Every function, trigger, policy, view, grant and column as it was built: name to digest, for the drift check.
    Column("objects", JSONB),
    Column("major", Integer, nullable=False),
    Column("minor", Integer, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    schema="company",
)

currency = Table(
    "currency",
    metadata,
    Column("code", String(3), primary_key=True),
    Column("name", Text, nullable=False),
    Column("decimals", SmallInteger, CheckConstraint("decimals between 0 and 2", name="decimals"), nullable=False),
    schema="company",
)

company = Table(
    "company",
    metadata,
    identity(),
    Column("name", Text, CheckConstraint("name <> ''", name="named"), nullable=False),
    Column("org_number", Text, nullable=False, server_default=""),
    Column("vat_number", Text, nullable=False, server_default=""),
    Column("country", String(2), nullable=False, server_default="SE"),
    Column("currency", String(3), ForeignKey("company.currency.code"), nullable=False),
    Column("time_zone", Text, nullable=False, server_default="Europe/Stockholm"),
    Column("language", String(2), nullable=False, server_default="sv"),
    Column("street", Text, nullable=False, server_default=""),
    Column("postcode", Text, nullable=False, server_default=""),
    Column("city", Text, nullable=False, server_default=""),
    Column("seat", Text, nullable=False, server_default=""),
    Column("phone", Text, nullable=False, server_default=""),
    Column("email", Text, nullable=False, server_default=""),
    Column("web", Text, nullable=False, server_default=""),
    Column("bankgiro", Text, nullable=False, server_default=""),
    Column("plusgiro", Text, nullable=False, server_default=""),
    Column("iban", Text, nullable=False, server_default=""),
    Column("bic", Text, nullable=False, server_default=""),
    Column("swish", Text, nullable=False, server_default=""),
    Column("f_tax", Boolean, nullable=False, server_default=text("true")),
    Column("late_interest", Text, nullable=False, server_default=""),
    Column("chart_kind", Text, nullable=False, server_default=""),
    Column("logo", LargeBinary),
    # Of a further accounting book: the company that it is of, and what it is called there. It holds differences alone.
    Column("book_of", BigInteger, ForeignKey("company.company.id")),
    Column("book_code", String(20)),
    *versioned(),
    CheckConstraint("(book_of is null) = (book_code is null) and book_code <> ''", name="book"),
    CheckConstraint("book_of <> id", name="book_of_another"),
    UniqueConstraint("book_of", "book_code"),
    schema="company",
)

app_user = Table(
    "app_user",
    metadata,
    identity(),
    Column("name", String(40), nullable=False, unique=True),
    Column("full_name", Text, nullable=False),
    Column("email", Text, nullable=False, server_default=""),
    Column("language", String(2), nullable=False, server_default="sv"),
    Column("kind", String(10), CheckConstraint("kind in ('person', 'terminal')", name="kind"), nullable=False),
    Column("expires_on", Date),
    Column("locked", Boolean, nullable=False, server_default=text("false")),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    schema="company",
)

user_company = Table(
    "user_company",
    metadata,
    Column("user_id", BigInteger, ForeignKey("company.app_user.id", ondelete="CASCADE")),
    Column("company_id", BigInteger, ForeignKey("company.company.id")),
    PrimaryKeyConstraint("user_id", "company_id"),
    schema="company",
)

user_role = Table(
    "user_role",
    metadata,
    Column("user_id", BigInteger, ForeignKey("company.app_user.id", ondelete="CASCADE")),
    Column("role", String(30)),
    PrimaryKeyConstraint("user_id", "role"),
    schema="company",
)

badge = Table(
    "badge",
    metadata,
    Column("user_id", BigInteger, ForeignKey("company.app_user.id", ondelete="CASCADE"), primary_key=True),
    Column("code", Text, nullable=False, unique=True),
    Column("salt", LargeBinary, nullable=False),
    Column("pin_hash", LargeBinary, nullable=False),
    Column("tries_base", BigInteger, nullable=False, server_default=text("0")),
    Column("issued_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    schema="company",
)

terminal_session = Table(
    "terminal_session",
    metadata,
    Column("pid", Integer),
    Column("backend_start", DateTime(timezone=True)),
    Column("user_id", BigInteger, ForeignKey("company.app_user.id", ondelete="CASCADE"), nullable=False),
    Column("signed_in_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("pid", "backend_start"),
    schema="company",
)

#: Who has a record open to change it. Without a log: it means nothing after a restart.
presence = Table(
    "presence",
    metadata,
    company_key(),
    Column("subject", String(40)),
    Column("subject_id", BigInteger),
    Column("user_id", BigInteger, ForeignKey("company.app_user.id", ondelete="CASCADE")),
    Column("pid", Integer, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("seen_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    PrimaryKeyConstraint("company_id", "subject", "subject_id", "user_id"),
    prefixes=["UNLOGGED"],
    schema="company",
)

number_series = Table(
    "number_series",
    metadata,
    company_key(),
    Column("kind", String(30)),
    Column("prefix", String(10), nullable=False, server_default=""),
    Column("next_number", BigInteger, nullable=False, server_default=text("1")),
    PrimaryKeyConstraint("company_id", "kind"),
    schema="company",
)

currency_rate = Table(
    "currency_rate",
    metadata,
    identity(),
    Column("currency", String(3), ForeignKey("company.currency.code"), nullable=False),
    Column("base", String(3), ForeignKey("company.currency.code"), nullable=False),
    Column("valid_on", Date, nullable=False),
    Column("rate", PRICE, CheckConstraint("rate > 0", name="positive"), nullable=False),
    Column("source", Text, nullable=False),
    UniqueConstraint("currency", "base", "valid_on"),
    CheckConstraint("currency <> base", name="other"),
    schema="company",
)

setting = Table(
    "setting",
    metadata,
    company_key(),
    Column("key", String(60)),
    Column("value", JSONB, nullable=False),
    PrimaryKeyConstraint("company_id", "key"),
    schema="company",
)

attachment = owned(
    "company",
    "attachment",
    Column("subject", String(40), nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("kind", String(10), CheckConstraint("kind in ('issued', 'added')", name="kind"), nullable=False),
    Column("name", Text, nullable=False),
    Column("mime", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("template", Text, nullable=False, server_default=""),
    Column("added_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("added_by", BigInteger, ForeignKey("company.app_user.id")),
    # A file that was taken away leaves its name behind, and none of its content.
    Column("removed_at", DateTime(timezone=True)),
    Column("removed_by", BigInteger, ForeignKey("company.app_user.id")),
    CheckConstraint("removed_at is null or kind = 'added'", name="issued_stays"),
    Index("ix_attachment_subject", "company_id", "subject", "subject_id"),
)

attachment_chunk = Table(
    "attachment_chunk",
    metadata,
    company_key(),
    Column("attachment_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("attachment_id", "position"),
    within_company("attachment_id", "company.attachment"),
    schema="company",
)

#: What people write about a record of any kind, for each other; `subject` is its table.
note = owned(
    "company",
    "note",
    Column("subject", String(40), nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("text", Text, CheckConstraint("text <> ''", name="words"), nullable=False),
    Column("written_by", BigInteger, ForeignKey("company.app_user.id")),
    Column("written_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("corrected_at", DateTime(timezone=True)),
    Index("ix_note_subject", "company_id", "subject", "subject_id", "written_at"),
)

#: An e-mail with a document that is kept as issued: written before it is handed over, never taken back.
sent_message = owned(
    "company",
    "sent_message",
    Column("subject", String(40), nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("recipient", Text, CheckConstraint("recipient <> ''", name="addressed"), nullable=False),
    Column("title", Text, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column("sha256", LargeBinary, nullable=False),
    Column(
        "state",
        String(12),
        CheckConstraint("state in ('sending', 'handed_over', 'failed', 'uncertain')", name="state"),
        nullable=False,
        server_default="sending",
    ),
    Column("reason", Text, nullable=False, server_default=""),
    Column("sent_by", BigInteger, ForeignKey("company.app_user.id"), nullable=False),
    Column("begun_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("ended_at", DateTime(timezone=True)),
    CheckConstraint("(state = 'sending') = (ended_at is null)", name="ended"),
    Index("ix_sent_message_subject", "company_id", "subject", "subject_id"),
)

#: What somebody is told because it concerns them; `read_at` None until they have seen it.
notification = owned(
    "company",
    "notification",
    Column("user_id", BigInteger, ForeignKey("company.app_user.id", ondelete="CASCADE"), nullable=False),
    Column(
        "kind",
        String(10),
        CheckConstraint("kind in ('assigned', 'answered', 'mentioned', 'posted', 'changed')", name="kind"),
        nullable=False,
    ),
    Column("subject", String(40), nullable=False),
    Column("subject_id", BigInteger, nullable=False),
    Column("title", Text, nullable=False, server_default=""),
    Column("detail", Text, nullable=False, server_default=""),
    Column("by_user", BigInteger, ForeignKey("company.app_user.id", ondelete="SET NULL")),
    Column("at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("read_at", DateTime(timezone=True)),
    Index("ix_notification_user", "company_id", "user_id", "at"),
)

#: What a user does not want to hear of.
muted_notification = Table(
    "muted_notification",
    metadata,
    Column("user_id", BigInteger, ForeignKey("company.app_user.id", ondelete="CASCADE")),
    Column("kind", String(10)),
    PrimaryKeyConstraint("user_id", "kind"),
    schema="company",
)

request = Table(
    "request",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("result", JSONB, nullable=False),
    Column("user_id", BigInteger),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    schema="company",
)

#: A list as somebody likes it: search line, quick filter, order and columns; others see it where it is shared.
saved_view = owned(
    "company",
    "saved_view",
    Column("list", String(60), nullable=False),
    Column("name", Text, CheckConstraint("name <> '' and length(name) <= 60", name="named"), nullable=False),
    Column("owner_id", BigInteger, ForeignKey("company.app_user.id"), nullable=False),
    Column("shared", Boolean, nullable=False, server_default=text("false")),
    Column("definition", JSONB, nullable=False),
    *versioned(),
    UniqueConstraint("company_id", "list", "owner_id", "name"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("xid", TransactionId(), nullable=False, server_default=text("pg_current_xact_id()"), index=True),
    Column("company_id", BigInteger),
    Column("subject", String(60), nullable=False),
    Column("keys", JSONB, nullable=False),
    Column("user_id", BigInteger),
    Column("at", DateTime(timezone=True), nullable=False, server_default=NOW),
    schema="company",
)

audit_entry = Table(
    "entry",
    metadata,
    identity(),
    Column("company_id", BigInteger),
    Column("subject", String(60), nullable=False),
    Column("key", Text, nullable=False),
    Column("action", String(6), nullable=False),
    Column("old", JSONB),
    Column("new", JSONB),
    Column("user_id", BigInteger),
    Column("login", Text, nullable=False),
    Column("client", Text, nullable=False, server_default=""),
    Column("at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Index("ix_entry_subject_key", "subject", "key", "at"),
    Index("ix_entry_company_at", "company_id", "at"),
    schema="audit",
)
