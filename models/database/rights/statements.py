"""Who may read and design statements of the books."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

TABLES: tuple[TableGrant, ...] = (
    *grant("ledger.statement", "select", held(Permission.FINANCE_READ)),
    *grant("ledger.statement", "insert update delete", held(Permission.FINANCE_ACCOUNTS)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "reporting.sets_of": held(Permission.FINANCE_READ),
    "reporting.slices": held(Permission.FINANCE_READ),
    "reporting.account_opening": held(Permission.FINANCE_READ),
}
