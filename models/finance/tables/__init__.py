"""What is stored of the books (ledger) and of invoices, bank and tax (finance)."""

from models.finance.tables import (
    allocations,
    assets,
    banking,
    budgets,
    closing,
    currencies,
    dimensions,
    groups,
    intercompany,
    invoicing,
    ledger,
    report_builder,
    schedules,
    statements,
    tax,
    year_ends,
)

__all__ = [
    "allocations",
    "assets",
    "banking",
    "budgets",
    "closing",
    "currencies",
    "dimensions",
    "groups",
    "intercompany",
    "invoicing",
    "ledger",
    "report_builder",
    "schedules",
    "statements",
    "tax",
    "year_ends",
]
