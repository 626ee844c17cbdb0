"""The heading of a table: an arrow up where what is small stands above, as readers of spreadsheets expect it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QWidget

_ARROW = QStyleOptionHeader.SortIndicator
_ROOM = "\N{EM SPACE}\N{ZERO WIDTH NON-JOINER}"  # which keeps the space from being the end of the words
_AS_READ = {_ARROW.SortDown: _ARROW.SortUp, _ARROW.SortUp: _ARROW.SortDown}


class SortHeader(QHeaderView):
    """Headings that sort; Qt alone draws the arrow the other way round."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, logicalIndex: int) -> None:
        """Turn the arrow of the sorted heading, and make room: Qt draws it over words that stand to the right."""
        super().initStyleOptionForIndex(option, logicalIndex)
        option.sortIndicator = _AS_READ.get(option.sortIndicator, option.sortIndicator)
        if option.sortIndicator != _ARROW.None_ and option.textAlignment & Qt.AlignmentFlag.AlignRight:
            option.text += _ROOM
