"""A list by groups: counts and subtotals, and from a group to its rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from models.database.grouping import Group, fetch_groups
from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown
from tests.support.kit_samples import INVOICES
from views.kit.host import ExportFormat
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BY_STATUS = (Group("paid", 225, (Decimal(40000),)), Group("unpaid", 225, (Decimal(45000),)))


@pytest.fixture
def view(qtbot: QtBot, host: FakeHost) -> ListView:
    host.answers = {fetch_groups: BY_STATUS}
    made = ListView(host, ListSpec(INVOICES, subjects=("finance.invoice",)))
    shown(qtbot, made)
    return made


def texts(view: ListView) -> list[list[str]]:
    model = view.groups.table.model()
    return [[str(model.index(row, place).data()) for place in range(3)] for row in range(model.rowCount())]


def test_groups_are_counted_and_summed_under_a_total(view: ListView, host: FakeHost) -> None:
    view.group_by("status")
    assert texts(view) == [["Paid", "225", "40,000.00"], ["Unpaid", "225", "45,000.00"], ["Total", "450", "85,000.00"]]
    operation, arguments = host.was_read[-1]
    assert operation is fetch_groups
    assert (arguments["by"], arguments["sums"]) == ("status", ("amount",))


def test_enter_on_a_group_shows_its_rows_and_says_so_in_the_search_line(view: ListView) -> None:
    view.group_by("status")
    view.groups.table.setCurrentIndex(view.groups.table.model().index(1, 0))
    view.groups.table.setFocus()
    press(Qt.Key.Key_Return)
    assert view.toolbar.search.text() == "status=unpaid"
    assert {view.model.row(number)["status"] for number in range(view.model.filled)} == {"unpaid"}


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("date", date(2026, 3, 1), "date:2026-03"),
        ("customer", "Café Norrsken", 'customer="Café Norrsken"'),
        ("customer", "", 'customer:""'),
        ("sent", True, "sent:yes"),
    ],
)
def test_a_group_becomes_words_of_the_search_line(
    view: ListView, host: FakeHost, column: str, value: object, words: str
) -> None:
    host.answers = {fetch_groups: (Group(value, 1, (Decimal(1),)),)}
    view.group_by(column)
    view.groups.table.opened.emit(0)
    assert view.toolbar.search.text() == words
    assert view.asked.problems == ()
    assert view.asked.filters != ()


def test_groups_are_part_of_what_is_saved_and_exported(view: ListView, host: FakeHost) -> None:
    view.group_by("status")
    state = view.state()
    assert state["group"] == "status"
    view.export(ExportFormat.XLSX)
    assert host.exported_tables[-1].rows[0][:2] == ("paid", 225)
    view.group_by("")
    assert view.model.filled == 200
    view.show_state(state)
    assert view.groups.by is not None


def test_rows_that_others_changed_stand_out_for_a_moment(qtbot: QtBot, view: ListView, host: FakeHost) -> None:
    for subject, callback, _widget in host.listeners:
        if subject == "finance.invoice":
            callback(frozenset({3}))
    qtbot.waitUntil(lambda: view.model.cell(2, 0).fresh)
    assert not view.model.cell(1, 0).fresh
    qtbot.waitUntil(lambda: not view.model.cell(2, 0).fresh)
