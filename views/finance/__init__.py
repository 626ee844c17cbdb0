"""The tab Finance."""

from __future__ import annotations

from views.finance import ledger
from views.kit.page_spec import PageSpec, RecordSearch

PAGES: tuple[PageSpec, ...] = ledger.PAGES
SEARCHES: tuple[RecordSearch, ...] = ledger.SEARCHES
