"""Who may do what to spending control: the accountant and the administrator make rules and let documents past them."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

_READ, _RULE = held(Permission.FINANCE_READ), held(Permission.FINANCE_SPENDING)

TABLES: tuple[TableGrant, ...] = (
    *grant("ledger.spending_rule ledger.spending_override ledger.spending_event", "select", _READ | _RULE),
    *grant("ledger.spending_rule", "insert update delete", _RULE),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "ledger.allow_spending": _RULE,
    "ledger.ask_spending": _READ,
    "finance.ask_spending": held(Permission.FINANCE_INVOICE_EDIT),
    "warehouse.ask_spending": held(Permission.PURCHASING_READ),
    "reporting.spending_on": _READ,
    "ledger.spending_span": _READ,
    "ledger.spending_figures": _READ,
    "ledger.booked": _READ,
    "ledger.parts_to_come": _READ,
    "ledger.default_code": _READ,
    "finance.taken_into_stock": _READ,
    "finance.orders_to_bill": _READ,
    "reporting.spending_behind": _READ,
}
