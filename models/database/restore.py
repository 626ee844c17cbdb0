"""Fills a new database from a backup: schema, functions and rights come from the program, only rows from the file.

While the rows load, foreign keys are taken down and triggers stand still; both come back before the commit, the keys
checked over all rows, so that a half-restored database never exists.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from models.database.backup import (
    FORMAT,
    MANIFEST,
    Manifest,
    StoredTable,
    StoredUser,
    data_tables,
    owned_prefix,
    revision,
)
from models.database.build import MAJOR, build_database
from models.database.errors import Invalid, Rejected
from models.database.provision import connect
from models.database.rights import Role
from models.database.schema import SCHEMAS

if TYPE_CHECKING:
    import psycopg

_NAME = re.compile(r"[a-z][a-z0-9_.]{0,38}")
_VERIFIER = re.compile(r"SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+")
_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: rows in all, and the users whose password the file did not hold."""

    manifest: Manifest
    rows: int
    without_password: tuple[str, ...]


def read_manifest(source: Path) -> Manifest:
    """What the backup says about itself; Invalid where the file is none, Rejected where a newer program made it."""
    try:
        with ZipFile(source) as archive:
            stated = json.loads(archive.read(MANIFEST))
        manifest = _manifest(stated)
    except (BadZipFile, KeyError, TypeError, ValueError) as error:
        raise Invalid("backup.not_a_backup", file=source.name) from error
    if manifest.format > FORMAT or manifest.major > MAJOR:
        raise Rejected("backup.newer", file=source.name, backup=manifest.major, program=MAJOR)
    return manifest


def restore(url: str, source: Path, *, prefix: str, build: bool = True) -> Restored:
    """Fill the empty database at `url` from the file `source`; its roles begin with `prefix`.

    The login of `url` must be able to create roles. All or nothing: where it fails, the database holds no rows.
    """
    manifest = read_manifest(source)
    if build:
        build_database(url, prefix=prefix)
    with closing(connect(url)) as connection, ZipFile(source) as archive:
        with connection.transaction():
            owned_prefix(connection)
            connection.execute(f"SET LOCAL ROLE {prefix}_owner".encode())
            connection.execute("SET LOCAL search_path = pg_catalog, pg_temp")
            rows = _load(connection, archive, manifest)
            connection.execute("SELECT ledger.complete_totals()")
            missing = tuple(_make_login(connection, prefix, user) for user in manifest.users)
            _give_roles(connection, prefix)
        connection.execute(f"SET ROLE {prefix}_owner".encode())
        connection.execute("ANALYZE")
        connection.commit()
    return Restored(manifest, rows, tuple(name for name in missing if name is not None))


def _manifest(stated: dict[str, Any]) -> Manifest:
    users = tuple(StoredUser(**user) for user in stated.pop("users"))
    tables = tuple(
        StoredTable(t["name"], tuple(t["columns"]), int(t["rows"]), t["sha256"]) for t in stated.pop("tables")
    )
    companies = tuple(stated.pop("companies"))
    return Manifest(**stated, companies=companies, users=users, tables=tables)


def _load(connection: psycopg.Connection[Any], archive: ZipFile, manifest: Manifest) -> int:
    known = dict(data_tables(connection))
    for table in manifest.tables:
        if not set(table.columns) <= set(known.get(table.name, ())):
            raise Rejected(
                "backup.other_schema", table=table.name, backup=manifest.revision, program=revision(connection)
            )
    if connection.execute("SELECT FROM company.company").fetchone():
        raise Rejected("backup.not_empty", database=connection.info.dbname)
    with _standing_still(connection, list(known)):
        # What set-up put in: the file brings its own.
        _each(connection, list(known), lambda table: f"DELETE FROM {table}")  # noqa: S608 - names from the catalogue
        for table in manifest.tables:
            _copy(connection, archive, table)
    _advance_identities(connection)
    return sum(table.rows for table in manifest.tables)


