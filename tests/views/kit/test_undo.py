"""Ctrl+Z over a whole page: head and lines in one row, in the order in which they were done, key by key."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.database.errors import Conflict
from tests.support.fake_host import FakeHost
from tests.support.keys import enter, press, shown, write
from tests.support.kit_samples import ITEM_ROWS, ITEMS
from views.kit.entry_page import EntryPage
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Create, Field, FieldKind, FormSpec, Picker, Section
from views.kit.grid.spec import GridColumn, GridSpec
from views.kit.host import Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from views.kit.action import Row

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Head:
    name: str = ""
    item_id: int | None = None
    item: str = ""
    price: Decimal | None = None
    way: str = "post"
    note: str = ""
    version: int = 1


@dataclass(frozen=True)
class Line:
    text: str = ""
    amount: Decimal | None = None


def _fill(head: Head, row: Row) -> Head:
    price = row["price"]
    assert isinstance(price, Decimal)
    return replace(head, item=str(row["number"]), price=price)


def found(text: str) -> int:
    """Stands for the operation that makes an item of what was typed."""
    return len(text)


def store(**_arguments: object) -> int:
    """Stands for saving."""
    return 1


def stored(**_arguments: object) -> Head:
    """Stands for reading what others have stored."""
    return Head()


PICKER = Picker(
    ITEMS,
    ("number", "name"),
    lambda row: str(row["number"]),
    create=Create("Make {text}", "", found, lambda text: {"text": text}, lambda key: key),
)
FORM: FormSpec[Head] = FormSpec(
    (
        Section(
            "",
            (
                Field("name", "Name"),
                Field("item_id", "Item", FieldKind.PICKER, picker=PICKER, shown=lambda head: head.item, fill=_fill),
                Field("price", "Price", FieldKind.MONEY),
                Field("way", "Way", FieldKind.CHOICE, choices=(Choice("post", "Post"), Choice("mail", "Mail"))),
                Field("note", "Note", FieldKind.MULTILINE),
            ),
        ),
    ),
    save=store,
    arguments=lambda head: {"head": head},
    fetch=stored,
    fetch_arguments=lambda _head: {},
)
GRID: GridSpec[Line] = GridSpec(
    (GridColumn("text", "Text"), GridColumn("amount", "Amount", FieldKind.MONEY)),
    new=Line,
    is_empty=lambda line: line == Line(),
)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(rows={"warehouse.items": ITEM_ROWS}, answers={"found": 2})


@pytest.fixture
def page(qtbot: QtBot, host: FakeHost) -> EntryPage[Head, Line]:
    made = EntryPage(host, "Document", form=FORM, draft=Head(), grid=GRID, link=Link("document"))
    shown(qtbot, made)
    return made


@pytest.fixture
def form_page(qtbot: QtBot, host: FakeHost) -> FormPage[Head]:
    made = FormPage(host, "Form", FORM, Head())
    shown(qtbot, made)
    return made


def undo() -> None:
    press(Qt.Key.Key_Z, CTRL)


def redo() -> None:
    press(Qt.Key.Key_Z, CTRL, SHIFT)


def words(page: EntryPage[Head, Line] | FormPage[Head]) -> str | None:
    assert page.undo is not None
    return page.undo.undo_words


def lines(page: EntryPage[Head, Line]) -> list[Line]:
    return list(page.lines)


def at(page: EntryPage[Head, Line] | FormPage[Head], name: str) -> bool:
    return page.form.boxes[name].editor.hasFocus()


def test_head_and_lines_are_taken_back_in_the_order_in_which_they_were_typed(page: EntryPage[Head, Line]) -> None:
    write("Rent")
    page.grid.setFocus()
    enter("June", "500")
    page.form.boxes["price"].editor.setFocus()
    write("7")
    page.grid.setFocus()
    assert words(page) == "Price"
    undo()
    assert (page.draft.price, at(page, "price")) == (None, True)
    undo()
    assert lines(page) == [Line("June")]
    assert page.grid.table.hasFocus()
    undo()
    assert lines(page) == []
    assert page.draft.name == "Rent"
    undo()
    assert (page.draft, at(page, "name")) == (Head(), True)
    assert not page.dirty
    for _step in range(4):
        redo()
    assert (page.draft, page.lines) == (Head("Rent", price=Decimal(7)), (Line("June", Decimal(500)),))


def test_the_letters_of_the_field_that_is_typed_in_go_before_the_steps_of_the_page(
    page: EntryPage[Head, Line],
) -> None:
    write("Rent")
    press(Qt.Key.Key_Tab)
    page.form.boxes["note"].editor.setFocus()
    write("Old")
    undo()
    assert page.draft == Head("Rent")
    assert at(page, "note")
    undo()
    assert page.draft == Head()
    assert at(page, "name")


def test_a_field_that_is_only_visited_keeps_nothing_from_the_page(page: EntryPage[Head, Line]) -> None:
    write("Rent")
    page.form.boxes["note"].editor.setFocus()
    write("Old")
    page.form.boxes["name"].editor.setFocus()
    undo()
    assert page.draft == Head("Rent")
    assert at(page, "note")


def test_choosing_a_record_that_fills_in_other_fields_is_one_step(page: EntryPage[Head, Line]) -> None:
    page.form.boxes["item_id"].editor.setFocus()
    write("A1")
    press(Qt.Key.Key_Tab)
    assert page.draft == Head(item_id=1, item="A1", price=Decimal("2.50"))
    page.form.set_draft(replace(page.draft, note="agreed with them"), original=False)
    assert words(page) == "Item"
    undo()
    assert page.draft == Head()
    assert page.undo is not None
    assert page.undo.redo_words == "Item"
    redo()
    assert page.draft == Head(item_id=1, item="A1", price=Decimal("2.50"), note="agreed with them")
    assert page.form.boxes["item_id"].editor.text() == "A1"  # type: ignore[union-attr] # a picker has a text


def test_a_record_made_on_the_spot_is_one_step(page: EntryPage[Head, Line], host: FakeHost) -> None:
    page.form.boxes["item_id"].editor.setFocus()
    write("Brass")
    press(Qt.Key.Key_F4)
    editor = page.form.boxes["item_id"].editor
    editor._create()  # type: ignore[union-attr] # what Enter on the last line of the matches does
    assert [operation for operation, _arguments in host.ran] == [found]
    assert page.draft.item_id == 2
    undo()
    assert page.draft == Head()


def test_a_choice_is_a_step(page: EntryPage[Head, Line]) -> None:
    page.form.boxes["way"].editor.setFocus()
    press(Qt.Key.Key_Down)
    assert page.draft.way == "mail"
    undo()
    assert page.draft.way == "post"


def test_a_typed_cell_goes_back_to_what_was_before_it_was_opened(page: EntryPage[Head, Line]) -> None:
    page.grid.setFocus()
    enter("June")
    write("5")
    undo()  # the figure in the open cell
    undo()  # nothing is left there: the text before
    assert lines(page) == []
    redo()
    assert page.lines == (Line("June"),)


def test_control_y_does_it_again_everywhere(page: EntryPage[Head, Line]) -> None:
    write("Rent")
    page.grid.setFocus()
    undo()
    press(Qt.Key.Key_Y, CTRL)
    assert page.draft == Head("Rent")


def test_undo_survives_the_draft_being_kept_and_not_the_saving(page: EntryPage[Head, Line]) -> None:
    page.keep_drafts(Link("document"))
    write("Rent")
    page.grid.setFocus()
    keeper = page._keeper
    assert keeper is not None
    keeper.keep()
    assert words(page) == "Name"
    page.show_document(page.draft, page.lines)
    assert words(page) is None
    undo()
    assert page.draft == Head("Rent")


def test_another_kind_of_document_begins_without_steps(page: EntryPage[Head, Line]) -> None:
    write("Rent")
    page.use(FORM, Head("Other"), GRID)
    assert words(page) is None
    page.form.setFocus()
    write("s")
    page.grid.setFocus()
    undo()
    assert page.draft == Head("Other")


def test_undoing_all_changes_can_be_undone(form_page: FormPage[Head]) -> None:
    write("Rent")
    action = next(one for one in form_page.actions_bound if one.declared.id == "form.revert")
    action.trigger()
    assert not form_page.form.dirty
    undo()
    assert form_page.form.draft == Head("Rent")


def test_bringing_a_conflict_together_is_a_step(form_page: FormPage[Head], host: FakeHost) -> None:
    host.answers = {"store": Conflict("record.changed"), "stored": Head("Theirs", note="new", version=2)}
    write("Mine")
    press(Qt.Key.Key_S, CTRL)
    form_page.form.conflict.compare_asked.emit()
    assert form_page.form.draft == Head("Mine", note="new", version=2)
    form_page.form.boxes["name"].theirs_wanted.emit("name")
    assert form_page.form.draft == Head("Theirs", note="new", version=2)
    undo()
    assert form_page.form.draft == Head("Mine", note="new", version=2)
    undo()
    assert form_page.form.draft == Head("Mine")


def test_reading_it_again_after_a_conflict_can_be_undone(form_page: FormPage[Head], host: FakeHost) -> None:
    host.answers = {"store": Conflict("record.changed"), "stored": Head("Theirs", version=2)}
    write("Mine")
    press(Qt.Key.Key_S, CTRL)
    form_page.form.conflict.reload_asked.emit()
    assert (form_page.form.draft, form_page.form.dirty) == (Head("Theirs", version=2), False)
    undo()
    assert form_page.form.draft == Head("Mine")


def test_no_more_than_two_hundred_steps_are_kept(page: EntryPage[Head, Line]) -> None:
    for number in range(210):
        page.grid.model.put(0, 0, f"word {number}")
    page.grid.setFocus()
    for _step in range(210):
        undo()
    assert page.lines == (Line("word 9"),)
    assert QApplication.focusWidget() is page.grid.table


def test_keys_work_from_a_button_of_the_page(form_page: FormPage[Head]) -> None:
    write("Rent")
    press(Qt.Key.Key_Tab, CTRL)
    form_page.header.focus_primary()
    undo()
    assert form_page.form.draft == Head()
