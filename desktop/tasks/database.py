"""Operations and queries as tasks: in a transaction of the session, stoppable, with progress where they take it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import signature
from typing import TypeVar
from uuid import UUID

from desktop.tasks.job import Job
from desktop.tasks.runner import Task
from models.database.errors import Unavailable
from models.database.session import Session
from models.database.work import Operation, Work

T = TypeVar("T")


def writing(session: Session, operation: Operation[T], arguments: Mapping[str, object], request: UUID) -> Task[T]:
    """Carry out `operation`; tried again with the same `request` it happens once."""

    def task(job: Job) -> T:
        return session.run(_stoppable(operation, job), request_id=request, **arguments)

    return task


def reading(session: Session, query: Operation[T], arguments: Mapping[str, object]) -> Task[T]:
    """Call `query` in a read-only transaction; once more where the connection had died while it rested."""

    def task(job: Job) -> T:
        stoppable = _stoppable(query, job)
        try:
            return session.read(stoppable, **arguments)
        except Unavailable as error:
            if error.code != "database.connection_lost" or job.cancelled:
                raise
            return session.read(stoppable, **arguments)

    return task


def _stoppable(operation: Operation[T], job: Job) -> Operation[T]:
    """The same operation, declared right included, whose statements can be stopped from outside."""
    gives_progress = _takes_progress(operation)

    @wraps(operation)
    def stoppable(work: Work, **arguments: object) -> T:
        connection = work.connection.connection.driver_connection
        assert connection is not None  # noqa: S101 - the session has just opened it
        if gives_progress:
            arguments.setdefault("progress", job.step)
        with job.using(connection):
            return operation(work, **arguments)

    return stoppable


def _takes_progress(operation: Callable[..., object]) -> bool:
    return "progress" in signature(operation).parameters
