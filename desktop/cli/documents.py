"""A report of the command line as PDF or spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from models.company.settings import read_company
from models.database.listing import Column
from models.finance.issuing import general_ledger_document, sender_of, trial_balance_document
from reports.pdf import make_pdf
from reports.tables import Table, TableFormat, write_table
from resources import language
from views.kit.status import STATUS_WORDS

if TYPE_CHECKING:
    from desktop.cli.statements import Answer
    from models.database.session import Session


def pdf_content(session: Session, answer: Answer) -> bytes:
    """The report on paper, under the company's name: as its own document where it has one, else as a list."""
    if answer.document is not None:
        return make_pdf(replace(answer.document(session), language=language.current()))
    document = _DOCUMENTS.get(answer.name)
    if document is not None:
        return make_pdf(replace(document(session, answer), language=language.current()))
    return _content(session, answer, TableFormat.PDF)


def xlsx_content(session: Session, answer: Answer) -> bytes:
    """The report as a spreadsheet."""
    return _content(session, answer, TableFormat.XLSX)


def _trial_balance(session: Session, answer: Answer) -> Any:
    document = session.read(trial_balance_document, from_date=answer.from_date, to_date=answer.to_date)
    accounts = _accounts(answer)
    return replace(document, rows=tuple(row for row in document.rows if row.account in accounts))


def _general_ledger(session: Session, answer: Answer) -> Any:
    accounts = _accounts(answer)
    first, last = min(accounts, default=None), max(accounts, default=None)
    span = {"from_date": answer.from_date, "to_date": answer.to_date}
    return session.read(general_ledger_document, **span, account=first, last_account=last)


def _accounts(answer: Answer) -> set[str]:
    return {row["account"] for row in answer.rows}


_DOCUMENTS: Mapping[str, Callable[[Session, Answer], Any]] = {
    "trial-balance": _trial_balance,
    "general-ledger": _general_ledger,
}


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
