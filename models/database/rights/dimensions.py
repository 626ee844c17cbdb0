"""Who may do what to dimensions, their rules, and voucher templates."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import EVERYBODY, Role

TABLES: tuple[TableGrant, ...] = (
    *grant("ledger.dimension_rule", "select", EVERYBODY),
    *grant("ledger.dimension_rule", "insert update delete", held(Permission.FINANCE_ACCOUNTS)),
    *grant("ledger.voucher_template ledger.voucher_template_line", "select", held(Permission.FINANCE_READ)),
    *grant(
        "ledger.voucher_template ledger.voucher_template_line", "insert update delete", held(Permission.FINANCE_POST)
    ),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "ledger.correct": held(Permission.FINANCE_POST),
    "ledger.first_open_day": held(Permission.FINANCE_READ),
    "ledger.keep_dimensions": held(Permission.FINANCE_INVOICE_EDIT),
    "ledger.with_marked_lines": held(Permission.FINANCE_INVOICE_EDIT),
    "ledger.similar_entries": held(Permission.FINANCE_READ),
}
