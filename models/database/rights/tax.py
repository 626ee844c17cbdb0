"""Who may do what to VAT: its scheme, its returns and what they are made of."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import EVERYBODY, Role

TABLES: tuple[TableGrant, ...] = (
    *grant("finance.tax_scheme", "select", EVERYBODY),
    *grant("finance.tax_scheme", "insert update delete", held(Permission.FINANCE_ACCOUNTS)),
    *grant("finance.vat_return finance.vat_return_box", "select", held(Permission.FINANCE_READ)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {}
