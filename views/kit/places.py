"""Parts side by side, as many in a row as there is room for: facts, fields of forms, figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
        gap, margins = max(self.horizontalSpacing(), 0), self.contentsMargins()
        room = rect.width() - margins.left() - margins.right()
        across = max(1, min(self._most, (room + gap) // (scaled(self._narrowest) + gap)))
        while across > 1 and self._width(across) > room:
            across -= 1
        if across != self.across:
            self.across = across
            self._arrange()
        super().setGeometry(rect)

    def _width(self, across: int) -> int:
        """What so many columns need at least, each as wide as the widest of those that take a single place."""
        widths = [0] * across
        for widget, place, span in self._placed(across):
            if span == 1:
                widths[place % across] = max(widths[place % across], widget.minimumSizeHint().width())
        return sum(widths) + (across - 1) * max(self.horizontalSpacing(), 0)

    def _placed(self, across: int) -> Iterator[tuple[QWidget, int, int]]:
        """Each part with its place and how many it takes; what does not fit into a row begins the next."""
        place = 0
        for widget, wanted in self._parts:
            span = min(wanted, across)
            if place % across + span > across:
                place += across - place % across
            yield widget, place, span
            place += span

    def _arrange(self) -> None:
        for widget, place, span in self._placed(self.across):
            self.addWidget(widget, place // self.across, place % self.across, 1, span)
        for number in range(self._most):
            self.setColumnStretch(number, int(number < self.across))
