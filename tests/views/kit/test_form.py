"""Forms: the draft is what the inputs say, checks come when a field is left and on saving, nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from models.database.errors import Conflict, Invalid, Unavailable
from models.database.listing import Filter, Kind
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown, write
from tests.support.kit_samples import ITEM_ROWS, ITEMS
from views.kit.form.page import FormPage
from views.kit.form.picker import PickerLine, PickerPopup
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Picker, Section
from views.kit.form.view import FormView
from views.kit.host import Level, Link
from views.kit.theme.state import row_height

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytestqt.qtbot import QtBot

    from views.kit.action import Row


@dataclass(frozen=True)
class Draft:
    name: str = ""
    item_id: int | None = None
    item: str = ""
    price: Decimal | None = None
    count: int | None = None
    day: date | None = None
    kind: str = "goods"
    rest: bool = False
    total: Decimal | None = None
    version: int = 1


def _fill(draft: Draft, row: Row) -> Draft:
    price = row["price"]
    assert isinstance(price, Decimal)
    return replace(draft, item=str(row["number"]), price=price)


def _wrong_count(draft: Draft) -> str | None:
    return "Too many." if (draft.count or 0) > 9 else None


def _wrong_whole(draft: Draft) -> Mapping[str, str]:
    return {"day": "A rest has no day."} if draft.rest and draft.day else {}


def save(**_arguments: object) -> None:
    """Stands for an operation."""


def fetch(**_arguments: object) -> Draft:
    """Stands for a query."""
    return Draft()


PICKER = Picker(ITEMS, ("number", "name"), lambda row: str(row["number"]), (Filter("price", "<", Decimal(100)),))
SPEC: FormSpec[Draft] = FormSpec(
    (
        Section(
            "",
            (
                Field("name", "Name", required=True),
                Field("item_id", "Item", FieldKind.PICKER, picker=PICKER, shown=lambda draft: draft.item, fill=_fill),
                Field("price", "Price", FieldKind.MONEY),
                Field("count", "Count", FieldKind.INTEGER, check=_wrong_count, help="At most nine."),
                Field("day", "Day", FieldKind.DATE, enabled_when=lambda draft: draft.kind == "goods"),
                Field("kind", "Kind", FieldKind.CHOICE, choices=(Choice("goods", "Goods"), Choice("work", "Work"))),
                Field("rest", "Rest", FieldKind.BOOLEAN),
                Field("total", "Total", FieldKind.SHOWN, shown_as=Kind.MONEY),
            ),
        ),
    ),
    save=save,
    arguments=lambda draft: {"draft": draft},
    fetch=fetch,
    fetch_arguments=lambda _draft: {"key": 1},
    check=_wrong_whole,
)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(answers={"save": 7}, rows={"warehouse.items": ITEM_ROWS})


def form(qtbot: QtBot, host: FakeHost, draft: Draft | None = None) -> FormView[Draft]:
    view = FormView(host, SPEC, draft or Draft())
    shown(qtbot, view)
    return view


def write_over(text: str) -> None:
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(text)


def go_to(view: FormView[Draft], name: str) -> None:
    view.boxes[name].editor.setFocus()


def test_the_draft_is_what_is_typed_and_a_form_knows_that_it_was_changed(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host)
    heard: list[bool] = []
    view.dirty_changed.connect(heard.append)
    write("Nut")
    assert (view.draft.name, view.dirty) == ("Nut", True)
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Backspace)
    assert (view.draft, view.dirty) == (Draft(), False)
    assert heard == [True, False]


def test_reverting_shows_what_was_loaded(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host, Draft("Nut", count=3))
    write("Bolt")
    view.revert()
    assert (view.draft, view.dirty) == (Draft("Nut", count=3), False)
    assert view.boxes["name"].editor.value() == "Nut"


def test_a_field_that_is_left_wrong_says_so_below_and_typing_takes_it_back(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host, Draft("Nut"))
    go_to(view, "count")
    write("12")
    assert view.boxes["count"].problem == ""
    press(Qt.Key.Key_Tab)
    assert view.boxes["count"].problem == "Too many."
    go_to(view, "count")
    write("4")
    assert view.boxes["count"].problem == ""


def test_saving_goes_to_the_first_wrong_field_and_names_all(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host, Draft(count=10, day=date(2026, 1, 2), rest=True))
    view.save()
    assert host.ran == []
    assert list(view.problems()) == ["name", "count", "day"]
    assert view.boxes["name"].editor.hasFocus()
    assert not view.summary.isHidden()


def test_text_that_is_no_number_or_date_is_not_saved_as_what_stood_there_before(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host, Draft("Nut", price=Decimal(5)))
    go_to(view, "price")
    write("five")
    go_to(view, "day")
    write("someday")
    view.save()
    assert host.ran == []
    assert set(view.problems()) == {"price", "day"}


def test_a_form_begins_in_the_first_field_that_can_be_typed_into(qtbot: QtBot, host: FakeHost) -> None:
    fixed: Field[Draft] = Field("name", "Name", enabled_when=lambda draft: draft.version == 0)
    view = FormView(host, FormSpec((Section("", (fixed, Field("count", "Count", FieldKind.INTEGER))),)), Draft("Nut"))
    shown(qtbot, view)
    assert view.boxes["count"].editor.hasFocus()


def test_a_disabled_field_is_not_checked(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host, Draft("Nut", kind="work"))
    assert not view.boxes["day"].isEnabled()
    assert view.problems() == {}


def test_the_draft_is_saved_once_and_what_stands_there_is_stored(qtbot: QtBot, host: FakeHost) -> None:
    host.hold = True
    view = form(qtbot, host)
    write("Nut")
    with qtbot.waitSignal(view.saved) as saved:
        view.save()
        view.save()
        host.answer_all()
    assert saved.args == [7]
    assert host.ran == [(save, {"draft": Draft("Nut")})]
    assert not view.dirty


def test_an_error_of_the_operation_stands_beside_its_field(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {"save": Invalid("item.taken", field="count")}
    view = form(qtbot, host, Draft("Nut"))
    view.save()
    assert "item.taken" in view.boxes["count"].problem
    assert view.boxes["count"].editor.hasFocus()
    view.save()
    assert len(host.ran) == 2, "it can be tried again"


def test_an_error_of_no_field_is_told_in_the_strip(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {"save": Unavailable("database.gone")}
    view = form(qtbot, host, Draft("Nut"))
    view.save()
    assert (host.told[-1].level, view.draft.name) == (Level.ERROR, "Nut")


def test_after_a_conflict_the_record_can_be_reloaded(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {"save": Conflict("item.changed"), "fetch": Draft("Theirs", version=2)}
    view = form(qtbot, host, Draft("Nut"))
    write("Mine")
    view.save()
    assert not view.conflict.isHidden()
    view.conflict.reload_asked.emit()
    assert (view.draft, view.dirty, view.conflict.isHidden()) == (Draft("Theirs", version=2), False, True)


def test_after_a_conflict_what_was_typed_can_be_kept_on_top_of_theirs(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {"save": Conflict("item.changed"), "fetch": Draft("Theirs", version=2)}
    view = form(qtbot, host, Draft("Nut"))
    write_over("Mine")
    view.save()
    view.conflict.compare_asked.emit()
    assert (view.draft, view.dirty) == (Draft("Mine", version=2), True)
    host.answers = {"save": 7}
    view.save()
    assert host.ran[-1][1] == {"draft": Draft("Mine", version=2)}


def test_after_a_conflict_each_keeps_what_only_they_changed_and_the_rest_is_shown(qtbot: QtBot, host: FakeHost) -> None:
    theirs = Draft("Theirs", count=5, price=Decimal("2.50"), version=2)
    host.answers = {"save": Conflict("item.changed"), "fetch": theirs}
    view = form(qtbot, host, Draft("Nut", count=1, price=Decimal(1)))
    write_over("Mine")
    view.set_draft(replace(view.draft, day=date(2026, 12, 24)), original=False)
    view.save()
    view.conflict.compare_asked.emit()
    # Only I set the day, only they changed count and price; the name was changed by both.
    assert view.draft == replace(theirs, name="Mine", day=date(2026, 12, 24))
    assert view.boxes["name"]._below.text() == "Stored now: Theirs. Before: Nut."
    assert view.boxes["price"]._below.text() == "Changed by somebody else; it was 1.00."
    take = view.boxes["name"]._take
    assert take is not None
    take.click()
    assert view.draft.name == "Theirs"
    assert take.isHidden()


# --- picking


def test_a_match_is_picked_by_typing_and_enter_and_fills_other_fields(qtbot: QtBot, host: FakeHost) -> None:
    host.hold = True
    view = form(qtbot, host, Draft("Nut"))
    go_to(view, "item_id")
    write("screwd")
    qtbot.waitUntil(lambda: bool(host.waiting))
    host.answer_all()
    press(Qt.Key.Key_Return)
    assert view.draft == Draft("Nut", item_id=3, item="B1", price=Decimal(89))
    assert view.boxes["price"].editor.value() == Decimal(89)


def test_leaving_before_the_answer_is_here_picks_the_first_match_when_it_comes(qtbot: QtBot, host: FakeHost) -> None:
    host.hold = True
    view = form(qtbot, host, Draft("Nut"))
    go_to(view, "item_id")
    write("nail")
    press(Qt.Key.Key_Tab)
    assert view.draft == Draft("Nut")
    host.answer_all()
    assert view.draft == Draft("Nut", item_id=2, item="A2", price=Decimal("1.25"))
    assert view.boxes["item_id"].problem == ""


def test_what_was_there_before_is_not_saved_while_the_match_is_on_its_way(qtbot: QtBot, host: FakeHost) -> None:
    host.hold = True
    view = form(qtbot, host, Draft("Nut", item_id=1, item="A1"))
    go_to(view, "item_id")
    write("nail")
    view.save()
    assert host.ran == []
    assert "nail" in view.boxes["item_id"].problem
    host.answer_all()
    assert (view.boxes["item_id"].problem, view.summary.isHidden()) == ("", True)
    view.save()
    assert [arguments["draft"] for _save, arguments in host.ran] == [view.draft]
    assert view.draft.item_id == 2


def test_what_fits_nothing_is_said_and_stays_to_be_mended(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host, Draft("Nut", item_id=1, item="A1"))
    go_to(view, "item_id")
    write("zzz")
    press(Qt.Key.Key_Tab)
    box = view.boxes["item_id"]
    assert "zzz" in box.problem
    assert not view.check()
    assert isinstance(box.editor, PickerLine)
    assert (box.editor.text(), view.draft.item_id) == ("zzz", 1)


def test_what_is_shown_under_the_cursor_is_typed_over(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host, Draft("Nut"))
    go_to(view, "item_id")
    view.set_draft(Draft("Nut", item_id=1, item="A1"))
    write("nail")
    editor = view.boxes["item_id"].editor
    assert isinstance(editor, PickerLine)
    assert editor.text() == "nail"


def test_the_matches_take_the_room_they_need(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host, Draft("Nut"))
    go_to(view, "item_id")
    press(Qt.Key.Key_F4)
    popup = view.window().findChildren(PickerPopup)[0]
    rows = popup.model.filled
    assert rows > 1
    assert popup.height() > rows * row_height()
    write("zzz")
    qtbot.waitUntil(lambda: popup.model.filled == 0)
    assert popup.height() < 2 * row_height()


def test_escape_takes_back_what_was_typed_into_a_picker(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host, Draft("Nut", item_id=1, item="A1"))
    go_to(view, "item_id")
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Tab)
    assert (view.draft.item_id, view.dirty) == (1, False)


def test_an_emptied_picker_picks_nothing(qtbot: QtBot, host: FakeHost) -> None:
    view = form(qtbot, host, Draft("Nut", item_id=1, item="A1"))
    go_to(view, "item_id")
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Tab)
    assert view.draft.item_id is None


# --- the page around a form


def test_a_form_page_asks_before_work_is_lost_and_opens_what_it_saved(qtbot: QtBot, host: FakeHost) -> None:
    page = FormPage(host, "Item", SPEC, Draft(), saved_link=lambda result: Link("item", result))
    shown(qtbot, page)
    assert page.leaving_loses() is None
    write("Nut")
    assert page.leaving_loses() is not None
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert page.leaving_loses() is None
    assert host.opened == [Link("item", 7)]
