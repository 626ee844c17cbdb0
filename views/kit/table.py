"""A table of a small fixed result, such as a report: figures that open what they are made of, levels and totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QWidget

from models.database.listing import Column
from resources.language import _
from views.kit.explain import KEY, Explanation, asks_for_rows, explain
from views.kit.format import copy_value, format_value, is_numeric
from views.kit.host import Host, Link
from views.kit.list.cell import Cell, CellModel, Index, alignment
from views.kit.list.table import RowTable, least_height
from views.kit.text import Card, column
from views.kit.theme.keeping import keep
from views.kit.theme.state import header_height, row_height, state
from views.kit.theme.tokens import SPACE_6

_PINNED_SHARE = 26  # per cent of the room that a pinned column takes at most, where others are scrolled beneath it


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: a value for each column; `links` by column number says which of them open something."""

    values: tuple[object, ...]
    links: Mapping[int, Link] = field(default_factory=dict)
    level: int = 0  # of indentation
    strong: bool = False  # a heading or a total
    total: bool = False  # stands under a rule
    tones: Mapping[int, str] = field(default_factory=dict)  # "good" or "bad" by column number

    @property
    def opens(self) -> Link | None:
        """What Enter opens: the first link from the left."""
        return self.links[min(self.links)] if self.links else None


