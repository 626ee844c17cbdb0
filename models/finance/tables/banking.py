"""What is stored of bank accounts, their statements and how each transaction was matched."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)

from models.database.schema import MONEY, NOW, owned, versioned, within_company

bank_account = owned(
    "finance",
    "bank_account",
    Column("name", Text, nullable=False),
    Column("iban", Text, nullable=False, server_default=""),
    Column("number", Text, nullable=False, server_default=""),
    Column("bankgiro", Text, nullable=False, server_default=""),
    Column("currency", String(3), ForeignKey("company.currency.code"), nullable=False),
    Column("account", String(10), nullable=False),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    ForeignKeyConstraint(["company_id", "account"], ["ledger.account.company_id", "ledger.account.number"]),
    Index("uq_bank_account_iban", "company_id", "iban", unique=True, postgresql_where=text("iban <> ''")),
)

bank_statement = owned(
    "finance",
    "bank_statement",
    Column("bank_account_id", BigInteger, nullable=False),
    Column("reference", Text, nullable=False),
    Column("from_on", Date),
    Column("to_on", Date),
    Column("opening", MONEY),
    Column("closing", MONEY),
    Column("file_sha256", LargeBinary, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False, server_default=NOW),
    Column("imported_by", BigInteger),
    within_company("bank_account_id", "finance.bank_account"),
    UniqueConstraint("company_id", "bank_account_id", "reference"),
)

bank_transaction = owned(
    "finance",
    "bank_transaction",
    Column("bank_account_id", BigInteger, nullable=False),
    Column("statement_id", BigInteger, nullable=False),
    Column("bank_key", Text, nullable=False),  # the bank's own identity of the row: never counted twice
    Column("booked_on", Date, nullable=False),
    Column("amount", MONEY, CheckConstraint("amount <> 0", name="amount"), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("reference", Text, nullable=False, server_default=""),
    Column("counterparty", Text, nullable=False, server_default=""),
    Column("counterparty_account", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    # Written by finance.match_bank_transaction and its undoing; a transaction may be matched anew after that.
    Column("posted_at", DateTime(timezone=True)),
    Column("entry_id", BigInteger),
    within_company("bank_account_id", "finance.bank_account"),
    within_company("statement_id", "finance.bank_statement"),
    within_company("entry_id", "ledger.entry"),
    UniqueConstraint("company_id", "bank_account_id", "bank_key"),
    Index("ix_bank_transaction_booked", "company_id", "booked_on", "id"),
    Index("ix_bank_transaction_open", "company_id", "booked_on", "id", postgresql_where=text("entry_id is null")),
)
