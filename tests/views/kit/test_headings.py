"""The arrow in the heading of a sorted column points the way a spreadsheet's does, and hides no word."""

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


def test_words_that_stand_to_the_right_make_room_for_the_arrow(qtbot: QtBot) -> None:
    header = SortHeader()
    qtbot.addWidget(header)
    model = QStandardItemModel(1, 2, header)
    for column in (0, 1):
        model.setHeaderData(column, Qt.Orientation.Horizontal, "Total")
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        model.setHeaderData(column, Qt.Orientation.Horizontal, right, Qt.ItemDataRole.TextAlignmentRole)
    header.setModel(model)
    header.setSortIndicatorShown(True)
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    wide = []
    for column in (0, 1):
        option = QStyleOptionHeaderV2()
        header.initStyleOption(option)
        header.initStyleOptionForIndex(option, column)
        wide.append(header.fontMetrics().horizontalAdvance(option.text))
    assert wide[1] - wide[0] >= header.fontMetrics().averageCharWidth()
