"""The heading of a table: an arrow up where what is small stands above, as readers of spreadsheets expect it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

_ARROW = QStyleOptionHeader.SortIndicator
_AS_READ = {_ARROW.SortDown: _ARROW.SortUp, _ARROW.SortUp: _ARROW.SortDown}


class SortHeader(QHeaderView):
    """Headings that sort; Qt alone draws the arrow the other way round."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        """Turn the arrow of the sorted heading."""
        super().initStyleOptionForIndex(option, logicalIndex)
        option.sortIndicator = _AS_READ.get(option.sortIndicator, option.sortIndicator)