@contextmanager
def _standing_still(connection: psycopg.Connection[Any], tables: list[str]) -> Iterator[None]:
    """No triggers and no foreign keys meanwhile: the owner may do that where only a superuser may skip them."""
    keys = connection.execute(
        """
        SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(c.oid) FROM pg_constraint c
          JOIN pg_namespace n ON n.oid = c.connamespace WHERE contype = 'f' AND n.nspname = ANY (%s)
        """,
        (list(SCHEMAS),),
    ).fetchall()
    _each(connection, keys, lambda key: f"ALTER TABLE {key[0]} DROP CONSTRAINT {key[1]}")
    _each(connection, tables, lambda table: f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    _each(connection, tables, lambda table: f"ALTER TABLE {table} ENABLE TRIGGER USER")
    _each(connection, keys, lambda key: f"ALTER TABLE {key[0]} ADD CONSTRAINT {key[1]} {key[2]}")


def _each(connection: psycopg.Connection[Any], subjects: list[Any], statement: Callable[[Any], str]) -> None:
    # One statement for all: on a network, three hundred round trips would take longer than the rows.
    if subjects:
        connection.execute(";".join(map(statement, subjects)).encode())


def _copy(connection: psycopg.Connection[Any], archive: ZipFile, table: StoredTable) -> None:
    from psycopg import DataError, sql

    digest = hashlib.sha256()
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(*table.name.split(".")), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    )
    try:
        with (
            archive.open(f"data/{table.name}") as entry,
            connection.cursor() as cursor,
            cursor.copy(statement) as copy,
        ):
            while block := entry.read(_BLOCK):
                digest.update(block)
                copy.write(block)
    except (DataError, BadZipFile, KeyError) as error:
        raise Rejected("backup.damaged", table=table.name) from error
    if digest.hexdigest() != table.sha256:
        raise Rejected("backup.damaged", table=table.name)


def _advance_identities(connection: psycopg.Connection[Any]) -> None:
    """The next key of each table is one more than the greatest that came back."""
    columns = connection.execute(
        """
        SELECT a.attrelid::regclass::text, quote_ident(a.attname),
               quote_literal(pg_get_serial_sequence(a.attrelid::regclass::text, a.attname))
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE a.attidentity <> '' AND n.nspname = ANY (%s)
        """,
        (list(SCHEMAS),),
    ).fetchall()
    _each(
        connection,
        columns,
        lambda c: f"SELECT setval({c[2]}, coalesce(max({c[1]}), 0) + 1, false) FROM {c[0]}",  # noqa: S608 - as above
    )


def _make_login(connection: psycopg.Connection[Any], prefix: str, user: StoredUser) -> str | None:
    """Make the login role; its name where nobody can sign in with it before it gets a new password."""
    from psycopg import sql

    if not _NAME.fullmatch(user.name) or user.name.startswith("role_") or user.name == "owner":
        raise Rejected("user.bad_name", field="name", name=user.name)
    found = connection.execute("SELECT locked FROM company.app_user WHERE name = %s", (user.name,)).fetchone()
    if found is None:
        raise Rejected("backup.damaged", table="company.app_user")
    verifier = user.verifier if user.verifier and _VERIFIER.fullmatch(user.verifier) else None
    statement = sql.SQL("CREATE ROLE {} {} NOCREATEROLE NOCREATEDB PASSWORD {}").format(
        sql.Identifier(f"{prefix}_{user.name}"), sql.SQL("NOLOGIN" if found[0] else "LOGIN"), sql.Literal(verifier)
    )
    connection.execute(statement)
    return None if verifier else user.name


def _give_roles(connection: psycopg.Connection[Any], prefix: str) -> None:
    from psycopg import sql

    for name, role in connection.execute(
        "SELECT u.name, r.role FROM company.user_role r JOIN company.app_user u ON u.id = r.user_id"
    ).fetchall():
        if role not in set(Role):
            raise Rejected("user.unknown_role", role=role)
        connection.execute(
            sql.SQL("GRANT {} TO {}").format(
                sql.Identifier(f"{prefix}_role_{role}"), sql.Identifier(f"{prefix}_{name}")
            )
        )
