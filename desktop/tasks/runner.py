"""The threads that work while the window stays awake: one that writes, three that read; answers come as signals."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from desktop.faults import record_fault
from desktop.tasks.job import Job
from models.database.errors import Cancelled, KontorError, Unavailable
from views.kit.host import owner_of

T = TypeVar("T")
Task = Callable[[Job], T]

_READERS = 3
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is."""

    job: Job
    done: int
    total: int
    text: str


@dataclass(frozen=True, slots=True)
class _Answer:
    job: Job
    on_done: Callable[[Any], None]
    on_failed: Callable[[KontorError], None]
    value: object = None
    error: KontorError | None = None


class TaskRunner(QObject):
    """Carries tasks out on worker threads and answers on the GUI thread.

    A task is a function of its `Job`. Answers to cancelled jobs and destroyed owners are dropped. What no code knows
    becomes a recorded fault: `faulted` carries it, and the owner gets it as an error like any other.
    """

    active_changed = Signal(int)  # jobs under way
    progressed = Signal(object)  # Progress
    faulted = Signal(object)  # Fault
    _answered = Signal(object)
    _stepped = Signal(object)

    def __init__(self, parent: QObject | None = None, *, one_thread: bool = False) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="kontor-write")
        self._readers = self._writer if one_thread else ThreadPoolExecutor(_READERS, thread_name_prefix="kontor-read")
        self._jobs: set[Job] = set()
        self._closed = False
        # Queued, for a job that never began is answered in the middle of whoever stops it.
        self._answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._on_stepped)

    @property
    def active(self) -> int:
        """How many jobs are under way."""
        return len(self._jobs)

    def submit(
        self,
        task: Task[T],
        *,
        on_done: Callable[[T], None],
        on_failed: Callable[[KontorError], None],
        writes: bool = False,
    ) -> Job:
        """Start `task`; both callbacks are bound methods of QObjects, or partials of such.

        What comes after `close` is neither carried out nor answered.
        """
        for callback in (on_done, on_failed):
            if owner_of(callback) is None:
                message = f"not a bound method of a QObject: {callback!r}"
                raise TypeError(message)
        job = Job(self._on_job_step)
        if self._closed:
            job.cancel()
            return job
        self._jobs.add(job)
        pool = self._writer if writes else self._readers
        asked = _Answer(job, on_done, on_failed)
        job.future = pool.submit(self._carry_out, task, asked)
        job.future.add_done_callback(partial(self._on_ended, asked))
        self.active_changed.emit(len(self._jobs))
        return job

    def close(self) -> None:
        """Stop everything and call nobody back."""
        self._closed = True
        for job in list(self._jobs):
            job.cancel()
        self._jobs.clear()
        for pool in (self._writer, self._readers):
            pool.shutdown(wait=False, cancel_futures=True)

    def wait_until_ended(self) -> None:
        """Wait until no task is running any more, after `close`; not on the GUI thread while somebody watches."""
        for pool in (self._writer, self._readers):
            pool.shutdown(wait=True)

    def _carry_out(self, task: Task[Any], asked: _Answer) -> None:
        """On a worker thread."""
        value, error = None, None
        try:
            asked.job.check()
            value = task(asked.job)
        except KontorError as known:
            error = _as_meant(known, asked.job)
        except BaseException as unknown:  # noqa: BLE001 - a thread must not die silently
            error = record_fault(unknown)
        self._answer(replace(asked, value=value, error=error))

    def _on_ended(self, asked: _Answer, future: Future[None]) -> None:
        """A job that was stopped before a thread was free for it has ended too."""
        if future.cancelled():
            self._answer(replace(asked, error=Cancelled("database.cancelled")))

    def _answer(self, answer: _Answer) -> None:
        try:
            self._answered.emit(answer)
        except RuntimeError:
            _logger.info("an answer came after the window was gone")

    def _on_job_step(self, job: Job, done: int, total: int, text: str) -> None:
        """On a worker thread."""
        self._stepped.emit(Progress(job, done, total, text))

    @Slot(object)
    def _on_stepped(self, progress: Progress) -> None:
        if not progress.job.cancelled and progress.job in self._jobs:
            self.progressed.emit(progress)

    @Slot(object)
    def _on_answered(self, answer: _Answer) -> None:
        from desktop.faults import Fault

        if self._closed:
            return
        self._jobs.discard(answer.job)
        self.active_changed.emit(len(self._jobs))
        if isinstance(answer.error, Fault):
            self.faulted.emit(answer.error)
        if answer.job.silent:
            return
        if answer.error is not None:
            _call(answer.on_failed, answer.error)
        else:
            _call(answer.on_done, answer.value)


def _call(callback: Callable[[Any], None], value: object) -> None:
    owner = owner_of(callback)
    if owner is not None and isValid(owner):
        callback(value)


def _as_meant(error: KontorError, job: Job) -> KontorError:
    """The server tells a statement that ran out of time like one that was stopped; only we know which it was."""
    if isinstance(error, Cancelled) and not job.cancelled:
        return Unavailable("database.too_slow")
    return error
