"""Who may do what to VAT: its scheme, its returns and what they are made of."""

from __future__ import annotations

from models.database.rights.granting import TableGrant, grant
from models.database.rights.permissions import Permission, held
from models.database.rights.roles import EVERYBODY, Role

TABLES: tuple[TableGrant, ...] = (
    *grant("finance.tax_scheme", "select", EVERYBODY),
    *grant("finance.tax_scheme", "insert update delete", held(Permission.FINANCE_ACCOUNTS)),
    *grant("finance.vat_return finance.vat_return_box", "select", held(Permission.FINANCE_READ)),
)

FUNCTIONS: dict[str, frozenset[Role]] = {
    "finance.vat_scheme_on": EVERYBODY,
    "finance.vat_period_on": EVERYBODY,
    "finance.vat_periods": EVERYBODY,
    "finance.vat_boxes": held(Permission.FINANCE_READ),
    "finance.vat_differences": held(Permission.FINANCE_READ),
    "finance.check_vat": held(Permission.FINANCE_READ),
    "finance.file_vat_return": held(Permission.FINANCE_POST),
    "finance.reopen_vat_return": held(Permission.FINANCE_POST),
}
