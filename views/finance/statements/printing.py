"""Statements of the books as the preview shows them."""

from __future__ import annotations

from models.database.work import Work
from models.finance.statements.table import StatementOptions
from views.kit.host import PrintJob


def statement_print(code: str, title: str, options: StatementOptions) -> PrintJob:
    """A statement as it stands on the screen."""
    arguments = {"code": code, "options": options}
    return PrintJob(title, _statement, f"{title} {options.to_date}.pdf", arguments)


def _statement(work: Work, *, code: str, options: StatementOptions) -> bytes:
    from models.finance.statements.document import statement_document
    from reports.pdf import make_pdf

    return make_pdf(statement_document(work, code=code, options=options))
