"""What the command palette offers: pages, new records, the acts of page and window, and records found by words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.shell.commands import palette_entries
from desktop.shell.registry import TAB_TEXTS
from models.database.errors import KontorError
from models.database.listing import Page as Rows
from models.database.listing import PageRequest
from resources.language import _
from views.kit.action import Row
from views.kit.host import Job, Link
from views.kit.list.spec import as_mapping
from views.kit.page_spec import PageSpec, RecordSearch
from views.kit.palette import CommandPalette, PaletteEntry, entry_of

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_SHORTEST = 2  # letters before records are searched
_MOST = 6  # records of one kind


class Finder(QObject):
    """Serves one palette of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.palette = CommandPalette(window)
        self._jobs: list[Job] = []
        self._found: dict[int, list[PaletteEntry]] = {}
        self.palette.searched.connect(self._search)
        self.palette.chosen.connect(window.noticing.on_found)

    def start(self) -> None:
        """Show the palette."""
        self.palette.start(self._entries())

    def close(self) -> None:
        """Take the palette away for good."""
        self.palette.hide()
        self.palette.deleteLater()
        self.deleteLater()

    def _entries(self) -> list[PaletteEntry]:
        window = self._window
        acts = [entry_of(action) for action in window.acts.page_actions() if action.isEnabled()]
        pages = [
            PaletteEntry(_(page.title), partial(window.open_top, page), _(TAB_TEXTS[tab].title), page.icon or "right")
            for tab, pages in window.registry.navigation(window.host.allows).items()
            for page in pages
        ]
        new = [self._new(page) for page in window.registry.creatable(window.host.allows)]
        return [*self._places(), *acts, *pages, *new, *palette_entries(window.menus)]

    def _places(self) -> list[PaletteEntry]:
        """What is pinned, then what was looked at last; without the page in front."""
        recent, here = self._window.recent, self._window.pages.history.current
        pinned = {place.link.kind + str(place.link.key) for place in recent.pinned}
        others = [place for place in recent.recent if place.link.kind + str(place.link.key) not in pinned]
        hints = ((recent.pinned, _("Pinned")), (others, _("Recent")))
        return [
            PaletteEntry(place.title, partial(self._window.open_record, place.link), hint, self._icon(place.link))
            for places, hint in hints
            for place in places
            if here is None or place.link != here.link
        ]

    def _icon(self, link: Link) -> str:
        spec = self._window.registry.find(link.kind)
        return (spec.icon if spec is not None else "") or "right"

    def _new(self, page: PageSpec) -> PaletteEntry:
        title = _("New: {record}").format(record=_(page.new))
        words = _("create make enter")  # what else people call it
        return PaletteEntry(title, partial(self._window.open_link, Link(page.kind)), "", "add", words)

    def _search(self, text: str) -> None:
        for job in self._jobs:
            job.cancel()
        self._jobs, self._found = [], {}
        if len(text) < _SHORTEST:
            return
        host = self._window.host
        for place, search in enumerate(self._window.registry.searchable(host.allows)):
            done = partial(self._on_rows, place, search, text)
            request = PageRequest(text=text, limit=_MOST)
            self._jobs.append(host.fetch(search.query, request, on_done=done, on_failed=self._on_failed))

    def _on_rows(self, place: int, search: RecordSearch, text: str, found: Rows) -> None:
        rows = [as_mapping(search.query, values) for values in found.rows]
        self._found[place] = [self._record(search, row) for row in rows]
        self.palette.show_records(text, [entry for one in sorted(self._found) for entry in self._found[one]])

    def _on_failed(self, error: KontorError) -> None:
        """The palette still shows commands; a search that fails is not worth more than silence."""
        del error

    def _record(self, search: RecordSearch, row: Row) -> PaletteEntry:
        return PaletteEntry(
            search.text(row), partial(self._window.open_record, search.link(row)), _(search.hint), search.icon
        )
