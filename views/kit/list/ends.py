"""Goes to either end of a long list without going through it."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QObject

from views.kit.list.model import RowModel
from views.kit.list.table import RowTable


class Ends(QObject):
    """Ctrl+End shows the last rows of all, Ctrl+Home the first; what lies between is fetched as it is scrolled to."""

    def __init__(self, table: RowTable, model: RowModel, parent: QObject) -> None:
        super().__init__(parent)
        self._table, self._model = table, model
        self._to_the_end = False
        table.end_asked.connect(self._on_end)
        table.start_asked.connect(self._on_start)
        table.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        model.loaded.connect(self._on_loaded)
        model.grown_above.connect(self._on_grown_above)

    def _on_end(self) -> None:
        self._to_the_end = True
        self._model.load_end()

    def _on_start(self) -> None:
        self._to_the_end = False
        if self._model.from_end:
            self._model.load(self._model.request)

    def _on_loaded(self) -> None:
        if self._to_the_end and self._model.from_end:
            self._go_to(self._model.filled - 1)
            self._table.scrollToBottom()
        self._to_the_end = False

    def _on_scrolled(self, value: int) -> None:
        at_the_top = value == self._table.verticalScrollBar().minimum()
        if at_the_top and self._model.from_end and not self._to_the_end:
            self._model.fetch_before()

    def _on_grown_above(self, rows: int) -> None:
        """Keep what was in sight where it is."""
        bar = self._table.verticalScrollBar()
        self._table.updateGeometries()
        bar.setValue(bar.value() + rows * self._table.verticalHeader().defaultSectionSize())

    def _go_to(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self._table.selectionModel().setCurrentIndex(self._model.index(row, 0), flags.ClearAndSelect | flags.Rows)
