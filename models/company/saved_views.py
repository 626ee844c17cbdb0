"""Lists as people like them: saved under a name for oneself, or shared with everybody in the company."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from models.database.errors import Invalid
from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation

_LONGEST = 60


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of a list; `definition` is whatever the screen wrote there. `mine` says that it may be changed."""

    id: int
    name: str
    shared: bool
    mine: bool
    owner: str
    definition: Mapping[str, object]


@operation(needs=Permission.CONTACTS_READ)
def saved_views(work: Work, *, list_name: str) -> tuple[SavedView, ...]:
    """The views of a list that are one's own or shared, by name."""
    sql = (
        "SELECT v.id, v.name, v.shared, v.owner_id = :me AS mine, u.full_name AS owner, v.definition"
        " FROM company.saved_view v JOIN company.app_user u ON u.id = v.owner_id"
        " WHERE v.company_id = :company AND v.list = :list ORDER BY company.sort_key(v.name), v.id"
    )
    return read_records(work, SavedView, sql, list=list_name, me=work.identity.user_id)


@operation(needs=Permission.CONTACTS_READ)
def save_view(work: Work, *, list_name: str, name: str, definition: Mapping[str, object], shared: bool = False) -> int:
    """Save a view under a name, in place of one's own of that name; its key. Invalid for no name, or one too long."""
    tidy = " ".join(name.split())
    if not tidy:
        raise Invalid("view.no_name", field="name")
    if len(tidy) > _LONGEST:
        raise Invalid("view.long_name", field="name", longest=_LONGEST)
    key: int = work.value(
        "INSERT INTO company.saved_view (company_id, list, name, owner_id, shared, definition)"
        " VALUES (:company, :list, :name, :me, :shared, CAST(:definition AS jsonb))"
        " ON CONFLICT (company_id, list, owner_id, name)"
        " DO UPDATE SET shared = excluded.shared, definition = excluded.definition RETURNING id",
        list=list_name,
        name=tidy,
        me=work.identity.user_id,
        shared=shared,
        definition=json.dumps(dict(definition)),
    )
    return key


@operation(needs=Permission.CONTACTS_READ)
def delete_view(work: Work, *, view_id: int) -> None:
    """Take one's own view away; an administrator also a shared one. Invalid where there is none that one may."""
    gone = work.value(
        "DELETE FROM company.saved_view WHERE company_id = :company AND id = :id RETURNING id", id=view_id
    )
    if gone is None:
        raise Invalid("record.not_found", table="company.saved_view", id=view_id)
