"""Who may look ahead at the bank."""

from __future__ import annotations

from models.database.rights.granting import TableGrant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

TABLES: tuple[TableGrant, ...] = ()

FUNCTIONS: dict[str, frozenset[Role]] = {
    "reporting.planned_cash": held(Permission.FINANCE_READ),
    "reporting.payment_delays": held(Permission.FINANCE_READ),
    "reporting.cash_flow_items": held(Permission.FINANCE_READ),
    "reporting.cash_flow": held(Permission.FINANCE_READ),
}
