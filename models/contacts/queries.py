"""The lists of contacts: each declared once for its screen, its export and the command line."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

_KEY = Column("id", N_("Key"), Kind.INTEGER, hidden=True)
_SORT = Column("sort_key", N_("Sort key"), hidden=True)

PARTIES = ListQuery(
    name="parties",
    title=N_("Contacts"),
    view="parties",
    columns=(
        Column("code", N_("Number"), width=10),
        Column("name", N_("Name"), width=36),
        Column("kind", N_("Kind"), Kind.STATUS),
        Column("org_number", N_("Organisation number"), width=14, optional=True),
        Column("email", N_("E-mail"), width=28),
        Column("phone", N_("Telephone"), width=16, optional=True),
        Column("postcode", N_("Postcode"), width=8, optional=True),
        Column("city", N_("Town"), width=16),
        Column("country", N_("Country"), width=8, optional=True),
        Column("is_customer", N_("Customer"), Kind.BOOLEAN, optional=True),
        Column("is_supplier", N_("Supplier"), Kind.BOOLEAN, optional=True),
        Column("organisation_name", N_("Organisation"), width=28, optional=True),
        Column("status", N_("Status"), Kind.STATUS),
        Column("title", N_("Title"), hidden=True),
        Column("organisation_id", N_("Organisation key"), Kind.INTEGER, hidden=True),
        _SORT,
        _KEY,
    ),
    order=("sort_key", "id"),
    search="search.party",
    by_company=False,
)

CUSTOMERS = ListQuery(
    name="customers",
    title=N_("Customers"),
    view="customers",
    columns=(
        Column("code", N_("Number"), width=10),
        Column("name", N_("Name"), width=36),
        Column("org_number", N_("Organisation number"), width=14, optional=True),
        Column("email", N_("E-mail"), width=28),
        Column("phone", N_("Telephone"), width=16),
        Column("city", N_("Town"), width=16),
        Column("country", N_("Country"), width=8, optional=True),
        Column("payment_days", N_("Payment days"), Kind.INTEGER, optional=True),
        Column("credit_limit", N_("Credit limit"), Kind.MONEY),
        Column("price_list", N_("Price list"), width=10, optional=True),
        Column("customer_group", N_("Customer group"), width=14, optional=True),
        Column("status", N_("Status"), Kind.STATUS),
        Column("currency", N_("Currency"), width=8, optional=True),
        Column("language", N_("Language"), hidden=True),
        Column("credit_hold", N_("On hold"), Kind.BOOLEAN, hidden=True),
        Column("prices_include_tax", N_("Prices include VAT"), Kind.BOOLEAN, optional=True),
        _SORT,
        _KEY,
    ),
    order=("sort_key", "id"),
    search="search.customer",
)

SUPPLIERS = ListQuery(
    name="suppliers",
    title=N_("Suppliers"),
    view="suppliers",
    columns=(
        Column("code", N_("Number"), width=10),
        Column("name", N_("Name"), width=36),
        Column("org_number", N_("Organisation number"), width=14, optional=True),
        Column("email", N_("E-mail"), width=28),
        Column("phone", N_("Telephone"), width=16),
        Column("city", N_("Town"), width=16),
        Column("country", N_("Country"), width=8, optional=True),
        Column("payment_days", N_("Payment days"), Kind.INTEGER, optional=True),
        Column("bankgiro", N_("Bankgiro"), width=12),
        Column("iban", N_("IBAN"), width=24, optional=True),
        Column("status", N_("Status"), Kind.STATUS),
        Column("currency", N_("Currency"), width=8, optional=True),
        _SORT,
        _KEY,
    ),
    order=("sort_key", "id"),
    search="search.supplier",
)

#: Filter by organisation_id for the people of one organisation.
PERSONS = ListQuery(
    name="persons",
    title=N_("People"),
    view="people",
    columns=(
        Column("name", N_("Name"), width=30),
        Column("title", N_("Title"), width=20),
        Column("email", N_("E-mail"), width=28),
        Column("phone", N_("Telephone"), width=16),
        Column("organisation_name", N_("Organisation"), width=28),
        Column("organisation_id", N_("Organisation key"), Kind.INTEGER, hidden=True),
        _SORT,
        _KEY,
    ),
    order=("sort_key", "id"),
    search="search.party",
    by_company=False,
)

#: Filter by party_id for the notes on one party.
NOTES = ListQuery(
    name="notes",
    title=N_("Notes"),
    view="party_notes",
    columns=(
        Column("written_at", N_("Written"), Kind.TIMESTAMP),
        Column("written_by_name", N_("By"), width=20),
        Column("text", N_("Note"), width=60),
        Column("party_name", N_("Party"), width=30),
        Column("party_id", N_("Party key"), Kind.INTEGER, hidden=True),
        _KEY,
    ),
    order=("written_at", "id"),
    descending=True,
)
