"""The lists of the company: each declared once for its screen, its export and the command line."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

USERS = ListQuery(
    name="users",
    title=N_("Users"),
    view="users",
    columns=(
        Column("name", N_("User name"), width=14),
        Column("full_name", N_("Name"), width=24),
        Column("roles", N_("Roles")),
        Column("kind", N_("Kind"), Kind.STATUS, width=10),
        Column("expires_on", N_("Access ends"), Kind.DATE),
        Column("status", N_("Status"), Kind.STATUS, width=10),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("name",),
    key="name",
    by_company=False,
)

#: The newest first; filter by subject and key for the history of one record.
CHANGES = ListQuery(
    name="changes",
    title=N_("Change history"),
    view="changes",
    columns=(
        Column("at", N_("Time"), Kind.TIMESTAMP),
        Column("user_name", N_("Who"), width=15),
        Column("action", N_("What was done"), Kind.STATUS, width=11),
        Column("subject", N_("With what"), Kind.STATUS, width=15),
        Column("record", N_("Which"), width=20),
        Column("fields", N_("Before → after")),
        Column("client", N_("Program"), width=16, hidden=True),
        Column("key", N_("Key of the record"), hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("id",),
    descending=True,
)

#: With the rate that holds today; `source` is "own" for the currency of the company itself.
CURRENCIES = ListQuery(
    name="currencies",
    title=N_("Currencies"),
    view="currencies",
    columns=(
        Column("code", N_("Currency"), width=10),
        Column("name", N_("Name")),
        Column("decimals", N_("Decimals"), Kind.INTEGER),
        Column("rate", N_("Rate today"), Kind.QUANTITY, width=14),
        Column("base", N_("In"), width=8),
        Column("valid_on", N_("Since"), Kind.DATE),
        Column("source", N_("Source"), Kind.STATUS, width=16),
    ),
    order=("code",),
    key="code",
)

EXCHANGE_RATES = ListQuery(
    name="exchange_rates",
    title=N_("Exchange rates"),
    view="exchange_rates",
    columns=(
        Column("currency", N_("Currency"), width=10),
        Column("valid_on", N_("From"), Kind.DATE),
        Column("rate", N_("Rate"), Kind.QUANTITY, width=14),
        Column("base", N_("In"), width=8),
        Column("source", N_("Source"), Kind.STATUS, width=16),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("valid_on", "id"),
    descending=True,
)
