"""Watches over the GUI thread: how long its event loop stood still, and where it was meanwhile."""

from __future__ import annotations

import faulthandler
import logging
import tempfile
import threading
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stall:
    """The event loop stood still for `seconds`; `stack` is where it was seen, empty where nobody could look."""

    seconds: float
    stack: str


class Watchdog(QObject):
    """A heartbeat on the GUI thread and a thread that misses it when it stays away.

    `threshold` in seconds. The latest stalls are kept in `stalls` and logged; `stalled` carries each.
    """

    stalled = Signal(object)  # Stall

    def __init__(self, parent: QObject | None = None, *, threshold: float = 0.1, keep: int = 1000) -> None:
        super().__init__(parent)
        self._threshold, self._keep = threshold, keep
        self._main = threading.get_ident()
        self._beat = time.perf_counter()
        self._stack = ""
        self.stalls: list[Stall] = []
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(max(5, round(threshold * 250)))
        self._timer.timeout.connect(self._on_beat)
        self._thread = threading.Thread(target=self._watch, name="kontor-watchdog", daemon=True)

    def start(self) -> None:
        """Begin; on the GUI thread."""
        self._beat = time.perf_counter()
        self._timer.start()
        self._thread.start()

    def close(self) -> None:
        """End it."""
        self._timer.stop()
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout=2)

    @property
    def worst(self) -> float:
        """The longest stall so far in seconds; 0 where there was none."""
        return max((stall.seconds for stall in self.stalls), default=0.0)

    def forgive(self) -> None:
        """Count from now: what is going on has to stand still, as a test that waits for a fixture."""
        self._beat, self._stack = time.perf_counter(), ""

    def _on_beat(self) -> None:
        now = time.perf_counter()
        late, self._beat = now - self._beat - self._timer.interval() / 1000, now
        if late > self._threshold:
            stall = Stall(late, self._stack)
            self.stalls = [*self.stalls[-self._keep + 1 :], stall]
            _logger.warning("the window stood still for %.0f ms\n%s", late * 1000, stall.stack)
            self.stalled.emit(stall)
        self._stack = ""

    def _watch(self) -> None:
        """On its own thread."""
        pulse = self._threshold / 4
        while not self._ended.wait(pulse):
            if not self._stack and time.perf_counter() - self._beat > self._threshold:
                self._stack = _stack_of(self._main)


def _stack_of(thread: int) -> str:
    """Where a thread is, latest call first.

    Written by the interpreter itself: whoever holds a frame of the GUI thread keeps its painter alive, and destroys it
    on the wrong thread.
    """
    with tempfile.TemporaryFile() as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        threads = file.read().decode(errors="replace").split("\n\n")
    mark = f"0x{thread:016x} "
    return next((text.partition("\n")[2] for text in threads if mark in text.partition("\n")[0]), "")
