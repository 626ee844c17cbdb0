"""The lists of service: each declared once for its screen, its export and the command line."""

from __future__ import annotations

from models.database.listing import Column, Kind, ListQuery
from resources.language import N_

_COLUMNS = (
    Column("number", N_("Number"), width=7),
    Column("opened_at", N_("Opened"), Kind.TIMESTAMP),
    Column("party_name", N_("Customer"), width=24),
    Column("subject", N_("Subject"), width=30),
    Column("status", N_("Status"), Kind.STATUS),
    Column("priority", N_("Priority"), Kind.STATUS),
    Column("assignee_name", N_("Assigned to"), width=16),
    Column("due_at", N_("Due"), Kind.TIMESTAMP),
    Column("party_code", N_("Customer number"), width=10, hidden=True),
    Column("party_id", N_("Customer key"), Kind.INTEGER, hidden=True),
    Column("assignee_id", N_("Agent key"), Kind.INTEGER, hidden=True),
    Column("id", N_("Key"), Kind.INTEGER, hidden=True),
)

#: Filter by party_id for the tickets of one customer.
TICKETS = ListQuery(
    name="tickets",
    title=N_("Tickets"),
    view="tickets",
    columns=_COLUMNS,
    order=("opened_at", "id"),
    descending=True,
    search="search.ticket",
)

#: Oldest first: who has waited longest.
OPEN_TICKETS = ListQuery(
    name="open_tickets",
    title=N_("Open tickets"),
    view="open_tickets",
    columns=_COLUMNS,
    order=("opened_at", "id"),
    search="search.ticket",
)
