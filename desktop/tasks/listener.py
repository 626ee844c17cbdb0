"""The thread that hears of changes: hints of other desks, a reading every ten seconds, and hints of our own writes."""

from __future__ import annotations

import logging
import socket
import threading
import time

from PySide6.QtCore import QObject, Signal, SignalInstance

from desktop.faults import record_fault
from models.company.changes import Change
from models.company.hints import HintConnection
from models.database.errors import KontorError
from models.database.session import Session

_AT_LEAST_EVERY = 10.0  # seconds
_GATHER = 0.05  # seconds; a burst of hints is one reading
_BACK_OFF = (1.0, 2.0, 5.0, 10.0)  # seconds between tries to connect again
_logger = logging.getLogger(__name__)


class ChangeListener(QObject):
    """Emits `changed` with a tuple of Change, `lost` and `restored` with the connection, `measured` with seconds.

    After `restored` anything may have changed.
    """

    changed = Signal(object)
    lost = Signal(object)  # KontorError
    restored = Signal()
    measured = Signal(float)  # how long a reading took

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mark: str | None = None
        self._hint_wanted = threading.Event()
        self._ended = threading.Event()
        self._bell, self._ring = socket.socketpair()
        self._thread = threading.Thread(target=self._live, name="kontor-listen", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def hint(self) -> None:
        """Something was written here: tell the other desks soon. Several calls in a row become one hint."""
        self._hint_wanted.set()
        self._wake()

    def try_again(self) -> None:
        """Where the connection is lost, try now and not when the pause is over; else read what changed."""
        self._wake()

    def close(self) -> None:
        """Stop listening; returns when the thread has ended."""
        if not self._ended.is_set():
            self._ended.set()
            self._wake()
            if self._thread.is_alive():
                self._thread.join(timeout=5)
            self._bell.close()
            self._ring.close()

    def _wake(self) -> None:
        try:
            self._ring.send(b"!")
        except OSError:
            _logger.debug("the listener has ended")

    def _live(self) -> None:
        """On its own thread, until closed."""
        failures = 0
        while not self._ended.is_set():
            try:
                connection = HintConnection(self._session, mark=self._mark)
            except KontorError as error:
                self._say_lost(error, first=failures == 0)
                self._pause(_BACK_OFF[min(failures, len(_BACK_OFF) - 1)])
                failures += 1
                continue
            if failures or self._mark is not None:
                self._emit(self.restored)
            failures = self._listen(connection)

    def _listen(self, connection: HintConnection) -> int:
        """Listen until closed or lost; 1 where the connection was lost."""
        try:
            while not self._ended.is_set():
                self._read(connection)
                connection.wait(self._bell, _AT_LEAST_EVERY)
                self._silence()
                if self._hint_wanted.is_set():
                    time.sleep(_GATHER)
                    self._hint_wanted.clear()
                    connection.hint()
        except KontorError as error:
            self._say_lost(error, first=True)
            return 1
        except Exception as error:  # noqa: BLE001 - the other desks' changes must not stop coming for good
            record_fault(error)
            self._pause(_BACK_OFF[-1])
            return 1
        finally:
            connection.close()
        return 0

    def _read(self, connection: HintConnection) -> None:
        began = time.perf_counter()
        changes: tuple[Change, ...] = connection.changes()
        self._mark = connection.mark
        self._emit(self.measured, time.perf_counter() - began)
        if changes:
            self._emit(self.changed, changes)

    def _say_lost(self, error: KontorError, *, first: bool) -> None:
        if first and not self._ended.is_set():
            _logger.warning("no connection for changes: %s", error)
            self._emit(self.lost, error)

    def _pause(self, seconds: float) -> None:
        self._bell.settimeout(seconds)
        try:
            self._bell.recv(64)
        except OSError:
            return

    def _silence(self) -> None:
        self._bell.setblocking(False)
        try:
            while self._bell.recv(64):
                pass
        except OSError:
            return

    def _emit(self, signal: SignalInstance, *values: object) -> None:
        try:
            signal.emit(*values)
        except RuntimeError:
            self._ended.set()  # the window is gone
