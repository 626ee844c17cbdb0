"""One file that holds a whole database: a manifest and the rows of every table, read in one snapshot.

The file is a zip: `manifest.json`, and `data/<schema>.<table>` in PostgreSQL's COPY text format for each table. It
holds no schema: restoring builds that from the program's own revisions, so a doctored file brings no code. PINs of
badges stay behind (six digits fall in milliseconds), and so does what only matters while the database runs.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from models.database.build import MAJOR, MINOR
from models.database.errors import Denied, Unavailable
from models.database.provision import connect
from models.database.schema import SCHEMAS

if TYPE_CHECKING:
    import psycopg

FORMAT = 1
MANIFEST = "manifest.json"
#: Kept by set-up itself, or without meaning in another database: requests and changes name transactions of the old one.
LEFT_OUT = frozenset(
    {
        "company.installation",
        "company.schema_revision",
        "company.badge",
        "company.terminal_session",
        "company.presence",
        "company.request",
        "company.outbox",
    }
)


@dataclass(frozen=True, slots=True)
class StoredTable:
    """What the file holds of one table; `sha256` is of its uncompressed rows."""

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredUser:
    """A login: `verifier` is the SCRAM verifier, None where whoever made the backup could not read it."""

    name: str
    verifier: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the file says about itself."""

    format: int
    major: int
    minor: int
    revision: str
    made_at: str
    prefix: str
    server_version: int
    companies: tuple[str, ...]
    users: tuple[StoredUser, ...]
    tables: tuple[StoredTable, ...]


def back_up(url: str, target: Path) -> Manifest:
    """Write the database at `url` into the file `target`, replacing it only when all is written.

    The login of `url` must be able to become the owner. Reads one snapshot; nobody who works has to stop.
    """
    part = target.with_name(f".{target.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with closing(connect(url)) as connection, os.fdopen(descriptor, "wb") as file:
            manifest = _write(connection, file)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return manifest


def _write(connection: psycopg.Connection[Any], file: Any) -> Manifest:
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    prefix = owned_prefix(connection)
    users = _users(connection, prefix)
    connection.execute(f"SET LOCAL ROLE {prefix}_owner".encode())
    connection.execute("SET LOCAL statement_timeout = 0")
    with ZipFile(file, "w", ZIP_DEFLATED, compresslevel=3) as archive:
        tables = tuple(_copy(connection, archive, name, columns) for name, columns in data_tables(connection))
        manifest = Manifest(
            format=FORMAT,
            major=MAJOR,
            minor=MINOR,
            revision=revision(connection),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
            prefix=prefix,
            server_version=connection.info.server_version,
            companies=_texts(connection, "SELECT name FROM company.company ORDER BY id"),
            users=users,
            tables=tables,
        )
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    return manifest


def owned_prefix(connection: psycopg.Connection[Any]) -> str:
    """The prefix of the database, after checking that this login may become its owner; Denied where it may not."""
    installed = connection.execute("SELECT to_regclass('company.installation') IS NOT NULL").fetchone()
    if installed is None or not installed[0]:
        raise Unavailable("database.not_kontor", database=connection.info.dbname)
    found = connection.execute(
        """
        SELECT left(o.rolname, -6), pg_has_role(session_user, o.oid, 'MEMBER')
          FROM pg_class c JOIN pg_roles o ON o.oid = c.relowner WHERE c.oid = 'company.installation'::regclass
        """
    ).fetchone()
    if found is None or not found[1]:
        raise Denied("database.not_owner", login=connection.info.user)
    return str(found[0])


def revision(connection: psycopg.Connection[Any]) -> str:
    """The revision of the schema."""
    return ", ".join(_texts(connection, "SELECT version_num FROM company.schema_revision"))


def data_tables(connection: psycopg.Connection[Any]) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Every table that a backup carries, with the columns that are stored and not computed."""
    rows = connection.execute(
        """
        SELECT n.nspname || '.' || c.relname,
               array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = '')
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         WHERE c.relkind = 'r' AND n.nspname = ANY (%s) AND n.nspname || '.' || c.relname <> ALL (%s)
         GROUP BY 1 ORDER BY 1
        """,
        (list(SCHEMAS), sorted(LEFT_OUT)),
    )
    return [(name, tuple(columns)) for name, columns in rows]


def _users(connection: psycopg.Connection[Any], prefix: str) -> tuple[StoredUser, ...]:
    """The logins, with their verifiers where this login may read them (a superuser may)."""
    readable = connection.execute("SELECT has_table_privilege('pg_authid', 'SELECT')").fetchone()
    verifiers: dict[str, str | None] = {}
    if readable is not None and readable[0]:
        rows = connection.execute(
            "SELECT rolname, rolpassword FROM pg_authid WHERE starts_with(rolname, %s)", (f"{prefix}_",)
        )
        verifiers = {login.removeprefix(f"{prefix}_"): verifier for login, verifier in rows}
    connection.execute(f"SET LOCAL ROLE {prefix}_owner".encode())
    names = _texts(connection, "SELECT name FROM company.app_user ORDER BY id")
    return tuple(StoredUser(name, verifiers.get(name)) for name in names)


def _copy(connection: psycopg.Connection[Any], archive: ZipFile, name: str, columns: tuple[str, ...]) -> StoredTable:
    from psycopg import sql

    rows, digest = 0, hashlib.sha256()
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(
        sql.Identifier(*name.split(".")), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with (
        archive.open(f"data/{name}", "w", force_zip64=True) as entry,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for block in copy:
            content = bytes(block)
            rows += content.count(b"\n")  # a line break within a value is written as \n
            digest.update(content)
            entry.write(content)
    return StoredTable(name, columns, rows, digest.hexdigest())


def _texts(connection: psycopg.Connection[Any], statement: str) -> tuple[str, ...]:
    return tuple(value for (value,) in connection.execute(statement.encode()))
