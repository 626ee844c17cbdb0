"""What is stored of parties: the shared card, further addresses, and each company's terms."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    func,
    text,
)

from models.database.schema import MONEY, company_key, identity, metadata, versioned

party = Table(
    "party",
    metadata,
    identity(),
    Column("code", String(30), CheckConstraint("code <> ''", name="code"), nullable=False, unique=True),
    Column("kind", String(12), CheckConstraint("kind in ('organisation', 'person')", name="kind"), nullable=False),
    Column("name", Text, CheckConstraint("name <> ''", name="named"), nullable=False),
    # Kept by a trigger from company.sort_key(name): å ä ö in their place on every server.
    Column("sort_key", Text(collation="C"), nullable=False, server_default=""),
    Column("org_number", Text, nullable=False, server_default=""),
    Column("vat_number", Text, nullable=False, server_default=""),
    Column("email", Text, nullable=False, server_default=""),
    Column("phone", Text, nullable=False, server_default=""),
    Column("street", Text, nullable=False, server_default=""),
    Column("street2", Text, nullable=False, server_default=""),
    Column("postcode", Text, nullable=False, server_default=""),
    Column("city", Text, nullable=False, server_default=""),
    Column("country", String(2), nullable=False, server_default="SE"),
    Column("language", String(2), nullable=False, server_default="sv"),
    Column("is_customer", Boolean, nullable=False, server_default=text("false")),
    Column("is_supplier", Boolean, nullable=False, server_default=text("false")),
    Column("organisation_id", BigInteger, ForeignKey("contacts.party.id")),
    Column("title", Text, nullable=False, server_default=""),
    # The company of this database that the organisation is.
    Column("own_company_id", BigInteger, ForeignKey("company.company.id"), unique=True),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *versioned(),
    CheckConstraint("own_company_id is null or kind = 'organisation'", name="own_company"),
    Index("ix_party_sort_key", "sort_key", "id"),
    Index("ix_party_customer", "sort_key", "id", postgresql_where=text("is_customer")),
    Index("ix_party_supplier", "sort_key", "id", postgresql_where=text("is_supplier")),
    Index("ix_party_person", "sort_key", "id", postgresql_where=text("kind = 'person'")),
    Index("ix_party_organisation", "organisation_id", postgresql_where=text("organisation_id is not null")),
    Index(
        "ix_party_search",
        func.lower(text("name || ' ' || code || ' ' || org_number || ' ' || email || ' ' || city")).label("text"),
        postgresql_using="gin",
        postgresql_ops={"text": "gin_trgm_ops"},
    ),
    schema="contacts",
)

address = Table(
    "address",
    metadata,
    identity(),
    Column("party_id", BigInteger, ForeignKey("contacts.party.id"), nullable=False, index=True),
    Column(
        "kind", String(10), CheckConstraint("kind in ('delivery', 'invoice', 'visit')", name="kind"), nullable=False
    ),
    Column("name", Text, nullable=False, server_default=""),
    Column("street", Text, nullable=False, server_default=""),
    Column("street2", Text, nullable=False, server_default=""),
    Column("postcode", Text, nullable=False, server_default=""),
    Column("city", Text, nullable=False, server_default=""),
    Column("country", String(2), nullable=False, server_default="SE"),
    *versioned(),
    schema="contacts",
)

party_terms = Table(
    "party_terms",
    metadata,
    company_key(),
    Column("party_id", BigInteger, ForeignKey("contacts.party.id"), nullable=False),
    Column(
        "payment_days",
        Integer,
        CheckConstraint("payment_days between 0 and 365", name="days"),
        nullable=False,
        server_default=text("30"),
    ),
    Column("credit_limit", MONEY),
    Column("credit_hold", Boolean, nullable=False, server_default=text("false")),
    Column("currency", String(3), ForeignKey("company.currency.code")),
    Column("receivable_account", String(10), nullable=False, server_default=""),
    Column("payable_account", String(10), nullable=False, server_default=""),
    Column("price_list", String(20), nullable=False, server_default=""),
    Column("bankgiro", Text, nullable=False, server_default=""),
    Column("iban", Text, nullable=False, server_default=""),
    Column("reference", Text, nullable=False, server_default=""),
    Column("customer_group", String(40), nullable=False, server_default=""),
    Column("prices_include_tax", Boolean, nullable=False, server_default=text("false")),
    *versioned(),
    PrimaryKeyConstraint("company_id", "party_id"),
    schema="contacts",
)
