"""The tab Finance."""

from __future__ import annotations

from views.finance import (
    allocations,
    assets,
    bank,
    budgets,
    cash_flow,
    closing,
    currencies,
    dimensions,
    groups,
    invoices,
    ledger,
    reporting,
    schedules,
    settling,
    statements,
    tax,
    templates,
    year_end,
)
from views.kit.page_spec import PageSpec, RecordSearch

PAGES: tuple[PageSpec, ...] = (
    *invoices.PAGES,
    *bank.PAGES,
    *closing.PAGES,
    *ledger.PAGES,
    *statements.PAGES,
    *reporting.PAGES,
    *dimensions.PAGES,
    *tax.PAGES,
    *year_end.PAGES,
    *assets.PAGES,
    *budgets.PAGES,
    *cash_flow.PAGES,
    *templates.PAGES,
    *currencies.PAGES,
    *groups.PAGES,
    *schedules.PAGES,
    *settling.PAGES,
    *allocations.PAGES,
)
SEARCHES: tuple[RecordSearch, ...] = (
    *invoices.SEARCHES,
    *bank.SEARCHES,
    *ledger.SEARCHES,
    *reporting.SEARCHES,
    *dimensions.SEARCHES,
    *tax.SEARCHES,
    *year_end.SEARCHES,
    *assets.SEARCHES,
    *budgets.SEARCHES,
    *currencies.SEARCHES,
    *groups.SEARCHES,
    *closing.SEARCHES,
    *schedules.SEARCHES,
    *settling.SEARCHES,
    *allocations.SEARCHES,
)
