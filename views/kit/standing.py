"""Where somebody stands on a page that is no list: its inner tabs, and how far each of its parts is scrolled.

What a page shows comes from the database after the page itself, so that going back waits for as much to be there.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QScrollBar, QTableView, QTabWidget, QWidget

_EVERY, _LONGEST = 60, 5000  # milliseconds between tries, and until it is let be


def standing_on(page: QWidget) -> dict[str, object] | None:
    """The place, as JSON can hold it, for `Returning`; None at the beginning of everything."""
    tabs = [inner.currentIndex() for inner in _tabs(page)]
    down = [bar.value() for bar in _bars(page)]
    return {"tabs": tabs, "down": down} if any(tabs) or any(down) else None


class Returning(QObject):
    """Leads back to a place, and stops there, when the user moves first, or when what was there does not come."""

    def __init__(self, page: QWidget, place: object) -> None:
        super().__init__(page)
        self._page, self._left = page, _LONGEST // _EVERY
        self._tabs: Sequence[int] = ()
        self._down: Sequence[int] = ()
        self._moved: dict[int, int] = {}  # where this put each bar
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._on_time)
        match place:
            case {"tabs": list(tabs), "down": list(down)} if all(isinstance(each, int) for each in (*tabs, *down)):
                self._tabs, self._down = tabs, down
                if not self._try():
                    self._timer.start()

    @property
    def is_under_way(self) -> bool:
        """Whether it still waits for something."""
        return self._timer.isActive()

    def _on_time(self) -> None:
        self._left -= 1
        if self._try() or not self._left:
            self._timer.stop()

    def _try(self) -> bool:
        """Go as far as there is anything; whether nothing is left to do."""
        tabs = _tabs(self._page)
        if len(tabs) < len(self._tabs):
            return False
        while self._tabs:
            index, self._tabs = self._tabs[0], self._tabs[1:]
            inner, tabs = tabs[0], tabs[1:]
            inner.setCurrentIndex(min(index, inner.count() - 1))
        bars = _bars(self._page)
        if len(bars) < len(self._down):
            return False
        arrived = [self._scroll(number, bar) for number, bar in enumerate(bars[: len(self._down)])]
        return all(arrived)

    def _scroll(self, number: int, bar: QScrollBar) -> bool:
        wanted = self._down[number]
        if bar.value() != self._moved.get(number, 0):
            return True  # the user has gone elsewhere
        bar.setValue(min(wanted, bar.maximum()))
        self._moved[number] = bar.value()
        return bar.value() >= wanted


def _tabs(page: QWidget) -> list[QTabWidget]:
    return [inner for inner in page.findChildren(QTabWidget) if inner.isVisibleTo(page)]


def _bars(page: QWidget) -> list[QScrollBar]:
    """Those of what scrolls as a whole, and of tables: fields have their own."""
    areas = page.findChildren(QAbstractScrollArea)
    shown = [area for area in areas if isinstance(area, QScrollArea | QTableView) and area.isVisibleTo(page)]
    return [area.verticalScrollBar() for area in shown]
