"""What is stored of tickets and the conversation on them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    String,
    Text,
    text,
)

from models.database.schema import NOW, owned, versioned, within_company

ticket = owned(
    "service",
    "ticket",
    Column("number", Text, nullable=False),
    Column("party_id", BigInteger, ForeignKey("contacts.party.id"), nullable=False),
    Column("subject", Text, CheckConstraint("subject <> ''", name="subject"), nullable=False),
    Column(
        "status",
        String(10),
        CheckConstraint("status in ('new', 'open', 'waiting', 'solved', 'closed')", name="status"),
        nullable=False,
        server_default="new",
    ),
    Column(
        "priority",
        String(8),
        CheckConstraint("priority in ('low', 'normal', 'high', 'urgent')", name="priority"),
        nullable=False,
        server_default="normal",
    ),
    Column("order_id", BigInteger),
    Column("invoice_id", BigInteger),
    Column("assignee_id", BigInteger, ForeignKey("company.app_user.id")),
    Column("opened_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("due_at", DateTime(timezone=True)),
    Column("solved_at", DateTime(timezone=True)),
    *versioned(),
    within_company("order_id", "sales.sales_order"),
    within_company("invoice_id", "finance.invoice"),
    Index("uq_ticket_number", "company_id", "number", unique=True),
    Index("ix_ticket_party", "company_id", "party_id", "opened_at"),
    Index(
        "ix_ticket_open", "company_id", "opened_at", "id", postgresql_where=text("status in ('new','open','waiting')")
    ),
)

ticket_message = owned(
    "service",
    "ticket_message",
    Column("ticket_id", BigInteger, nullable=False),
    Column("internal", Boolean, nullable=False, server_default=text("false")),
    Column("text", Text, nullable=False),
    Column("written_by", BigInteger, ForeignKey("company.app_user.id")),
    Column("written_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    within_company("ticket_id", "service.ticket"),
    Index("ix_ticket_message_ticket", "company_id", "ticket_id", "written_at"),
)
