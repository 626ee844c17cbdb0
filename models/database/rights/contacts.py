"""Who may do what to the contacts."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import EVERYBODY, Role

TABLES: tuple[TableGrant, ...] = (
    *grant("contacts.party contacts.address contacts.party_terms", "select", EVERYBODY),
    *grant("contacts.party contacts.address", "insert update", held(Permission.CONTACTS_EDIT)),
    *grant("contacts.address", "delete", held(Permission.CONTACTS_EDIT)),
    *grant("contacts.party_terms", "insert update", held(Permission.CONTACTS_TERMS)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "contacts.next_code": held(Permission.CONTACTS_EDIT),
    "search.party": EVERYBODY,
    "search.customer": EVERYBODY,
    "search.supplier": EVERYBODY,
}
