"""One change of the trail with each field as it was before and after; the list of them is in `queries.CHANGES`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field by its column's name; None where there was no value. Pictures and files read as an ellipsis."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """Who did what with which record; `action` is insert, update or delete, `subject` schema.table, `key` its key."""

    id: int
    at: datetime
    user_name: str
    action: str
    subject: str
    record: str
    key: str
    client: str
    fields: tuple[FieldChange, ...]


@operation(needs=Permission.COMPANY_AUDIT)
def read_change(work: Work, *, change_id: int) -> RecordedChange:
    """A change of this company or of what the companies share; Invalid where there is none."""
    row = work.row(
        "SELECT id, at, user_name, action, subject, record, key, client FROM reporting.changes"
        " WHERE company_id = :company AND id = :id",
        id=change_id,
    )
    if row is None:
        raise Invalid("change.unknown", id=change_id)
    fields = work.rows(
        "SELECT f.key AS name, e.old ->> f.key AS old, e.new ->> f.key AS new FROM audit.entry e"
        " CROSS JOIN LATERAL jsonb_object_keys(coalesce(e.old, '{}') || coalesce(e.new, '{}')) f (key)"
        " WHERE e.id = :id ORDER BY f.key",
        id=change_id,
    )
    return RecordedChange(**row._asdict(), fields=tuple(FieldChange(*tuple(field)) for field in fields))
