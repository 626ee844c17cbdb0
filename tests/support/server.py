"""Fixtures for databases: one PostgreSQL cluster for the whole run, one built template, one clone for each test."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from models.database.server.binaries import ServerBinaries, find_system_binaries
from models.database.server.embedded import EmbeddedServer, ServerAddress
from models.database.server.place import find_place

#: Nothing in the shared cluster is meant to survive the run; what must survive is tested on clusters of its own.
_FAST: Mapping[str, str] = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "128MB"}
_HOME = pytest.StashKey[Path]()
_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder is made by mkdtemp
_ROOM = 4_000_000  # kilobytes
_numbers = count(1)


@dataclass(frozen=True)
class Database:
    """A Kontor database; every role in it begins with `prefix` and an underscore."""

    address: ServerAddress
    name: str
    prefix: str
    superuser_password: str

    @property
    def superuser_url(self) -> str:
        """The libpq URL of the server's superuser."""
        return self.address.url(user=self.address.superuser, password=self.superuser_password, database=self.name)

    def url(self, user: str, password: str | None = None) -> str:
        """The libpq URL of the login role `<prefix>_<user>`."""
        return self.address.url(user=f"{self.prefix}_{user}", password=password, database=self.name)

    def connect(self, **options: Any) -> psycopg.Connection[Any]:
        """A connection of the superuser."""
        return psycopg.connect(self.superuser_url, **options)


@contextmanager
def temporary_home() -> Iterator[Path]:
    """A home with a short path, away from pytest's own folder, which the server's account may not enter."""
    home = Path(tempfile.mkdtemp(prefix="kontor-test-"))
    try:
        yield home
    finally:
        remove_home(home)


def remove_home(home: Path) -> None:
    """Stop the server of `home` and remove all it left on disk."""
    EmbeddedServer(home).stop()
    place = find_place(home)
    for folder in {home, place.root} if place else {home}:
        shutil.rmtree(folder)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the run choose an installed server in place of the embedded one."""
    parser.addoption("--postgres", type=int, metavar="MAJOR", help="run on the installed PostgreSQL of this version")


def pytest_configure(config: pytest.Config) -> None:
    """Agree on one home for all processes of this run, apart from that of the person who runs it."""
    _chosen_binaries(config)  # before there are workers, which would end with a traceback each
    given = getattr(config, "workerinput", {}).get("kontor_home")
    config.stash[_HOME] = Path(given or tempfile.mkdtemp(prefix="kontor-tests-", dir=_quick_folder()))
    os.environ["KONTOR_HOME"] = str(config.stash[_HOME] / "user")
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


def _quick_folder() -> Path | None:
    """Where files lie in memory, if there is plenty: a clone is made there in a fifth of the time that a disk takes."""
    if not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ROOM * 1024:
        return None
    facts = dict(line.split(":") for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines())
    return _MEMORY if int(facts["MemAvailable"].split()[0]) >= 2 * _ROOM else None


def pytest_report_header(config: pytest.Config) -> str:
    """Say which server the run is on."""
    return f"PostgreSQL: {config.getoption('--postgres') or 'embedded'}"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker process which home the run has."""
    node.workerinput["kontor_home"] = str(node.config.stash[_HOME])


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the run's cluster when the first process, which outlives its workers, is done."""
    if not hasattr(config, "workerinput") and _HOME in config.stash:
        for home in (config.stash[_HOME] / "user", config.stash[_HOME]):
            if home.is_dir():
                remove_home(home)


@pytest.fixture(scope="session")
def embedded_server(pytestconfig: pytest.Config) -> EmbeddedServer:
    """The run's cluster, started; workers share it."""
    binaries = _chosen_binaries(pytestconfig)
    server = EmbeddedServer(pytestconfig.stash[_HOME], binaries=binaries, settings=_FAST)
    server.start()
    return server


@pytest.fixture(scope="session")
def server(embedded_server: EmbeddedServer) -> ServerAddress:
    """Where the run's cluster listens."""
    return embedded_server.address


