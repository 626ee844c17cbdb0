"""A statement as a document: its table with the company that it is of, ready to be drawn or written to a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from models.company.documents import Sender
from models.company.settings import read_company
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.issuing import sender_of
from models.finance.statements.shapes import StatementTable
from models.finance.statements.table import StatementOptions, statement_table
from resources.language import current


@dataclass(frozen=True, slots=True)
class DesignedStatement:
    """A statement of the books as it is printed."""

    language: str
    sender: Sender
    table: StatementTable
    made_at: datetime | None = None


@operation(needs=Permission.FINANCE_READ)
def statement_document(work: Work, *, code: str, options: StatementOptions) -> DesignedStatement:
    """The statement `code` with its figures, as a document in the user's language."""
    table = statement_table(work, code=code, options=options)
    return DesignedStatement(current(), sender_of(read_company(work)), table, datetime.now(UTC).astimezone())
