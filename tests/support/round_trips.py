"""Counts how often a session waits for the server, as the protocol itself tells."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from models.database.session import Session


class Counted:
    """Filled in when the counted block ends."""

    trips: int = 0


@contextmanager
def counted_trips(session: Session) -> Iterator[Counted]:
    """Count the round trips of what `session` does inside, begin and commit included; its connections must be open."""
    counted = Counted()
    traced: list[Any] = []
    with tempfile.TemporaryFile() as file:

        def trace(driver: Any, _record: object, _proxy: object) -> None:
            if driver.pgconn not in traced:
                traced.append(driver.pgconn)
                driver.pgconn.trace(file.fileno())

        event.listen(session.engine, "checkout", trace)
        try:
            yield counted
        finally:
            event.remove(session.engine, "checkout", trace)
            for connection in traced:
                connection.untrace()
        file.seek(0)
        # Each answer of the server ends with this message, whatever came before it.
        counted.trips = file.read().count(b"ReadyForQuery")
