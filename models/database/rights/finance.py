"""Who may do what to tax codes, invoices and the bank."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import EVERYBODY, Role

TABLES: tuple[TableGrant, ...] = (
    *grant("finance.tax_code finance.tax_rate", "select", EVERYBODY),
    *grant("finance.tax_code finance.tax_rate", "insert update", held(Permission.FINANCE_ACCOUNTS)),
    *grant("finance.invoice finance.invoice_line finance.invoice_tax", "select", held(Permission.FINANCE_INVOICE_READ)),
    *grant(
        "finance.invoice finance.invoice_line finance.invoice_tax",
        "insert update delete",
        held(Permission.FINANCE_INVOICE_EDIT),
        "number reference",
    ),
    *grant(
        "finance.bank_account finance.bank_statement finance.bank_transaction", "select", held(Permission.FINANCE_READ)
    ),
    *grant("finance.bank_account", "insert update", held(Permission.FINANCE_ACCOUNTS)),
    *grant("finance.bank_statement finance.bank_transaction", "insert", held(Permission.FINANCE_BANK)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "finance.rate_on": EVERYBODY,
    "finance.postal_address": EVERYBODY,
    "finance.complete_header": held(Permission.FINANCE_INVOICE_EDIT),
    "finance.priced_lines": held(Permission.FINANCE_INVOICE_EDIT),
    "finance.tax_within": held(Permission.FINANCE_INVOICE_EDIT),
    "finance.save_draft": held(Permission.FINANCE_INVOICE_EDIT),
    "finance.post_invoice": held(Permission.FINANCE_INVOICE_POST),
    "finance.create_and_post_invoice": held(Permission.FINANCE_INVOICE_POST),
    "finance.post_invoices": held(Permission.FINANCE_INVOICE_POST),
    "finance.match_bank_transaction": held(Permission.FINANCE_BANK),
    "finance.match_bank_transactions": held(Permission.FINANCE_BANK),
    "finance.unmatch_bank_transaction": held(Permission.FINANCE_BANK),
    "reporting.sales_by_month": held(Permission.FINANCE_INVOICE_READ),
    "search.customer_invoices": held(Permission.FINANCE_INVOICE_READ),
    "search.supplier_invoices": held(Permission.FINANCE_INVOICE_READ),
    "search.open_items": held(Permission.FINANCE_INVOICE_READ),
    "search.bank_transactions": held(Permission.FINANCE_READ),
}
