"""Who may end a fiscal year."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

TABLES: tuple[TableGrant, ...] = (
    *grant("ledger.year_end ledger.result_disposal", "select", held(Permission.FINANCE_READ)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "ledger.open_adjustment_period": held(Permission.FINANCE_PERIODS),
    "ledger.close_year": held(Permission.FINANCE_PERIODS),
    "ledger.reopen_year": held(Permission.FINANCE_PERIODS),
    "ledger.dispose_result": held(Permission.FINANCE_PERIODS),
    "ledger.undo_disposal": held(Permission.FINANCE_PERIODS),
    "ledger.is_closed": held(Permission.FINANCE_READ),
    "ledger.result_of": held(Permission.FINANCE_READ),
}
