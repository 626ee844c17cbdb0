"""The entry grid, key by key: lines are typed without leaving the keyboard, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from models.database.listing import Kind
from tests.support.fake_host import FakeHost
from tests.support.keys import enter, press, shown, write
from tests.support.kit_samples import ITEM_ROWS, ITEMS
from views.kit.form.spec import Choice, FieldKind, Picker
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.kit.grid.view import EntryGrid

if TYPE_CHECKING:
    from pytestqt.logging import _QtMessageCapture
    from pytestqt.qtbot import QtBot

    from views.kit.action import Row

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Line:
    item_id: int | None = None
    item: str = ""
    text: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    kind: str = "goods"

    @property
    def amount(self) -> Decimal:
        return (self.quantity or Decimal(0)) * (self.price or Decimal(0))


def _fill(line: Line, row: Row) -> Line:
    price = row["price"]
    assert isinstance(price, Decimal)
    return replace(line, item=str(row["number"]), text=str(row["name"]), price=price)


def _sum(lines: Sequence[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def _check(line: Line) -> Mapping[str, str]:
    return {} if line.quantity else {"quantity": "How many?"}


SPEC: GridSpec[Line] = GridSpec(
    columns=(
        GridColumn(
            "item_id",
            "Item",
            FieldKind.PICKER,
            picker=Picker(ITEMS, ("number", "name"), lambda row: str(row["number"])),
            shown=lambda line: line.item,
            fill=_fill,
        ),
        GridColumn("text", "Text", required=True),
        GridColumn("quantity", "Quantity", FieldKind.QUANTITY),
        GridColumn("price", "Price", FieldKind.MONEY),
        GridColumn("kind", "Kind", FieldKind.CHOICE, choices=(Choice("goods", "Goods"), Choice("work", "Work"))),
        GridColumn("amount", "Amount", FieldKind.SHOWN, compute=lambda line: line.amount, shown_as=Kind.MONEY),
    ),
    new=Line,
    is_empty=lambda line: line == Line(),
    column_totals=lambda lines: {"amount": _sum(lines)},
    totals=lambda lines: (Total("Sum", _sum(lines)),),
    check=_check,
)
SCREW = Line(1, "A1", "Screw", Decimal(4), Decimal("2.50"))
NAIL = Line(2, "A2", "Nail", Decimal(8), Decimal("1.25"))
ITEM, TEXT, QUANTITY, PRICE = range(4)

MakeGrid = Callable[..., EntryGrid[Line]]


@pytest.fixture(autouse=True)
def _qt_says_nothing(qtlog: _QtMessageCapture) -> Iterator[None]:
    yield
    allowed = "propagateSizeHints"
    said = [record.message for record in qtlog.records if allowed not in record.message]
    assert said == []


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(rows={"warehouse.items": ITEM_ROWS})


@pytest.fixture
def make(qtbot: QtBot, host: FakeHost) -> MakeGrid:
    def made(*lines: Line) -> EntryGrid[Line]:
        grid = EntryGrid(host, SPEC, lines)
        shown(qtbot, grid)
        return grid

    return made


def typed(grid: EntryGrid[Line]) -> tuple[Line, ...]:
    return grid.lines


def place(grid: EntryGrid[Line]) -> tuple[int, int]:
    index = grid.table.currentIndex()
    return index.row(), index.column()


def stand(grid: EntryGrid[Line], row: int, column: int) -> None:
    grid.table.setCurrentIndex(grid.model.index(row, column))


def paste(grid: EntryGrid[Line], text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, CTRL)
    for _ in range(50):  # bit by bit, on a slow machine; what is looked up may be held back
        if grid.model.being_pasted:
            QCoreApplication.processEvents()


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


def test_a_locked_grid_takes_no_keys(make: MakeGrid) -> None:
    grid = make(SCREW)
    grid.set_locked(locked=True)
    stand(grid, 0, QUANTITY)
    write("9")
    press(Qt.Key.Key_Delete, CTRL)
    press(Qt.Key.Key_Insert)
    paste(grid, "7")
    assert typed(grid) == (SCREW,)
