"""Makes any report anew from what says how: a built one from its definition, a statement from its name and days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
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
from models.exchange.reporting.packs import called_today
from models.exchange.reporting.saved import make_report
from models.finance.issuing import sender_of
from models.finance.statements.table import StatementOptions
from reports.layout.wording import Wording, wording
from reports.plain.built import plain_built
from reports.plain.statements import DESIGNED, STATEMENT_RIGHT, STATEMENTS, designed
from reports.plain.table import PlainTable, as_table
from reports.tables import TableFormat, write_table
from resources.language import speaking

BUILT = "built"


@dataclass(frozen=True, slots=True)
class Request:
    """Which report: `kind` BUILT with a definition and its name, or a statement; of which days.

    A designed statement is called DESIGNED with its code; its `options` say which columns it has, else the usual ones.
    """

    kind: str
    first: date | None = None
    last: date | None = None
    definition: Definition | None = None
    title: str = ""
    description: str = ""
    options: StatementOptions | None = None

    def stored(self) -> dict[str, Any]:
        """The request as JSON."""
        return {
            "kind": self.kind,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "definition": to_stored(self.definition) if self.definition else None,
            "title": self.title,
            "description": self.description,
            "options": None if self.options is None else _plain(asdict(self.options)),
        }


def _plain(options: Mapping[str, object]) -> dict[str, object]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in options.items()}


def _options(stored: Mapping[str, Any] | None) -> StatementOptions | None:
    if stored is None:
        return None
    days = {name: date.fromisoformat(stored[name]) for name in ("from_date", "to_date") if stored.get(name)}
    also = tuple((number, code) for number, code in stored.get("also", ()))
    return StatementOptions(**{**stored, **days, "also": also})


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
    title, about = str(stored.get("title", "")), str(stored.get("description", ""))
    return Request(called_today(str(stored["kind"])), first, last, made, title, about, _options(stored.get("options")))


def permission_of(request: Request) -> Permission:
    """The right to read what the report is made of."""
    if request.definition is not None:
        return SOURCES[request.definition.source].permission
    return STATEMENT_RIGHT


def readers_of(request: Request) -> tuple[str, ...]:
    """The roles that may read what the report is made of."""
    return tuple(sorted(held(permission_of(request))))


def make_plain(work: Work, *, request: Request, language: str, statuses: Mapping[str, str]) -> PlainTable:
    """The report as it is now, with the reader's own rights, in a language that need not be that of the screen."""
    with speaking(language):
        return _made(work, request, wording(language), statuses)


def _made(work: Work, request: Request, words: Wording, statuses: Mapping[str, str]) -> PlainTable:
    if request.definition is not None:
        source = find_source(work, request.definition.source)
        built = make_report(work, definition=request.definition, first=request.first, last=request.last)
        return plain_built(request.title, source, built, words, statuses, request.description)
    if request.kind not in STATEMENTS and not request.kind.startswith(DESIGNED):
        raise Invalid("report.unknown_statement", field="name", name=request.kind)
    if STATEMENT_RIGHT not in work.identity.permissions:
        raise Denied("company.not_allowed", permission=str(STATEMENT_RIGHT))
    if request.kind.startswith(DESIGNED):
        options = request.options or StatementOptions(request.last or work.today(), request.first)
        return designed(work, request.kind.removeprefix(DESIGNED), options, words)
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
