"""Who may lock periods, sign and review the tasks of a close, and reconcile accounts."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import EVERYBODY, Role

TABLES: tuple[TableGrant, ...] = (
    *grant(
        "ledger.close_template ledger.close_task ledger.period_event ledger.reconciliation ledger.reconciliation_item",
        "select",
        held(Permission.FINANCE_READ),
    ),
    *grant("ledger.close_template", "insert update delete", held(Permission.FINANCE_PERIODS)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "ledger.lock_period": held(Permission.FINANCE_PERIODS),
    "ledger.unlock_period": held(Permission.FINANCE_PERIODS),
    "ledger.close_periods": held(Permission.FINANCE_PERIODS),
    "ledger.freeze_period": held(Permission.FINANCE_PERIODS),
    "ledger.thaw_period": held(Permission.FINANCE_PERIODS),
    "ledger.state_of_area": EVERYBODY,
    "ledger.run_close_check": held(Permission.FINANCE_READ),
    "ledger.close_checks": held(Permission.FINANCE_READ),
    "ledger.begin_close": held(Permission.FINANCE_PERIODS),
    "ledger.sign_close_task": held(Permission.FINANCE_CLOSE),
    "ledger.review_close_task": held(Permission.FINANCE_CLOSE),
    "ledger.unsign_close_task": held(Permission.FINANCE_PERIODS),
    "ledger.assign_close_task": held(Permission.FINANCE_PERIODS),
    "ledger.reconcile": held(Permission.FINANCE_CLOSE),
    "ledger.review_reconciliation": held(Permission.FINANCE_CLOSE),
    "ledger.undo_reconciliation": held(Permission.FINANCE_PERIODS),
    "reporting.changed_since_close": held(Permission.FINANCE_READ),
    "reporting.close_board": held(Permission.FINANCE_READ),
    "reporting.reconciliations": held(Permission.FINANCE_READ),
}
