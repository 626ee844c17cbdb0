"""What the server says of the connection that is asked over: for the panel that shows it, and for support."""

from __future__ import annotations

from dataclasses import dataclass

from models.database.work import Work


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """Where the database is and how one is connected; `host` begins with a slash for a socket of this computer.

    `version` is that of PostgreSQL, as "17.5"; `encryption` is the protocol, as "TLSv1.3", or empty without one.
    """

    host: str
    port: int
    database: str
    version: str
    encryption: str


def server_facts(work: Work) -> ServerFacts:
    """Ask over a connection like those that everything else uses; open to everybody who is signed in."""
    row = work.row(
        "SELECT current_database(), split_part(current_setting('server_version'), ' ', 1), coalesce(s.version, '')"
        " FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid()"
    )
    assert row is not None  # noqa: S101 - every connection has one
    driver = work.connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - it has just answered
    return ServerFacts(driver.info.host, driver.info.port, *tuple(row))
