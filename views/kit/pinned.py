"""Tables whose first columns stay in sight while the others are scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView

from views.kit.list.header import SortHeader
from views.kit.theme.colours import colour
from views.kit.theme.state import tokens

Index = QModelIndex | QPersistentModelIndex


class PinnedTable(QTableView):
    """Draws its first `pinned_columns` once more over what is scrolled beneath them.

    The mouse meets them there, and an editor opens there.
    """

    resized = Signal()
    pinned_columns = 0

    @property
    def pinned(self) -> int:
        """How wide the columns are that hide others, in pixels; 0 while nothing is scrolled."""
        if not self.horizontalScrollBar().value():
            return 0
        return sum(map(self.columnWidth, range(self.pinned_columns)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of it, once it is done."""
        super().resizeEvent(event)
        self.resized.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the first columns above them."""
        super().paintEvent(event)
        if not self.pinned:
            return
        painter = QPainter(self.viewport())
        painter.fillRect(
            QRect(0, 0, self.pinned, self.viewport().height()), self.palette().color(QPalette.ColorRole.Base)
        )
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        for row in range(max(0, first), (last if last >= 0 else self.model().rowCount() - 1) + 1):
            for column in range(self.pinned_columns):
                self._draw(painter, self.model().index(row, column))
        painter.fillRect(QRect(self.pinned - 1, 0, 1, self.viewport().height()), colour(tokens().edge))

    def _draw(self, painter: QPainter, index: QModelIndex) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        if self.selectionModel().isSelected(index):
            option.state |= QStyle.StateFlag.State_Selected
        self.itemDelegate().paint(painter, option, index)

    def visualRect(self, index: Index) -> QRect:
        """Where a cell is seen."""
        seen = super().visualRect(index)
        if self.pinned and 0 <= index.column() < self.pinned_columns:
            seen.moveLeft(sum(map(self.columnWidth, range(index.column()))))
        return seen

    def indexAt(self, pos: QPoint) -> QModelIndex:
        """What is seen at a place."""
        row, right = self.rowAt(pos.y()), 0
        if row >= 0 and pos.x() < self.pinned:
            for column in range(self.pinned_columns):
                right += self.columnWidth(column)
                if pos.x() < right:
                    return self.model().index(row, column)
        return super().indexAt(pos)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring a cell into sight, out from under the first columns; those need no way sideways."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if not self.pinned_columns:
            return
        if index.column() < self.pinned_columns:
            bar.setValue(before)
        elif (hidden := self.pinned - self.columnViewportPosition(index.column())) > 0:
            bar.setValue(bar.value() - hidden)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What was drawn above the rows does not move with them."""
        super().scrollContentsBy(dx, dy)
        if dx or self.pinned:
            self.viewport().update()
            self.horizontalHeader().viewport().update()


class PinnedHeader(SortHeader):
    """The headings of such a table."""

    def __init__(self, table: PinnedTable) -> None:
        super().__init__(table)
        self._table = table

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the headings, and the first above those they hide."""
        super().paintEvent(event)
        if not self._table.pinned:
            return
        painter = QPainter(self.viewport())
        left = 0
        for column in range(self._table.pinned_columns):
            box = QRect(left, 0, self.sectionSize(column), self.height())
            painter.fillRect(box, self.palette().brush(self.backgroundRole()))
            self.paintSection(painter, box, column)
            left = box.right() + 1
        painter.fillRect(QRect(left - 1, 0, 1, self.height()), colour(tokens().edge))
