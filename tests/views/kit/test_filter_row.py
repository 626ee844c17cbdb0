"""The row of fields above the columns: each holds the condition of its column, and the search line holds them all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.database.listing import Filter
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown, write
from tests.support.kit_samples import INVOICES
from views.kit.list.filter_row import ConditionLine
from views.kit.list.grammar import Reader
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ENGLISH = Reader(INVOICES, "en", date(2026, 11, 26))
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("almgren", "Customer:almgren"),
        ("nya lund", 'Customer:"nya lund"'),
        ("-almgren", "-Customer:almgren"),
        ("=Almgren Bygg", 'Customer="Almgren Bygg"'),
        ('""', 'Customer:""'),
    ],
)
def test_what_is_typed_above_a_column_is_a_condition_of_the_line_and_reads_back(typed: str, word: str) -> None:
    customer = INVOICES.column("customer")
    line = ENGLISH.with_part("Bygg customer:old amount>5", customer, typed)
    assert line == f"Bygg amount>5 {word}"
    assert ENGLISH.part(line, customer) == typed
    assert ENGLISH.with_part(line, customer, "") == "Bygg amount>5"


def test_several_conditions_stand_in_one_field_and_a_minus_is_that_of_a_number() -> None:
    amount = INVOICES.column("amount")
    line = ENGLISH.with_part("", amount, ">=-50 <=100")
    assert line == "Amount>=-50 Amount<=100"
    assert ENGLISH.part(line, amount) == ">=-50 <=100"
    assert ENGLISH.with_part("", amount, "-20") == "Amount:-20"


@pytest.fixture
def view(qtbot: QtBot, host: FakeHost) -> ListView:
    made = ListView(host, ListSpec(INVOICES))
    shown(qtbot, made)
    made.table.setFocus()
    press(Qt.Key.Key_F, CTRL, SHIFT)
    return made


def field(view: ListView, name: str) -> ConditionLine:
    return next(one for one in view.filters.fields.values() if one.column.name == name)


def test_the_fields_stand_above_their_columns_and_are_remembered(view: ListView, host: FakeHost, qtbot: QtBot) -> None:
    header = view.table.horizontalHeader()

    def in_line() -> bool:
        places = {place: one for place, one in view.filters.fields.items() if not one.isHidden()}
        return bool(places) and all(
            abs(one.x() - header.sectionViewportPosition(place)) <= 1
            and abs(one.width() - header.sectionSize(place)) <= 2
            for place, one in places.items()
        )

    qtbot.waitUntil(in_line)
    header.resizeSection(header.logicalIndex(1), 240)
    qtbot.waitUntil(in_line)
    assert not ListView(host, ListSpec(INVOICES)).filters.isHidden()
    press(Qt.Key.Key_F, CTRL, SHIFT)
    assert view.filters.isHidden()
    assert ListView(host, ListSpec(INVOICES)).filters.isHidden()


def test_typing_narrows_the_list_by_way_of_the_search_line(view: ListView, qtbot: QtBot) -> None:
    field(view, "amount").setFocus()
    write(">100")
    press(Qt.Key.Key_Down)
    assert view.toolbar.search.text() == "Amount>100"
    assert view.asked.filters == (Filter("amount", ">", Decimal(100)),)
    assert view.table.hasFocus()
    view.toolbar.search.setText("customer:almgren")
    assert (field(view, "amount").text(), field(view, "customer").text()) == ("", "almgren")

    field(view, "customer").setFocus()
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: view.toolbar.search.text() == "")


def test_what_cannot_be_understood_is_said_at_its_field(view: ListView, qtbot: QtBot) -> None:
    amount = field(view, "amount")
    amount.setFocus()
    write("much")
    qtbot.waitUntil(lambda: "a number" in amount.toolTip())
    assert amount.property("wrong") == "true"
    assert amount.accessibleName() == "Filter by Amount"


def test_tab_goes_from_field_to_field_and_a_status_is_chosen_from_a_list(view: ListView) -> None:
    names = []
    for _number in range(3):
        focus = QApplication.focusWidget()
        assert isinstance(focus, ConditionLine)
        names.append(focus.column.name)
        press(Qt.Key.Key_Tab)
    assert len(set(names)) == 3
    status = field(view, "status")
    status.setFocus()
    press(Qt.Key.Key_F4)
    completer = status.completer()
    assert completer is not None
    model, popup = completer.completionModel(), completer.popup()
    assert {model.index(row, 0).data() for row in range(model.rowCount())} == {"Paid", "Unpaid"}
    assert popup is not None
    popup.hide()
