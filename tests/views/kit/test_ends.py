"""The end of a long list is seen at once, and what stands above comes as one scrolls up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.support.fake_host import FakeHost
from tests.support.keys import press, shown
from tests.support.kit_samples import INVOICES
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(qtbot: QtBot, host: FakeHost) -> ListView:
    made = ListView(host, ListSpec(INVOICES, subjects=("finance.invoice",)))
    shown(qtbot, made)
    return made


def numbers(view: ListView) -> list[object]:
    return [view.model.row(number)["number"] for number in range(view.model.filled)]


def current(view: ListView) -> object:
    return view.model.row(view.table.currentIndex().row())["number"]


def test_ctrl_end_shows_the_last_rows_and_ctrl_home_the_first_again(view: ListView, host: FakeHost) -> None:
    press(Qt.Key.Key_End, CTRL)
    assert numbers(view) == [f"F{number:04}" for number in range(251, 451)]
    assert current(view) == "F0450"
    view.table.clearSelection()
    assert view.footer.text == "Last 200 rows, more above"
    press(Qt.Key.Key_Home, CTRL)
    assert numbers(view)[0] == "F0001"
    assert len(host.fetched) == 3


def test_scrolling_up_from_the_end_fetches_what_stands_above_and_keeps_the_place(view: ListView) -> None:
    press(Qt.Key.Key_End, CTRL)
    bar = view.table.verticalScrollBar()
    bar.setValue(bar.minimum())
    assert numbers(view)[:2] == ["F0051", "F0052"]
    top = view.table.rowAt(1)
    assert view.model.row(top)["number"] == "F0251"
    bar.setValue(bar.minimum())
    assert numbers(view)[0] == "F0001"
    assert view.model.complete
    assert view.model.filled == 450


def test_a_change_fetches_the_end_anew_and_not_the_beginning(qtbot: QtBot, view: ListView, host: FakeHost) -> None:
    press(Qt.Key.Key_End, CTRL)
    fetched = len(host.fetched)
    for subject, callback, _widget in host.listeners:
        if subject == "finance.invoice":
            callback(frozenset({450}))
    qtbot.waitUntil(lambda: len(host.fetched) > fetched)
    assert numbers(view)[-1] == "F0450"
    assert view.model.from_end


def test_a_short_list_is_there_already(qtbot: QtBot) -> None:
    host = FakeHost(rows={"sales.invoices": []})
    made = ListView(host, ListSpec(INVOICES))
    shown(qtbot, made)
    fetched = len(host.fetched)
    made.table.end_asked.emit()
    made.table.start_asked.emit()
    assert len(host.fetched) == fetched
