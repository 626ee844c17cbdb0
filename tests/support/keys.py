"""Keys as a person presses them: each goes to whatever has the focus at that moment."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def shown(qtbot: QtBot, widget: QWidget, *, wide: int = 1000, high: int = 640) -> None:
    """Show a window, in front and with the focus in it."""
    qtbot.addWidget(widget)
    widget.resize(wide, high)
    widget.show()
    widget.activateWindow()
    widget.setFocus()
    # Not just anything: a window that another test is done with may still have it.
    qtbot.waitUntil(lambda: _is_in(widget, QApplication.focusWidget()))


def _is_in(window: QWidget, focus: QWidget | None) -> bool:
    return focus is not None and (focus is window or window.isAncestorOf(focus))


def press(key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """One key, with what is held down meanwhile."""
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(_focus(), key, held)


def write(text: str) -> None:
    """The text letter by letter: the first one may move the focus into an editor."""
    for letter in text:
        QTest.keyClicks(_focus(), letter)


def enter(*texts: str) -> None:
    """Each text followed by Enter."""
    for text in texts:
        write(text)
        press(Qt.Key.Key_Return)


def _focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the focus"
    return focused


def let_go() -> None:
    """Let go of the modifiers that a test has held: Qt goes by the last key there was."""
    if QApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyClick(QWidget(), Qt.Key.Key_Escape)
