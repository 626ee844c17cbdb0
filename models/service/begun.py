"""What one can have done first for customers who wait."""

from __future__ import annotations

from collections.abc import Mapping

from models.company.begun import Deed, latest
from models.database.rights import Permission

SERVICE_DEEDS: Mapping[str, Deed] = {
    "service.taken": Deed(latest("service.ticket", "assignee_id", "assignee_id = :me"), Permission.SERVICE_READ),
    "service.answered": Deed(
        latest("service.ticket_message", "written_by", "written_by = :me"),
        Permission.SERVICE_READ,
    ),
    "service.solved": Deed(
        latest("service.ticket", "assignee_id, solved_at", "assignee_id = :me AND solved_at IS NOT NULL"),
        Permission.SERVICE_READ,
    ),
}
