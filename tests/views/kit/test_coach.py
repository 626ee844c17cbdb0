"""The coach points at the real part, follows it, is gone with Escape, and is in nobody's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from views.kit.coach import Coach, Mark, point_at


class Window(QWidget):
    """A line and a button."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(700, 500)
        self.line, self.button = QLineEdit(self), QPushButton("Post", self)
        self.line.setGeometry(50, 40, 200, 30)
        self.button.setGeometry(520, 440, 120, 30)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.line.setFocus()
    return made


def line_of(window: QWidget) -> QWidget | None:
    return window.findChild(QLineEdit)


def button_of(window: QWidget) -> QWidget | None:
    return window.findChild(QPushButton, options=Qt.FindChildOption.FindDirectChildrenOnly)


BOTH = (Mark(line_of, "Search", "Type a word."), Mark(button_of, "Post", "Then post it."))


def test_enter_goes_from_mark_to_mark_and_at_last_to_the_part(window: Window) -> None:
    coach = point_at(window, BOTH)
    first: object = coach.part
    assert first is window.line
    assert coach.frame.contains(window.line.geometry())
    assert coach.accessibleName() == "Search. Type a word."
    assert not coach.geometry().intersects(window.line.geometry())
    QTest.keyClick(coach, Qt.Key.Key_Return)
    second: object = coach.part
    assert second is window.button
    assert window.rect().contains(coach.geometry())
    assert not coach.geometry().intersects(window.button.geometry())
    QTest.keyClick(coach, Qt.Key.Key_Return)
    assert coach.isHidden()
    assert window.focusWidget() is window.button


def test_escape_takes_it_away_and_the_keyboard_back(window: Window) -> None:
    coach = point_at(window, BOTH)
    assert window.focusWidget() is coach
    QTest.keyClick(coach, Qt.Key.Key_Escape)
    assert coach.isHidden()
    assert window.focusWidget() is window.line


def test_it_follows_the_part_and_lets_work_go_on(window: Window, qtbot: QtBot) -> None:
    coach = point_at(window, BOTH[:1])
    window.line.setGeometry(300, 200, 260, 40)
    qtbot.waitUntil(lambda: coach.frame.contains(window.line.geometry()))
    assert not coach.geometry().intersects(window.line.geometry())
    QTest.mouseClick(window.line, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    QTest.keyClicks(window.line, "oak")
    assert window.line.text() == "oak"
    assert window.childAt(window.line.geometry().center()) is window.line


def test_it_scrolls_to_the_part_once_and_does_not_hold_it_there(window: Window, qtbot: QtBot) -> None:
    area, content = QScrollArea(window), QWidget()
    content.setFixedSize(300, 2000)
    button = QPushButton("Far down", content)
    button.move(20, 1800)
    area.setWidget(content)
    area.setGeometry(20, 100, 400, 300)
    area.show()
    coach = point_at(window, [Mark(lambda _window: button, "Here", "Far down.")])
    bar = area.verticalScrollBar()
    assert bar.value() > 1400
    assert not coach.isHidden()
    window.line.setFocus()
    bar.setValue(0)
    qtbot.waitUntil(coach.isHidden)
    assert bar.value() == 0
    bar.setValue(bar.maximum())
    qtbot.waitUntil(coach.isVisible)
    assert window.focusWidget() is window.line


def test_it_waits_for_the_part_and_another_one_takes_its_place(window: Window, qtbot: QtBot) -> None:
    window.button.hide()
    coach = point_at(window, BOTH[1:])
    assert coach.isHidden()
    window.button.show()
    qtbot.waitUntil(lambda: not coach.isHidden())
    other = point_at(window, BOTH[:1])
    qtbot.waitUntil(lambda: window.findChildren(Coach) == [other])
