"""Who may do what to budgets: finance plans, the accountant approves, auditors read too."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

_READ, _PLAN = held(Permission.FINANCE_READ), held(Permission.FINANCE_BUDGET)

TABLES: tuple[TableGrant, ...] = (*grant("ledger.budget ledger.budget_amount", "select", _READ),)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "ledger.create_budget": _PLAN,
    "ledger.copy_budget": _PLAN,
    "ledger.save_budget": _PLAN,
    "ledger.delete_budget": _PLAN,
    "ledger.approve_budget": held(Permission.FINANCE_BUDGET_APPROVE),
    "ledger.budget_in_force": _READ,
    "ledger.is_of_result": _READ,
    "reporting.budget_slices": _READ,
    "reporting.month_actuals": _READ,
}
