"""Makes and upgrades a Kontor database: roles, schemas, revisions, kernels and grants, in one transaction each.

Everything belongs to `<prefix>_owner`, which cannot log in. Whoever runs this needs to be superuser, or able to create
roles and own the database; daily work never is.
"""

from __future__ import annotations

import hashlib
import json
import re
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, make_url, text

from models.database.drift import fingerprint
from models.database.errors import Invalid, Unavailable
from models.database.grants import apply_grants
from models.database.rights import Role
from models.database.schema import SCHEMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A client refuses a database of another major version, and serves one with a higher minor.
MAJOR, MINOR = 1, 0
OLDEST_SERVER = 150000
_PREFIX = re.compile(r"[a-z][a-z0-9_]{0,18}[a-z0-9]")


def build_database(url: str, *, prefix: str) -> None:
    """Turn the empty database at `url` (libpq URL of somebody who may create roles) into a Kontor database.

    Safe to run again: what exists is upgraded. `prefix` begins every role name, at most 20 characters.
    """
    if not _PREFIX.fullmatch(prefix):
        raise Invalid("database.prefix", field="prefix", value=prefix)
    engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
    try:
        with engine.begin() as connection:
            _check_server(connection)
            _create_roles(connection, prefix)
            _create_schemas(connection, prefix)
            connection.execute(text(f"SET LOCAL ROLE {prefix}_owner"))
            migrate(connection, prefix=prefix)
    finally:
        engine.dispose()


def migrate(connection: Connection, *, prefix: str) -> None:
    """Bring tables, kernels and grants to this program's version; the connection acts as the owner."""
    connection.execute(text("SET LOCAL lock_timeout = '10s'"))
    _run_revisions(connection)
    digest = kernels_digest()
    connection.execute(
        text(
            "INSERT INTO company.installation (id, prefix, major, minor) VALUES (1, :prefix, :major, :minor)"
            " ON CONFLICT (id) DO UPDATE SET major = excluded.major, minor = excluded.minor"
        ),
        {"prefix": prefix, "major": MAJOR, "minor": MINOR},
    )
    known = connection.scalar(text("SELECT kernels_digest FROM company.installation"))
    if known != digest:
        apply_kernels(connection)
        apply_grants(connection, prefix=prefix)
        connection.execute(text("SELECT ledger.complete_totals()"))
        connection.execute(
            text("UPDATE company.installation SET kernels_digest = :digest, objects = CAST(:objects AS jsonb)"),
            {"digest": digest, "objects": json.dumps(fingerprint(connection))},
        )
        # Vouchers are posted by these rules from now on; the processing history names them.
        connection.execute(
            text("INSERT INTO audit.program_version (version, digest) VALUES (:version, :digest)"),
            {"version": program_version(), "digest": digest},
        )


def program_version() -> str:
    """The version of the program; that of the database where it runs from its source."""
    try:
        return version("kontor-desktop")
    except PackageNotFoundError:
        return f"{MAJOR}.{MINOR}"


def kernel_files() -> Iterator[tuple[str, str]]:
    """Name and text of each SQL kernel, in the order in which they are applied."""
    folder = files("models.database") / "kernels"
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".sql")]
    for entry in sorted(found, key=lambda entry: entry.name):
        yield entry.name, entry.read_text(encoding="utf-8")


def kernels_digest() -> str:
    """SHA-256 over all kernels and the grants; the database remembers the one it was given."""
    digest = hashlib.sha256()
    for name, sql in kernel_files():
        digest.update(f"{name}\n{sql}\n".encode())
    for module in sorted((files("models.database") / "rights").iterdir(), key=lambda entry: entry.name):
        if module.name.endswith(".py"):
            digest.update(module.read_bytes())
    return digest.hexdigest()


#: Functions of ours that no extension brought, with the transaction that wrote each last.
_FUNCTIONS = """
SELECT p.oid::regprocedure::text, p.xmin::text FROM pg_proc p
 WHERE p.pronamespace = ANY (CAST(:schemas AS regnamespace[]))
"""


def apply_kernels(connection: Connection) -> None:
    """Create or replace every function, trigger, policy and view; functions that no file names any more go away."""
    before = {(name, written) for name, written in connection.execute(text(_FUNCTIONS), {"schemas": list(SCHEMAS)})}
    _run_kernels(connection)
    after = {(name, written) for name, written in connection.execute(text(_FUNCTIONS), {"schemas": list(SCHEMAS)})}
    for name, _written in sorted(before & after):
        connection.exec_driver_sql(f"DROP FUNCTION {name}")


def _run_kernels(connection: Connection) -> None:
    driver = connection.connection.driver_connection
    if driver is None:
        raise Unavailable("database.connection_lost")
    with driver.cursor() as cursor:
        for name, sql in kernel_files():
            try:
                cursor.execute(sql)
            except Exception as error:
                error.add_note(f"in kernel {name}")
                raise


def _run_revisions(connection: Connection) -> None:
    with as_file(files("models.database") / "migrations") as folder:
        config = Config()
        config.set_main_option("script_location", str(folder))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _check_server(connection: Connection) -> None:
    version = connection.scalar(text("SELECT current_setting('server_version_num')::int"))
    encoding = connection.scalar(
        text("SELECT pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()")
    )
    if version is None or version < OLDEST_SERVER:
        raise Unavailable("database.old_server", version=str(version), oldest="15")
    if encoding != "UTF8":
        raise Unavailable("database.encoding", encoding=str(encoding))


def _create_roles(connection: Connection, prefix: str) -> None:
    owner = f"{prefix}_owner"
    names = set(connection.scalars(text("SELECT rolname FROM pg_roles")))
    if owner not in names:
        connection.execute(text(f"CREATE ROLE {owner} NOLOGIN CREATEROLE"))
    superuser = connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
    if superuser:
        # company.actor() asks when a backend started; without this the owner sees that of no one.
        connection.execute(text(f"GRANT pg_read_all_stats TO {owner}"))
    else:
        connection.execute(text(f"GRANT {owner} TO current_user"))
    connection.execute(text(f"SET LOCAL ROLE {owner}"))
    for role in Role:
        if f"{prefix}_role_{role}" not in names:
            connection.execute(text(f"CREATE ROLE {prefix}_role_{role} NOLOGIN"))
    connection.execute(text("RESET ROLE"))


def _create_schemas(connection: Connection, prefix: str) -> None:
    database = connection.scalar(text("SELECT quote_ident(current_database())"))
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('kontor build'))"))
    connection.execute(text(f"ALTER DATABASE {database} OWNER TO {prefix}_owner"))
    connection.execute(text(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"))
    connection.execute(text("REVOKE CREATE ON SCHEMA public FROM PUBLIC"))
    for extension in ("pg_trgm", "btree_gist"):
        connection.execute(text(f"CREATE EXTENSION IF NOT EXISTS {extension} SCHEMA public"))
    for schema in SCHEMAS:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema} AUTHORIZATION {prefix}_owner"))
