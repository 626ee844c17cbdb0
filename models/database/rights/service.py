"""Who may do what to tickets."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

TABLES: tuple[TableGrant, ...] = (
    *grant("service.ticket service.ticket_message", "select", held(Permission.SERVICE_READ)),
    *grant("service.ticket", "update", held(Permission.SERVICE_EDIT), "number"),
    *grant("service.ticket_message", "insert", held(Permission.SERVICE_EDIT), "written_by written_at"),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "service.open_ticket": held(Permission.SERVICE_EDIT),
    "search.ticket": held(Permission.SERVICE_READ),
}
