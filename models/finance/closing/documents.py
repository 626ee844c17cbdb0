"""The reconciled accounts of a period as a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from models.company.documents import Sender
from models.company.settings import read_company
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.closing.periods import read_period
from models.finance.closing.reconciling import ExplainedItem, ReconciledAccount, list_reconciliations
from models.finance.issuing import sender_of


@dataclass(frozen=True, slots=True)
class AccountWithItems:
    """An account, what explains its difference, and the names of the files that prove it."""

    account: ReconciledAccount
    items: tuple[ExplainedItem, ...]
    files: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ReconciliationDocument:
    """The balance accounts of a period by number."""

    language: str
    sender: Sender
    starts_on: date
    ends_on: date
    accounts: tuple[AccountWithItems, ...]
    made_at: datetime


@operation(needs=Permission.FINANCE_READ)
def reconciliation_document(work: Work, *, period_id: int) -> ReconciliationDocument:
    """The accounts of that period with everything that is said of them."""
    company, period = read_company(work), read_period(work, period_id=period_id)
    items: dict[int, list[ExplainedItem]] = {}
    for row in work.rows(
        "SELECT i.reconciliation_id, i.text, i.amount FROM ledger.reconciliation_item i JOIN ledger.reconciliation r"
        " ON r.id = i.reconciliation_id WHERE r.company_id = :company AND r.period_id = :period ORDER BY i.position",
        period=period_id,
    ):
        items.setdefault(row.reconciliation_id, []).append(ExplainedItem(row.text, row.amount))
    told = {
        row.id: (tuple(row.files or ()), row.note)
        for row in work.rows(
            "SELECT r.id, r.note, (SELECT array_agg(a.name ORDER BY a.id) FROM company.attachment a WHERE"
            " a.company_id = :company AND a.subject = 'ledger.reconciliation' AND a.subject_id = r.id"
            " AND a.removed_at IS NULL) AS files FROM ledger.reconciliation r"
            " WHERE r.company_id = :company AND r.period_id = :period",
            period=period_id,
        )
    }
    accounts = tuple(
        AccountWithItems(account, tuple(items.get(account.id or 0, ())), *told.get(account.id or 0, ((), "")))
        for account in list_reconciliations(work, period_id=period_id)
    )
    return ReconciliationDocument(
        company.language, sender_of(company), period.starts_on, period.ends_on, accounts, datetime.now(UTC)
    )
