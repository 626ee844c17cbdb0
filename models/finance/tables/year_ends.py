"""What is stored of year-ends: when a fiscal year was closed and opened again, and what became of its result.

All of it is written by the kernels alone.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, DateTime, Index, String, Text, text

from models.database.schema import MONEY, NOW, owned, within_company

year_end = owned(
    "ledger",
    "year_end",
    Column("fiscal_year_id", BigInteger, nullable=False),
    Column("result", MONEY, nullable=False),  # profit positive, before the closing voucher
    Column("equity_account", String(10), nullable=False),
    Column("entry_id", BigInteger),  # the closing voucher; none where there was nothing to book
    Column("closed_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("closed_by", BigInteger, nullable=False),
    Column("reopened_at", DateTime(timezone=True)),
    Column("reopened_by", BigInteger),
    Column("reason", Text, nullable=False, server_default=""),
    within_company("fiscal_year_id", "ledger.fiscal_year"),
    within_company("entry_id", "ledger.entry"),
    CheckConstraint("(reopened_at is null) = (reason = '')", name="reason"),
    # A year may be closed and opened again many times, and stands closed at most once.
    Index(
        "uq_year_end_closed", "company_id", "fiscal_year_id", unique=True, postgresql_where=text("reopened_at is null")
    ),
)

result_disposal = owned(
    "ledger",
    "result_disposal",
    Column("year_end_id", BigInteger, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("dividend", MONEY, CheckConstraint("dividend >= 0", name="dividend"), nullable=False),
    Column("carried_forward", MONEY, nullable=False),
    Column("entry_id", BigInteger),
    Column("undone_entry_id", BigInteger),
    within_company("year_end_id", "ledger.year_end"),
    within_company("entry_id", "ledger.entry"),
    within_company("undone_entry_id", "ledger.entry"),
    Index(
        "uq_result_disposal_standing",
        "company_id",
        "year_end_id",
        unique=True,
        postgresql_where=text("undone_entry_id is null"),
    ),
)
