"""Makes any report anew from what says how: a built one from its definition, a statement from its name and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from models.company.documents import Sender
from models.company.settings import read_company
from models.database.building import Definition
from models.database.built_names import from_stored, to_stored
from models.database.errors import Denied, Invalid
from models.database.rights.permissions import Permission, held
from models.database.work import Work
from models.exchange.reporting.catalogue import SOURCES, find_source
from models.exchange.reporting.saved import make_report
from models.finance.issuing import sender_of
from reports.layout.wording import wording
from reports.plain.built import plain_built
from reports.plain.statements import STATEMENT_RIGHT, STATEMENTS
from reports.plain.table import PlainTable, as_table
from reports.tables import TableFormat, write_table

BUILT = "built"


@dataclass(frozen=True, slots=True)
class Request:
    """Which report: `kind` BUILT with a definition and its name, or a statement; of which days, in which words."""

    kind: str
    first: date | None = None
    last: date | None = None
    definition: Definition | None = None
    title: str = ""
    description: str = ""

    def stored(self) -> dict[str, Any]:
        """The request as JSON."""
        return {
            "kind": self.kind,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "definition": to_stored(self.definition) if self.definition else None,
            "title": self.title,
            "description": self.description,
        }


def request_from(stored: Mapping[str, Any]) -> Request:
    """The request that was stored; Invalid where it asks for nothing that there is."""
    first, last = (date.fromisoformat(day) if (day := stored.get(name)) else None for name in ("from", "to"))
    definition = stored.get("definition")
    made = None
    if definition is not None:
        source = SOURCES.get(str(definition.get("source")))
        if source is None:
            raise Invalid("report.unknown_source", field="source", name=str(definition.get("source")))
        made = from_stored(definition, source)
    return Request(
        str(stored["kind"]), first, last, made, str(stored.get("title", "")), str(stored.get("description", ""))
    )


def permission_of(request: Request) -> Permission:
    """The right to read what the report is made of."""
    if request.definition is not None:
        return SOURCES[request.definition.source].permission
    return STATEMENT_RIGHT


def readers_of(request: Request) -> tuple[str, ...]:
    """The roles that may read what the report is made of."""
    return tuple(sorted(held(permission_of(request))))


def make_plain(work: Work, *, request: Request, language: str, statuses: Mapping[str, str]) -> PlainTable:
    """The report as it is now, with the reader's own rights."""
    words = wording(language)
    if request.definition is not None:
        source = find_source(work, request.definition.source)
        built = make_report(work, definition=request.definition, first=request.first, last=request.last)
        return plain_built(request.title, source, built, words, statuses, request.description)
    if request.kind not in STATEMENTS:
        raise Invalid("report.unknown_statement", field="name", name=request.kind)
    if STATEMENT_RIGHT not in work.identity.permissions:
        raise Denied("company.not_allowed", permission=str(STATEMENT_RIGHT))
    return STATEMENTS[request.kind][1](work, request.first, request.last, words)


def make_pdf_of(work: Work, *, request: Request, language: str, statuses: Mapping[str, str]) -> bytes:
    """The report as it is now, as a PDF."""
    table = make_plain(work, request=request, language=language, statuses=statuses)
    return pdf_of(work, table, language, datetime.now(UTC).astimezone())


def pdf_of(work: Work, table: PlainTable, language: str, made_at: datetime | None) -> bytes:
    """A plain table as a PDF under the company's name; the same table and moment give the same bytes."""
    return drawn(table, sender_of(read_company(work)), language, made_at)


def drawn(table: PlainTable, sender: Sender | None, language: str, made_at: datetime | None) -> bytes:
    """A plain table as a PDF in the name of `sender`."""
    target = BytesIO()
    write_table(as_table(table, sender, made_at), target, TableFormat.PDF, language=language)
    return target.getvalue()
