"""One change of the trail with each field as it was before and after; the list of them is in `queries.CHANGES`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.database.errors import Invalid
from models.database.listing import Kind
from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field by its column's name, as the database writes its values: "5.000000", "2026-11-26", "true".

    `kind` says how to show them; None where there was no value. Pictures and files read as an ellipsis.
    """

    name: str
    old: str | None
    new: str | None
    kind: Kind = Kind.TEXT


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


#: Kinds by the type of a column. Numbers with more than two decimals are quantities and prices, whole ones are keys.
_KINDS = {
    "numeric(18,2)": Kind.MONEY,
    "numeric(18,6)": Kind.QUANTITY,
    "numeric(9,4)": Kind.PERCENT,
    "date": Kind.DATE,
    "timestamp with time zone": Kind.TIMESTAMP,
    "boolean": Kind.BOOLEAN,
}


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
        "SELECT f.key AS name, e.old ->> f.key AS old, e.new ->> f.key AS new,"
        " format_type(a.atttypid, a.atttypmod) AS type FROM audit.entry e"
        " CROSS JOIN LATERAL jsonb_object_keys(coalesce(e.old, '{}') || coalesce(e.new, '{}')) f (key)"
        " LEFT JOIN pg_attribute a ON a.attrelid = to_regclass(e.subject) AND a.attname = f.key"
        " WHERE e.id = :id ORDER BY f.key",
        id=change_id,
    )
    changes = tuple(FieldChange(f.name, f.old, f.new, kind_of(f.type)) for f in fields)
    return RecordedChange(**row._asdict(), fields=changes)


def kind_of(sql_type: str) -> Kind:
    """How values of a column of this type are shown."""
    return _KINDS.get(sql_type, Kind.TEXT)
