"""How the connection fares: how far away the server is, since when, and how often it was lost; for all windows."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.tasks.listener import ChangeListener
from desktop.tasks.poller import ChangePoller
from models.database.errors import KontorError
from resources.language import _, ngettext

_LOST_AFTER = 1500  # milliseconds: what comes back at once is not worth a word
_SPAN = 300.0  # seconds that are remembered
_MOST = 300  # readings
_MINUTE = 60
_ONE_DECIMAL_BELOW = 10  # milliseconds
#: Milliseconds up to which an answer is quick, and up to which it is not yet slow.
_QUICK, _BEARABLE = 20, 150


@dataclass(frozen=True, slots=True)
class Interruption:
    """The database could not be reached; `ended` None where it still cannot."""

    began: datetime
    error: KontorError
    ended: datetime | None = None

    @property
    def seconds(self) -> int:
        """How long it lasted, or lasts by now."""
        return round(((self.ended or datetime.now().astimezone()) - self.began).total_seconds())


class ConnectionState(QObject):
    """Follows a listener. `told_lost` when it has been lost for a while, `told_back` when that is over."""

    changed = Signal()
    told_lost = Signal(object)  # Interruption
    told_back = Signal(object)  # Interruption

    def __init__(self, listener: ChangeListener | ChangePoller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener = listener
        self.listens = isinstance(listener, ChangeListener)
        self.since: datetime | None = None
        self.last: Interruption | None = None
        self.interruptions = 0
        self._readings: deque[tuple[float, float]] = deque(maxlen=_MOST)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_LOST_AFTER)
        self._pause.timeout.connect(self._on_still_lost)
        listener.measured.connect(self._on_measured)
        listener.lost.connect(self._on_lost)
        listener.restored.connect(self._on_restored)

    @property
    def lost(self) -> Interruption | None:
        """The interruption that lasts, or None."""
        return self.last if self.last is not None and self.last.ended is None else None

    @property
    def milliseconds(self) -> float | None:
        """How long the server took for the latest answer; None before the first."""
        return self._readings[-1][1] if self._readings else None

    @property
    def readings(self) -> tuple[float, ...]:
        """Those of the last five minutes in milliseconds, the oldest first."""
        begin = time.monotonic() - _SPAN
        return tuple(milliseconds for at, milliseconds in self._readings if at >= begin)

    def try_again(self) -> None:
        """Try to reach the server at once rather than in a few seconds."""
        self._listener.try_again()

    @Slot(float)
    def _on_measured(self, seconds: float) -> None:
        self._readings.append((time.monotonic(), seconds * 1000))
        if self.since is None:
            self.since = datetime.now().astimezone()
        self.changed.emit()

    @Slot(object)
    def _on_lost(self, error: KontorError) -> None:
        if self.lost is None:
            self.last = Interruption(datetime.now().astimezone(), error)
            self.interruptions += 1
            self._pause.start()
        self.changed.emit()

    def _on_still_lost(self) -> None:
        if self.lost is not None:
            self.told_lost.emit(self.lost)

    @Slot()
    def _on_restored(self) -> None:
        lost = self.lost
        if lost is None:
            return
        now = datetime.now().astimezone()
        self.last = Interruption(lost.began, lost.error, now)
        self.since = now
        was_told = not self._pause.isActive()
        self._pause.stop()
        if was_told:
            self.told_back.emit(self.last)
        self.changed.emit()


def pace_of(milliseconds: float) -> str:
    """How an answer feels: "quick", "bearable" or "slow"."""
    return "quick" if milliseconds <= _QUICK else "bearable" if milliseconds <= _BEARABLE else "slow"


def how_long(seconds: int) -> str:
    """A span of time in words, whole seconds or minutes."""
    if seconds < _MINUTE:
        return ngettext("{count} second", "{count} seconds", seconds).format(count=seconds)
    minutes = round(seconds / _MINUTE)
    return ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)


def distance(milliseconds: float) -> str:
    """How long an answer took, in words, where it is slow with that word."""
    figure = f"{milliseconds:.1f}" if milliseconds < _ONE_DECIMAL_BELOW else f"{milliseconds:.0f}"
    words = _("{milliseconds} ms, slow") if pace_of(milliseconds) == "slow" else _("{milliseconds} ms")
    return words.format(milliseconds=figure)
