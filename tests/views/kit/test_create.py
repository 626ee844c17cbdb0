"""What is not there yet is made from the field that asks for it, and picked at once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from models.database.errors import Invalid
from resources.language import N_
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown, write
from tests.support.kit_samples import ITEM_ROWS, ITEMS
from views.kit.form.picker import PickerLine
from views.kit.form.spec import Create, Field, FieldKind, FormSpec, Picker, Section
from views.kit.form.view import FormView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@dataclass(frozen=True)
class Draft:
    item_id: int | None = None
    note: str = ""


def make(**_arguments: object) -> int:
    """Stands for an operation."""
    return 0


PICKER = Picker(
    ITEMS,
    ("number", "name"),
    lambda row: str(row["name"]),
    create=Create(N_("New item “{text}”"), "items", make, lambda text: {"name": text}, lambda made: made),
)
FORM: FormSpec[Draft] = FormSpec(
    (Section("", (Field("item_id", "Item", FieldKind.PICKER, picker=PICKER), Field("note", "Note"))),)
)


def form(qtbot: QtBot, host: FakeHost) -> tuple[FormView[Draft], PickerLine]:
    view = FormView(host, FORM, Draft())
    shown(qtbot, view)
    editor = view.boxes["item_id"].editor
    assert isinstance(editor, PickerLine)
    editor.setFocus()
    return view, editor


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(answers={make: 9}, rows={ITEMS.name: [*ITEM_ROWS, (9, "C1", "Zinc", Decimal(3))]})


def offered(editor: PickerLine) -> str | None:
    popup = editor._popup
    return popup.make.text() if popup is not None and popup.make.isVisible() else None


def test_what_fits_nothing_can_be_made_with_down_and_enter(qtbot: QtBot, host: FakeHost) -> None:
    view, editor = form(qtbot, host)
    write("zzz")
    qtbot.waitUntil(lambda: offered(editor) == "New item “zzz”")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert host.ran == [(make, {"name": "zzz"})]
    assert view.draft.item_id == 9
    assert editor.text() == "Zinc"


def test_enter_alone_makes_nothing(qtbot: QtBot, host: FakeHost) -> None:
    _view, editor = form(qtbot, host)
    write("zzz")
    qtbot.waitUntil(lambda: offered(editor) is not None)
    press(Qt.Key.Key_Return)
    assert host.ran == []
    assert editor.problem() is not None


def test_below_the_matches_one_can_still_make_another(qtbot: QtBot, host: FakeHost) -> None:
    _view, editor = form(qtbot, host)
    write("screw")
    qtbot.waitUntil(lambda: offered(editor) == "New item “screw”")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert host.ran == []
    assert editor.text() == "Screw"


def test_without_the_right_nothing_is_offered(qtbot: QtBot, host: FakeHost) -> None:
    host.permissions = ("other",)
    _view, editor = form(qtbot, host)
    write("zzz")
    qtbot.waitUntil(lambda: editor._popup is not None and editor._popup.isVisible())
    assert offered(editor) is None


def test_what_cannot_be_made_is_said_and_stays_typed(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {make: Invalid("party.no_name")}
    _view, editor = form(qtbot, host)
    write("zzz")
    qtbot.waitUntil(lambda: offered(editor) is not None)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert host.told
    assert editor.text() == "zzz"
    assert not editor.waits
