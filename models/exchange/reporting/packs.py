"""Packs: reports that are made together for each period, which periods are due, and what came of each run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from models.company.mailing import is_address
from models.database.building import Span
from models.database.built_days import days_of
from models.database.errors import Conflict, Invalid
from models.database.rights import Permission
from models.database.work import Work, operation, to_json

BUILT = "built"
_LONGEST = 60
_FORMATS = frozenset({"pdf", "xlsx"})
#: What statements were called before they became designs like all others.
_CALLED_BEFORE = {"income-statement": "statement:income", "balance-sheet": "statement:balance"}
SPANS = (Span.LAST_MONTH, Span.LAST_QUARTER, Span.YEAR_TO_DATE, Span.LAST_YEAR)


def called_today(kind: str) -> str:
    """The kind of a report that was stored under a name of an earlier version."""
    return _CALLED_BEFORE.get(kind, kind)


@dataclass(frozen=True, slots=True)
class PackItem:
    """One report of a pack: BUILT with its key, or the name of a statement."""

    kind: str
    report: int | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """What is made for each period and where it goes: to e-mail addresses, into a folder of this computer, or both.

    Without either it is only kept. YEAR_TO_DATE is made for each month, until its last day.
    """

    name: str
    contents: tuple[PackItem, ...]
    span: Span = Span.LAST_MONTH
    format: str = "pdf"
    recipients: tuple[str, ...] = ()
    folder: str = ""
    active: bool = True
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DuePack:
    """A pack that has not been made for a period that is over."""

    pack: Pack
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class StoredPack:
    """The key and version of a pack that was saved."""

    id: int
    version: int


@operation(needs=Permission.REPORTS_PACKS)
def save_pack(work: Work, *, pack: Pack) -> StoredPack:
    """Save a pack; Invalid for what it lacks, Conflict where it was changed meanwhile."""
    _check(work, pack)
    values = {
        "name": " ".join(pack.name.split()),
        "contents": to_json([{"kind": item.kind, "report": item.report} for item in pack.contents]),
        "span": pack.span.value,
        "format": pack.format,
        "recipients": list(pack.recipients),
        "folder": pack.folder.strip(),
        "active": pack.active,
    }
    if pack.id is None:
        sql = (
            "INSERT INTO finance.report_pack (company_id, name, contents, span, format, recipients, folder, active)"
            " VALUES (:company, :name, CAST(:contents AS jsonb), :span, :format, :recipients, :folder, :active)"
            " RETURNING id, row_version"
        )
        row = work.row(sql, **values)
    else:
        sql = (
            "UPDATE finance.report_pack SET name = :name, contents = CAST(:contents AS jsonb), span = :span,"
            " format = :format, recipients = :recipients, folder = :folder, active = :active"
            " WHERE company_id = :company AND id = :id AND row_version = :version RETURNING id, row_version"
        )
        row = work.row(sql, id=pack.id, version=pack.version, **values)
    if row is None:
        raise Conflict("record.changed", table="finance.report_pack", id=pack.id)
    return StoredPack(*tuple(row))


def _check(work: Work, pack: Pack) -> None:
    name = " ".join(pack.name.split())
    if not name or len(name) > _LONGEST:
        raise Invalid("pack.bad_name", field="name", longest=_LONGEST)
    if not pack.contents:
        raise Invalid("pack.empty", field="contents")
    if pack.span not in SPANS or pack.format not in _FORMATS:
        raise Invalid("pack.bad_period", field="span")
    for address in pack.recipients:
        if not is_address(address):
            raise Invalid("pack.bad_address", field="recipients", address=address)
    taken = work.value(
        "SELECT id FROM finance.report_pack WHERE company_id = :company AND name = :name AND id IS DISTINCT FROM :id",
        name=name,
        id=pack.id,
    )
    if taken is not None:
        raise Invalid("pack.name_taken", field="name", name=name)


@operation(needs=Permission.FINANCE_READ)
def list_packs(work: Work) -> tuple[Pack, ...]:
    """All packs by name."""
    rows = work.rows(
        "SELECT * FROM finance.report_pack WHERE company_id = :company ORDER BY company.sort_key(name), id"
    )
    return tuple(_pack(row._mapping) for row in rows)  # noqa: SLF001 - as SQLAlchemy gives it


@operation(needs=Permission.FINANCE_READ)
def load_pack(work: Work, *, pack_id: int) -> Pack:
    """One pack; Invalid where there is none."""
    row = work.row("SELECT * FROM finance.report_pack WHERE company_id = :company AND id = :id", id=pack_id)
    if row is None:
        raise Invalid("record.not_found", table="finance.report_pack", id=pack_id)
    return _pack(row._mapping)  # noqa: SLF001 - as SQLAlchemy gives it


def _pack(row: Mapping[Any, Any]) -> Pack:
    return Pack(
        row["name"],
        tuple(PackItem(called_today(item["kind"]), item.get("report")) for item in row["contents"]),
        Span(row["span"]),
        row["format"],
        tuple(row["recipients"]),
        row["folder"],
        row["active"],
        row["id"],
        row["row_version"],
    )


@operation(needs=Permission.FINANCE_READ)
def due_packs(work: Work, *, on: date | None = None) -> tuple[DuePack, ...]:
    """The active packs whose last period that is over has not been made, as of a day; today where none is given."""
    today = on or work.today()
    made = {
        (row.pack_id, row.from_date, row.to_date)
        for row in work.rows("SELECT * FROM finance.pack_run WHERE company_id = :company AND state = 'done'")
    }
    due = (DuePack(pack, *period_of(work, pack.span, today)) for pack in list_packs(work) if pack.active)
    return tuple(each for each in due if (each.pack.id, each.first, each.last) not in made)


@operation(needs=Permission.FINANCE_READ)
def due_now(work: Work, *, pack: Pack) -> DuePack:
    """A pack, saved or not, with the last period that is over."""
    return DuePack(pack, *period_of(work, pack.span, work.today()))


def period_of(work: Work, span: Span, today: date) -> tuple[date, date]:
    """First and last day of the last period that is over; YEAR_TO_DATE ends with the month before `today`."""
    ends = today.replace(day=1) - timedelta(days=1) if span is Span.YEAR_TO_DATE else today
    start = work.value(
        "SELECT starts_on FROM ledger.fiscal_year WHERE company_id = :company AND :day BETWEEN starts_on AND ends_on",
        day=ends,
    )
    first, last = days_of(span, today=ends, year_start=start or date(ends.year, 1, 1))
    assert first is not None  # noqa: S101 - the spans of packs have both ends
    assert last is not None  # noqa: S101
    return first, last


@operation(needs=Permission.REPORTS_PACKS)
def begin_run(work: Work, *, pack_id: int, first: date, last: date) -> int | None:
    """Claim the run of a pack for a period: its key, or None where it is made already or just now by somebody else."""
    run: int | None = work.value(
        "SELECT finance.begin_pack_run(:company, :pack, :first, :last)", pack=pack_id, first=first, last=last
    )
    return run


@operation(needs=Permission.REPORTS_PACKS)
def end_run(work: Work, *, run_id: int, state: str, reason: str = "") -> None:
    """Note how a run ended: done or failed, and why."""
    work.value("SELECT finance.end_pack_run(:company, :run, :state, :reason)", run=run_id, state=state, reason=reason)


@operation(needs=Permission.REPORTS_PACKS)
def delete_pack(work: Work, *, pack_id: int) -> None:
    """Take a pack away that was never made; Invalid for another: make it inactive instead."""
    if work.value("SELECT 1 FROM finance.pack_run WHERE company_id = :company AND pack_id = :id LIMIT 1", id=pack_id):
        raise Invalid("pack.was_made", field="name")
    gone = work.value(
        "DELETE FROM finance.report_pack WHERE company_id = :company AND id = :id RETURNING id", id=pack_id
    )
    if gone is None:
        raise Invalid("record.not_found", table="finance.report_pack", id=pack_id)


def addresses(typed: str) -> Sequence[str]:
    """E-mail addresses typed with commas, semicolons or blanks between."""
    return typed.replace(",", " ").replace(";", " ").split()
