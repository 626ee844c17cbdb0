"""Makes an empty database on a server, and takes a failed one away again with the roles that were made for it."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit, urlunsplit

from models.database.errors import Denied, Invalid

if TYPE_CHECKING:
    import psycopg

_MAINTENANCE = "postgres"
_FIRST_WITH_BUILTIN_LOCALE = 170000
_LONGEST_PREFIX = 20


def database_name(url: str) -> str:
    """The database that a libpq URL names; Invalid where it names none."""
    name = unquote(urlsplit(url).path.lstrip("/"))
    if not name:
        raise Invalid("database.url_without_name", field="database")
    return name


def with_database(url: str, name: str) -> str:
    """The same URL for another database of the server."""
    parts = urlsplit(url)
    # urlunsplit would drop the empty host of a URL for a socket folder.
    rest = urlunsplit(("", "", f"/{name}", parts.query, ""))
    return f"{parts.scheme}://{parts.netloc}{rest}"


def prefix_for(name: str) -> str:
    """The beginning of role names that goes with a database name: small letters, digits and _, at most 20."""
    words = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return (words if words[:1].isalpha() else f"k{words}")[:_LONGEST_PREFIX].rstrip("_")


def create_database(url: str) -> bool:
    """Make the database that `url` names, in UTF-8; False where it exists. Denied where the login may not."""
    import psycopg
    from psycopg import sql

    name = database_name(url)
    with closing(_maintain(url)) as connection:
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return False
        try:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' {}")
            connection.execute(statement.format(sql.Identifier(name), sql.SQL(_locale(connection))))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):  # the latter at the same moment
            return False
        except psycopg.errors.InsufficientPrivilege as error:
            raise Denied("database.may_not_create", database=name) from error
    return True


def drop_database(url: str, *, prefix: str) -> None:
    """Remove the database that `url` names and every role of `prefix`; nothing where they do not exist."""
    from psycopg import sql

    with closing(_maintain(url)) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database_name(url)))
        )
        # The owner last: the roles it made hold their grants from it.
        for (role,) in connection.execute(
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s) ORDER BY rolname = %s, rolname",
            (f"{prefix}_", f"{prefix}_owner"),
        ).fetchall():
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def free_name(url: str, *, stem: str) -> str:
    """`stem`, or `stem` with the first number that no database and no role of the server uses yet."""
    with closing(_maintain(url)) as connection:
        for number in range(1, 10_000):
            name = stem if number == 1 else f"{stem}{number}"
            taken = connection.execute(
                "SELECT FROM pg_database WHERE datname = %s"
                " UNION ALL SELECT FROM pg_roles WHERE starts_with(rolname, %s)",
                (name, f"{name}_"),
            ).fetchone()
            if taken is None:
                return name
    raise Invalid("database.no_free_name", field="database", name=stem)


def connect(url: str) -> psycopg.Connection[Any]:
    """A bare connection, for what is done before there are users or beside their rights."""
    import psycopg

    return psycopg.connect(url, connect_timeout=10)


def _maintain(url: str) -> psycopg.Connection[Any]:
    """A connection to the maintenance database, each statement on its own."""
    connection = connect(with_database(url, _MAINTENANCE))
    connection.autocommit = True
    return connection


def _locale(connection: psycopg.Connection[Any]) -> str:
    """Byte order for sorting, and case folding that knows å ä ö: the same on every system."""
    if connection.info.server_version >= _FIRST_WITH_BUILTIN_LOCALE:
        return "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    if connection.execute("SELECT FROM pg_collation WHERE collname = 'C.utf8'").fetchone():
        return "LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
    return ""
