"""A report or a budget with more columns than there is room for: names stay in sight while figures are scrolled."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from PySide6.QtCore import QCoreApplication, QPoint
from pytestqt.qtbot import QtBot

from models.database.listing import Column, Kind
from models.finance.budgets.sheet import SheetLine
from tests.support.fake_host import FakeHost
from tests.support.keys import shown
from views.finance.budgets.grid import budget_grid
from views.kit.form.picker import PickerLine
from views.kit.grid.totals import ColumnTotals
from views.kit.grid.view import EntryGrid
from views.kit.host import Link
from views.kit.list.table import RowTable
from views.kit.table import TableRow, TableView

COLUMNS = (Column("title", "Row"), *(Column(f"m{n}", f"2026-{n:02}", Kind.MONEY, width=11) for n in range(1, 13)))
NAME = "A row with a name that is longer than the share of the room that it has got"


def months(qtbot: QtBot, width: int) -> tuple[FakeHost, TableView, RowTable]:
    host = FakeHost()
    view = TableView(host, COLUMNS, pinned=True)
    row = TableRow((NAME, *(Decimal(n) for n in range(1, 13))), {0: Link("finance.statement_figure")})
    view.set_rows([row, row])
    shown(qtbot, view)
    view.resize(width, 200)
    QCoreApplication.processEvents()
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


def budget(qtbot: QtBot) -> EntryGrid[SheetLine]:
    """A budget of rent and wages, wider than its window."""
    months = [date(2026, month, 1) for month in range(1, 13)]
    spec = budget_grid(months, (), lambda line, _amount: line)
    lines = [
        SheetLine("5010", "Rent", "expense", months=(Decimal(1000),) * 12),
        SheetLine("7010", "Wages", "expense", months=(Decimal(2000),) * 12),
    ]
    grid = EntryGrid(FakeHost(), spec, lines)
    shown(qtbot, grid)
    grid.resize(700, 300)
    QCoreApplication.processEvents()
    return grid


def test_the_accounts_of_a_budget_stay_beside_its_last_month_and_open_where_they_are_seen(qtbot: QtBot) -> None:
    grid = budget(qtbot)
    table = grid.table
    table.go_to(1, "2026-12-01")
    assert table.horizontalScrollBar().value() == table.horizontalScrollBar().maximum()
    assert table.visualRect(table.model().index(1, 0)).left() == 0
    assert table.pinned == table.columnWidth(0) + table.columnWidth(1)
    table.setCurrentIndex(table.model().index(1, 0))
    assert table.horizontalScrollBar().value() == table.horizontalScrollBar().maximum()  # it is in sight: no way there
    table.edit(table.currentIndex())
    assert table.viewport().findChildren(PickerLine)[-1].geometry().left() < table.columnWidth(0)


def test_the_sums_below_a_grid_go_with_the_columns_they_sum(qtbot: QtBot) -> None:
    grid = budget(qtbot)
    sums = grid.findChildren(ColumnTotals)[0]
    before = sums.grab().toImage()
    grid.table.horizontalScrollBar().setValue(grid.table.horizontalScrollBar().maximum())
    after = sums.grab().toImage()
    wide = grid.table.pinned
    assert before.copy(0, 0, wide - 1, before.height()) == after.copy(0, 0, wide - 1, after.height())  # "Result"
    month, year = (grid.table.visualRect(grid.table.model().index(0, at)) for at in (14, 2))
    assert year.right() < wide < month.left()
    assert {sums.figures[at][0] for at in (2, 14)} == {Decimal(-36000), Decimal(-3000)}
