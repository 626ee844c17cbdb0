"""One piece of work under way: cancelled from the GUI thread, carried out on a worker thread."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from models.database.errors import Cancelled

if TYPE_CHECKING:
    import psycopg

_REPORT_EVERY = 0.1  # seconds
_CANCEL_TIMEOUT = 5.0  # seconds


class Job:
    """What `submit` gives back, and what the work itself is given.

    `step` is the progress of operations that take one: `progress(done, total, text)`.
    """

    def __init__(self, on_step: Callable[[Job, int, int, str], None]) -> None:
        self._on_step = on_step
        self._reported = 0.0
        self._lock = Lock()
        self._connection: psycopg.Connection[Any] | None = None
        self.future: Future[None] | None = None
        self.cancelled = False
        self.silent = False

    def cancel(self) -> None:
        """Stop it if that is possible, and call nobody back. Harmless when it has ended."""
        self.silent = True
        self.stop()

    def stop(self) -> None:
        """Stop it if that is possible; its owner is told that it was stopped."""
        self.cancelled = True
        if self.future is not None and self.future.cancel():
            return
        if self._connection is not None:
            # Asking the server to stop is a round trip of its own, and the GUI thread waits for nothing.
            Thread(target=self._interrupt, name="kontor-cancel", daemon=True).start()

    def check(self) -> None:
        """Raise Cancelled where the work was stopped."""
        if self.cancelled:
            raise Cancelled("database.cancelled")

    @contextmanager
    def using(self, connection: psycopg.Connection[Any]) -> Iterator[None]:
        """Let the statements of this connection be stopped; whoever stops after the end stops nobody else's."""
        with self._lock:
            self._connection = connection
        try:
            self.check()
            yield
            self.check()
        finally:
            with self._lock:
                self._connection = None

    def step(self, done: int, total: int, text: str = "") -> None:
        """Report progress, passed on at most ten times a second; raises Cancelled where the work was stopped."""
        self.check()
        now = time.monotonic()
        if now - self._reported >= _REPORT_EVERY:
            self._reported = now
            self._on_step(self, done, total, text)

    def _interrupt(self) -> None:
        import psycopg

        with self._lock:
            if self._connection is None:
                return
            try:
                self._connection.cancel_safe(timeout=_CANCEL_TIMEOUT)
            except psycopg.Error as error:
                logging.getLogger(__name__).info("a statement could not be stopped: %s", error)
