"""The connection that hears of changes: it waits for hints, reads what changed since the last mark, and gives hints.

A hint carries nothing and is never trusted; it only causes a reading. One connection serves one thread.
"""

from __future__ import annotations

import select
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from models.company.changes import Change
from models.database.errors import Unavailable, from_driver
from models.database.work import Work

if TYPE_CHECKING:
    import socket

    import psycopg

    from models.database.session import Session

_BEGIN = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text"
_READ = "SELECT next_xmin, changes FROM company.changes_since(%s)"
# Without waiting for the disk: a hint lost in a power cut is made good by the next reading.
_HINT = "BEGIN; SET LOCAL synchronous_commit TO off; SELECT pg_notify('kontor', ''); COMMIT"


class HintConnection:
    """Listens as the user of `session`. Every method raises Unavailable where the connection is lost."""

    def __init__(self, session: Session, *, mark: str | None = None) -> None:
        import psycopg

        engine = session.engine
        _positional, options = engine.dialect.create_connect_args(engine.url)
        try:
            self._connection: psycopg.Connection[Any] = psycopg.connect(
                **options, autocommit=True, connect_timeout=10, application_name="kontor hints", keepalives_idle=30
            )
            self._connection.execute("LISTEN kontor")
            self.mark = mark or self._value(_BEGIN)
        except psycopg.Error as error:
            raise _known(error) from error

    def wait(self, interrupted_by: socket.socket, seconds: float) -> bool:
        """Wait for a hint, at most so long; whether one came. Ends early when `interrupted_by` can be read."""
        connection = self._connection.pgconn
        try:
            ours = connection.socket
            readable, _writable, _faulty = select.select([ours, interrupted_by.fileno()], [], [], seconds)
            if ours in readable:
                connection.consume_input()
        except Exception as error:
            raise _known(error) from error
        hinted = False
        while connection.notifies() is not None:
            hinted = True
        return hinted

    def changes(self) -> tuple[Change, ...]:
        """What was written since the last call; some may come twice, none is missed."""
        import psycopg

        try:
            row = self._connection.execute(_READ, (self.mark,)).fetchone()
        except psycopg.Error as error:
            raise _known(error) from error
        assert row is not None  # noqa: S101 - a function call answers one row
        self.mark, found = row
        return tuple(_changes(found))

    def hint(self) -> None:
        """Tell the other desks that something was written."""
        import psycopg

        try:
            self._connection.execute(_HINT)
        except psycopg.Error as error:
            raise _known(error) from error

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def _value(self, statement: str) -> str:
        row = self._connection.execute(statement.encode()).fetchone()
        assert row is not None  # noqa: S101 - one row by nature
        return str(row[0])


def _changes(found: Iterable[dict[str, Any]]) -> Iterable[Change]:
    return (Change(one["subject"], tuple(one["keys"]), one["company"]) for one in found)


def _known(error: Exception) -> Exception:
    return from_driver(error) or Unavailable("database.connection_lost", detail=str(error))


def give_hint(work: Work) -> None:
    """Tell the other desks, where there is no connection for it: at a terminal, which has but one."""
    work.value("SELECT set_config('synchronous_commit', 'off', true)")
    work.value("SELECT pg_notify('kontor', '')")
