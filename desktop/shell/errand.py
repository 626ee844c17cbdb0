"""One request of a screen under way: covers what is busy, restores the focus, answers whoever asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop.tasks.job import Job
from desktop.tasks.runner import Progress, Task, TaskRunner
from models.database.errors import KontorError
from views.kit.busy import BusyCover
from views.kit.host import owner_of


class Errand(QObject):
    """What `host.run`, `read` and `fetch` give back. Its parent is the host; it destroys itself at its end."""

    done = Signal(object)  # itself, before its owner is called
    unanswered = Signal(object, object)  # itself, KontorError: nobody has asked to be told of the failure

    def __init__(
        self,
        task: Task[Any],
        on_done: Callable[[Any], None],
        on_failed: Callable[[KontorError], None] | None,
        parent: QObject,
        *,
        writes: bool = False,
    ) -> None:
        super().__init__(parent)
        if owner_of(on_done) is None:
            message = f"on_done must be a bound method of a QObject, not {on_done!r}"
            raise TypeError(message)
        self.writes = writes
        self._task, self._on_done, self._on_failed = task, on_done, on_failed
        self._runner: TaskRunner | None = None
        self._job: Job | None = None
        self._busy: QWidget | None = None
        self._title = ""
        self._cover: BusyCover | None = None
        self._focus: QWidget | None = None

    def cover(self, busy: QWidget, title: str) -> None:
        """Disable `busy` while it lasts."""
        self._busy, self._title = busy, title

    def start(self, runner: TaskRunner) -> None:
        """Begin, or begin anew after a failure."""
        if self._runner is None:
            runner.progressed.connect(self._on_progress)
        self._runner = runner
        if self._busy is not None and isValid(self._busy):
            focus = QApplication.focusWidget()
            inside = focus is not None and (focus is self._busy or self._busy.isAncestorOf(focus))
            self._focus = focus if inside else None
            self._cover = BusyCover(self._busy, self._title)
            self._cover.cancelled.connect(self._on_stop)
        self._job = runner.submit(self._task, on_done=self._on_answer, on_failed=self._on_error, writes=self.writes)

    def cancel(self) -> None:
        """Stop it if that is possible, and call nobody back. Harmless when it has ended."""
        if isValid(self):
            if self._job is not None:
                self._job.cancel()
            self._uncover()
            self.deleteLater()

    def again(self) -> None:
        """Try the same once more, as the same request."""
        if self._runner is not None and self._wanted(self._on_done):
            self.start(self._runner)

    @Slot()
    def _on_stop(self) -> None:
        if self._job is not None:
            self._job.stop()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        if progress.job is self._job and self._cover is not None and isValid(self._cover):
            self._cover.set_progress(progress.done, progress.total, progress.text)

    def _on_answer(self, value: object) -> None:
        self._uncover()
        self.done.emit(self)
        self.deleteLater()
        if self._wanted(self._on_done):
            self._on_done(value)

    def _on_error(self, error: KontorError) -> None:
        self._uncover()
        if not self._wanted(self._on_done):
            self.deleteLater()
        elif self._on_failed is None:
            self.unanswered.emit(self, error)
        else:
            self.deleteLater()
            self._on_failed(error)

    def _uncover(self) -> None:
        if self._cover is not None and isValid(self._cover):
            self._cover.end()
            if self._focus is not None and isValid(self._focus) and self._focus.isVisible():
                self._focus.setFocus()
        self._cover = self._focus = None

    def _wanted(self, callback: Callable[[Any], None]) -> bool:
        owner = owner_of(callback)
        return owner is not None and isValid(owner)
