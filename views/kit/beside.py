"""Whether what is pressed opens in a page tab beside: with Ctrl (Cmd on a Mac), or with the middle button.

A press is answered with signals that carry no event. For as long as it is, `asked_beside` says how it was made; what
is opened later, when an answer comes from the database, opens in front.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_answering: list[bool] = []


def asked_beside() -> bool:
    """Whether what is being answered was pressed so that it opens beside."""
    return bool(_answering) and _answering[-1]


@contextmanager
def answering(event: QInputEvent | None = None) -> Iterator[None]:
    """What is opened inside opens as `event` asks, or where a signal of Qt hides that, as the keys held down ask."""
    _answering.append(wants_beside(event) if event is not None else _control(QGuiApplication.keyboardModifiers()))
    try:
        yield
    finally:
        _answering.pop()


def wants_beside(event: QInputEvent) -> bool:
    """Whether a press is one that opens beside."""
    middle = isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.MiddleButton
    return middle or _control(event.modifiers())


def is_middle(event: QMouseEvent) -> bool:
    """Whether it is the middle button, which opens beside and does nothing else."""
    return event.button() is Qt.MouseButton.MiddleButton


def released_beside(button: QAbstractButton, event: QMouseEvent) -> bool:
    """Press a button so that it opens beside, where the mouse asks for that; whether it did."""
    if not wants_beside(event) or event.button() is Qt.MouseButton.RightButton:
        return False
    button.setDown(False)
    if button.rect().contains(event.position().toPoint()):
        with answering(event):
            button.click()
    return True


def entered_beside(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button so that it opens beside, where Ctrl+Enter asks for that; whether it did."""
    if not (event.key() in _ENTER and _control(event.modifiers())):
        return False
    with answering(event):
        button.click()
    return True


def _control(modifiers: Qt.KeyboardModifier) -> bool:
    return bool(modifiers & Qt.KeyboardModifier.ControlModifier)
