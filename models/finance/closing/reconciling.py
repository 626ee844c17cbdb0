"""Reconciles the balance accounts of a period: the ledger, the evidence, and what explains the difference.

Amounts are debit positive, in the company currency: evidence + items = balance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from models.database.errors import Invalid
from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.closing.month import PeriodChoice, period_choices
from models.finance.closing.periods import PeriodState, read_period

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReconciledAccount:
    """An account of a period; `state` is missing, begun, signed, reviewed, changed (since it was signed) or nothing."""

    account: str
    name: str
    name_en: str
    balance: Decimal
    id: int | None
    evidence: Decimal | None
    explained: Decimal | None
    signed_balance: Decimal | None
    prepared_at: datetime | None
    prepared_by: str
    reviewed_at: datetime | None
    reviewed_by: str
    files: int
    state: str

    @property
    def unexplained(self) -> Decimal:
        """What evidence and items leave open of the balance."""
        return self.balance - (self.evidence or ZERO) - (self.explained or ZERO)


@dataclass(frozen=True, slots=True)
class ExplainedItem:
    """A reason why the ledger differs from the evidence."""

    text: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One account of a period with its items."""

    period_id: int
    starts_on: date
    ends_on: date
    account: ReconciledAccount
    note: str = ""
    items: tuple[ExplainedItem, ...] = field(default_factory=tuple)


_ACCOUNTS = """
SELECT r.account, r.name, r.name_en, r.balance, r.id, r.evidence, r.explained, r.signed_balance, r.prepared_at,
       coalesce(p.full_name, ''), r.reviewed_at, coalesce(v.full_name, ''), r.files, r.state
  FROM reporting.reconciliations(:company, :period) r
  LEFT JOIN company.app_user p ON p.id = r.prepared_by
  LEFT JOIN company.app_user v ON v.id = r.reviewed_by
"""


@operation(needs=Permission.FINANCE_READ)
def list_reconciliations(work: Work, *, period_id: int) -> tuple[ReconciledAccount, ...]:
    """The balance accounts that stand for something at the end of the period, by number."""
    return read_records(work, ReconciledAccount, f"{_ACCOUNTS} ORDER BY r.account", period=period_id)


@operation(needs=Permission.FINANCE_READ)
def read_reconciliation(work: Work, *, period_id: int, account: str) -> Reconciliation:
    """One account of a period; an account without any balance there is answered with zero."""
    period = work.row(
        "SELECT starts_on, ends_on FROM ledger.period WHERE company_id = :company AND id = :id", id=period_id
    )
    names = work.row(
        "SELECT name, name_en FROM ledger.account WHERE company_id = :company AND number = :account", account=account
    )
    found = read_records(
        work, ReconciledAccount, f"{_ACCOUNTS} WHERE r.account = :account", period=period_id, account=account
    )
    if period is None or names is None:
        raise Invalid("reconciliation.no_account", field="account", account=account)
    nothing = ReconciledAccount(
        account, names.name, names.name_en, ZERO, None, None, None, None, None, "", None, "", 0, "nothing"
    )
    standing = found[0] if found else nothing
    answer = Reconciliation(period_id, period.starts_on, period.ends_on, standing)
    if standing.id is None:
        return answer
    note = work.value("SELECT note FROM ledger.reconciliation WHERE id = :id", id=standing.id)
    items = read_records(
        work,
        ExplainedItem,
        "SELECT text, amount FROM ledger.reconciliation_item WHERE company_id = :company AND reconciliation_id = :id"
        " ORDER BY position",
        id=standing.id,
    )
    return replace(answer, note=note, items=items)


@operation(needs=Permission.FINANCE_CLOSE)
def reconcile(  # noqa: PLR0913 - the record as it is saved
    work: Work,
    *,
    period_id: int,
    account: str,
    evidence: Decimal,
    items: Sequence[ExplainedItem] = (),
    note: str = "",
    sign: bool = False,
) -> int:
    """Save what the evidence says and what explains the rest; `sign` needs it explained whole. Returns its key."""
    answer = work.call("ledger.reconcile", period_id, account, evidence, note, [asdict(item) for item in items], sign)
    key: int = answer["id"]
    return key


@operation(needs=Permission.FINANCE_CLOSE)
def review_reconciliation(work: Work, *, reconciliation_id: int) -> None:
    """Say that what somebody else reconciled is right."""
    work.call("ledger.review_reconciliation", reconciliation_id)


@operation(needs=Permission.FINANCE_PERIODS)
def undo_reconciliation(work: Work, *, reconciliation_id: int, reason: str) -> None:
    """Take the signatures of a reconciliation back."""
    work.call("ledger.undo_reconciliation", reconciliation_id, reason)


@dataclass(frozen=True, slots=True)
class PeriodReconciliations:
    """The balance accounts of a period, and the periods to choose from."""

    period: PeriodState
    accounts: tuple[ReconciledAccount, ...]
    choices: tuple[PeriodChoice, ...]

    def count(self, *states: str) -> int:
        """How many accounts are in one of these states."""
        return sum(account.state in states for account in self.accounts)


@operation(needs=Permission.FINANCE_READ)
def read_reconciliations(work: Work, *, period_id: int | None = None) -> PeriodReconciliations:
    """The accounts of that period; without a key of the earliest one that is not closed."""
    period = read_period(work, period_id=period_id)
    return PeriodReconciliations(period, list_reconciliations(work, period_id=period.id), period_choices(work))