@pytest.fixture(scope="session")
def template(embedded_server: EmbeddedServer, worker: str) -> Database:
    """A database built once for each worker process, never changed; clone it instead.

    Roles belong to the cluster, so workers that shared a prefix would meet each other's users.
    """
    return make_database(embedded_server, f"template_{worker}", prefix=f"kt_{worker}")


def make_database(server: EmbeddedServer, name: str, *, prefix: str) -> Database:
    """Build a Kontor database on a server."""
    from models.database.build import build_database

    built = Database(server.address, name, prefix, server.superuser_password())
    create_database(server, name)
    build_database(built.superuser_url, prefix=prefix)
    return built


@pytest.fixture(scope="session")
def worker() -> str:
    """The name of this worker process; "main" where there are none."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture
def database(embedded_server: EmbeddedServer, template: Database) -> Iterator[Database]:
    """A fresh clone of the template for one test."""
    with cloned_database(embedded_server, template) as clone:
        yield clone


@contextmanager
def cloned_database(server: EmbeddedServer, original: Database) -> Iterator[Database]:
    """A clone; afterwards it is dropped with the roles made in it, which would be strangers in the next clone."""
    clone = replace(original, name=f"{original.name}_{next(_numbers)}")
    with closing(maintenance_connection(server)) as connection, cloned_as(connection, original, clone):
        yield clone


@contextmanager
def cloned_as(connection: psycopg.Connection[Any], original: Database, clone: Database) -> Iterator[None]:
    """The same under a name of one's choice."""
    roles = _roles(connection, clone.prefix)
    clone_database(connection, original, clone)
    yield
    _drop(connection, clone.name)
    for role in _roles(connection, clone.prefix) - roles:
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(role)))


def _drop(connection: psycopg.Connection[Any], name: str) -> None:
    """Drop a database once those connected to it have gone: the server looks for them each tenth of a second alone."""
    connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    for _look in range(1000):
        if not connection.execute("SELECT FROM pg_stat_activity WHERE datname = %s", [name]).rowcount:
            break
    connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def create_database(server: EmbeddedServer, name: str) -> None:
    """Make an empty database."""
    with closing(maintenance_connection(server)) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def maintenance_connection(server: EmbeddedServer) -> psycopg.Connection[Any]:
    """The superuser's connection to the maintenance database, each statement on its own."""
    address = server.address
    url = address.url(user=address.superuser, password=server.superuser_password())
    return psycopg.connect(url, autocommit=True)


def clone_database(connection: psycopg.Connection[Any], template: Database, clone: Database) -> None:
    """Copy a database with its rights; nobody may be connected to the original."""
    name = sql.Identifier(clone.name)
    statement = "CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy"
    owner = sql.Identifier(f"{clone.prefix}_owner")
    connection.execute(sql.SQL(statement).format(name, sql.Identifier(template.name), owner))
    # Rights on the database itself stay behind when it is cloned.
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    granted = connection.execute(
        "SELECT grantee::regrole::text, privilege_type FROM pg_database, aclexplode(datacl)"
        " WHERE datname = %s AND grantee <> 0 AND grantee <> datdba",
        [template.name],
    )
    for grantee, privilege in granted.fetchall():
        grant = sql.SQL("GRANT {} ON DATABASE {} TO {}")
        connection.execute(grant.format(sql.SQL(privilege), name, sql.Identifier(grantee)))


def _chosen_binaries(config: pytest.Config) -> ServerBinaries | None:
    major = config.getoption("--postgres")
    if major is None:
        return None
    installed = find_system_binaries(major)
    if installed is None:
        message = f"PostgreSQL {major} is not installed here."
        raise pytest.UsageError(message)
    return installed


def _roles(connection: psycopg.Connection[Any], prefix: str) -> set[str]:
    rows = connection.execute("SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [f"{prefix}_"])
    return {name for (name,) in rows}
