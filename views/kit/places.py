"""Parts side by side, as many in a row as there is room for: facts, fields of forms, figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget

from views.kit.theme.layouts import Grid
from views.kit.theme.state import scaled

Part = tuple[QWidget, int]  # the widget, and how many places it takes


class Places(Grid):
    """At most `most` in a row, each at least `narrowest` pixels wide at 100 %."""

    def __init__(self, parent: QWidget | None = None, *, most: int, narrowest: int) -> None:
        super().__init__(parent) if parent is not None else super().__init__()
        self._most, self._narrowest = most, narrowest
        self._parts: tuple[Part, ...] = ()
        self.across = most
        self.setContentsMargins(0, 0, 0, 0)
        self.follow()

    def fill(self, parts: Sequence[Part]) -> None:
        """Show these parts; what stood there before must have been cleared away."""
        self._parts = tuple(parts)
        self._arrange()

    def minimumSize(self) -> QSize:
        """The width of a single place: more of them make way."""
        least = super().minimumSize()
        return QSize(min(least.width(), scaled(self._narrowest)), least.height())

    def setGeometry(self, rect: QRect) -> None:
        """Put as many side by side as there is room for."""
        gap = max(self.horizontalSpacing(), 0)
        across = max(1, min(self._most, (rect.width() + gap) // (scaled(self._narrowest) + gap)))
        if across != self.across:
            self.across = across
            self._arrange()
        super().setGeometry(rect)

    def _arrange(self) -> None:
        place = 0
        for widget, wanted in self._parts:
            span = min(wanted, self.across)
            if place % self.across + span > self.across:
                place += self.across - place % self.across
            self.addWidget(widget, place // self.across, place % self.across, 1, span)
            place += span
        for number in range(self._most):
            self.setColumnStretch(number, int(number < self.across))
