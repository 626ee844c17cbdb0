"""A statement as a screen shows it: with its figures, and what else may be chosen."""

from __future__ import annotations

from dataclasses import dataclass

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.dimensions import Dimension, DimensionValue, active_dimensions
from models.finance.statements.keeping import StatementName, list_statements
from models.finance.statements.shapes import StatementTable
from models.finance.statements.table import StatementOptions, statement_table


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with its figures, and what else may be chosen."""

    table: StatementTable
    names: tuple[StatementName, ...]
    dimensions: tuple[Dimension, ...]
    values: tuple[DimensionValue, ...]


@operation(needs=Permission.FINANCE_READ)
def read_statement_view(work: Work, *, code: str, options: StatementOptions) -> StatementView:
    """A statement, the statements there are, and the dimensions with their values."""
    return StatementView(
        statement_table(work, code=code, options=options),
        list_statements(work),
        active_dimensions(work),
        dimension_values(work),
    )


@operation(needs=Permission.CONTACTS_READ)
def dimension_values(work: Work) -> tuple[DimensionValue, ...]:
    """Every value of every dimension, those that are no longer used included: reports look back."""
    rows = work.rows(
        "SELECT dimension, code, name FROM ledger.dimension_value WHERE company_id = :company ORDER BY dimension, code"
    )
    return tuple(DimensionValue(*tuple(row)) for row in rows)
