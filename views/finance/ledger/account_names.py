"""The names of accounts that lines know by number alone, as those of a copy: looked up in one question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from models.database.errors import KontorError
from models.database.listing import Filter, Page, PageRequest
from models.finance.queries import ACCOUNTS
from views.kit.action import Row
from views.kit.entry_page import EntryPage
from views.kit.list.spec import as_mapping


class AccountNames(QObject):
    """Fills `account_name` in the lines of a page, and what else `also` takes from the row of an account."""

    def __init__(self, page: EntryPage[Any, Any], also: Callable[[Any, Row], Any] | None = None) -> None:
        super().__init__(page)
        self._page, self._also = page, also

    def look_up(self) -> None:
        """Look up what has no name yet."""
        wanted = {line.account for line in self._page.lines if line.account and not line.account_name}
        if wanted:
            request = PageRequest(filters=(Filter("number", "in", tuple(sorted(wanted))),), limit=len(wanted))
            self._page.host.fetch(ACCOUNTS, request, on_done=self._on_found, on_failed=self._on_failed)

    def _on_found(self, page: Page) -> None:
        found = {row["number"]: row for row in (as_mapping(ACCOUNTS, values) for values in page.rows)}
        model, untouched = self._page.grid.model, not self._page.dirty
        rows = ((place, model.draft(place)) for place in range(model.rowCount()))
        model.replace_lines(
            {
                place: self._named(line, found[line.account])
                for place, line in rows
                if line.account in found and not line.account_name
            }
        )
        if untouched:
            self._page.take_as_stored()

    def _named(self, line: Any, row: Row) -> Any:
        named = replace(line, account_name=str(row["name"]))
        return self._also(named, row) if self._also is not None else named

    def _on_failed(self, error: KontorError) -> None:
        """The numbers say which accounts they are."""
        del error
