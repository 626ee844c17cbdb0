"""A statement as a screen shows it: with its figures, and what else may be chosen."""

from __future__ import annotations

from dataclasses import dataclass

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.books.registers import AccountingBook, list_books
from models.finance.dimensions import Dimension, DimensionValue, active_dimensions
from models.finance.statements.checking import Coverage, check_statement, coverage, read_chart_accounts
from models.finance.statements.keeping import StatementName, list_statements
from models.finance.statements.shapes import Statement, StatementTable
from models.finance.statements.table import StatementOptions, statement_table, table_of


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with its figures, and what else may be chosen."""

    table: StatementTable
    names: tuple[StatementName, ...]
    dimensions: tuple[Dimension, ...]
    values: tuple[DimensionValue, ...]
    has_group: bool = False
    books: tuple[AccountingBook, ...] = ()


@operation(needs=Permission.FINANCE_READ)
def read_statement_view(work: Work, *, code: str, options: StatementOptions) -> StatementView:
    """A statement, the statements there are, and the dimensions with their values."""
    return StatementView(
        statement_table(work, code=code, options=options),
        list_statements(work),
        active_dimensions(work),
        dimension_values(work),
        books=list_books(work),
        has_group=work.value("SELECT EXISTS (SELECT FROM finance.group_member WHERE company_id = :company)"),
    )


@dataclass(frozen=True, slots=True)
class StatementPreview:
    """A statement that is being designed, with its figures and the accounts that it has not in exactly one row."""

    table: StatementTable
    coverage: Coverage


@operation(needs=Permission.FINANCE_READ)
def preview_statement(work: Work, *, statement: Statement, options: StatementOptions) -> StatementPreview:
    """The figures of a statement before it is saved; Invalid with the row where it cannot be read."""
    check_statement(statement)
    return StatementPreview(table_of(work, statement, options), coverage(statement, read_chart_accounts(work)))


@operation(needs=Permission.CONTACTS_READ)
def dimension_values(work: Work) -> tuple[DimensionValue, ...]:
    """Every value of every dimension, those that are no longer used included: reports look back."""
    rows = work.rows(
        "SELECT dimension, code, name FROM ledger.dimension_value WHERE company_id = :company ORDER BY dimension, code"
    )
    return tuple(DimensionValue(*tuple(row)) for row in rows)
