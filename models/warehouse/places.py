"""Saving sites and the places in them."""

from __future__ import annotations

from dataclasses import dataclass

from models.database.errors import Invalid
from models.database.records import SavedRow, read_record, save_row
from models.database.rights import Permission
from models.database.work import Work, operation
from models.warehouse.tables import place, site


@dataclass(frozen=True, slots=True)
class SiteDraft:
    """A site: a warehouse with a moving average of its own."""

    code: str = ""
    name: str = ""
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceDraft:
    """A place on a site; its code is unique in the company."""

    site_id: int | None = None
    code: str = ""
    name: str = ""
    active: bool = True
    id: int | None = None
    version: int | None = None


@operation(needs=Permission.WAREHOUSE_PLACES)
def save_site(work: Work, *, draft: SiteDraft) -> SavedRow:
    """Save a site; raises Invalid with the field, or Conflict."""
    _check_code(draft.code)
    if not draft.name.strip():
        raise Invalid("place.no_name", field="name")
    values = {"code": draft.code.strip(), "name": draft.name.strip()}
    return save_row(work, site, row_id=draft.id, version=draft.version, values=values)


@operation(needs=Permission.WAREHOUSE_PLACES)
def save_place(work: Work, *, draft: PlaceDraft) -> SavedRow:
    """Save a place; raises Invalid with the field, or Conflict."""
    _check_code(draft.code)
    if draft.site_id is None:
        raise Invalid("place.no_site", field="site_id")
    values = {
        "site_id": draft.site_id,
        "code": draft.code.strip(),
        "name": draft.name.strip(),
        "active": draft.active,
    }
    return save_row(work, place, row_id=draft.id, version=draft.version, values=values)


@operation(needs=Permission.CONTACTS_READ)
def load_site(work: Work, *, site_id: int) -> SiteDraft:
    """The site as a draft."""
    sql = "SELECT code, name, id, row_version FROM warehouse.site WHERE company_id = :company AND id = :id"
    return read_record(work, SiteDraft, sql, table="warehouse.site", row_id=site_id)


@operation(needs=Permission.CONTACTS_READ)
def load_place(work: Work, *, place_id: int) -> PlaceDraft:
    """The place as a draft."""
    sql = (
        "SELECT site_id, code, name, active, id, row_version FROM warehouse.place"
        " WHERE company_id = :company AND id = :id"
    )
    return read_record(work, PlaceDraft, sql, table="warehouse.place", row_id=place_id)


def _check_code(code: str) -> None:
    if not code.strip():
        raise Invalid("place.no_code", field="code")
