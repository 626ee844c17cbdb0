"""What is stored of the rules that accounts have for dimensions, and of voucher templates."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Identity,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, ExcludeConstraint

from models.database.schema import company_key, metadata, owned, versioned

# What lines on a range of accounts say of a dimension. Where ranges lie in each other, the narrowest holds.
dimension_rule = owned(
    "ledger",
    "dimension_rule",
    Column("dimension", Integer, nullable=False),
    Column("from_account", String(10), nullable=False),
    Column("to_account", String(10), nullable=False),
    Column(
        "requirement",
        String(10),
        CheckConstraint("requirement in ('required', 'forbidden', 'optional')", name="requirement"),
        nullable=False,
    ),
    Column("default_code", Text),  # taken where a line says nothing
    Column("valid_from", Date),
    Column("valid_to", Date),
    *versioned(),
    ForeignKeyConstraint(["company_id", "dimension"], ["ledger.dimension.company_id", "ledger.dimension.number"]),
    ForeignKeyConstraint(
        ["company_id", "dimension", "default_code"],
        ["ledger.dimension_value.company_id", "ledger.dimension_value.dimension", "ledger.dimension_value.code"],
        name="fk_dimension_rule_default",
    ),
    CheckConstraint("to_account >= from_account", name="range"),
    CheckConstraint("valid_to >= valid_from", name="days"),
    CheckConstraint("requirement <> 'forbidden' or default_code is null", name="default"),
    ExcludeConstraint(
        ("company_id", "="),
        ("dimension", "="),
        ("from_account", "="),
        ("to_account", "="),
        (text("daterange(valid_from, valid_to, '[]')"), "&&"),
        name="ex_dimension_rule_overlap",
        using="gist",
    ),
)

voucher_template = owned(
    "ledger",
    "voucher_template",
    Column("name", Text, CheckConstraint("name <> ''", name="name"), nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("series", String(20), nullable=False, server_default="A"),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    UniqueConstraint("company_id", "name"),
)

voucher_template_line = Table(
    "voucher_template_line",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    company_key(),
    Column("template_id", BigInteger, nullable=False),
    Column("position", Integer, nullable=False),
    Column("account", String(10), nullable=False),
    Column("side", String(6), CheckConstraint("side in ('debit', 'credit')", name="side"), nullable=False),
    Column("formula", Text, nullable=False),
    Column("text", Text, nullable=False, server_default=""),
    Column("tax_code", String(20), nullable=False, server_default=""),
    Column("dimensions", JSONB, nullable=False, server_default="{}"),
    UniqueConstraint("company_id", "template_id", "position"),
    ForeignKeyConstraint(
        ["company_id", "template_id"],
        ["ledger.voucher_template.company_id", "ledger.voucher_template.id"],
        ondelete="CASCADE",
    ),
    ForeignKeyConstraint(["company_id", "account"], ["ledger.account.company_id", "ledger.account.number"]),
    schema="ledger",
)
