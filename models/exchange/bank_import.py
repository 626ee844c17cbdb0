"""Takes bank statements in, each transaction once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.camt import CamtFile, read_camt
from models.exchange.findings import Finding, Severity
from models.exchange.intake import ImportReport, run_import
from models.finance.banking import import_statement


@operation(needs=Permission.FINANCE_BANK)
def import_camt(
    work: Work, *, content: bytes, file_name: str, dry_run: bool = False, options: Mapping[str, Any] | None = None
) -> ImportReport:
    """Take the statements of a camt file in; transactions that are here already are left as they are.

    Option `account`: number, IBAN or bankgiro of the bank account of ours that the file is about, where its own is
    unknown here.
    """
    del file_name
    file = read_camt(content)
    account_id = _chosen_account(work, str((options or {}).get("account") or ""))
    sha256 = hashlib.sha256(content).digest()

    def store() -> Mapping[str, int]:
        taken = [
            import_statement(work, statement=statement, sha256=sha256, bank_account_id=account_id)
            for statement in file.statements
        ]
        return {
            "statements": len(taken),
            "transactions": sum(each.new for each in taken),
            "known_already": sum(each.already for each in taken),
        }

    return run_import(work, findings=(*file.findings, *_own_currency(work, file)), dry_run=dry_run, store=store)


def _chosen_account(work: Work, account: str) -> int | None:
    if not account:
        return None
    found: int | None = work.value(
        "SELECT id FROM finance.bank_account WHERE company_id = :company AND active AND :account IN (CAST(id AS text),"
        " account, replace(iban, ' ', ''), regexp_replace(number, '[^0-9]', '', 'g'),"
        " regexp_replace(bankgiro, '[^0-9]', '', 'g')) ORDER BY id LIMIT 1",
        account="".join(sign for sign in account if sign.isalnum()),
    )
    if found is None:
        raise Invalid("bank.no_account", field="account", account=account)
    return found


def _own_currency(work: Work, file: CamtFile) -> tuple[Finding, ...]:
    """Transactions in another currency come in, but cannot be matched yet: better said now than found out later."""
    others = {
        transaction.currency
        for statement in file.statements
        for transaction in statement.transactions
        if transaction.currency != work.company.currency
    }
    return tuple(
        Finding(Severity.WARNING, "camt.other_currency", None, {"currency": currency}) for currency in sorted(others)
    )
