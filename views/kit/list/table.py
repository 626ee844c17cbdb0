"""The table every list shows its rows in: whole rows, fixed height, hover, Enter opens, copying as text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QWidget

from views.kit.beside import answering, asked_beside, is_middle, wants_beside
from views.kit.list.cell import CellModel
from views.kit.list.clipboard import rows_to_paste
from views.kit.list.delegate import CellDelegate
from views.kit.pinned import PinnedHeader, PinnedTable
from views.kit.theme.colours import colour
from views.kit.theme.keeping import keep
from views.kit.theme.state import header_height, row_height, state, tokens

_FOCUS_BAR = 3
_LEAST_ROWS = 3
_TO_THE_END = (Qt.Modifier.CTRL | Qt.Key.Key_End).toCombined()
_TO_THE_START = (Qt.Modifier.CTRL | Qt.Key.Key_Home).toCombined()
_COPY_WITH_HEADINGS = (Qt.Modifier.CTRL | Qt.Modifier.SHIFT | Qt.Key.Key_C).toCombined()


def least_height() -> int:
    """Of a table among other parts of a page: its heading and a few rows."""
    return header_height() + _LEAST_ROWS * row_height()


class RowTable(PinnedTable):
    """A read-only table over a `CellModel`."""

    opened = Signal(int)  # row
    opened_beside = Signal(int)  # row, with Ctrl
    end_asked = Signal()  # Ctrl+End
    start_asked = Signal()  # Ctrl+Home
    clicked_cell = Signal(int, int)
    clicked_beside = Signal(int, int)  # with the middle button

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.verticalHeader().hide()
        self.setHorizontalHeader(PinnedHeader(self))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(36)
        keep(self.horizontalHeader(), QWidget.setFixedHeight, header_height)
        self.doubleClicked.connect(self._on_double_click)
        self.clicked.connect(self._on_click)
        state().changed.connect(self._on_theme)
        self._on_theme()

    def selected_rows(self) -> list[int]:
        """The numbers of the selected rows, from the top."""
        if self.model() is None:
            return []
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def visible_columns(self) -> list[int]:
        """The columns that are shown, from left to right."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in order if not header.isSectionHidden(column)]

    def copy_selection(self, *, headings: bool = False) -> None:
        """Put the selected rows on the clipboard, cells parted by tabs, as spreadsheets take them."""
        model, columns = self.model(), self.visible_columns()
        if not isinstance(model, CellModel) or not self.selected_rows():
            return
        QGuiApplication.clipboard().setMimeData(rows_to_paste(model, self.selected_rows(), columns, headings=headings))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+Enter beside, Ctrl+C copies, Ctrl+Shift+C copies with headings."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self._open(self.currentIndex().row(), beside=wants_beside(event))
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.keyCombination().toCombined() in {_TO_THE_END, _TO_THE_START}:
            # Asked for first: going to the last of the rows that are here would only fetch the next ones.
            (self.end_asked if event.key() == Qt.Key.Key_End else self.start_asked).emit()
            super().keyPressEvent(event)
        elif event.keyCombination().toCombined() == _COPY_WITH_HEADINGS:
            self.copy_selection(headings=True)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button opens beside; with Ctrl the left one adds a row to the selection."""
        index = self.indexAt(event.position().toPoint())
        if is_middle(event) and index.isValid():
            self.clicked_beside.emit(index.row(), index.column())
        else:
            super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the pointer."""
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer any more."""
        self._hover(-1)
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Mark the current row at its left edge while the table has the focus."""
        super().paintEvent(event)
        self.draw_mark()

    def draw_mark(self) -> None:
        """Mark the current row, while the table has the focus."""
        current = self.currentIndex()
        if not self.hasFocus() or not current.isValid():
            return
        top = self.rowViewportPosition(current.row())
        mark = QRect(0, top, _FOCUS_BAR, self.rowHeight(current.row()) - 1)
        QPainter(self.viewport()).fillRect(mark, colour(tokens().accent))

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Repaint, since the mark of the current row moves."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def _hover(self, row: int) -> None:
        if row != self._cells.hovered:
            self._cells.hovered = row
            self.viewport().update()

    def _on_double_click(self, index: QModelIndex) -> None:
        with answering():
            self._open(index.row(), beside=asked_beside())

    def _open(self, row: int, *, beside: bool) -> None:
        (self.opened_beside if beside else self.opened).emit(row)

    def _on_click(self, index: QModelIndex) -> None:
        with answering():
            self.clicked_cell.emit(index.row(), index.column())

    def _on_theme(self) -> None:
        header = self.verticalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setMinimumSectionSize(row_height())
        header.setDefaultSectionSize(row_height())
        self.viewport().update()
