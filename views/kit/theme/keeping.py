"""Measures and typefaces of widgets that follow theme, density and text size while the program runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from views.kit.theme.state import state

W = TypeVar("W", bound=QWidget)
T = TypeVar("T")


class _Keeper(QObject, Generic[T]):
    """A child of the widget it keeps in shape, so that both end together."""

    def __init__(self, widget: QWidget, put: Callable[[QWidget, T], None], measure: Callable[[], T]) -> None:
        super().__init__(widget)
        self._put, self._measure = put, measure
        state().changed.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        widget = self.parent()
        if isinstance(widget, QWidget):
            self._put(widget, self._measure())


def keep(widget: QWidget, put: Callable[[QWidget, T], None], measure: Callable[[], T]) -> None:
    """Call `put(widget, measure())` now and whenever the look changes.

    As in `keep(line, QWidget.setFixedHeight, field_height)` or `keep(label, QWidget.setFont, partial(font, 9))`.
    """
    _Keeper(widget, put, measure)
