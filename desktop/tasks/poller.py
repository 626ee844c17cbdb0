"""Hearing of changes where there is one connection for everything: a reading every ten seconds between other work."""

from __future__ import annotations

import time
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.tasks.database import reading, writing
from desktop.tasks.runner import TaskRunner
from models.company.changes import Changes, changes_since
from models.company.hints import give_hint
from models.database.errors import KontorError
from models.database.session import Session

_EVERY = 10_000  # milliseconds
_GATHER = 50  # milliseconds


class ChangePoller(QObject):
    """The same signals as `ChangeListener`, through the session's own runner."""

    changed = Signal(object)
    lost = Signal(object)  # KontorError
    restored = Signal()
    measured = Signal(float)  # how long a reading took

    def __init__(self, session: Session, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._mark: str | None = None
        self._began = 0.0
        self._is_lost = False
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._read)
        self._hint = QTimer(self)
        self._hint.setSingleShot(True)
        self._hint.setInterval(_GATHER)
        self._hint.timeout.connect(self._give)

    def start(self) -> None:
        """Begin."""
        self._timer.start()
        self._read()

    def hint(self) -> None:
        """Something was written here: tell the other desks soon, and read it back."""
        self._hint.start()

    def try_again(self) -> None:
        """Read now."""
        self._read()

    def close(self) -> None:
        """End it."""
        self._timer.stop()
        self._hint.stop()

    def _read(self) -> None:
        self._began = time.perf_counter()
        task = reading(self._session, changes_since, {"mark": self._mark})
        self._runner.submit(task, on_done=self._on_read, on_failed=self._on_failed)

    def _give(self) -> None:
        task = writing(self._session, give_hint, {}, uuid4())
        self._runner.submit(task, on_done=self._on_given, on_failed=self._on_failed, writes=True)

    def _on_given(self, _nothing: object) -> None:
        self._read()

    def _on_read(self, found: Changes) -> None:
        self._mark = found.mark
        self.measured.emit(time.perf_counter() - self._began)
        if self._is_lost:
            self._is_lost = False
            self.restored.emit()
        if found.changes:
            self.changed.emit(found.changes)

    def _on_failed(self, error: KontorError) -> None:
        if not self._is_lost:
            self._is_lost = True
            self.lost.emit(error)
