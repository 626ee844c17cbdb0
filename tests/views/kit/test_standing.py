"""One comes back to the inner tab and the line one read, as soon as what was there is there again."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.support.fake_host import FakeHost
from views.kit.record import RecordView
from views.kit.record_page import RecordPage
from views.kit.standing import Returning


def _read(*_arguments: object) -> str:
    raise AssertionError


class LongRecord(RecordPage[str]):
    """Two inner tabs, the second of which is long."""

    height_of_all = 3000

    def __init__(self, host: FakeHost) -> None:
        super().__init__(host, "Record", read=_read, arguments={})

    def build(self) -> None:
        self.view = RecordView(self.host)
        self.view.add_tab("Short", QWidget)
        self.view.add_tab("Long", self._long)
        self.parts.addWidget(self.view)

    def _long(self) -> QWidget:
        self.all = QWidget()
        self.all.setFixedHeight(self.height_of_all)
        return self.all

    def show_record(self, record: str) -> None:
        self.set_title(record)

    def down(self) -> int:
        return self._area.verticalScrollBar().value()

    def reach(self) -> int:
        return self._area.verticalScrollBar().maximum()

    def put(self, value: int) -> None:
        self._area.verticalScrollBar().setValue(value)


def opened(qtbot: QtBot, host: FakeHost) -> LongRecord:
    page = LongRecord(host)
    qtbot.addWidget(page)
    page.resize(800, 500)
    page.show()
    return page


@pytest.fixture
def place(qtbot: QtBot) -> object:
    """Where somebody stood in the second tab of a page."""
    page = opened(qtbot, FakeHost({_read: "Ahlströms"}))
    assert page.place() is None
    page.view.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.reach() > 700)
    page.put(700)
    return page.place()


def test_one_stands_where_one_was_once_the_record_is_there(qtbot: QtBot, place: object) -> None:
    host = FakeHost({_read: "Ahlströms"}, hold=True)
    page = opened(qtbot, host)
    page.come_back(place)
    assert page.down() == 0
    host.answer_all()
    qtbot.waitUntil(lambda: page.down() == 700)
    assert page.view.tabs.currentIndex() == 1
    qtbot.waitUntil(lambda: not page.findChildren(Returning)[0].is_under_way)
    assert page.place() == place


def test_who_moves_first_is_left_in_peace(qtbot: QtBot, place: object) -> None:
    page = opened(qtbot, FakeHost({_read: "Ahlströms"}))
    page.height_of_all = 800  # the rest is still on its way
    page.come_back(place)
    qtbot.waitUntil(lambda: page.down() > 100)
    returning = page.findChildren(Returning)[0]
    assert returning.is_under_way
    page.put(5)
    page.all.setFixedHeight(3000)
    qtbot.waitUntil(lambda: not returning.is_under_way)
    assert page.down() == 5


@pytest.mark.parametrize("nonsense", [None, 7, {"tabs": 1}, {"tabs": ["x"], "down": []}, {"state": {}}])
def test_what_is_no_place_is_passed_over(qtbot: QtBot, nonsense: object) -> None:
    page = opened(qtbot, FakeHost({_read: "Ahlströms"}))
    page.come_back(nonsense)
    assert page.place() is None
    assert not page.findChildren(Returning)[0].is_under_way
