"""The close of the months: earlier ones closed, the one before the present begun, signed and reconciled in part."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from models.database.errors import Rejected
from models.database.rights import Permission, Role
from models.database.work import Work, operation
from models.exchange.demo.stage import Stage
from models.finance.closing.periods import close_periods
from models.finance.closing.reconciling import list_reconciliations, reconcile, review_reconciliation
from models.finance.closing.tasks import begin_close, close_board, sign_task

#: Accounts that the clerk has reconciled, and those of them that the accountant has looked at.
_RECONCILED = ("1220", "1229", "1930", "2710", "2731")
_REVIEWED = ("1220", "1930")


def close_months(stage: Stage) -> None:
    """Close every month but the last two, and bring the close of the last full one half way."""
    last = stage.today.replace(day=1) - timedelta(days=1)
    closed = stage.read(Role.ACCOUNTANT, _period_of, day=last.replace(day=1) - timedelta(days=1))
    begun = stage.read(Role.ACCOUNTANT, _period_of, day=last)
    if closed is not None:
        stage.run(Role.ACCOUNTANT, close_periods, last_period_id=closed)
    if begun is not None:
        _reconcile(stage, begun)
        stage.run(Role.ACCOUNTANT, begin_close, period_id=begun)
        _sign(stage, begun)


def _reconcile(stage: Stage, period_id: int) -> None:
    for account in stage.read(Role.ACCOUNTANT, list_reconciliations, period_id=period_id):
        if account.account in _RECONCILED:
            key = stage.run(
                Role.FINANCE_CLERK,
                reconcile,
                period_id=period_id,
                account=account.account,
                evidence=account.balance,
                sign=True,
            )
            if account.account in _REVIEWED:
                stage.run(Role.ACCOUNTANT, review_reconciliation, reconciliation_id=key)


def _sign(stage: Stage, period_id: int) -> None:
    """What is nothing is signed by whom it belongs to; what is not, or comes after that, is left."""
    for task in stage.read(Role.ACCOUNTANT, close_board, period_id=period_id).tasks[:9]:
        if not task.blocking:
            with suppress(Rejected):
                stage.run(Role(task.owner_role), sign_task, task_id=task.id)


@operation(needs=Permission.FINANCE_READ)
def _period_of(work: Work, *, day: date) -> int | None:
    """The month of that day."""
    key: int | None = work.value(
        "SELECT id FROM ledger.period WHERE company_id = :company AND kind = 'regular'"
        " AND :day BETWEEN starts_on AND ends_on",
        day=day,
    )
    return key
