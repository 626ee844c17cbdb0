"""A report with more columns than there is room for: its names stay in sight while the figures are scrolled."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QPoint
from pytestqt.qtbot import QtBot

from models.database.listing import Column, Kind
from tests.support.fake_host import FakeHost
from tests.support.keys import shown
from views.kit.host import Link
from views.kit.list.pinned import PinnedTable
from views.kit.table import TableRow, TableView

COLUMNS = (Column("title", "Row"), *(Column(f"m{n}", f"2026-{n:02}", Kind.MONEY, width=11) for n in range(1, 13)))
NAME = "A row with a name that is longer than the share of the room that it has got"


def months(qtbot: QtBot, width: int) -> tuple[FakeHost, TableView, PinnedTable]:
    host = FakeHost()
    view = TableView(host, COLUMNS, pinned=True)
    row = TableRow((NAME, *(Decimal(n) for n in range(1, 13))), {0: Link("finance.statement_figure")})
    view.set_rows([row, row])
    shown(qtbot, view)
    view.resize(width, 200)
    QCoreApplication.processEvents()
    assert isinstance(view.table, PinnedTable)
    return host, view, view.table


def test_names_keep_a_share_of_the_room_and_are_met_by_the_mouse_where_they_are_seen(qtbot: QtBot) -> None:
    host, view, table = months(qtbot, 700)
    room = table.viewport().width()
    assert room // 5 < table.columnWidth(0) <= room * 26 // 100
    place = QPoint(5, table.rowViewportPosition(1) + 3)
    table.horizontalScrollBar().setValue(table.columnWidth(0) + 200)
    view.grab()  # drawn without a fault
    assert (table.indexAt(place).row(), table.indexAt(place).column()) == (1, 0)
    assert table.indexAt(QPoint(table.pinned + 5, place.y())).column() > 1
    table.clicked.emit(table.indexAt(place))
    assert host.opened == [Link("finance.statement_figure")]


def test_a_cell_one_goes_to_is_not_left_beneath_the_names(qtbot: QtBot) -> None:
    _host, _view, table = months(qtbot, 700)
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    for column in range(12, 0, -1):
        table.setCurrentIndex(table.model().index(0, column))
        assert table.columnViewportPosition(column) >= table.pinned, column
    assert table.columnViewportPosition(12) > 0


def test_where_there_is_room_nothing_is_pinned_and_names_take_what_is_left(qtbot: QtBot) -> None:
    _host, _view, table = months(qtbot, 2600)
    assert table.horizontalScrollBar().maximum() == 0
    assert table.pinned == 0
    assert sum(table.columnWidth(at) for at in range(13)) == table.viewport().width()
