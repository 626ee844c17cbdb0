"""What reports of customers and suppliers can be built of."""

from __future__ import annotations

from models.contacts.queries import CUSTOMERS, SUPPLIERS
from models.database.building import Source
from models.database.rights import Permission

SOURCES: tuple[Source, ...] = (
    Source(CUSTOMERS, Permission.CONTACTS_READ, opens=("contacts.customer", "id")),
    Source(SUPPLIERS, Permission.CONTACTS_READ, opens=("contacts.supplier", "id")),
)