class FixedModel(CellModel):
    """Rows that are all there."""

    def __init__(self, host: Host, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host = host
        self.columns = tuple(columns)
        self.explains: Mapping[str, str] = {}
        self.rows: tuple[TableRow, ...] = ()

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """All of them."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """As declared."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place that exists."""
        shown, kind = self.rows[row], self.columns[column].kind
        value = shown.values[column]
        return Cell(
            format_value(value, kind, self._host.language),
            kind,
            value,
            strong=shown.strong or shown.total,
            link=column in shown.links and not is_numeric(kind),
            indent=shown.level if column == 0 else 0,
            rule_above=shown.total and is_numeric(kind) and value is not None,
            tone=shown.tones.get(column, ""),
        )

    def copied(self, row: int, column: int) -> str:
        """The cell as it is pasted into a spreadsheet."""
        return copy_value(self.rows[row].values[column], self.columns[column].kind, self._host.language)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The translated label of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading(_)
        if role == Qt.ItemDataRole.ToolTipRole:
            return _(self.explains.get(self.columns[section].name, ""))
        return alignment(self.columns[section].kind) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def explanation(self, row: int, column: int) -> Explanation | None:
        """What the figure at a place is; None for what explains itself."""
        declared, shown = self.columns[column], self.rows[row]
        said, value = self.explains.get(declared.name), self.cell(row, column).text
        if said is None or not value:
            return None
        name = next((str(value) for value in shown.values if isinstance(value, str) and value), "")
        label = f"{declared.heading(_)}, {name}" if name else declared.heading(_)
        return Explanation(label, value, _(said), shown.links.get(column))


class TableView(Card):
    """Shows rows that are all there; a click on a linked figure, or Enter, opens it.

    With `fitted` it is exactly as high as its rows, to stand among other parts of a page; with `whole` it takes the
    room there is, and at least what its first so many rows need. `explains` says what the figures of a column are, by
    its name and marked with N_: for who points at its heading, or asks at a figure with Alt+Enter or the menu. With
    `pinned` the first column stays in sight where all together are too wide.
    """

    def __init__(  # noqa: PLR0913 - how a table stands on its page
        self,
        host: Host,
        columns: Sequence[Column],
        *,
        fitted: bool = False,
        whole: int = 0,
        explains: Mapping[str, str] | None = None,
        pinned: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._host, self._fitted, self._whole, self._pinned = host, fitted, whole, pinned
        self.model = FixedModel(host, columns, self)
        self.model.explains = explains or {}
        self._explained: Explanation | None = None
        self.table = RowTable(self)
        if pinned:
            self.table.pinned_columns = 1
            self.table.resized.connect(self._spread)  # how wide its first column may be depends on the room
        self.table.setModel(self.model)
        self.table.setAccessibleName(
            ", ".join(declared.heading(_) for declared in self.model.columns if declared.label)
        )
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.opened.connect(self._on_opened)
        self.table.opened_beside.connect(self._on_opened_beside)
        self.table.clicked_cell.connect(self._on_clicked)
        self.table.clicked_beside.connect(self._on_clicked_beside)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._on_menu)
        keys = QShortcut(QKeySequence(KEY), self.table)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self._on_asked)
        column(self, margin=1).addWidget(self.table)
        if not fitted:
            keep(self.table, QWidget.setMinimumHeight, least_height)
        self.setFocusProxy(self.table)
        state().changed.connect(self._on_theme)
        self._spread()

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """What is shown."""
        return self.model.rows

    def set_columns(
        self, columns: Sequence[Column], rows: Sequence[TableRow], explains: Mapping[str, str] | None = None
    ) -> None:
        """Show other columns, with the rows that have them and what their figures are."""
        self.model.rows, self.model.columns, self.model.explains = (), tuple(columns), explains or {}
        self.table.setAccessibleName(", ".join(_(declared.label) for declared in columns if declared.label))
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[TableRow]) -> None:
        """Show other rows, keeping the place."""
        scroll = self.table.verticalScrollBar().value()
        self.model.set_rows(rows)
        self._spread()
        self.table.verticalScrollBar().setValue(scroll)
        self._fit()

    def _fit(self) -> None:
        rows = len(self.model.rows)
        if self._fitted:
            self.setFixedHeight(header_height() + rows * row_height() + 3)
        elif self._whole:
            self.setMinimumHeight(header_height() + min(rows, self._whole) * row_height() + 3)

    def _on_theme(self) -> None:
        self._spread()
        self._fit()

    def _spread(self) -> None:
        """Each column as wide as its content, the column with the longest texts taking what is left."""
        header = self.table.horizontalHeader()
        widths = [self._width(number) for number in range(len(self.model.columns))]
        room, flexible = self.table.viewport().width(), self._flexible(widths)
        if self._pinned and sum(widths) > room:
            widths[0], flexible = min(widths[0], max(room - sum(widths[1:]), room * _PINNED_SHARE // 100)), -1
        for number, wide in enumerate(widths):
            mode = QHeaderView.ResizeMode.Stretch if number == flexible else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(number, mode)
            self.table.setColumnWidth(number, wide)

    def _flexible(self, widths: Sequence[int]) -> int:
        words = [number for number, declared in enumerate(self.model.columns) if not is_numeric(declared.kind)]
        unbound = [number for number in words if not self.model.columns[number].width]
        return max(unbound or words or [0], key=widths.__getitem__)

    def _width(self, number: int) -> int:
        metrics, declared = self.table.fontMetrics(), self.model.columns[number]
        texts = [declared.heading(_), *(self.model.cell(row, number).text for row in range(self._sampled()))]
        widest = max(map(metrics.horizontalAdvance, texts)) * 11 // 10  # headings and totals are bolder
        return max(widest, metrics.averageCharWidth() * declared.width) + SPACE_6

    def _sampled(self) -> int:
        return min(len(self.model.rows), 500)

    def _on_opened(self, row: int) -> None:
        self._open(self.model.rows[row].opens)

    def _on_clicked(self, row: int, place: int) -> None:
        self._open(self.model.rows[row].links.get(place))

    def _on_opened_beside(self, row: int) -> None:
        self._open(self.model.rows[row].opens, beside=True)

    def _on_clicked_beside(self, row: int, place: int) -> None:
        self._open(self.model.rows[row].links.get(place), beside=True)

    def _open(self, link: Link | None, *, beside: bool = False) -> None:
        if link is not None:
            self._host.open(link, beside=beside)

    def _on_menu(self, position: QPoint) -> None:
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        index = self.table.indexAt(position)
        if index.isValid() and self.model.explanation(index.row(), index.column()) is not None:
            menu.addAction(_("What is this?"), partial(self._explain, index.row(), index.column()))
            menu.addSeparator()
        menu.addAction(_("Copy"), self.table.copy_selection)
        menu.addAction(_("Copy with headings"), self._copy_with_headings)
        menu.popup(self.table.viewport().mapToGlobal(position))

    def _copy_with_headings(self) -> None:
        self.table.copy_selection(headings=True)

    def _on_asked(self) -> None:
        """Explain the figure of the cursor, or else the last one of its row."""
        row, place = self.table.currentIndex().row(), self.table.currentIndex().column()
        places = (place, *reversed(range(len(self.model.columns))))
        known = (each for each in places if row >= 0 and self.model.explanation(row, each) is not None)
        if (found := next(known, None)) is not None:
            self._explain(row, found)

    def _explain(self, row: int, place: int) -> None:
        self._explained = self.model.explanation(row, place)
        if self._explained is not None:
            explain(self._host, self._explained, self._on_explained)

    def _on_explained(self, answer: str) -> None:
        if asks_for_rows(answer) and self._explained is not None:
            self._open(self._explained.link)
