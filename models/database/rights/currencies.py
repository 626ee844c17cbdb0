"""Who may do what about foreign currencies."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

TABLES: tuple[TableGrant, ...] = (
    *grant("finance.exchange_accounts", "select", held(Permission.FINANCE_READ)),
    *grant("finance.exchange_accounts", "insert update", held(Permission.FINANCE_ACCOUNTS)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "finance.revaluation_rows": held(Permission.FINANCE_READ),
    "finance.check_revaluation": held(Permission.FINANCE_READ),
    "finance.revalue": held(Permission.FINANCE_PERIODS),
}
