"""Pages on which a document is entered: head and lines are one, saved once, errors stand where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from models.database.errors import Conflict, Invalid, Unavailable
from resources.language import N_
from tests.support.fake_host import FakeHost
from tests.support.keys import enter, press, shown, write
from views.kit.action import Action, ActionContext
from views.kit.entry_page import EntryPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec
from views.kit.host import Level, Link

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@dataclass(frozen=True)
class Head:
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Line:
    text: str = ""
    amount: Decimal | None = None


def store(**_arguments: object) -> int:
    """Stands for an operation."""
    return 0


FORM: FormSpec[Head] = FormSpec((Section("", (Field("name", "Name", required=True), Field("note", "Note"))),))
GRID: GridSpec[Line] = GridSpec(
    (GridColumn("text", "Text", required=True), GridColumn("amount", "Amount", FieldKind.MONEY)),
    new=Line,
    is_empty=lambda line: line == Line(),
    check=lambda line: {} if line.amount else {"amount": "How much?"},
)
OTHER: GridSpec[Line] = GridSpec((GridColumn("text", "Words"),), new=Line, is_empty=lambda line: line == Line())


class DocumentPage(EntryPage[Head, Line]):
    """Saves on Ctrl+S."""

    def __init__(self, host: FakeHost) -> None:
        super().__init__(host, "Document", form=FORM, draft=Head(), grid=GRID, link=Link("document"))
        self.set_actions(
            [Action("document.save", N_("Save"), self._save, shortcut="Ctrl+S", enabled=self._why_not, primary=True)]
        )
        self.results: list[int] = []

    def _save(self, _context: ActionContext) -> None:
        if self.check():
            self.work_on(store, {"draft": self.draft, "lines": self.lines}, then=partial(self._on_saved, "saved"))

    def _on_saved(self, _word: str, key: int) -> None:
        self.results.append(key)
        self.show_document(self.draft, self.lines)

    def _why_not(self, _context: ActionContext) -> str | None:
        return None if self.lines else "There are no lines."


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(answers={"store": 7})


@pytest.fixture
def page(qtbot: QtBot, host: FakeHost) -> DocumentPage:
    made = DocumentPage(host)
    shown(qtbot, made)
    return made


def save() -> None:
    press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def fill(page: DocumentPage) -> None:
    """A name and one line, typed."""
    write("Rent")
    page.grid.setFocus()
    enter("June", "500")


def test_head_and_lines_are_typed_and_saved_as_one(page: DocumentPage, host: FakeHost) -> None:
    fill(page)
    save()
    assert host.ran == [(store, {"draft": Head("Rent"), "lines": (Line("June", Decimal("500.00")),)})]
    assert page.results == [7]


def test_a_key_leads_from_the_head_to_the_lines_and_back(page: DocumentPage) -> None:
    write("Rent")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    enter("June", "500")
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    write("Rent of the house")
    assert (page.draft, page.lines) == (Head("Rent of the house"), (Line("June", Decimal("500.00")),))


def test_saving_takes_the_cell_that_is_being_typed(page: DocumentPage, host: FakeHost) -> None:
    fill(page)
    enter("July")
    write("600")
    save()
    assert [line.amount for line in page.lines] == [Decimal(500), Decimal(600)]
    assert host.ran[-1][1]["lines"] == page.lines


@pytest.mark.parametrize("part", ["head", "lines"])
def test_leaving_asks_when_head_or_lines_were_changed_and_no_more_once_saved(page: DocumentPage, part: str) -> None:
    page.show_document(Head("Rent"), (Line("June", Decimal(500)),))
    assert page.leaving_loses() is None
    if part == "lines":
        page.grid.setFocus()
        enter("July")
    else:
        write("Old ")
    assert page.leaving_loses() is not None
    save()
    assert page.leaving_loses() is None


def test_one_operation_at_a_time(page: DocumentPage, host: FakeHost) -> None:
    fill(page)
    host.hold = True
    save()
    page._save(page.context())
    assert (len(host.ran), page.busy) == (1, True)
    host.answer_all()
    assert page.busy is False
    page._save(page.context())
    assert len(host.ran) == 2


def test_after_an_error_nothing_typed_is_lost_and_it_can_be_tried_again(page: DocumentPage, host: FakeHost) -> None:
    fill(page)
    host.answers = {"store": Unavailable("database.gone")}
    save()
    assert host.told[-1].level is Level.ERROR
    assert (page.lines, page.dirty, page.busy) == ((Line("June", Decimal("500.00")),), True, False)
    host.answers = {"store": 7}
    save()
    assert page.results == [7]


def test_an_error_at_a_line_stands_in_its_cell(page: DocumentPage, host: FakeHost) -> None:
    page.show_document(Head("Rent"), (Line("June", Decimal(500)), Line("July", Decimal(600))))
    host.answers = {"store": Invalid("line.closed", line=2, field="amount")}
    save()
    assert "line.closed" in page.grid.model.cell(1, 1).wrong
    index = page.grid.table.currentIndex()
    assert (index.row(), index.column()) == (1, 1)


def test_a_line_that_was_refused_can_be_saved_again_once_it_is_changed(page: DocumentPage, host: FakeHost) -> None:
    page.show_document(Head("Rent"), (Line("June", Decimal(500)),))
    host.answers = {"store": Invalid("line.closed", line=1, field="amount")}
    save()
    host.answers = {"store": 7}
    enter("400")
    save()
    assert page.results == [7]


def test_what_was_refused_for_a_reason_elsewhere_can_be_saved_as_it_stands(page: DocumentPage, host: FakeHost) -> None:
    page.show_document(Head("Rent"), (Line("June", Decimal(500)),))
    host.answers = {"store": Invalid("period.locked", line=1, field="amount")}
    save()
    host.answers = {"store": 7}
    save()
    assert page.results == [7]


def test_an_error_of_the_head_stands_beside_its_field(page: DocumentPage, host: FakeHost) -> None:
    fill(page)
    host.answers = {"store": Invalid("name.taken", field="name")}
    save()
    assert "name.taken" in page.form.boxes["name"].problem


def test_a_conflict_is_said_above_the_head(page: DocumentPage, host: FakeHost) -> None:
    fill(page)
    host.answers = {"store": Conflict("document.changed")}
    save()
    assert not page.form.conflict.isHidden()


def test_a_wrong_line_is_not_saved(page: DocumentPage, host: FakeHost) -> None:
    write("Rent")
    page.grid.setFocus()
    enter("June")
    save()
    assert host.ran == []
    assert page.grid.model.cell(0, 1).wrong == "How much?"


def test_a_document_of_another_kind_takes_the_place_of_the_first(page: DocumentPage) -> None:
    page.use(FORM, Head("Other"), OTHER, (Line("June"),))
    assert (page.draft, page.lines, page.dirty) == (Head("Other"), (Line("June"),), False)
    page.setFocus()
    write("An")
    assert page.draft.name == "AnOther"
