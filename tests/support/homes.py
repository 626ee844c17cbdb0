"""Homes of persons on the run's shared cluster, each with databases of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from desktop.cli import run
from models.database.local import LocalDatabase
from models.database.server.embedded import EmbeddedServer
from models.database.server.place import find_place
from tests.support.server import Database, cloned_as, maintenance_connection


@contextmanager
def home_on(server: EmbeddedServer) -> Iterator[Path]:
    """A home that shares the cluster but knows no database yet; afterwards it is dropped with its databases."""
    place = find_place(server.home)
    assert place is not None
    home = Path(tempfile.mkdtemp(prefix="kontor-home-"))
    (home / "place").write_text(f"{place.root}\n", encoding="utf-8")
    (home / "server.password").write_text(server.superuser_password(), encoding="ascii")
    yield home
    _leave(home)


def _leave(home: Path) -> None:
    local = LocalDatabase(home)
    for password in home.glob("books*.password"):
        local.drop(password.stem)
    shutil.rmtree(home)


@contextmanager
def kept_aside(server: EmbeddedServer, *commands: Sequence[str]) -> Iterator[Path]:
    """A home in which these commands were given, to be copied: its database waits under another name."""
    with home_on(server) as home:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KONTOR_HOME", str(home))
            for command in commands:
                assert run(command) == 0, command
        name = LocalDatabase(home).name
        with closing(maintenance_connection(server)) as connection:
            _rename(connection, name, _aside(name))
            yield home
            _rename(connection, _aside(name), name)


@contextmanager
def copy_of(server: EmbeddedServer, original: Path) -> Iterator[Path]:
    """A copy of a home that is kept aside, with its database and users; one at a time, since they share its roles."""
    name = LocalDatabase(original).name
    database = Database(server.address, name, name, server.superuser_password())
    home = Path(tempfile.mkdtemp(prefix="kontor-home-"))
    shutil.copytree(original, home, dirs_exist_ok=True)
    aside = replace(database, name=_aside(name))
    with closing(maintenance_connection(server)) as connection, cloned_as(connection, aside, database):
        LocalDatabase(home).equip_office(name)
        yield home
    (home / f"{name}.password").unlink()
    _leave(home)


def _aside(name: str) -> str:
    return f"{name}_aside"


def _rename(connection: psycopg.Connection[Any], name: str, other: str) -> None:
    connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(other)))
