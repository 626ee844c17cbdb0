"""What has changed since a screen last asked: hints that name records and never carry their content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class Change:
    """Rows of `subject` (schema.table) with these keys were written; no company means shared by all."""

    subject: str
    keys: tuple[Any, ...]
    company_id: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Hints since the mark given, and the mark for the next call. Some hints may come twice, none is missed."""

    mark: str
    changes: tuple[Change, ...]


@operation(needs=Permission.CONTACTS_READ)
def changes_since(work: Work, *, mark: str | None) -> Changes:
    """Changes since `mark`; with None only the mark to begin from."""
    row = work.connection.exec_driver_sql(
        "SELECT next_xmin, changes"
        " FROM company.changes_since(coalesce(%s, pg_snapshot_xmin(pg_current_snapshot())::text))",
        (mark,),
    ).one()
    if mark is None:
        return Changes(mark=row[0], changes=())
    found = (Change(c["subject"], tuple(c["keys"]), c["company"]) for c in row[1])
    return Changes(mark=row[0], changes=tuple(found))
