"""What reports of service can be built of."""

from __future__ import annotations

from models.database.building import Source
from models.database.rights import Permission
from models.service.queries import TICKETS

SOURCES: tuple[Source, ...] = (
    Source(TICKETS, Permission.SERVICE_READ, day="opened_at", opens=("service.ticket", "id")),
)
