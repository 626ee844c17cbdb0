"""The entry grid, key by key: lines are typed without leaving the keyboard, and nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.database.listing import Kind
from tests.support.fake_host import FakeHost
from tests.support.grid_lines import (
    CTRL,
    ITEM,
    NAIL,
    PRICE,
    QUANTITY,
    SCREW,
    SHIFT,
    SPEC,
    TEXT,
    Line,
    MakeGrid,
    paste,
    place,
    stand,
    typed,
)
from tests.support.keys import enter, press, shown, write
from views.kit.grid.spec import GridColumn, Total
from views.kit.grid.view import EntryGrid

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_line_is_typed_from_the_first_cell_to_the_next_line(make: MakeGrid) -> None:
    grid = make()
    assert place(grid) == (0, ITEM)
    enter("screw", "", "4")
    assert typed(grid) == (SCREW,)
    assert grid.model.rowCount() == 2
    assert place(grid) == (0, PRICE)
    enter("", "")
    assert place(grid) == (1, ITEM)
    enter("nail", "", "8", "1.50")
    assert typed(grid) == (SCREW, replace(NAIL, price=Decimal("1.50")))


def test_enter_passes_over_what_cannot_be_typed_and_shift_goes_back(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 0, 4)
    press(Qt.Key.Key_Return)
    assert place(grid) == (1, ITEM)
    press(Qt.Key.Key_Return, SHIFT)
    assert place(grid) == (0, 4)


def test_escape_in_an_editor_keeps_what_was_there(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 0, QUANTITY)
    write("9")
    press(Qt.Key.Key_Escape)
    assert typed(grid) == (SCREW,)
    assert grid.table.hasFocus()


def test_enter_on_the_empty_last_line_goes_on_after_the_grid(qtbot: QtBot, make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 1, ITEM)
    with qtbot.waitSignal(grid.left_at_end):
        press(Qt.Key.Key_Return)


@pytest.mark.parametrize(("lines", "presses"), [((), 5), ((SCREW,), 1)])
def test_tab_walks_an_only_line_though_it_is_empty_and_leaves_from_the_empty_line_after_others(
    qtbot: QtBot, host: FakeHost, lines: tuple[Line, ...], presses: int
) -> None:
    page, grid, after = QWidget(), EntryGrid(host, SPEC, lines), QLineEdit()
    layout = QVBoxLayout(page)
    layout.addWidget(grid)
    layout.addWidget(after)
    shown(qtbot, page)
    grid.table.setFocus()
    stand(grid, len(lines), ITEM)
    with qtbot.assertNotEmitted(grid.left_at_end):
        for _ in range(presses):
            assert grid.table.hasFocus()
            press(Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_enter_on_an_only_line_goes_to_the_next_cell(qtbot: QtBot, make: MakeGrid) -> None:
    grid = make()
    with qtbot.assertNotEmitted(grid.left_at_end):
        press(Qt.Key.Key_Return)
    assert place(grid) == (0, ITEM + 1)


def test_what_fits_nothing_stays_in_its_cell_to_be_mended(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 0, ITEM)
    enter("4010")
    cell = grid.model.cell(0, ITEM)
    assert (cell.text, "4010" in cell.wrong) == ("4010", True)
    stand(grid, 0, ITEM)
    press(Qt.Key.Key_F2)
    editor = grid.findChildren(QLineEdit)[-1]
    assert editor.text() == "4010"
    press(Qt.Key.Key_Escape)
    stand(grid, 0, QUANTITY)
    enter("many")
    assert grid.model.cell(0, QUANTITY).text == "many"
    stand(grid, 0, QUANTITY)
    enter("7")
    assert (grid.model.cell(0, QUANTITY).wrong, typed(grid)[0].quantity) == ("", Decimal(7))


def test_enter_passes_over_what_is_seldom_filled_in_and_tab_does_not(qtbot: QtBot, host: FakeHost) -> None:
    seldom: GridColumn[Line] = GridColumn("text", "Text", passed_when=lambda line: line.kind == "goods")
    spec = replace(SPEC, columns=(SPEC.columns[0], seldom, *SPEC.columns[2:]))
    grid = EntryGrid(host, spec, (SCREW, replace(SCREW, kind="work")))
    shown(qtbot, grid)
    places = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab):
        for row in (0, 1):
            stand(grid, row, ITEM)
            press(key)
            places.append(place(grid)[1])
    assert places == [QUANTITY, TEXT, TEXT, TEXT]
    stand(grid, 0, ITEM)
    enter("nail")
    assert place(grid) == (0, QUANTITY)


def test_a_match_that_is_on_its_way_is_taken_when_it_comes_and_the_cursor_goes_on(
    make: MakeGrid, host: FakeHost
) -> None:
    grid = make()
    host.hold = True
    enter("nail")
    assert typed(grid) == ()
    host.answer_all()
    assert typed(grid) == (replace(NAIL, quantity=None),)
    assert place(grid) == (0, TEXT)


def test_what_fits_nothing_is_marked_in_its_cell(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 0, ITEM)
    enter("zzz")
    assert "zzz" in grid.model.cell(0, ITEM).wrong
    assert typed(grid) == (SCREW,)
    assert not grid.check()


def test_what_is_no_number_is_marked_and_not_taken_for_what_was_there(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 0, PRICE)
    enter("cheap")
    assert grid.model.cell(0, PRICE).wrong
    assert not grid.check()
    assert place(grid) == (0, PRICE)
    enter("2*3")
    assert grid.check()
    assert grid.lines[0].price == Decimal("6.00")


def test_checking_takes_what_stands_in_an_open_editor(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 0, QUANTITY)
    write("9")
    assert grid.check()
    assert grid.lines[0].quantity == 9


def test_checking_does_not_take_the_item_before_for_the_one_that_is_looked_up(make: MakeGrid, host: FakeHost) -> None:
    grid = make(SCREW)
    stand(grid, 0, ITEM)
    host.hold = True
    write("nail")
    assert not grid.check()
    host.answer_all()
    assert grid.lines[0].item == "A2"
    assert grid.check()


def test_leaving_the_grid_takes_what_stands_in_an_open_editor(qtbot: QtBot, make: MakeGrid) -> None:
    grid = make(SCREW)
    other = QLineEdit()
    shown(qtbot, other)
    grid.table.setFocus()
    grid.window().activateWindow()
    qtbot.waitUntil(grid.table.hasFocus)
    stand(grid, 0, QUANTITY)
    write("9")
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    assert grid.check()
    assert grid.lines[0].quantity == 9


def test_the_first_wrong_cell_is_gone_to_and_the_empty_line_is_not_wrong(make: MakeGrid) -> None:
    grid = make(SCREW, replace(NAIL, quantity=None))
    stand(grid, 0, ITEM)
    assert not grid.check()
    assert place(grid) == (1, QUANTITY)
    assert grid.model.cell(1, QUANTITY).wrong == "How many?"


def test_figures_below_follow_what_is_typed_and_can_be_computed_anew(make: MakeGrid) -> None:
    grid = make(SCREW, NAIL)
    assert [total.value for total in grid.totals.totals] == [Decimal("20.00")]
    stand(grid, 0, QUANTITY)
    enter("6")
    assert [total.value for total in grid.totals.totals] == [Decimal("25.00")]
    grid.set_totals(lambda lines: (Total("Lines", len(lines), Kind.INTEGER),))
    assert [total.value for total in grid.totals.totals] == [2]


def test_ctrl_d_repeats_the_cell_above_with_what_it_stands_for(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 1, ITEM)
    press(Qt.Key.Key_D, CTRL)
    assert typed(grid) == (SCREW, replace(SCREW, quantity=None))
    stand(grid, 1, QUANTITY)
    press(Qt.Key.Key_D, CTRL)
    assert typed(grid) == (SCREW, SCREW)


def test_a_locked_grid_takes_no_keys(make: MakeGrid) -> None:
    grid = make(SCREW)
    grid.set_locked(locked=True)
    stand(grid, 0, QUANTITY)
    write("9")
    press(Qt.Key.Key_Delete, CTRL)
    press(Qt.Key.Key_Insert)
    paste(grid, "7")
    assert typed(grid) == (SCREW,)
