"""Statements of an office by account, as they read with the sign of their side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from models.finance.statements.shapes import StatementTable
from models.finance.statements.table import StatementOptions, statement_table
from tests.support.office import Office


def statement_of(office: Office, code: str, on: date, **options: Any) -> StatementTable:
    """A statement as an auditor reads it."""
    asked = StatementOptions(to_date=on, **options)
    table: StatementTable = office.session("auditor").read(statement_table, code=code, options=asked)
    return table


def by_account(office: Office, code: str, on: date, *, column: int = 0, **options: Any) -> dict[str, Decimal]:
    """What each account in the rows of a statement shows in one of its columns."""
    table = statement_of(office, code, on, accounts=True, **options)
    return {row.code: row.values[column] or Decimal(0) for row in table.rows if row.kind == "account"}
