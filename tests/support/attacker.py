"""Somebody with `psql`, their own password and bad intentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg

from models.database.rights import Role
from tests.support.office import Office

#: SQLSTATE of a refusal for want of rights.
NO_RIGHT = "42501"


class Attacker:
    """The user who has only `role`: every statement is tried and taken back, whatever comes of it."""

    def __init__(self, office: Office, role: Role) -> None:
        self.role = role
        self.office = office
        self.connection: psycopg.Connection[Any] = psycopg.connect(office.url(role))

    def close(self) -> None:
        """Go away."""
        self.connection.close()

    def outcome(self, statement: str, parameters: Sequence[object] | dict[str, object] | None = None) -> str:
        """SQLSTATE and the first words of the refusal; "done: n" where it was not refused."""
        try:
            cursor = self.connection.execute(statement.encode(), parameters)
            self.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except psycopg.Error as error:
            return f"{error.sqlstate} {error.diag.message_primary}"
        else:
            return f"done: {cursor.rowcount}"
        finally:
            self.connection.rollback()

    def rows(self, statement: str, parameters: Sequence[object] | None = None) -> list[tuple[Any, ...]] | None:
        """What a query answers; None where the right is wanting."""
        try:
            return self.connection.execute(statement.encode(), parameters).fetchall()
        except psycopg.errors.InsufficientPrivilege:
            return None
        finally:
            self.connection.rollback()

    def unrefused(self, statements: Iterable[str], *, allowed: Sequence[str] = (NO_RIGHT,)) -> dict[str, str]:
        """Those of the statements that were not refused with one of these beginnings, and what came of them."""
        found = {statement: self.outcome(statement) for statement in statements}
        return {statement: came for statement, came in found.items() if not came.startswith(tuple(allowed))}
