"""Who may do what to entries that come by themselves."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

TABLES: tuple[TableGrant, ...] = (
    *grant(
        "ledger.recurring ledger.recurring_run ledger.planned_reversal ledger.deferral ledger.deferral_part",
        "select",
        held(Permission.FINANCE_READ),
    ),
    *grant("ledger.recurring", "insert update delete", held(Permission.FINANCE_POST)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "ledger.days_of": held(Permission.FINANCE_READ),
    "ledger.due_items": held(Permission.FINANCE_READ),
    "ledger.text_of_day": held(Permission.FINANCE_READ),
    "ledger.spread": held(Permission.FINANCE_READ),
    "ledger.check_due": held(Permission.FINANCE_READ),
    "ledger.post_due": held(Permission.FINANCE_POST),
    "ledger.plan_reversal": held(Permission.FINANCE_POST),
    "ledger.defer": held(Permission.FINANCE_POST),
    "ledger.end_deferral": held(Permission.FINANCE_POST),
}
