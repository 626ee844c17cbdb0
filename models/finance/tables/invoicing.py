"""What is stored of tax codes and of invoices both ways."""

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
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint

from models.database.schema import (
    MONEY,
    PERCENT,
    PRICE,
    QUANTITY,
    company_key,
    metadata,
    owned,
    versioned,
    within_company,
)

tax_code = Table(
    "tax_code",
    metadata,
    company_key(),
    Column("code", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False, server_default=""),
    Column("direction", String(3), CheckConstraint("direction in ('out', 'in')", name="direction"), nullable=False),
    Column("account", String(10)),  # where the tax is booked; none where no tax is
    Column("base_box", String(2), nullable=False, server_default=""),
    Column("tax_box", String(2), nullable=False, server_default=""),
    Column("invoice_text", Text, nullable=False, server_default=""),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    Column("country", String(2), nullable=False, server_default=""),  # where the tax is owed; empty: at home
    *versioned(),
    PrimaryKeyConstraint("company_id", "code"),
    ForeignKeyConstraint(["company_id", "account"], ["ledger.account.company_id", "ledger.account.number"]),
    schema="finance",
)

tax_rate = owned(
    "finance",
    "tax_rate",
    Column("tax_code", String(20), nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("percent", PERCENT, CheckConstraint("percent between 0 and 100", name="percent"), nullable=False),
    # Where a code changes its account and box with its rate (food in 2026); empty: those of the code.
    Column("account", String(10)),
    Column("tax_box", String(2), nullable=False, server_default=""),
    # Reverse charge: the buyer owes the tax, books it here too, and the document charges none.
    Column("reverse_account", String(10)),
    Column("reverse_box", String(2), nullable=False, server_default=""),
    # How much of input tax may be deducted, in percent; the rest is cost.
    Column(
        "deductible",
        PERCENT,
        CheckConstraint("deductible between 0 and 100", name="deductible"),
        nullable=False,
        server_default=text("100"),
    ),
    *versioned(),
    ForeignKeyConstraint(["company_id", "account"], ["ledger.account.company_id", "ledger.account.number"]),
    ForeignKeyConstraint(["company_id", "reverse_account"], ["ledger.account.company_id", "ledger.account.number"]),
    ForeignKeyConstraint(["company_id", "tax_code"], ["finance.tax_code.company_id", "finance.tax_code.code"]),
    ExcludeConstraint(
        ("company_id", "="),
        ("tax_code", "="),
        (text("daterange(valid_from, valid_to, '[]')"), "&&"),
        name="ex_tax_rate_overlap",
        using="gist",
    ),
)

invoice = owned(
    "finance",
    "invoice",
    Column(
        "kind",
        String(16),
        CheckConstraint(
            "kind in ('customer_invoice', 'customer_credit', 'supplier_invoice', 'supplier_credit')", name="kind"
        ),
        nullable=False,
    ),
    Column("number", Text),  # given at posting
    Column("supplier_number", Text, nullable=False, server_default=""),
    Column("party_id", BigInteger, ForeignKey("contacts.party.id"), nullable=False),
    Column("invoice_date", Date, nullable=False),
    Column("supply_date", Date),
    Column("due_on", Date, nullable=False),
    Column("currency", String(3), ForeignKey("company.currency.code"), nullable=False),
    Column("rate", PRICE, CheckConstraint("rate > 0", name="rate"), nullable=False, server_default=text("1")),
    Column("control_account", String(10), nullable=False),
    Column("language", String(2), nullable=False, server_default="sv"),
    Column("order_id", BigInteger),
    Column("delivery_id", BigInteger),
    Column("credits_id", BigInteger),
    Column("our_reference", Text, nullable=False, server_default=""),
    Column("their_reference", Text, nullable=False, server_default=""),
    Column("text", Text, nullable=False, server_default=""),
    # The buyer as the invoice states it: an issued invoice does not follow later changes of the card.
    Column("party_name", Text, nullable=False),
    Column("party_address", Text, nullable=False, server_default=""),
    Column("party_vat_number", Text, nullable=False, server_default=""),
    Column("net", MONEY, nullable=False),
    Column("tax", MONEY, nullable=False),
    Column("rounding", MONEY, nullable=False, server_default=text("0")),
    Column("total", MONEY, nullable=False),
    Column("reference", Text, nullable=False, server_default=""),  # OCR, made with the number
    Column("posted_at", DateTime(timezone=True)),
    Column("posted_by", BigInteger),
    Column("entry_id", BigInteger),
    Column("prices_include_tax", Boolean, nullable=False, server_default=text("false")),
    *versioned(),
    ForeignKeyConstraint(["company_id", "control_account"], ["ledger.account.company_id", "ledger.account.number"]),
    within_company("credits_id", "finance.invoice"),
    within_company("entry_id", "ledger.entry"),
    CheckConstraint("total = net + tax + rounding", name="total"),
    CheckConstraint("due_on >= invoice_date", name="due"),
    CheckConstraint("(posted_at is null) = (number is null)", name="posted"),
    Index(
        "uq_invoice_number", "company_id", "kind", "number", unique=True, postgresql_where=text("number is not null")
    ),
    Index(
        "uq_invoice_supplier_number",
        "company_id",
        "party_id",
        "supplier_number",
        unique=True,
        postgresql_where=text("supplier_number <> ''"),
    ),
    Index("ix_invoice_party", "company_id", "party_id", "invoice_date"),
    Index("ix_invoice_date", "company_id", "invoice_date", "id"),
    Index("ix_invoice_total", "company_id", "total"),
    Index("ix_invoice_draft", "company_id", "kind", postgresql_where=text("posted_at is null")),
    Index("ix_invoice_order", "company_id", "order_id", postgresql_where=text("order_id is not null")),
    Index("ix_invoice_reference", "company_id", "reference", postgresql_where=text("reference <> ''")),
)

invoice_line = Table(
    "invoice_line",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    company_key(),
    Column("invoice_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("item_id", BigInteger),
    Column("order_line_id", BigInteger),
    Column("description", Text, nullable=False),
    Column("quantity", QUANTITY, nullable=False),
    Column("unit", Text, nullable=False, server_default=""),
    Column("unit_price", PRICE, nullable=False),
    Column(
        "discount",
        PERCENT,
        CheckConstraint("discount between 0 and 100", name="discount"),
        nullable=False,
        server_default=text("0"),
    ),
    Column("net", MONEY, nullable=False),
    Column("account", String(10), nullable=False),
    Column("tax_code", String(20), nullable=False),
    Column("dimension_set", BigInteger, nullable=False, server_default=text("0")),
    # The days that it is for, both included, and where its cost waits for them.
    Column("period_from", Date),
    Column("period_to", Date),
    Column("deferral_account", String(10)),
    UniqueConstraint("company_id", "id"),
    UniqueConstraint("company_id", "invoice_id", "position"),
    ForeignKeyConstraint(
        ["company_id", "invoice_id"], ["finance.invoice.company_id", "finance.invoice.id"], ondelete="CASCADE"
    ),
    ForeignKeyConstraint(["company_id", "account"], ["ledger.account.company_id", "ledger.account.number"]),
    ForeignKeyConstraint(["company_id", "tax_code"], ["finance.tax_code.company_id", "finance.tax_code.code"]),
    ForeignKeyConstraint(["company_id", "deferral_account"], ["ledger.account.company_id", "ledger.account.number"]),
    CheckConstraint(
        "num_nulls(period_from, period_to, deferral_account) in (0, 3) and period_to >= period_from", name="period"
    ),
    schema="finance",
)

invoice_tax = Table(
    "invoice_tax",
    metadata,
    company_key(),
    Column("invoice_id", BigInteger, nullable=False),
    Column("tax_code", String(20), nullable=False),
    Column("percent", PERCENT, nullable=False),
    Column("base", MONEY, nullable=False),
    Column("tax", MONEY, nullable=False),
    PrimaryKeyConstraint("company_id", "invoice_id", "tax_code"),
    ForeignKeyConstraint(
        ["company_id", "invoice_id"], ["finance.invoice.company_id", "finance.invoice.id"], ondelete="CASCADE"
    ),
    ForeignKeyConstraint(["company_id", "tax_code"], ["finance.tax_code.company_id", "finance.tax_code.code"]),
    schema="finance",
)
