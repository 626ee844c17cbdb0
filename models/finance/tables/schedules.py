"""What is stored of entries that come by themselves: repeated vouchers, planned reversals and spread amounts.

Only the repetitions themselves are edited by people; all else is written by the kernels.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)

from models.database.schema import MONEY, NOW, owned, versioned, within_company

#: A posted voucher that is booked again and again, with its accounts, amounts and dimensions.
recurring = owned(
    "ledger",
    "recurring",
    Column("name", Text, nullable=False),
    Column("model_id", BigInteger, nullable=False),  # the voucher
    Column("text", Text, nullable=False, server_default=""),  # {period}, {month} and {year} stand for the day's own
    Column("every", SmallInteger, nullable=False),
    Column("unit", String(5), nullable=False),
    Column("day", SmallInteger, nullable=False),  # 0: the last
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date),
    Column("reverses", Boolean, nullable=False, server_default=text("false")),  # on the first of the next month
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    within_company("model_id", "ledger.entry"),
    CheckConstraint("ends_on >= starts_on", name="days"),
    CheckConstraint("name <> ''", name="named"),
    CheckConstraint("every between 1 and 60", name="every"),
    CheckConstraint("unit in ('month', 'week')", name="unit"),
    CheckConstraint("day between 0 and 31", name="day"),
)

recurring_run = owned(
    "ledger",
    "recurring_run",
    Column("recurring_id", BigInteger, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("entry_id", BigInteger),
    within_company("recurring_id", "ledger.recurring"),
    within_company("entry_id", "ledger.entry"),
    UniqueConstraint("company_id", "recurring_id", "due_on"),
)

planned_reversal = owned(
    "ledger",
    "planned_reversal",
    Column("entry_id", BigInteger, nullable=False),
    Column("reverse_on", Date, nullable=False),
    Column("reversal_id", BigInteger),
    within_company("entry_id", "ledger.entry"),
    within_company("reversal_id", "ledger.entry"),
    UniqueConstraint("company_id", "entry_id"),
    Index("ix_planned_reversal_due", "company_id", "reverse_on", postgresql_where=text("reversal_id is null")),
)

deferral = owned(
    "ledger",
    "deferral",
    Column("line_id", BigInteger, nullable=False),
    Column("cost_account", String(10), nullable=False),
    Column("deferral_account", String(10), nullable=False),
    Column("amount", MONEY, nullable=False),  # debit positive, as the line
    Column("text", Text, nullable=False, server_default=""),
    Column("entry_id", BigInteger),  # moved it to the deferral account; none where it was booked there
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("made_by", BigInteger),
    Column("ended_on", Date),
    within_company("line_id", "ledger.line"),
    within_company("entry_id", "ledger.entry"),
    Index("ix_deferral_line", "company_id", "line_id"),
    CheckConstraint("amount <> 0", name="amount"),
)

deferral_part = owned(
    "ledger",
    "deferral_part",
    Column("deferral_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("posts_on", Date, nullable=False),
    Column("amount", MONEY, nullable=False),
    Column("entry_id", BigInteger),
    within_company("deferral_id", "ledger.deferral"),
    within_company("entry_id", "ledger.entry"),
    UniqueConstraint("company_id", "deferral_id", "position"),
    Index("ix_deferral_part_due", "company_id", "posts_on", postgresql_where=text("entry_id is null")),
)
