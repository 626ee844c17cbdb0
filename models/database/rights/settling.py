"""Who may do what about accounts kept as open items."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

TABLES: tuple[TableGrant, ...] = (
    *grant("ledger.settling ledger.settling_terms", "select", held(Permission.FINANCE_READ)),
    *grant("ledger.settling_terms", "insert update", held(Permission.FINANCE_ACCOUNTS)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "ledger.keep_open_items": held(Permission.FINANCE_ACCOUNTS),
    "ledger.end_open_items": held(Permission.FINANCE_ACCOUNTS),
    "ledger.settle_items": held(Permission.FINANCE_SETTLE),
    "ledger.unsettle": held(Permission.FINANCE_SETTLE),
    "ledger.unsettle_items": held(Permission.FINANCE_SETTLE),
    "search.account_items": held(Permission.FINANCE_READ),
    "ledger.difference_terms": held(Permission.FINANCE_READ),
}
