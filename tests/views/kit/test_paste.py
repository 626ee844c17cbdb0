"""Thousands of rows from a spreadsheet: read as Swedes and as the English write, each mistake said where it stands."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication

from models.database.errors import Invalid, Unavailable
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown, write
from tests.support.kit_samples import ITEM_ROWS, ITEMS
from views.kit.action import Action
from views.kit.form.spec import Choice, FieldKind, Picker
from views.kit.grid import paste as slicing
from views.kit.grid.model import Pasted
from views.kit.grid.reading import Notation, block, notation_of, read_cell, why_not
from views.kit.grid.spec import GridColumn, GridSpec
from views.kit.grid.view import EntryGrid
from views.kit.page import Page

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from views.kit.action import ActionContext, Row

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TODAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Line:
    item_id: int | None = None
    item: str = ""
    day: date | None = None
    amount: Decimal | None = None


def _fill(line: Line, row: Row) -> Line:
    return replace(line, item=str(row["number"]))


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
        GridColumn("day", "Day", FieldKind.DATE),
        GridColumn("amount", "Amount", FieldKind.MONEY, required=True),
    ),
    new=Line,
    is_empty=lambda line: line == Line(),
)
MONEY: GridColumn[Line] = GridColumn("amount", "Amount", FieldKind.MONEY)
DAY: GridColumn[Line] = GridColumn("day", "Day", FieldKind.DATE)
KIND: GridColumn[Line] = GridColumn(
    "kind", "Kind", FieldKind.CHOICE, choices=(Choice("a", "Goods"), Choice("b", "Work"))
)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(rows={"warehouse.items": ITEM_ROWS})


@pytest.fixture
def grid(qtbot: QtBot, host: FakeHost) -> EntryGrid[Line]:
    made = EntryGrid(host, SPEC)
    shown(qtbot, made)
    return made


def paste(grid: EntryGrid[Line], text: str) -> None:
    grid.table.setCurrentIndex(grid.model.index(0, 0))
    grid.table.setFocus()
    QGuiApplication.clipboard().setText(text)
    # A few rows are read at once, on a busy machine too.
    with patch.object(slicing, "_SLICE", 60.0) if text.count("\n") < 100 else nullcontext():
        press(Qt.Key.Key_V, CTRL)


def five_thousand(wrong_each: int = 500) -> str:
    """Rows of which one in `wrong_each` has no figure for its amount."""
    rows = (f"A1\t2026-11-{1 + n % 28:02}\t{'x' if n % wrong_each == 7 else '1 234,50'}" for n in range(5000))
    return "\n".join(rows)


def place(grid: EntryGrid[Line]) -> tuple[int, int]:
    index = grid.table.currentIndex()
    return index.row(), index.column()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1234.50", "1234.50"),
        ("1234,5", "1234.50"),
        ("12,345,678", "12345678.00"),
        ("1 234,50 kr", "1234.50"),
        ("SEK 1 234,50", "1234.50"),
        ("$1,234.50", "1234.50"),
        ("-1 234,50", "-1234.50"),
        ("−12,5", "-12.50"),
        ("(1,234.50)", "-1234.50"),
        ("120*1,25", "150.00"),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_number_says_by_itself_how_it_is_written(text: str, value: str, language: str) -> None:
    assert read_cell(MONEY, text, notation_of([text], language), TODAY) == Decimal(value)


def test_a_number_that_could_be_either_is_read_as_the_others_of_its_column() -> None:
    swedish, english = notation_of(["1,234", "2,50"], "en"), notation_of(["1,234", "2.50"], "sv")
    rate: GridColumn[Line] = GridColumn("rate", "Rate", FieldKind.RATE)
    assert read_cell(rate, "1,234", swedish, TODAY) == Decimal("1.234")
    assert read_cell(rate, "1,234", english, TODAY) == Decimal(1234)
    assert read_cell(rate, "1,234", notation_of(["1,234"], "sv"), TODAY) == Decimal("1.234")
    assert read_cell(rate, "1,234", notation_of(["1,234"], "en"), TODAY) == Decimal(1234)


@pytest.mark.parametrize(
    "text",
    ["2026-11-05", "20261105", "5/11/2026", "05.11.2026", "2026/11/05", "5 Nov 2026", "5 november 2026", "5-nov-2026"],
)
def test_a_date_is_read_in_the_ways_spreadsheets_write_it(text: str) -> None:
    assert read_cell(DAY, text, Notation("sv"), TODAY) == date(2026, 11, 5)


def test_months_come_first_where_a_date_of_the_column_allows_nothing_else() -> None:
    american = notation_of(["11/05/2026", "11/24/2026"], "en")
    assert read_cell(DAY, "11/05/2026", american, TODAY) == date(2026, 11, 5)
    with pytest.raises(Invalid):
        read_cell(DAY, "31/31/2026", american, TODAY)


@pytest.mark.parametrize(("text", "value"), [("5 okt 2026", date(2026, 10, 5)), ("5 May 2026", date(2026, 5, 5))])
def test_months_are_known_in_both_languages(text: str, value: date) -> None:
    assert read_cell(DAY, text, Notation("en"), TODAY) == value


def test_a_cell_in_quotation_marks_may_hold_a_line_break() -> None:
    assert block('A1\t"two\nlines"\t5\r\nB1\tone\t6\r\n') == [["A1", "two lines", "5"], ["B1", "one", "6"]]
    assert block('5" pipe\t7') == [['5" pipe', "7"]]


def test_what_cannot_be_read_is_said_with_what_to_do() -> None:
    assert why_not(MONEY, "x") == "“x” is not a number. Write it like 1 234,50."
    assert why_not(DAY, "x") == "“x” is not a date. Write it like 2026-11-24."
    assert why_not(KIND, "x") == "“x” is not one of: Goods, Work."


def test_five_thousand_rows_are_taken_with_ten_mistakes_in_their_cells(grid: EntryGrid[Line], qtbot: QtBot) -> None:
    paste(grid, five_thousand())
    qtbot.waitUntil(lambda: grid.report.words == "4,990 rows are fine, 10 to mend")
    assert len(grid.lines) == 5000
    assert grid.lines[0] == Line(1, "A1", date(2026, 11, 1), Decimal("1234.50"))
    assert grid.model.cell(7, 2).text == "x"
    assert grid.model.cell(7, 2).wrong == "“x” is not a number. Write it like 1 234,50."
    assert grid.model.cell(8, 2).wrong == ""
    assert not grid.check()


def test_the_whole_paste_is_one_step(grid: EntryGrid[Line], qtbot: QtBot) -> None:
    grid.set_lines([Line(amount=Decimal(7))])
    paste(grid, five_thousand())
    qtbot.waitUntil(lambda: len(grid.lines) == 5000)
    press(Qt.Key.Key_Z, CTRL)
    assert grid.lines == (Line(amount=Decimal(7)),)
    press(Qt.Key.Key_Z, CTRL, SHIFT)
    assert len(grid.lines) == 5000


def test_f8_goes_from_mistake_to_mistake_and_says_each(grid: EntryGrid[Line], qtbot: QtBot) -> None:
    paste(grid, five_thousand(2000))
    qtbot.waitUntil(lambda: grid.report.words == "4,997 rows are fine, 3 to mend")
    places = []
    for _press in range(4):
        press(Qt.Key.Key_F8)
        places.append(place(grid))
    assert places == [(7, 2), (2007, 2), (4007, 2), (7, 2)]
    assert grid.report.where == "Row 8, Amount: “x” is not a number. Write it like 1 234,50."
    press(Qt.Key.Key_F8, SHIFT)
    assert place(grid) == (4007, 2)
    write("5")
    press(Qt.Key.Key_F8)  # takes what is typed, and goes on
    assert (grid.lines[4007].amount, place(grid)) == (Decimal(5), (7, 2))
    qtbot.waitUntil(lambda: grid.report.words == "4,998 rows are fine, 2 to mend")


def test_when_all_is_mended_the_report_says_so_and_f8_is_free_again(qtbot: QtBot, host: FakeHost) -> None:
    pressed: list[str] = []

    def run(_context: ActionContext) -> None:
        pressed.append("F8")

    page = Page(host, "Page")
    grid = EntryGrid(host, SPEC)
    page.body.addWidget(grid)
    page.set_actions([Action("page.balance", "Balance", run, shortcut="F8")])
    shown(qtbot, page)
    paste(grid, "A1\t\tx\nA1\t\t6")
    qtbot.waitUntil(lambda: grid.report.words == "1 row is fine, 1 to mend")
    press(Qt.Key.Key_F8)
    assert (pressed, place(grid)) == ([], (0, 2))
    write("5")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.report.words == "2 rows are fine")
    press(Qt.Key.Key_F8)
    assert pressed == ["F8"]
    grid.set_lines(())
    assert grid.report.isHidden()


def test_records_are_looked_up_together_and_only_once(grid: EntryGrid[Line], host: FakeHost) -> None:
    paste(grid, "A1\t\t1\nA2\t\t2\nA1\t\t3\nnail\t\t4")
    assert [line.item_id for line in grid.lines] == [1, 2, 1, 2]
    assert [(request.filters[-1].value if request.filters else request.text) for _query, request in host.fetched] == [
        ("A1", "A2", "nail"),
        "nail",
    ]


def test_a_record_that_is_not_there_is_said_in_its_cell(grid: EntryGrid[Line]) -> None:
    paste(grid, "A1\t\t1\nZZ\t\t2")
    assert grid.model.cell(1, 0).wrong == "Nothing was found for “ZZ”."


def test_what_cannot_be_looked_up_is_said_in_the_cells(grid: EntryGrid[Line], host: FakeHost) -> None:
    host.fetch_error = Unavailable("database.unreachable")
    paste(grid, "A1\t\t1\nA2\t\t2")
    assert [line.amount for line in grid.lines] == [Decimal(1), Decimal(2)]
    assert all(grid.model.cell(row, 0).wrong for row in range(2))


def test_nothing_is_typed_and_nothing_saved_while_a_block_is_read(grid: EntryGrid[Line], host: FakeHost) -> None:
    host.hold = True
    paste(grid, "A1\t\t1\nA2\t\t2")
    assert grid.report.words == "Reading row 0 of 2…"
    assert not grid.model.editable(0, 2)
    assert not grid.check()
    host.answer_all()
    assert len(grid.lines) == 2
    assert grid.model.editable(0, 2)


def test_escape_gives_up_a_block_that_is_being_read(grid: EntryGrid[Line], host: FakeHost) -> None:
    host.hold = True
    paste(grid, "A1\t\t1\nA2\t\t2")
    press(Qt.Key.Key_Escape)
    host.answer_all()
    assert not grid.lines
    assert grid.report.isHidden()


def test_other_lines_shown_meanwhile_are_left_alone(grid: EntryGrid[Line], host: FakeHost) -> None:
    host.hold = True
    paste(grid, "A1\t\t1\nA2\t\t2")
    grid.set_lines([Line(amount=Decimal(7))])
    host.answer_all()
    assert grid.lines == (Line(amount=Decimal(7)),)


def test_a_page_that_takes_whole_blocks_hears_of_each_once(grid: EntryGrid[Line]) -> None:
    heard: list[Pasted] = []
    cells: list[tuple[int, str]] = []
    grid.model.pasted.connect(heard.append)
    grid.model.edited.connect(lambda row, name: cells.append((row, name)))
    paste(grid, "A1\t\t1\nA2\t\t2")
    assert (len(cells), heard) == (6, [])
    grid.model.whole_blocks = True
    paste(grid, "A1\t\t1\nA2\t\t2")
    assert (len(cells), heard) == (6, [Pasted(range(2), frozenset({"item_id", "day", "amount"}))])


def test_the_window_never_stands_still_for_long(grid: EntryGrid[Line], qtbot: QtBot) -> None:
    beats: list[int] = []
    beat = QTimer(interval=0)
    beat.timeout.connect(lambda: beats.append(1))
    beat.start()
    paste(grid, five_thousand())
    qtbot.waitUntil(lambda: len(grid.lines) == 5000)
    assert len(beats) > 10  # it had its turn again and again while rows were read
