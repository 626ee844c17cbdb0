"""The names of accounts and parties that lines know by key alone, as those of a copy, looked up together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from models.contacts.queries import PARTIES
from models.database.errors import KontorError
from models.database.listing import Filter, ListQuery, Page, PageRequest
from models.finance.queries import ACCOUNTS
from views.kit.action import Row
from views.kit.entry_page import EntryPage
from views.kit.list.spec import as_mapping


@dataclass(frozen=True, slots=True)
class Named:
    """Which attribute of a line holds the key of a row of `query`, and which one takes its name."""

    query: ListQuery
    key: str
    name: str


ACCOUNT = Named(ACCOUNTS, "account", "account_name")
PARTY = Named(PARTIES, "party_id", "party_name")


class Names(QObject):
    """Fills the names in the lines of a page; `also` takes what else the row of an account says."""

    def __init__(
        self, page: EntryPage[Any, Any], *wanted: Named, also: Callable[[Any, Row], Any] | None = None
    ) -> None:
        super().__init__(page)
        self._page, self._wanted, self._also = page, wanted, also

    def look_up(self) -> None:
        """Look up what has no name yet."""
        for each in self._wanted:
            keys = {getattr(line, each.key) for line in self._page.lines if not getattr(line, each.name)} - {None, ""}
            if keys:
                request = PageRequest(filters=(Filter(each.query.key, "in", tuple(sorted(keys))),), limit=len(keys))
                done = partial(self._on_found, each)
                self._page.host.fetch(each.query, request, on_done=done, on_failed=self._on_failed)

    def _on_found(self, wanted: Named, page: Page) -> None:
        found = {row[wanted.query.key]: row for row in (as_mapping(wanted.query, values) for values in page.rows)}
        model, untouched = self._page.grid.model, not self._page.dirty
        lines = ((place, model.draft(place)) for place in range(model.rowCount()))
        model.replace_lines(
            {
                place: self._named(wanted, line, found[getattr(line, wanted.key)])
                for place, line in lines
                if getattr(line, wanted.key) in found and not getattr(line, wanted.name)
            }
        )
        if untouched:
            self._page.take_as_stored()

    def _named(self, wanted: Named, line: Any, row: Row) -> Any:
        named = replace(line, **{wanted.name: str(row["name"])})
        return self._also(named, row) if self._also is not None and wanted is ACCOUNT else named

    def _on_failed(self, error: KontorError) -> None:
        """The keys say which they are."""
        del error
