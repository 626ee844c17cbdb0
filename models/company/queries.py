"""The lists of the company: each declared once for its screen, its export and the command line."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

USERS = ListQuery(
    name="users",
    title=N_("Users"),
    view="users",
    columns=(
        Column("name", N_("User name"), width=16),
        Column("full_name", N_("Name"), width=24),
        Column("roles", N_("Roles"), width=40),
        Column("kind", N_("Kind"), Kind.STATUS),
        Column("expires_on", N_("Access ends"), Kind.DATE),
        Column("status", N_("Status"), Kind.STATUS),
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
        Column("user_name", N_("Who"), width=18),
        Column("action", N_("What was done"), Kind.STATUS),
        Column("subject", N_("With what"), Kind.STATUS),
        Column("record", N_("Which"), width=26),
        Column("fields", N_("Before → after"), width=56),
        Column("client", N_("Program"), width=16, hidden=True),
        Column("key", N_("Key of the record"), hidden=True),
        Column("id", N_("Key"), Kind.INTEGER, hidden=True),
    ),
    order=("id",),
    descending=True,
)
