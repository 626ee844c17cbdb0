"""Layouts whose distances, given in pixels at 100 %, follow the text size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from views.kit.theme.flow import Flow
from views.kit.theme.state import spaced, state

if TYPE_CHECKING:
    _Layout = QLayout
else:
    _Layout = object  # Qt allows one base class of its own


class _Distances(_Layout):
    """Remembers what was asked for, and puts it in force at each text size."""

    _margins = (0, 0, 0, 0)
    _gap = -1  # the style's own

    def follow(self) -> None:
        """Begin to follow the text size."""
        state().changed.connect(self.space_out)

    def setContentsMargins(self, left: int, top: int, right: int, bottom: int) -> None:  # type: ignore[override]  # as four figures alone
        """Margins at 100 %."""
        self._margins = (left, top, right, bottom)
        super().setContentsMargins(*map(spaced, self._margins))

    def setSpacing(self, spacing: int) -> None:
        """The distance between parts at 100 %."""
        self._gap = spacing
        super().setSpacing(spaced(spacing))

    def space_out(self) -> None:
        """Put the distances in force at the text size of this moment."""
        super().setContentsMargins(*map(spaced, self._margins))
        if self._gap >= 0:
            super().setSpacing(spaced(self._gap))


class Column(_Distances, QVBoxLayout):
    """Parts below one another."""

    def addSpacing(self, size: int) -> None:
        """A further distance at 100 %."""
        super().addSpacing(spaced(size))


class Line(_Distances, QHBoxLayout):
    """Parts beside one another."""

    def addSpacing(self, size: int) -> None:
        """A further distance at 100 %."""
        super().addSpacing(spaced(size))


class Grid(_Distances, QGridLayout):
    """Parts in rows and columns."""

    _across = _down = -1

    def setHorizontalSpacing(self, spacing: int) -> None:
        """The distance between columns at 100 %."""
        self._across = spacing
        super().setHorizontalSpacing(spaced(spacing))

    def setVerticalSpacing(self, spacing: int) -> None:
        """The distance between rows at 100 %."""
        self._down = spacing
        super().setVerticalSpacing(spaced(spacing))

    def space_out(self) -> None:
        """Put the distances in force at the text size of this moment."""
        super().space_out()
        for asked, put in ((self._across, super().setHorizontalSpacing), (self._down, super().setVerticalSpacing)):
            if asked >= 0:
                put(spaced(asked))


class Beside(_Distances, QBoxLayout):
    """Parts beside one another, or below one another where there is no room for that."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight, parent)

    def minimumSize(self) -> QSize:
        """As wide as the widest part."""
        least = super().minimumSize()
        widest = max((item.minimumSize().width() for item in self._shown()), default=0)
        return QSize(min(least.width(), widest), least.height())

    def setGeometry(self, rect: QRect) -> None:
        """Choose the direction, then lay out."""
        widths = self._widths()
        fits = sum(widths) + max(0, len(widths) - 1) * max(0, self.spacing()) <= rect.width()
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if direction != self.direction():
            self.setDirection(direction)
        super().setGeometry(rect)

    def _widths(self) -> list[int]:
        """What each part needs beside the others: what flows, its whole line, since it can have more of them below."""
        return [
            (item.sizeHint() if isinstance(item.layout(), Flow) else item.minimumSize()).width()
            for item in self._shown()
        ]

    def _shown(self) -> list[QLayoutItem]:
        items = (self.itemAt(place) for place in range(self.count()))
        return [item for item in items if item is not None and not item.isEmpty()]
