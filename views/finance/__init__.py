"""The tab Finance."""

from __future__ import annotations

from views.finance import invoices, ledger
from views.kit.page_spec import PageSpec, RecordSearch

PAGES: tuple[PageSpec, ...] = (*invoices.PAGES, *ledger.PAGES)
SEARCHES: tuple[RecordSearch, ...] = (*invoices.SEARCHES, *ledger.SEARCHES)
