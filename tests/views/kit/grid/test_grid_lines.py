"""Lines of an entry grid as a whole: deleted, inserted, pasted, and taken back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt

from tests.support.fake_host import FakeHost
from tests.support.grid_lines import (
    CTRL,
    ITEM,
    NAIL,
    PRICE,
    QUANTITY,
    SCREW,
    Line,
    MakeGrid,
    paste,
    place,
    stand,
    typed,
)
from tests.support.keys import enter, press


def test_delete_empties_a_cell_and_ctrl_delete_takes_the_line(make: MakeGrid) -> None:
    grid = make(SCREW, NAIL)
    stand(grid, 0, PRICE)
    press(Qt.Key.Key_Delete)
    assert grid.lines[0].price is None
    press(Qt.Key.Key_Delete, CTRL)
    assert typed(grid) == (NAIL,)
    assert place(grid) == (0, PRICE)


def test_insert_puts_an_empty_line_before_the_cursor(make: MakeGrid) -> None:
    grid = make(SCREW, NAIL)
    stand(grid, 1, ITEM)
    press(Qt.Key.Key_Insert)
    enter("screwd", "", "1")
    assert [line.item for line in grid.lines] == ["A1", "B1", "A2"]


def test_each_change_is_taken_back_and_made_again(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 0, QUANTITY)
    enter("9", "3")
    grid.table.setFocus()
    press(Qt.Key.Key_Z, CTRL)
    assert typed(grid) == (replace(SCREW, quantity=Decimal(9)),)
    press(Qt.Key.Key_Z, CTRL)
    assert typed(grid) == (SCREW,)
    press(Qt.Key.Key_Y, CTRL)
    press(Qt.Key.Key_Y, CTRL)
    assert typed(grid) == (replace(SCREW, quantity=Decimal(9), price=Decimal("3.00")),)


def test_a_deleted_line_comes_back(make: MakeGrid) -> None:
    grid = make(SCREW, NAIL)
    stand(grid, 0, ITEM)
    press(Qt.Key.Key_Delete, CTRL)
    press(Qt.Key.Key_Z, CTRL)
    assert typed(grid) == (SCREW, NAIL)


def test_a_block_is_pasted_over_several_lines_and_taken_back_at_once(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 0, ITEM)
    paste(grid, "A2\tNails\t8\t1.25\r\nB1\tDriver\t1\t89\r\n")
    assert typed(grid) == (
        Line(2, "A2", "Nails", Decimal(8), Decimal("1.25")),
        Line(3, "B1", "Driver", Decimal(1), Decimal("89.00")),
    )
    press(Qt.Key.Key_Z, CTRL)
    assert typed(grid) == (SCREW,)


def test_pasted_cells_that_cannot_be_read_keep_their_value_and_say_so(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 0, ITEM)
    paste(grid, "zzz\tText\tmany\t3\tgift")
    assert typed(grid) == (replace(SCREW, text="Text", price=Decimal("3.00")),)
    assert [bool(grid.model.cell(0, column).wrong) for column in range(5)] == [True, False, True, False, True]
    assert not grid.check()


def test_a_pasted_number_that_fits_several_items_is_not_guessed(make: MakeGrid) -> None:
    grid = make(SCREW)
    stand(grid, 0, ITEM)
    paste(grid, "screw\n")
    assert grid.lines[0].item_id == 1, "the name fits one exactly"
    paste(grid, "A")
    assert "several" in grid.model.cell(0, ITEM).wrong


def test_pasted_words_and_prices_stand_against_what_the_item_fills_in_later(make: MakeGrid, host: FakeHost) -> None:
    grid = make()
    host.hold = True
    paste(grid, "A2\tNails\t8\t1\nB1\tDriver\t2\t80")
    host.answer_all()
    assert [(line.item, line.text, str(line.price)) for line in grid.lines] == [
        ("A2", "Nails", "1.00"),
        ("B1", "Driver", "80.00"),
    ]
    press(Qt.Key.Key_Z, CTRL)
    assert typed(grid) == ()
