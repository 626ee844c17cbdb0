"""What an operation is, and the transaction it works in.

An operation is a module-level function named with the user's verb. It takes `work` and keyword arguments, returns a
frozen result and never commits; it calls at most one door.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

    from models.database.rights import Permission

Answer = TypeVar("Answer")
#: An operation or a query of models: the first parameter is the `Work`.
Operation = Callable[..., Answer]


@dataclass(frozen=True, slots=True)
class CompanyIdentity:
    """The company that a session works in, as far as every screen needs it."""

    id: int
    name: str
    currency: str
    language: str
    country: str
    book_of: int | None = None  # where it is a further accounting book: the company that it is of
    book_code: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is signed in: the login, and what it may do."""

    user_id: int
    name: str
    full_name: str
    language: str
    kind: str
    roles: frozenset[str]
    permissions: frozenset[Permission]
    companies: tuple[CompanyIdentity, ...]
    books: tuple[CompanyIdentity, ...] = ()  # further accounting books of these


def _encode(value: object) -> str:
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot go to a door")


def to_json(value: object) -> str:
    """`value` as JSON for a door: amounts as strings, dates as ISO."""
    return json.dumps(value, default=_encode, ensure_ascii=False)


@dataclass(slots=True)
class Work:
    """One transaction: the connection, who works, in which company, and the id that makes a door call unrepeatable."""

    connection: Connection
    identity: Identity
    company: CompanyIdentity
    request_id: UUID = field(default_factory=uuid4)

    @property
    def company_id(self) -> int:
        """The company that every query names."""
        return self.company.id

    def call(self, door: str, *arguments: object) -> Any:
        """Call `door` (schema.function) with this work's request id and company, then `arguments`.

        Lists and mappings travel as JSON. Returns the parsed answer.
        """
        values = [to_json(a) if isinstance(a, (list, tuple, dict)) else a for a in arguments]
        marks = ", ".join(
            ["%s", "%s", *("%s::jsonb" if isinstance(a, (list, tuple, dict)) else "%s" for a in arguments)]
        )
        cursor = self.connection.exec_driver_sql(
            f"SELECT {door}({marks})",
            (self.request_id, self.company_id, *values),
        )
        return cursor.scalar_one()

    def rows(self, sql: str, **parameters: object) -> Sequence[Row[Any]]:
        """All rows of a query; `:company` stands for this work's company."""
        from sqlalchemy import text

        return self.connection.execute(text(sql), {"company": self.company_id, **parameters}).all()

    def row(self, sql: str, **parameters: object) -> Row[Any] | None:
        """The first row of a query, or None."""
        from sqlalchemy import text

        return self.connection.execute(text(sql), {"company": self.company_id, **parameters}).first()

    def value(self, sql: str, **parameters: object) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, **parameters)
        return None if found is None else found[0]

    def today(self) -> date:
        """The date in the company's own time zone."""
        today: date = self.value("SELECT company.today(:company)")
        return today


#: Set by `operation` on the function: what the caller must be allowed, and whether all it does is call one door.
_NEEDS = "needs_permission"
_ONE_CALL = "is_one_call"


def operation(*, needs: Permission, one_call: bool = False) -> Callable[[Operation[Answer]], Operation[Answer]]:
    """Declare the right that an operation or query needs; the session refuses it earlier than the database would.

    `one_call`: a single door call is all that it asks of the database. The server then commits it by itself, in one
    round trip, and holds no lock while the client makes up its mind.
    """

    def declare(function: Operation[Answer]) -> Operation[Answer]:
        setattr(function, _NEEDS, needs)
        setattr(function, _ONE_CALL, one_call)
        return function

    return declare


def permission_needed(function: Operation[Answer]) -> Permission | None:
    """What `operation` declared, or None."""
    needed: Permission | None = getattr(function, _NEEDS, None)
    return needed


def is_one_call(function: Operation[Answer]) -> bool:
    """Whether `operation` declared a single door call."""
    return getattr(function, _ONE_CALL, False)


def changed_values(values: Mapping[str, object], *, allowed: frozenset[str]) -> dict[str, object]:
    """Only those of `values` that an editor may set; anything else is a fault of the caller."""
    unknown = set(values) - allowed
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    return dict(values)
