"""What is stored of closing a month: its tasks and their template, what happened to periods, and reconciled accounts.

The template is edited by people; everything else is written by the kernels alone.
"""

from __future__ import annotations

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from models.database.schema import MONEY, NOW, owned, versioned, within_company
from models.finance.tables.ledger import AREAS

#: What may be told of a period besides its vouchers.
EVENTS = "'lock', 'unlock', 'close', 'reopen', 'freeze', 'thaw', 'begin', 'unsign'"


def _task() -> tuple[Column[object], ...]:
    """What a task is, in the template and in the list of a period alike."""
    return (
        Column("code", String(30), CheckConstraint("code <> ''", name="code"), nullable=False),
        Column("position", Integer, nullable=False),
        Column("name", Text, CheckConstraint("name <> ''", name="name"), nullable=False),
        Column("name_en", Text, nullable=False, server_default=""),
        Column("area", String(12), CheckConstraint(f"area in ({AREAS})", name="area"), nullable=False),
        Column("owner_role", String(20), nullable=False, server_default=""),
        Column("owner_id", BigInteger),
        Column("reviewed", Boolean, nullable=False, server_default=text("false")),
        Column("reviewer_id", BigInteger),
        Column("check_code", String(60), nullable=False, server_default=""),  # schema.what of a function check_what
        Column("needs_evidence", Boolean, nullable=False, server_default=text("false")),
        Column("page", Text, nullable=False, server_default=""),  # the kind of the page where the work is done
        Column("after", ARRAY(Text), nullable=False, server_default="{}"),  # codes of the tasks before it
    )


close_template = owned(
    "ledger",
    "close_template",
    *_task(),
    Column("due_day", Integer, CheckConstraint("due_day between 0 and 60", name="due"), nullable=False),  # working day
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    UniqueConstraint("company_id", "code"),
    CheckConstraint("owner_id <> reviewer_id", name="another"),
)

close_task = owned(
    "ledger",
    "close_task",
    Column("period_id", BigInteger, nullable=False),
    *_task(),
    Column("due_on", Date, nullable=False),
    Column("note", Text, nullable=False, server_default=""),
    Column("signed_at", DateTime(timezone=True)),
    Column("signed_by", BigInteger),
    Column("reviewed_at", DateTime(timezone=True)),
    Column("reviewed_by", BigInteger),
    within_company("period_id", "ledger.period"),
    UniqueConstraint("company_id", "period_id", "code"),
    CheckConstraint("signed_by <> reviewed_by", name="another"),
    CheckConstraint("(signed_at is null) = (signed_by is null)", name="signed"),
    CheckConstraint("(reviewed_at is null) = (reviewed_by is null)", name="reviewed_by"),
    CheckConstraint("reviewed_at is null or signed_at is not null", name="order"),
)

# A close copies no row: it keeps what each account came to in the period, [debit, credit] by account, and its digest.
period_event = owned(
    "ledger",
    "period_event",
    Column("period_id", BigInteger, nullable=False),
    Column("event", String(8), CheckConstraint(f"event in ({EVENTS})", name="event"), nullable=False),
    Column("area", Text, nullable=False, server_default=""),
    Column("happened_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("user_id", BigInteger),
    Column("reason", Text, nullable=False, server_default=""),
    Column("totals", JSONB),
    Column("digest", LargeBinary),
    Column("working_days", Integer),  # from the end of the period to its close
    within_company("period_id", "ledger.period"),
    CheckConstraint("(event = 'close') = (digest is not null)", name="digest"),
    Index("ix_period_event_period", "company_id", "period_id", "id"),
)

reconciliation = owned(
    "ledger",
    "reconciliation",
    Column("period_id", BigInteger, nullable=False),
    Column("account", String(10), nullable=False),
    Column("evidence", MONEY, nullable=False),  # the balance as a statement, a list or a count says it; debit positive
    Column("balance", MONEY),  # of the ledger when it was signed
    Column("note", Text, nullable=False, server_default=""),
    Column("prepared_at", DateTime(timezone=True)),
    Column("prepared_by", BigInteger),
    Column("reviewed_at", DateTime(timezone=True)),
    Column("reviewed_by", BigInteger),
    within_company("period_id", "ledger.period"),
    ForeignKeyConstraint(["company_id", "account"], ["ledger.account.company_id", "ledger.account.number"]),
    UniqueConstraint("company_id", "period_id", "account"),
    CheckConstraint("prepared_by <> reviewed_by", name="another"),
    CheckConstraint("(prepared_at is null) = (balance is null)", name="prepared"),
    CheckConstraint("reviewed_at is null or prepared_at is not null", name="order"),
)

# Why the ledger says something else than the evidence: evidence + items = balance.
reconciliation_item = owned(
    "ledger",
    "reconciliation_item",
    Column("reconciliation_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("amount", MONEY, nullable=False),
    within_company("reconciliation_id", "ledger.reconciliation"),
    UniqueConstraint("company_id", "reconciliation_id", "position"),
)
