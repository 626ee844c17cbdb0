"""What one can have done first with the books, invoices and the bank."""

from __future__ import annotations

from collections.abc import Mapping

from models.company.begun import Deed, latest
from models.database.rights import Permission

FINANCE_DEEDS: Mapping[str, Deed] = {
    "finance.books": Deed("SELECT FROM ledger.entry e WHERE e.company_id = :company", Permission.FINANCE_READ),
    "finance.bank_account": Deed(
        "SELECT FROM finance.bank_account b WHERE b.company_id = :company AND b.active", Permission.FINANCE_READ
    ),
    "finance.invoice": Deed(
        latest("finance.invoice", "posted_by, kind", "posted_by = :me AND kind LIKE 'customer%'"),
        Permission.FINANCE_INVOICE_READ,
    ),
    "finance.bank": Deed(
        "SELECT FROM finance.bank_transaction b WHERE b.company_id = :company", Permission.FINANCE_READ
    ),
}
