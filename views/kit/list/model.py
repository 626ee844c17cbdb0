"""The rows of a list: fetched in pages from either end, with grey rows while the first page is on its way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from models.database.errors import KontorError
from models.database.listing import ListQuery, Page, PageRequest
from resources.language import _
from views.kit.format import copy_value, format_value
from views.kit.host import Host, Job
from views.kit.list.cell import Cell, CellModel, Index, alignment
from views.kit.list.spec import as_mapping

PAGE_SIZE = 200
_SKELETON_ROWS = 12
_ROOT = Qt.Orientation.Horizontal
_TICK = "\N{CHECK MARK}"


class Loading(Enum):
    """Where the first page is."""

    UNDER_WAY = auto()
    DONE = auto()
    FAILED = auto()


class RowModel(CellModel):
    """The rows of `query` that have been fetched; scrolling to the end fetches the next 200.

    A long list is not gone through to see its end: `load_end` fetches from there, and `fetch_before` what stands above.
    """

    loaded = Signal()  # the first page landed
    grown = Signal()  # a further page landed
    grown_above = Signal(int)  # so many rows landed above the others
    failed = Signal(object)  # KontorError

    def __init__(
        self, host: Host, query: ListQuery, parent: QObject | None = None, *, page_size: int = PAGE_SIZE
    ) -> None:
        super().__init__(parent)
        self._host = host
        self.query = query
        self.columns = tuple(column for column in query.columns if not column.hidden)
        self._places = [place for place, column in enumerate(query.columns) if not column.hidden]
        self._key = [column.name for column in query.columns].index(query.key)
        self._rows: list[tuple[object, ...]] = []
        self._after: tuple[object, ...] | None = None
        self._before: tuple[object, ...] | None = None
        self._job: Job | None = None
        self._page_size = page_size
        self.request = PageRequest(limit=page_size)
        self.totals: Mapping[str, object] = {}
        self.loading = Loading.DONE
        self._fresh: frozenset[str] = frozenset()
        self._marked: frozenset[object] = frozenset()

    def load(self, request: PageRequest) -> None:
        """Fetch from the start what `request` asks for; grey rows stand in until it is here."""
        self._cancel()
        self.beginResetModel()
        self.request = replace(request, after=None, limit=self._page_size)
        self._rows, self._after, self._before, self.loading = [], None, None, Loading.UNDER_WAY
        self.endResetModel()
        self._fetch_first(self.request)

    def load_end(self) -> None:
        """Fetch the last rows, unless they are here."""
        if self.loading is Loading.DONE and self._after is not None:
            self._cancel()
            self._start(self._turned(replace(self.request, after=None)), self._on_end)

    def fetch_before(self) -> None:
        """Fetch what stands above the first row that is here."""
        if self._before is not None and self._job is None:
            self._start(self._turned(replace(self.request, after=self._before)), self._on_before)

    def reload(self) -> None:
        """Fetch again as many rows as there are; the old ones stay until the new ones are here."""
        if self.loading is not Loading.DONE or not self._rows:
            self.load(self.request)
            return
        self._cancel()
        again = replace(self.request, limit=max(self._page_size, len(self._rows)))
        if self._before is not None:
            self._start(self._turned(again), self._on_end)
        else:
            self._fetch_first(again)

    @property
    def filled(self) -> int:
        """How many rows have been fetched."""
        return len(self._rows)

    @property
    def complete(self) -> bool:
        """Whether all rows are here."""
        return self.loading is Loading.DONE and self._after is None and self._before is None

    @property
    def from_end(self) -> bool:
        """Whether the last rows are here and the first ones are not."""
        return self._before is not None

    def row(self, number: int) -> Mapping[str, object]:
        """A fetched row by column name, hidden columns included."""
        return as_mapping(self.query, self._rows[number])

    def mark_fresh(self, keys: Iterable[object]) -> None:
        """Let the rows of these keys stand out, and no others."""
        fresh = frozenset(map(str, keys))
        if fresh != self._fresh:
            self._fresh = fresh
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def mark(self, keys: Iterable[object]) -> None:
        """Let a tick stand before the rows of these keys, and before no others, those that come later included."""
        marked = frozenset(keys)
        if marked != self._marked:
            self._marked = marked
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def values(self, name: str) -> list[object]:
        """What the fetched rows hold in a column."""
        place = [column.name for column in self.query.columns].index(name)
        return [values[place] for values in self._rows]

    def key(self, number: int) -> object:
        """The key of a fetched row."""
        return self._rows[number][self._key]

    def number_of(self, key: object) -> int | None:
        """The place of the row with this key among those fetched."""
        return next((number for number, values in enumerate(self._rows) if values[self._key] == key), None)

    def rowCount(self, parent: Index | None = None) -> int:
        """Fetched rows, or the grey ones."""
        if parent is not None and parent.isValid():
            return 0
        return _SKELETON_ROWS if self.loading is Loading.UNDER_WAY else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """The columns that can be shown."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place that exists."""
        declared = self.columns[column]
        if self.loading is Loading.UNDER_WAY:
            return Cell("", declared.kind, skeleton=True)
        value, key = self._rows[row][self._places[column]], self._rows[row][self._key]
        marked = key in self._marked
        fresh = marked or (bool(self._fresh) and str(key) in self._fresh)
        text = format_value(value, declared.kind, self._host.language)
        return Cell(f"{_TICK} {text}" if marked and column == 0 else text, declared.kind, value, fresh=fresh)

    def copied(self, row: int, column: int) -> str:
        """The cell as it is pasted into a spreadsheet."""
        return copy_value(self._rows[row][self._places[column]], self.columns[column].kind, self._host.language)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The translated label of a column, standing as its cells do."""
        if orientation is not _ROOT or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].label)
        return alignment(self.columns[section].kind) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be selected once they are here."""
        if not index.isValid() or self.loading is Loading.UNDER_WAY:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there is a next page that nobody is fetching yet."""
        return not parent.isValid() and self._after is not None and self._job is None

    def fetchMore(self, parent: Index) -> None:
        """Fetch the next page."""
        if self.canFetchMore(parent):
            self._start(replace(self.request, after=self._after), self._append)

    def _turned(self, request: PageRequest) -> PageRequest:
        """The same rows from the other end."""
        down = self.query.descending if request.descending is None else request.descending
        return replace(request, descending=not down)

    def _fetch_first(self, request: PageRequest) -> None:
        self._start(request, self._on_first)

    def _start(self, request: PageRequest, then: Callable[[Page], None]) -> None:
        landed: list[bool] = []
        done = partial(self._on_page, landed, then)
        job = self._host.fetch(self.query, request, on_done=done, on_failed=partial(self._on_failed, landed))
        self._job = None if landed else job

    def _on_page(self, landed: list[bool], then: Callable[[Page], None], page: Page) -> None:
        landed.append(True)
        self._job = None
        then(page)

    def _on_first(self, page: Page) -> None:
        self._replace(page.rows, after=page.after, before=None)
        self.totals = page.totals
        self.loaded.emit()

    def _on_end(self, page: Page) -> None:
        self._replace(page.rows[::-1], after=None, before=page.after)
        self.loaded.emit()

    def _replace(
        self,
        rows: Sequence[tuple[object, ...]],
        *,
        after: tuple[object, ...] | None,
        before: tuple[object, ...] | None,
    ) -> None:
        self.beginResetModel()
        self._rows, self._after, self._before, self.loading = list(rows), after, before, Loading.DONE
        self.endResetModel()

    def _on_before(self, page: Page) -> None:
        self._before = page.after
        if page.rows:
            self.beginInsertRows(QModelIndex(), 0, len(page.rows) - 1)
            self._rows[:0] = page.rows[::-1]
            self.endInsertRows()
        self.grown_above.emit(len(page.rows))

    def _append(self, page: Page) -> None:
        self._after = page.after
        if page.rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page.rows) - 1)
            self._rows += page.rows
            self.endInsertRows()
        self.grown.emit()

    def _on_failed(self, landed: list[bool], error: KontorError) -> None:
        landed.append(True)
        self._job = None
        if self.loading is Loading.UNDER_WAY:
            self.beginResetModel()
            self.loading = Loading.FAILED
            self.endResetModel()
        self.failed.emit(error)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
