"""Who may do what to the ledger."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import EVERYBODY, Role

_LOCKS = "locked_areas frozen_areas frozen_for frozen_until"

TABLES: tuple[TableGrant, ...] = (
    *grant(
        "ledger.account ledger.fiscal_year ledger.period ledger.book ledger.dimension"
        " ledger.dimension_value ledger.dimension_set ledger.series_definition",
        "select",
        EVERYBODY,
    ),
    *grant("ledger.series", "select", held(Permission.COMPANY_READ)),
    *grant(
        "ledger.entry ledger.line ledger.line_history ledger.balance ledger.tax_total ledger.settlement",
        "select",
        held(Permission.FINANCE_READ),
    ),
    *grant("ledger.open_item", "select", held(Permission.FINANCE_INVOICE_READ)),
    *grant(
        "ledger.account ledger.dimension ledger.dimension_value ledger.series_definition",
        "insert update",
        held(Permission.FINANCE_ACCOUNTS),
    ),
    *grant("ledger.fiscal_year ledger.period", "insert", held(Permission.FINANCE_ACCOUNTS), _LOCKS),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "ledger.series_is_fixed": held(Permission.COMPANY_READ),
    "ledger.post": held(Permission.FINANCE_POST),
    "ledger.reverse": held(Permission.FINANCE_POST),
    "ledger.settle": held(Permission.FINANCE_SETTLE),
    "ledger.import_entries": held(Permission.FINANCE_IMPORT),
    "ledger.balances_before": held(Permission.FINANCE_IMPORT),
    "ledger.used_series": held(Permission.FINANCE_IMPORT),
    "ledger.verify": held(Permission.FINANCE_VERIFY),
    "ledger.open_fiscal_year": held(Permission.FINANCE_ACCOUNTS),
    "reporting.spans": held(Permission.FINANCE_READ),
    "reporting.sums": held(Permission.FINANCE_READ),
    "reporting.trial_balance": held(Permission.FINANCE_READ),
    "reporting.opening_balance": held(Permission.FINANCE_READ),
    "search.vouchers": held(Permission.FINANCE_READ),
    "search.ledger_lines": held(Permission.FINANCE_READ),
    "search.lines_saying": held(Permission.FINANCE_READ),
}
