"""The arrow in the heading of a sorted column points the way a spreadsheet's does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QStyleOptionHeaderV2

from views.kit.list.header import SortHeader

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("order", "arrow"),
    [
        (Qt.SortOrder.AscendingOrder, QStyleOptionHeaderV2.SortIndicator.SortUp),
        (Qt.SortOrder.DescendingOrder, QStyleOptionHeaderV2.SortIndicator.SortDown),
    ],
)
def test_the_arrow_points_up_where_the_smallest_stands_above(
    qtbot: QtBot, order: Qt.SortOrder, arrow: QStyleOptionHeaderV2.SortIndicator
) -> None:
    header = SortHeader()
    qtbot.addWidget(header)
    header.setModel(QStandardItemModel(1, 2, header))
    header.setSortIndicatorShown(True)
    header.setSortIndicator(1, order)
    drawn = []
    for column in (0, 1):
        option = QStyleOptionHeaderV2()
        header.initStyleOption(option)
        header.initStyleOptionForIndex(option, column)
        drawn.append(option.sortIndicator)
    assert drawn == [QStyleOptionHeaderV2.SortIndicator.None_, arrow]
