"""Users: making them, their roles and companies, passwords as SCRAM verifiers, locking, and badges of terminals."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.database.errors import Invalid
from models.database.rights import Permission, Role
from models.database.work import Work, operation

if TYPE_CHECKING:
    import psycopg

#: NIST SP 800-63B: length is what counts.
SHORTEST_PASSWORD = 8


@dataclass(frozen=True, slots=True)
class User:
    """A user as administrators see it; `companies` are those of the administrator's own."""

    id: int
    name: str
    full_name: str
    kind: str
    language: str
    locked: bool
    expires_on: date | None
    roles: tuple[str, ...]
    companies: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OwnCompany:
    """A company of the administrator's own."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class NewUser:
    """A user to be made; `name` of a-z, digits, dot and _; kind person or terminal."""

    name: str
    full_name: str
    password: str
    roles: tuple[Role, ...] = ()
    kind: str = "person"
    language: str = "sv"


def password_verifier(connection: psycopg.Connection[Any], *, login: str, password: str) -> str:
    """The SCRAM verifier of a password, made here so that no server log ever holds the password."""
    if len(password) < SHORTEST_PASSWORD:
        raise Invalid("user.short_password", field="password", shortest=SHORTEST_PASSWORD)
    return connection.pgconn.encrypt_password(password.encode(), login.encode(), b"scram-sha-256").decode()


def add_first_user(connection: psycopg.Connection[Any], *, user: NewUser, company_id: int | None = None) -> int:
    """Make a user as the builder of the database, before there is an administrator; the caller commits."""
    prefix = connection.execute("SELECT company.prefix()").fetchone()
    assert prefix is not None  # noqa: S101 - a function call answers one row
    verifier = password_verifier(connection, login=f"{prefix[0]}_{user.name}", password=user.password)
    made = connection.execute(
        "SELECT company.create_user(%s, %s, %s, %s, %s)",
        (user.name, user.full_name, verifier, user.kind, user.language),
    ).fetchone()
    assert made is not None  # noqa: S101
    for role in user.roles:
        connection.execute("SELECT company.grant_role(%s, %s)", (user.name, str(role)))
    if company_id is not None:
        connection.execute("SELECT company.grant_company(%s, %s)", (user.name, company_id))
    user_id: int = made[0]
    return user_id


_USERS = """
    SELECT u.id, u.name, u.full_name, u.kind, u.language, u.locked, u.expires_on,
           ARRAY(SELECT r.role FROM company.user_role r WHERE r.user_id = u.id ORDER BY 1) AS roles,
           ARRAY(SELECT c.company_id FROM company.user_company c JOIN company.company n ON n.id = c.company_id
                  WHERE c.user_id = u.id AND n.book_of IS NULL ORDER BY 1) AS companies
      FROM company.app_user u
