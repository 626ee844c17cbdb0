"""Who may do what about groups and further books; whom a member's figures are shown to, its own row rule says."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import Role

_TABLES = "finance.group_member finance.group_account finance.group_adjustment"

TABLES: tuple[TableGrant, ...] = (
    *grant(_TABLES, "select", held(Permission.FINANCE_READ)),
    *grant("finance.intercompany_voucher", "select", held(Permission.FINANCE_READ)),
    *grant("finance.sister_invoice", "select", held(Permission.FINANCE_INVOICE_READ)),
    *grant("finance.sister_invoice", "insert", held(Permission.FINANCE_INVOICE_EDIT)),
    *grant(_TABLES, "insert update delete", held(Permission.FINANCE_ACCOUNTS)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "ledger.open_book": held(Permission.FINANCE_ACCOUNTS),
    "finance.post_between": held(Permission.FINANCE_POST),
    "finance.reverse_between": held(Permission.FINANCE_POST),
    "finance.intercompany_rows": held(Permission.FINANCE_READ),
    "finance.average_rate": held(Permission.FINANCE_READ),
    "finance.consolidated_rows": held(Permission.FINANCE_READ),
}
