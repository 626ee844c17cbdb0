"""A signed-in user at one company: runs operations and queries, each in one transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from models.database.errors import Denied, KontorError, Rejected, Unavailable, from_driver
from models.database.rights import permissions_of
from models.database.work import (
    Answer,
    CompanyIdentity,
    Identity,
    Operation,
    Work,
    is_one_call,
    permission_needed,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_TRIES = 3
#: The client's own version; a database with a higher major one is refused.
_MAJOR = 1


def connect_engine(url: str, *, application: str = "kontor", connections: int = 6) -> Engine:
    """An engine for a libpq URL: two connections at rest, a few more on demand, none waiting for ever."""
    from sqlalchemy import create_engine, make_url

    return create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=min(2, connections),
        max_overflow=max(0, connections - 2),
        pool_pre_ping=False,
        connect_args={
            "connect_timeout": 10,
            "application_name": application,
            "options": "-c statement_timeout=60s -c idle_in_transaction_session_timeout=60s -c timezone=UTC -c jit=off",
            "prepare_threshold": 2,
            "keepalives_idle": 30,
        },
    )


def sign_in(url: str, *, company_id: int | None = None, application: str = "kontor") -> Session:
    """Sign in with the user and password of `url`; the company is the given one or the user's first.

    Raises Denied (wrong name or password, locked, expired) or Unavailable (no server, wrong version, full).
    """
    engine = connect_engine(url, application=application)
    try:
        with _known_errors(), engine.connect() as connection:
            facts = connection.exec_driver_sql("SELECT company.who_am_i()").scalar_one()
    except KontorError:
        engine.dispose()
        raise
    if facts is None or facts["id"] is None:
        engine.dispose()
        raise Denied("database.sign_in_refused")
    _check(facts, engine)
    identity = _identity(facts)
    return Session(engine, identity, _choose_company(identity, company_id))


def _check(facts: dict[str, Any], engine: Engine) -> None:
    problem: KontorError | None = None
    if facts["locked"]:
        problem = Denied("database.locked_out")
    elif facts["expired"]:
        problem = Denied("user.expired")
    elif facts["major"] != _MAJOR:
        problem = Unavailable("database.wrong_version", database=facts["major"], program=_MAJOR)
    if problem:
        engine.dispose()
        raise problem


def _identity(facts: dict[str, Any]) -> Identity:
    return Identity(
        user_id=facts["id"],
        name=facts["name"],
        full_name=facts["full_name"],
        language=facts["language"],
        kind=facts["kind"],
        roles=frozenset(facts["roles"]),
        permissions=permissions_of(facts["roles"]),
        companies=tuple(CompanyIdentity(**company) for company in facts["companies"]),
        books=tuple(CompanyIdentity(**book) for book in facts["books"]),
    )


def _choose_company(identity: Identity, company_id: int | None) -> CompanyIdentity | None:
    for company in (*identity.companies, *identity.books):
        if company_id == company.id or (company_id is None and company.book_of is None):
            return company
    return None


@contextmanager
def _known_errors() -> Iterator[None]:
    try:
        yield
    except KontorError:
        raise
    except Exception as error:
        known = from_driver(error)
        if known is None:
            raise
        raise known from error


class Session:
    """Runs operations as one user in one company. Safe to share between threads; a transaction never is."""

    def __init__(self, engine: Engine, identity: Identity, company: CompanyIdentity | None) -> None:
        self.engine = engine
        self.identity = identity
        self._company = company

    @property
    def company(self) -> CompanyIdentity:
        """The company worked in; Rejected where the user has none yet."""
        if self._company is None:
            raise Rejected("company.none")
        return self._company

    def allows(self, permission: str) -> bool:
        """Whether the user's roles carry `permission`."""
        return permission in self.identity.permissions

    def at(self, company: int | CompanyIdentity) -> Session:
        """The same user in another company or book, by its key; one that was made since they signed in comes whole."""
        chosen = _choose_company(self.identity, company) if isinstance(company, int) else company
        return Session(self.engine, self.identity, chosen)

    def run(self, operation: Operation[Answer], /, *, request_id: UUID | None = None, **arguments: object) -> Answer:
        """Run `operation` in a transaction and commit it; tried again where the database asks for that."""
        self._demand(operation)
        request = request_id or uuid4()
        for attempt in range(1, _TRIES + 1):
            try:
                return self._attempt(operation, request, arguments)
            except Unavailable as error:
                if error.code == "database.connection_lost":
                    self._look_up(request, error)
                elif error.code != "database.try_again":
                    raise
                if attempt == _TRIES:
                    raise
        raise AssertionError  # the loop returns or raises

    def read(self, query: Operation[Answer], /, **arguments: object) -> Answer:
        """Run `query` in a read-only transaction."""
        self._demand(query)
        with _known_errors(), self._connect() as connection:
            # Said in BEGIN itself: a statement for it would be one more wait for the server.
            reader = connection.execution_options(postgresql_readonly=True)
            return query(Work(reader, self.identity, self.company), **arguments)

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    def _demand(self, operation: Operation[Answer]) -> None:
        needed = permission_needed(operation)
        if needed is not None and needed not in self.identity.permissions:
            raise Denied("company.not_allowed", permission=str(needed))

    @contextmanager
    def _connect(self) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection

    def _attempt(self, operation: Operation[Answer], request: UUID, arguments: dict[str, object]) -> Answer:
        with _known_errors(), self._connect() as connection:
            if is_one_call(operation):
                alone = connection.execution_options(isolation_level="AUTOCOMMIT")
                return operation(Work(alone, self.identity, self.company, request), **arguments)
            with connection.begin():
                return operation(Work(connection, self.identity, self.company, request), **arguments)

    def _look_up(self, request: UUID, error: Unavailable) -> None:
        """A connection lost during COMMIT is neither success nor failure: ask by the request id, never just repeat."""
        self.engine.dispose()
        try:
            with self._connect() as connection:
                result = connection.exec_driver_sql("SELECT company.request_result(%s)", (request,)).scalar_one()
        except Exception:  # noqa: BLE001 - still no server: the first error is the one to tell
            raise error from None
        if result is not None:
            raise Unavailable("database.saved_but_lost") from error
