"""A table whose first column stays in sight while the others are scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from views.kit.list.header import SortHeader
from views.kit.list.table import RowTable
from views.kit.theme.colours import colour
from views.kit.theme.state import tokens

Index = QModelIndex | QPersistentModelIndex


class PinnedTable(RowTable):
    """Draws the first column once more over what is scrolled beneath it; the mouse meets it there."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        header, height = _PinnedHeader(self), self.horizontalHeader().height()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(self.horizontalHeader().minimumSectionSize())
        header.setFixedHeight(height)
        self.setHorizontalHeader(header)

    @property
    def pinned(self) -> int:
        """How wide the column is that hides others; 0 while nothing is scrolled."""
        return self.columnWidth(0) if self.horizontalScrollBar().value() else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of it, once it is done."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the first column above them."""
        super().paintEvent(event)
        if not self.pinned:
            return
        painter = QPainter(self.viewport())
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        for row in range(first, (last if last >= 0 else self.model().rowCount() - 1) + 1):
            self._draw(painter, row)
        painter.fillRect(QRect(self.pinned - 1, 0, 1, self.viewport().height()), colour(tokens().edge))
        painter.end()
        self.draw_mark()

    def _draw(self, painter: QPainter, row: int) -> None:
        index, option = self.model().index(row, 0), QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = QRect(0, self.rowViewportPosition(row), self.pinned, self.rowHeight(row))
        if self.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        self.itemDelegate().paint(painter, option, index)

    def indexAt(self, pos: QPoint) -> QModelIndex:
        """What is seen at a place."""
        row = self.rowAt(pos.y())
        if row >= 0 and pos.x() < self.pinned:
            return self.model().index(row, 0)
        return super().indexAt(pos)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, out from under the first column."""
        super().scrollTo(index, hint)
        hidden = self.pinned - self.columnViewportPosition(index.column())
        if index.column() > 0 and hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What was drawn above the rows does not move with them."""
        super().scrollContentsBy(dx, dy)
        if dx or self.pinned:
            self.viewport().update()
            self.horizontalHeader().viewport().update()


class _PinnedHeader(SortHeader):
    def __init__(self, table: PinnedTable) -> None:
        super().__init__(table)
        self._table = table

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the headings, and the first above those it hides."""
        super().paintEvent(event)
        if self._table.pinned:
            painter = QPainter(self.viewport())
            box = QRect(0, 0, self._table.pinned, self.height())
            painter.fillRect(box, self.palette().brush(self.backgroundRole()))
            self.paintSection(painter, box, 0)
            painter.fillRect(QRect(box.right(), 0, 1, box.height()), colour(tokens().edge))
