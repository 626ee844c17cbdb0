"""Who may do what: the business roles, the permissions the client asks for, and every grant of the database.

The one catalogue: grants are applied from here after each change of schema and after a restore; screens and command
line ask `allows` with the same roles. Role names in the database carry the installation's prefix. Each subject states
its tables and functions in a module of its own.
"""

from __future__ import annotations

from models.database.rights import (
    allocations,
    assets,
    budgets,
    cash_flow,
    closing,
    company,
    contacts,
    currencies,
    dimensions,
    finance,
    groups,
    ledger,
    report_builder,
    sales,
    schedules,
    service,
    settling,
    spending,
    statements,
    tax,
    warehouse,
    year_ends,
)
from models.database.rights.granting import PROTECTED, TableGrant
from models.database.rights.permissions import PERMISSIONS, Permission, permissions_of
from models.database.rights.roles import EVERYBODY, Role

__all__ = [
    "EVERYBODY",
    "FUNCTION_GRANTS",
    "PERMISSIONS",
    "PROTECTED",
    "TABLE_GRANTS",
    "Permission",
    "Role",
    "TableGrant",
    "permissions_of",
]

_SUBJECTS = (
    company,
    contacts,
    ledger,
    dimensions,
    finance,
    tax,
    warehouse,
    sales,
    service,
    year_ends,
    assets,
    budgets,
    spending,
    cash_flow,
    statements,
    currencies,
    groups,
    report_builder,
    closing,
    schedules,
    allocations,
    settling,
)

TABLE_GRANTS: tuple[TableGrant, ...] = tuple(grant for subject in _SUBJECTS for grant in subject.TABLES)

#: Functions that people may call, as schema.name, and the roles that may. Everything else is closed to all.
FUNCTION_GRANTS: dict[str, frozenset[Role]] = {
    name: roles for subject in _SUBJECTS for name, roles in subject.FUNCTIONS.items()
}
