"""Built reports under a name: saved, described, shared with roles, made anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.database.building import Definition, Span
from models.database.building_up import build
from models.database.built import Built
from models.database.built_days import days_of
from models.database.built_names import checked, from_stored, to_stored
from models.database.errors import Conflict, Invalid
from models.database.rights import Permission, Role
from models.database.work import Work, operation, to_json
from models.exchange.reporting.catalogue import SOURCES, find_source

EVERYBODY = "everybody"
_LONGEST = 60
_KNOWN_ROLES = frozenset({EVERYBODY, *map(str, Role)})


@dataclass(frozen=True, slots=True)
class SavedReport:
    """A built report; `roles` sees it beside its owner, EVERYBODY all of the company. `mine`: it may be changed."""

    name: str
    definition: Definition
    description: str = ""
    roles: tuple[str, ...] = ()
    id: int | None = None
    version: int | None = None
    mine: bool = True
    owner: str = ""


@dataclass(frozen=True, slots=True)
class StoredReport:
    """The key and version of a report that was saved."""

    id: int
    version: int


@operation(needs=Permission.REPORTS_BUILD)
def save_report(work: Work, *, report: SavedReport) -> StoredReport:
    """Save a built report; Invalid for no name or one taken, Conflict where it was changed meanwhile."""
    name = " ".join(report.name.split())
    if not name or len(name) > _LONGEST:
        raise Invalid("report.bad_name", field="name", longest=_LONGEST)
    if unknown := set(report.roles) - _KNOWN_ROLES:
        raise Invalid("report.unknown_role", field="roles", role=", ".join(sorted(unknown)))
    definition = checked(report.definition, find_source(work, report.definition.source))
    values = {
        "name": name,
        "description": report.description.strip(),
        "source": definition.source,
        "definition": to_json(to_stored(definition)),
        "roles": list(report.roles),
    }
    taken = work.value(
        "SELECT id FROM finance.built_report WHERE company_id = :company AND owner_id = :me AND name = :name"
        " AND id IS DISTINCT FROM :id",
        me=work.identity.user_id,
        name=name,
        id=report.id,
    )
    if taken is not None:
        raise Invalid("report.name_taken", field="name", name=name)
    return _insert(work, values) if report.id is None else _update(work, report, values)


def _insert(work: Work, values: dict[str, Any]) -> StoredReport:
    row = work.row(
        "INSERT INTO finance.built_report (company_id, owner_id, name, description, source, definition, roles)"
        " VALUES (:company, :me, :name, :description, :source, CAST(:definition AS jsonb), :roles)"
        " RETURNING id, row_version",
        me=work.identity.user_id,
        **values,
    )
    assert row is not None  # noqa: S101 - an insert answers its row
    return StoredReport(*tuple(row))


def _update(work: Work, report: SavedReport, values: dict[str, Any]) -> StoredReport:
    row = work.row(
        "UPDATE finance.built_report SET name = :name, description = :description, source = :source,"
        " definition = CAST(:definition AS jsonb), roles = :roles"
        " WHERE company_id = :company AND id = :id AND row_version = :version RETURNING id, row_version",
        id=report.id,
        version=report.version,
        **values,
    )
    if row is None:
        raise Conflict("record.changed", table="finance.built_report", id=report.id)
    return StoredReport(*tuple(row))


@operation(needs=Permission.REPORTS_BUILD)
def delete_report(work: Work, *, report_id: int) -> None:
    """Take away one's own report, an administrator also a shared one. Invalid where there is none that one may."""
    gone = work.value(
        "DELETE FROM finance.built_report WHERE company_id = :company AND id = :id RETURNING id", id=report_id
    )
    if gone is None:
        raise Invalid("record.not_found", table="finance.built_report", id=report_id)


_READ = (
    "SELECT b.id, b.name, b.description, b.source, b.definition, b.roles, b.row_version, b.owner_id = :me AS mine,"
    " u.full_name AS owner FROM finance.built_report b JOIN company.app_user u ON u.id = b.owner_id"
    " WHERE b.company_id = :company"
)


@operation(needs=Permission.REPORTS_BUILD)
def load_report(work: Work, *, report_id: int) -> SavedReport:
    """One report; Invalid where there is none that one may read, Denied where its source is closed to the reader."""
    row = work.row(f"{_READ} AND b.id = :id", me=work.identity.user_id, id=report_id)
    if row is None:
        raise Invalid("record.not_found", table="finance.built_report", id=report_id)
    return _report(work, row)


@operation(needs=Permission.REPORTS_BUILD)
def saved_reports(work: Work) -> tuple[SavedReport, ...]:
    """The reports that are one's own or shared with one, and whose source one may read, by name."""
    rows = work.rows(f"{_READ} ORDER BY company.sort_key(b.name), b.id", me=work.identity.user_id)
    return tuple(_report(work, row) for row in rows if _is_open(work, row.source))


def _is_open(work: Work, source: str) -> bool:
    known = SOURCES.get(source)
    return known is not None and known.permission in work.identity.permissions


def _report(work: Work, row: Any) -> SavedReport:
    definition = from_stored(row.definition, find_source(work, row.source))
    return SavedReport(
        row.name, definition, row.description, tuple(row.roles), row.id, row.row_version, row.mine, row.owner
    )


@operation(needs=Permission.REPORTS_BUILD)
def make_report(work: Work, *, definition: Definition, first: date | None = None, last: date | None = None) -> Built:
    """What comes of a definition: of the days given, else of those of its own span."""
    source = find_source(work, definition.source)
    if first is None and last is None:
        first, last = span_days(work, definition.span)
    return build(work, source=source, definition=definition, first=first, last=last)


def span_days(work: Work, span: Span) -> tuple[date | None, date | None]:
    """First and last day of a span as of today, in the fiscal year of today."""
    today = work.today()
    start = work.value(
        "SELECT starts_on FROM ledger.fiscal_year WHERE company_id = :company AND :today BETWEEN starts_on AND ends_on",
        today=today,
    )
    return days_of(span, today=today, year_start=start or date(today.year, 1, 1))


def names_of(reports: Sequence[SavedReport]) -> dict[str, SavedReport]:
    """Reports by name; one's own before one that is shared under the same name."""
    return {report.name: report for report in sorted(reports, key=lambda report: report.mine)}
