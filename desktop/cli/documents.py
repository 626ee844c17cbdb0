"""A report of the command line as PDF or spreadsheet."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from models.company.settings import read_company
from models.database.listing import Column
from models.finance.issuing import sender_of
from reports.tables import Table, TableFormat, write_table
from resources import language
from views.kit.status import STATUS_WORDS

if TYPE_CHECKING:
    from desktop.cli.statements import Answer
    from models.database.session import Session


def pdf_content(session: Session, answer: Answer) -> bytes:
    """The report on paper, under the company's name."""
    return _content(session, answer, TableFormat.PDF)


def xlsx_content(session: Session, answer: Answer) -> bytes:
    """The report as a spreadsheet."""
    return _content(session, answer, TableFormat.XLSX)


def _content(session: Session, answer: Answer, form: TableFormat) -> bytes:
    target = BytesIO()
    write_table(_table(session, answer), target, form, language=language.current())
    return target.getvalue()


def _table(session: Session, answer: Answer) -> Table:
    columns = tuple(
        Column(name, answer.labels.get(name, name), kind, hidden=name not in answer.labels)
        for name, kind in answer.kinds.items()
    )
    days = [f"{day:%Y-%m-%d}" for day in (answer.from_date, answer.to_date) if day]
    return Table(
        title=answer.title,
        columns=columns,
        rows=[[row[column.name] for column in columns] for row in answer.rows],
        subtitle=" – ".join(days),
        company=sender_of(session.read(read_company)),
        statuses={word: status.label for word, status in STATUS_WORDS.items()},
    )
