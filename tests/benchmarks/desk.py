"""The real window in front of a benchmark: driven as a person would, and timed until it rests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from desktop.shell.window import MainWindow
from models.database.listing import ListQuery, Page, PageRequest
from views.kit.host import Link

if TYPE_CHECKING:
    from views.kit.page_spec import PageSpec

_TURN = 1  # milliseconds; the event loop gives other threads their turn between two looks
_RESTS_AFTER = 3  # looks in a row at which nothing is under way


def let_pass(milliseconds: int) -> None:
    """Let the window live for a while; unlike QTest.qWait this leaves the threads that read their turn."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(reached: Callable[[], bool]) -> None:
    """Let the window live until something is so; TimeoutError after half a minute."""
    ends = time.monotonic() + 30
    while not reached():
        if time.monotonic() > ends:
            raise TimeoutError
        let_pass(_TURN)


def rests(window: MainWindow) -> None:
    """Wait until all that was asked for has been answered and drawn."""
    quiet = 0

    def looked() -> bool:
        nonlocal quiet
        quiet = 0 if window.runner.active else quiet + 1
        return quiet >= _RESTS_AFTER

    until(looked)
    QApplication.sendPostedEvents()
    # Asked for outside an event loop, as here, what is to be deleted would wait for one that never runs.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    window.repaint()


def opening(window: MainWindow, opened: PageSpec | Link) -> float:
    """Milliseconds from the wish for a page until all of it is there."""
    started = time.perf_counter()
    if isinstance(opened, Link):
        window.open_record(opened)
    else:
        window.open_top(opened)
    rests(window)
    return (time.perf_counter() - started) * 1000 - _RESTS_AFTER * _TURN


def frame(act: Callable[[], object]) -> float:
    """Milliseconds of one act and of all that it makes the window do at once, painting included."""
    started = time.perf_counter()
    act()
    QApplication.processEvents()
    return (time.perf_counter() - started) * 1000


class _Answer(QObject):
    """Keeps what a list answered."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[tuple[object, ...], ...] | None = None

    def take(self, page: Page) -> None:
        """Called back."""
        self.rows = tuple(page.rows)


def first_of(window: MainWindow, query: ListQuery, column: str, count: int) -> list[str]:
    """What the first rows of a list hold in a column."""
    answer = _Answer()
    window.host.fetch(query, PageRequest(limit=count), on_done=answer.take)
    until(lambda: answer.rows is not None)
    place = [one.name for one in query.columns].index(column)
    return [str(row[place]) for row in answer.rows or ()]


@contextmanager
def stretches() -> Iterator[list[float]]:
    """The milliseconds that the window stood still at a time, one after the other."""
    gaps: list[float] = []
    last = [time.perf_counter()]

    def beaten() -> None:
        now = time.perf_counter()
        gaps.append((now - last[0]) * 1000)
        last[0] = now

    beat = QTimer(interval=0)
    beat.timeout.connect(beaten)
    beat.start()
    yield gaps
    beat.stop()


def turn_wheel(area: QAbstractScrollArea, notches: int = -1) -> None:
    """Turn the wheel over an area, down by one notch unless it says otherwise."""
    middle = area.viewport().rect().center()
    event = QWheelEvent(
        QPointF(middle),
        QPointF(area.viewport().mapToGlobal(middle)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(area.viewport(), event)


def at_worst(times: list[float], share: float = 0.95) -> float:
    """The time that `share` of all stay under."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]
