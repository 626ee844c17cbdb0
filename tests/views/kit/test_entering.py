"""Enter and Tab in forms: field by field in the order they are declared, and on to what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.shell.typing_card import TypingCard
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown, write
from tests.support.kit_samples import ITEM_ROWS, ITEMS
from views.kit.entry_page import EntryPage
from views.kit.form.entering import ENTER_MOVES
from views.kit.form.page import FormPage
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Picker, Section
from views.kit.grid.spec import GridColumn, GridSpec

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True)
class Draft:
    name: str = ""
    item_id: int | None = None
    way: str = "post"
    note: str = ""
    yes: bool = False
    last: str = ""


FORM: FormSpec[Draft] = FormSpec(
    (
        Section(
            "",
            (
                Field("name", "Name"),
                Field(
                    "item_id", "Item", FieldKind.PICKER, picker=Picker(ITEMS, ("number",), lambda r: str(r["number"]))
                ),
                Field("way", "Way", FieldKind.CHOICE, choices=(Choice("post", "Post"), Choice("mail", "Mail"))),
                Field("note", "Note", FieldKind.MULTILINE),
            ),
        ),
        Section("More", (Field("yes", "Yes", FieldKind.BOOLEAN), Field("last", "Last", enabled_when=lambda d: d.yes))),
    )
)
GRID: GridSpec[Draft] = GridSpec((GridColumn("name", "Name"),), new=Draft, is_empty=lambda line: line == Draft())


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(rows={"warehouse.items": ITEM_ROWS})


@pytest.fixture
def page(qtbot: QtBot, host: FakeHost) -> FormPage[Draft]:
    made = FormPage(host, "Form", FORM, Draft())
    shown(qtbot, made)
    return made


def at(page: FormPage[Draft] | EntryPage[Draft, Draft]) -> str:
    """The field with the keyboard."""
    return next((name for name, box in page.form.boxes.items() if box.editor.hasFocus()), "")


def test_enter_goes_from_field_to_field_and_shift_enter_back(page: FormPage[Draft]) -> None:
    went = [at(page)]
    for _press in range(3):
        press(Qt.Key.Key_Return)
        went.append(at(page))
    assert went == ["name", "item_id", "way", "note"]
    press(Qt.Key.Key_Return)  # a new line of the text
    assert (at(page), page.form.draft.note) == ("note", "")
    page.form.boxes["way"].editor.setFocus()
    press(Qt.Key.Key_Return, SHIFT)
    assert at(page) == "item_id"


def test_enter_takes_a_match_before_it_goes_on(page: FormPage[Draft], qtbot: QtBot) -> None:
    page.form.boxes["item_id"].editor.setFocus()
    press(Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: page.form.boxes["item_id"].editor.property("wrong") != "true")
    press(Qt.Key.Key_Return)
    assert (at(page), page.form.draft.item_id) == ("item_id", 1)
    press(Qt.Key.Key_Return)
    assert at(page) == "way"


def test_enter_passes_over_what_is_disabled_and_goes_on_behind_the_last_field(page: FormPage[Draft]) -> None:
    page.form.boxes["yes"].editor.setFocus()
    press(Qt.Key.Key_Return)  # the last one that can be used
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.property("role") == "primary"
    page.form.boxes["yes"].editor.setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Return)
    assert at(page) == "last"


def test_enter_in_the_last_field_of_a_head_leads_to_the_lines(qtbot: QtBot, host: FakeHost) -> None:
    page = EntryPage(host, "Document", form=FORM, draft=Draft(), grid=GRID)
    shown(qtbot, page)
    page.form.boxes["yes"].editor.setFocus()
    press(Qt.Key.Key_Return)
    assert page.grid.table.hasFocus()


def test_who_does_not_want_it_says_so_in_the_settings(page: FormPage[Draft], host: FakeHost, qtbot: QtBot) -> None:
    card = TypingCard(host, 600)
    qtbot.addWidget(card)
    assert card.enter_moves.isChecked()
    card.enter_moves.click()
    assert host.preferences.read(ENTER_MOVES) is False
    page.form.boxes["name"].editor.setFocus()
    press(Qt.Key.Key_Return)
    assert at(page) == "name"
    card.enter_moves.click()
    press(Qt.Key.Key_Return)
    assert at(page) == "item_id"


def test_what_was_typed_before_enter_is_one_step(page: FormPage[Draft]) -> None:
    write("Rent")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Z, CTRL)
    assert (page.form.draft, at(page)) == (Draft(), "name")


def test_tab_goes_through_all_fields_in_their_order(page: FormPage[Draft]) -> None:
    went = [at(page)]
    for _press in range(4):
        press(Qt.Key.Key_Tab)
        went.append(at(page))
    assert went == ["name", "item_id", "way", "note", "yes"]
