"""What a grant on a table says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.database.rights.roles import Role

#: Columns that belong to the doors: no role may write them on any table.
PROTECTED = frozenset(
    {"id", "row_version", "created_at", "changed_at", "posted_at", "posted_by", "entry_id", "sort_key"}
)


@dataclass(frozen=True, slots=True)
class TableGrant:
    """What some roles may do to a table: `verbs` of select, insert, update, delete; `protected` adds to PROTECTED."""

    table: str
    verbs: str
    roles: frozenset[Role]
    protected: frozenset[str] = frozenset()


def grant(tables: str, verbs: str, roles: Iterable[Role], protected: str = "") -> tuple[TableGrant, ...]:
    """The same grant on each of the tables, named with blanks between, and so are the columns `protected`."""
    return tuple(TableGrant(t, verbs, frozenset(roles), frozenset(protected.split())) for t in tables.split())
