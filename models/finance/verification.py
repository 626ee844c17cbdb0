"""Proves the books of a company: chain, balances, open items, numbers, documents, stock and rights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.database.rights import Permission
from models.database.work import Work, operation

if TYPE_CHECKING:
    import psycopg

_STATEMENT = "SELECT code, severity, subject, key, params FROM ledger.verify(%s)"


@dataclass(frozen=True, slots=True)
class BookFinding:
    """Something wrong: `code` and `params` of its message, severity error or warning, and the row by table and key."""

    code: str
    severity: str
    table: str
    key: str
    params: Mapping[str, Any]


@operation(needs=Permission.FINANCE_VERIFY)
def verify(work: Work) -> tuple[BookFinding, ...]:
    """Everything that does not hold in the books of this company; empty where all does. Takes as long as it takes."""
    work.connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    rows = work.connection.exec_driver_sql(_STATEMENT, (work.company_id,)).all()
    return tuple(BookFinding(*row) for row in rows)


def verify_as_builder(connection: psycopg.Connection[Any], company_id: int) -> tuple[BookFinding, ...]:
    """The same as the builder of the database, who needs no user in it."""
    return tuple(BookFinding(*row) for row in connection.execute(_STATEMENT, (company_id,)).fetchall())