"""


def _user(row: Any) -> User:
    facts = row._asdict()
    return User(**{**facts, "roles": tuple(row.roles), "companies": tuple(row.companies)})


@operation(needs=Permission.COMPANY_USERS)
def list_users(work: Work) -> tuple[User, ...]:
    """Everybody who can sign in to this database, by name."""
    return tuple(_user(row) for row in work.rows(f"{_USERS} ORDER BY u.name"))


@operation(needs=Permission.COMPANY_USERS)
def read_user(work: Work, *, name: str) -> User:
    """One user; Invalid where there is none of this name."""
    row = work.row(f"{_USERS} WHERE u.name = :name", name=name)
    if row is None:
        raise Invalid("user.unknown", field="name", name=name)
    return _user(row)


@operation(needs=Permission.COMPANY_USERS)
def add_user(work: Work, *, user: NewUser) -> int:
    """Make a user of this company with business roles; returns the id."""
    user_id: int = work.value(
        "SELECT company.create_user(:name, :full_name, :verifier, :kind, :language)",
        name=user.name,
        full_name=user.full_name,
        verifier=_verifier(work, user.name, user.password),
        kind=user.kind,
        language=user.language,
    )
    for role in user.roles:
        work.value("SELECT company.grant_role(:name, :role)", name=user.name, role=str(role))
    work.value("SELECT company.grant_company(:name, :company)", name=user.name)
    return user_id


@operation(needs=Permission.COMPANY_USERS)
def grant(work: Work, *, name: str, role: Role) -> None:
    """Give a user a business role; it holds from their next sign-in."""
    work.value("SELECT company.grant_role(:name, :role)", name=name, role=str(role))


@operation(needs=Permission.COMPANY_USERS)
def revoke(work: Work, *, name: str, role: Role) -> None:
    """Take a business role away; the last administrator keeps theirs."""
    work.value("SELECT company.revoke_role(:name, :role)", name=name, role=str(role))


@operation(needs=Permission.COMPANY_USERS)
def set_access(
    work: Work,
    *,
    name: str,
    roles: Collection[Role],
    expires_on: date | None,
    companies: Collection[int] | None = None,
) -> User:
    """Let a user have exactly these roles, and access up to and including a day or for good.

    Of the administrator's own companies those in `companies` are open to the user; None leaves that as it is.
    """
    user = read_user(work, name=name)
    if companies is not None:
        _set_companies(work, user, frozenset(companies))
    for role in sorted(set(roles) - set(user.roles)):
        grant(work, name=name, role=role)
    for held in sorted(set(user.roles) - set(roles)):
        revoke(work, name=name, role=Role(held))
    if expires_on != user.expires_on:
        set_expiry(work, name=name, expires_on=expires_on)
    return read_user(work, name=name)


def _set_companies(work: Work, user: User, companies: frozenset[int]) -> None:
    for opened in sorted(companies - set(user.companies)):
        grant_company(work, name=user.name, company_id=opened)
    for closed in sorted(set(user.companies) - companies):
        revoke_company(work, name=user.name, company_id=closed)


@operation(needs=Permission.COMPANY_USERS)
def list_companies(work: Work) -> tuple[OwnCompany, ...]:
    """The companies of the administrator, which they may open to others; by name."""
    return tuple(
        OwnCompany(*tuple(row))
        for row in work.rows("SELECT id, name FROM company.company WHERE book_of IS NULL ORDER BY name, id")
    )


@operation(needs=Permission.COMPANY_USERS)
def grant_company(work: Work, *, name: str, company_id: int) -> None:
    """Open a company of the administrator's own to a user."""
    work.value("SELECT company.grant_company(:name, :opened)", name=name, opened=company_id)


@operation(needs=Permission.COMPANY_USERS)
def revoke_company(work: Work, *, name: str, company_id: int) -> None:
    """Close a company to a user, at once; its last administrator keeps it."""
    work.value("SELECT company.revoke_company(:name, :closed)", name=name, closed=company_id)


@operation(needs=Permission.COMPANY_USERS)
def lock(work: Work, *, name: str) -> None:
    """Shut a user out at once: no sign-in, and open sessions end."""
    work.value("SELECT company.lock_user(:name)", name=name)


@operation(needs=Permission.COMPANY_USERS)
def unlock(work: Work, *, name: str) -> None:
    """Let a locked user sign in again."""
    work.value("SELECT company.unlock_user(:name)", name=name)


@operation(needs=Permission.COMPANY_USERS)
def set_expiry(work: Work, *, name: str, expires_on: date | None) -> None:
    """Let a user's access end after a day, or never."""
    work.value("SELECT company.set_expiry(:name, :expires_on)", name=name, expires_on=expires_on)


@operation(needs=Permission.CONTACTS_READ)
def set_password(work: Work, *, password: str, name: str | None = None) -> None:
    """Set one's own password, or as an administrator somebody's."""
    name = name or work.identity.name
    work.value("SELECT company.set_password(:name, :verifier)", name=name, verifier=_verifier(work, name, password))


@operation(needs=Permission.COMPANY_USERS)
def issue_badge(work: Work, *, name: str, code: str, pin: str) -> None:
    """Give a user a badge for shared terminals, with a PIN of six digits; an earlier badge ends."""
    work.value("SELECT company.issue_badge(:name, :code, :pin)", name=name, code=code, pin=pin)


def _verifier(work: Work, name: str, password: str) -> str:
    login = f"{work.value('SELECT company.prefix()')}_{name}"
    connection: Any = work.connection.connection.driver_connection
    return password_verifier(connection, login=login, password=password)
