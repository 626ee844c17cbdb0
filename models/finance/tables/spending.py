"""What is stored of spending control: the rules, who may go past one and why, and whenever one was passed.

Rules are edited as records; what was allowed and what was passed is written by the database alone and never changed by
anybody else.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Text,
    text,
)

from models.database.schema import MONEY, NOW, PERCENT, owned, versioned, within_company

#: What the accounts of a range may cost, by the approved budget in force of the year: each by itself, or together.
spending_rule = owned(
    "ledger",
    "spending_rule",
    Column("title", Text, nullable=False, server_default=""),
    Column("from_account", String(10), nullable=False),
    Column("to_account", String(10), nullable=False),
    Column("each_account", Boolean, nullable=False, server_default=text("true")),
    Column("dimension", Integer),
    Column("dimension_code", Text),
    Column(
        "span",
        String(8),
        CheckConstraint("span in ('month', 'to_date', 'year')", name="span"),
        nullable=False,
        server_default="year",
    ),
    Column(
        "act", String(4), CheckConstraint("act in ('warn', 'stop')", name="act"), nullable=False, server_default="warn"
    ),
    Column("tolerance_percent", PERCENT, nullable=False, server_default=text("0")),
    Column("tolerance_amount", MONEY, nullable=False, server_default=text("0")),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    ForeignKeyConstraint(
        ["company_id", "dimension", "dimension_code"],
        ["ledger.dimension_value.company_id", "ledger.dimension_value.dimension", "ledger.dimension_value.code"],
        name="fk_spending_rule_value",
    ),
    CheckConstraint("from_account <> '' and to_account >= from_account", name="range"),
    CheckConstraint("(dimension is null) = (dimension_code is null)", name="value"),
    CheckConstraint("tolerance_percent between 0 and 1000 and tolerance_amount >= 0", name="tolerance"),
    Index("ix_spending_rule_active", "company_id", postgresql_where=text("active")),
)

#: A document that may once go past the rules that stop it, by at most `amount`; a voucher by hand has no key before.
spending_override = owned(
    "ledger",
    "spending_override",
    Column("subject", String(16), nullable=False),
    Column("subject_id", BigInteger),
    Column("amount", MONEY, CheckConstraint("amount > 0", name="amount"), nullable=False),
    Column("reason", Text, CheckConstraint("btrim(reason) <> ''", name="reason"), nullable=False),
    Column("allowed_by", BigInteger, nullable=False),
    Column("allowed_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("used_at", DateTime(timezone=True)),
    CheckConstraint("subject in ('voucher', 'supplier_invoice', 'purchase_order')", name="subject"),
    CheckConstraint("(subject = 'voucher') = (subject_id is null)", name="document"),
    Index("ix_spending_override_open", "company_id", "subject", postgresql_where=text("used_at is null")),
)

#: A rule was passed: told of, or allowed by somebody. `spent` has what is booked, `ordered` what is still to come, and
#: `amount` what this document added to them.
spending_event = owned(
    "ledger",
    "spending_event",
    Column("rule_id", BigInteger, nullable=False),
    Column("override_id", BigInteger),
    Column("subject", String(40), nullable=False),
    Column("subject_id", BigInteger),
    Column("entry_id", BigInteger),
    Column("entry_position", Integer),  # in its call, until the voucher has its key
    Column("account", String(10), nullable=False),
    Column("first_day", Date, nullable=False),  # of the span that was compared
    Column("last_day", Date, nullable=False),
    Column("budget", MONEY, nullable=False),
    Column("spent", MONEY, nullable=False),
    Column("ordered", MONEY, nullable=False),
    Column("amount", MONEY, nullable=False),
    Column("made_by", BigInteger),
    Column("happened_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    within_company("rule_id", "ledger.spending_rule"),
    within_company("override_id", "ledger.spending_override"),
    Index("ix_spending_event_rule", "company_id", "rule_id", "id"),
)
