"""A furnished company with one user for each business role, cloned afresh for each test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import psycopg
import pytest

from models.database.rights import Role
from models.database.server.embedded import EmbeddedServer
from models.database.session import Session, sign_in
from tests.support.server import Database, clone_database, cloned_database, maintenance_connection

PASSWORD = "correct horse battery"


@dataclass
class Office:
    """A database with the company "Björkens Bygg AB" (SEK, fiscal year 2026) and users named as their one role."""

    database: Database
    company_id: int
    _sessions: dict[str, Session] = field(default_factory=dict)
    _connections: list[psycopg.Connection[Any]] = field(default_factory=list)
    _owner: psycopg.Connection[Any] | None = None

    def login(self, role: str) -> str:
        """The name that this user signs in with."""
        return f"{self.database.prefix}_{role.replace('_', '')}"

    def url(self, role: str) -> str:
        """The libpq URL of the user who has only `role`, password included."""
        return self.database.url(role.replace("_", ""), PASSWORD)

    def session(self, role: str) -> Session:
        """That user, signed in."""
        if role not in self._sessions:
            self._sessions[role] = sign_in(self.url(role), company_id=self.company_id)
        return self._sessions[role]

    def sql(self, role: str, *, autocommit: bool = True) -> psycopg.Connection[Any]:
        """A bare connection of that user, as `psql` would make it."""
        connection = psycopg.connect(self.url(role), autocommit=autocommit)
        self._connections.append(connection)
        return connection

    def owner(self) -> psycopg.Connection[Any]:
        """The one connection of the superuser, to look behind the rights."""
        if self._owner is None or self._owner.closed:
            self._owner = self.database.connect(autocommit=True)
            self._connections.append(self._owner)
        return self._owner

    def value(self, statement: str, *parameters: object) -> Any:
        """What the superuser reads: the first column of the first row."""
        row = self.owner().execute(statement.encode(), parameters).fetchone()
        assert row is not None, statement
        return row[0]

    def sign_everybody_out(self) -> None:
        """End every session; who is asked for again signs in anew."""
        for session in self._sessions.values():
            session.close()
        self._sessions.clear()

    def close(self) -> None:
        """End every session and connection."""
        self.sign_everybody_out()
        for connection in self._connections:
            connection.close()


@pytest.fixture(scope="session")
def furnished(embedded_server: EmbeddedServer, template: Database) -> tuple[Database, int]:
    """The template of all offices: a company with accounts, a year, and the users."""
    database = replace(template, name=f"{template.name}_office")
    with closing(maintenance_connection(embedded_server)) as connection:
        clone_database(connection, template, database)
    return database, settle_in(database)


def settle_in(database: Database) -> int:
    """Found the company in a built database, with one user for each business role; returns the company's key."""
    with closing(database.connect()) as connection, connection.transaction():
        company_id = _found(connection)
        for role in Role:
            _add_user(connection, database, role, company_id)
    return company_id


@pytest.fixture
def office(embedded_server: EmbeddedServer, furnished: tuple[Database, int]) -> Iterator[Office]:
    """A clone of the furnished database for one test."""
    with cloned_office(embedded_server, furnished) as clone:
        yield clone


@pytest.fixture(scope="module")
def shared_office(embedded_server: EmbeddedServer, furnished: tuple[Database, int]) -> Iterator[Office]:
    """One clone for the tests of a module that change nothing in it."""
    with cloned_office(embedded_server, furnished) as clone:
        yield clone


@pytest.fixture
def second_office(embedded_server: EmbeddedServer, furnished: tuple[Database, int]) -> Iterator[Office]:
    """Another clone, for what goes from one company to the next."""
    with cloned_office(embedded_server, furnished) as clone:
        yield clone


@contextmanager
def cloned_office(server: EmbeddedServer, furnished: tuple[Database, int]) -> Iterator[Office]:
    """A clone of the furnished database, dropped at the end."""
    original, company_id = furnished
    with cloned_database(server, original) as clone:
        office = Office(clone, company_id)
        yield office
        office.close()


def _found(connection: psycopg.Connection[Any]) -> int:
    from models.company.founding import Founding, found_first_company

    return found_first_company(
        connection,
        Founding(
            name="Björkens Bygg AB",
            org_number="556016-0680",
            country="SE",
            currency="SEK",
            language="sv",
            fiscal_year_start=date(2026, 1, 1),
        ),
    )


def _add_user(connection: psycopg.Connection[Any], database: Database, role: Role, company_id: int) -> None:
    name = role.replace("_", "")
    login = f"{database.prefix}_{name}"
    verifier = connection.pgconn.encrypt_password(PASSWORD.encode(), login.encode(), b"scram-sha-256").decode()
    connection.execute("SELECT company.create_user(%s, %s, %s)", (name, role.title(), verifier))
    connection.execute("SELECT company.grant_role(%s, %s)", (name, str(role)))
    connection.execute("SELECT company.grant_company(%s, %s)", (name, company_id))
