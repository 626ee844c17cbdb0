"""What has really been done already, asked all at once: for who is shown about and sees what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.database.rights import Permission
from models.database.work import Work


@dataclass(frozen=True, slots=True)
class Deed:
    """What can have been done: `rows` is a query that has rows then, with :company and :me; asked with the right."""

    rows: str
    permission: Permission


def latest(table: str, columns: str, condition: str) -> str:
    """A query for rows among the last ones of a table that grows without end: what a person has just done is there."""
    last = f"SELECT {columns} FROM {table} WHERE company_id = :company ORDER BY id DESC LIMIT 500"  # noqa: S608 - written in the code
    return f"SELECT FROM ({last}) last WHERE {condition}"


COMPANY_DEEDS: Mapping[str, Deed] = {
    "company.facts": Deed(
        "SELECT FROM company.company c WHERE c.id = :company AND c.org_number <> '' AND c.city <> ''",
        Permission.COMPANY_READ,
    ),
    "company.logo": Deed(
        "SELECT FROM company.company c WHERE c.id = :company AND c.logo IS NOT NULL", Permission.COMPANY_READ
    ),
    "company.users": Deed(
        "SELECT FROM company.user_company m JOIN company.app_user u ON u.id = m.user_id"
        " WHERE m.company_id = :company AND u.kind = 'person' AND u.id <> :me",
        Permission.COMPANY_USERS,
    ),
    "contacts.customers": Deed("SELECT FROM contacts.party p WHERE p.is_customer", Permission.CONTACTS_READ),
}


def read_begun(work: Work, *, deeds: Mapping[str, Deed]) -> frozenset[str] | None:
    """The names of what has been done, as far as the reader may know; None for a terminal, which is nobody's desk."""
    if work.identity.kind == "terminal":
        return None
    asked = {name: deed for name, deed in deeds.items() if deed.permission in work.identity.permissions}
    if not asked:
        return frozenset()
    row = work.row("SELECT " + ", ".join(f"EXISTS ({deed.rows})" for deed in asked.values()), me=work.identity.user_id)
    assert row is not None  # noqa: S101 - a query of one row
    return frozenset(name for name, is_done in zip(asked, row, strict=True) if is_done)
