"""A grid with something beside it; below it where the grid would not be seen whole."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from views.kit.grid.view import EntryGrid

_OF_GRID, _OF_SIDE = 3, 2  # shares of the width


class Divided(QSplitter):
    """Puts the two side by side while the share of the grid holds all its columns."""

    def __init__(self, grid: EntryGrid[Any], side: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._grid = grid
        for part, share in ((grid, _OF_GRID), (side, _OF_SIDE)):
            self.addWidget(part)
            self.setStretchFactor(self.indexOf(part), share)
        self.setChildrenCollapsible(False)

    @property
    def _wanted(self) -> int:
        """How wide the grid must be for all columns to be seen."""
        table = self._grid.table
        bar = table.verticalScrollBar().sizeHint().width()
        return sum(map(table.width_of, range(len(self._grid.spec.columns)))) + bar + 2 * table.frameWidth() + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the way for the new width."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Choose the way for the columns that the grid has now."""
        has_room = (self.width() - self.handleWidth()) * _OF_GRID // (_OF_GRID + _OF_SIDE) >= self._wanted
        way = Qt.Orientation.Horizontal if has_room else Qt.Orientation.Vertical
        if way != self.orientation():
            self.setOrientation(way)
