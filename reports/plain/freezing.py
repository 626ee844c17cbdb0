"""Keeps a report as it is now, and tells a kept one from what it would be today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from models.company.documents import Sender
from models.company.settings import read_company
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.reporting.saved import span_days
from models.exchange.reporting.snapshots import (
    KeptReport,
    LaterVoucher,
    Snapshot,
    keep_snapshot,
    load_snapshot,
    vouchers_since,
)
from reports.plain.making import Request, drawn, make_plain, readers_of, request_from
from reports.plain.table import PlainTable, differences, from_content, to_content


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is not as it was; `equal` where nothing is. `vouchers` were posted in the days of the report since."""

    equal: bool
    changed: PlainTable
    vouchers: tuple[LaterVoucher, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot with its table."""

    snapshot: Snapshot
    table: PlainTable


@operation(needs=Permission.REPORTS_BUILD)
def freeze_report(work: Work, *, request: Request, language: str, statuses: Mapping[str, str]) -> KeptReport:
    """Make the report and keep it, both of the same moment."""
    work.connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    asked = with_days(work, request)
    table = make_plain(work, request=asked, language=language, statuses=statuses)
    company = read_company(work)
    content = {**to_content(table), "company": {"name": company.name, "org_number": company.org_number}}
    return keep_snapshot(
        work,
        kind=asked.kind.partition(":")[0],
        title=table.title,
        parameters=asked.stored(),
        content=content,
        language=language,
        roles=readers_of(asked),
    )


def with_days(work: Work, request: Request) -> Request:
    """The request with the days that its span means today, so that they are the same ones later."""
    if request.definition is None or request.first is not None or request.last is not None:
        return request if request.last is not None or request.definition is not None else _until(work, request)
    first, last = span_days(work, request.definition.span)
    return replace(request, first=first, last=last)


def _until(work: Work, request: Request) -> Request:
    return replace(request, last=work.today())


@operation(needs=Permission.REPORTS_BUILD)
def read_kept(work: Work, *, snapshot_id: int) -> Kept:
    """A snapshot as it was."""
    snapshot = load_snapshot(work, snapshot_id=snapshot_id)
    return Kept(snapshot, from_content(snapshot.content))


@operation(needs=Permission.REPORTS_BUILD)
def kept_pdf(work: Work, *, snapshot_id: int) -> bytes:
    """A snapshot as a PDF: the same bytes whenever it is asked for."""
    kept = read_kept(work, snapshot_id=snapshot_id)
    sender = Sender(**kept.snapshot.content["company"])
    return drawn(kept.table, sender, kept.snapshot.language, kept.snapshot.made_at)


@operation(needs=Permission.REPORTS_BUILD)
def compare_kept(work: Work, *, snapshot_id: int, statuses: Mapping[str, str]) -> Comparison:
    """The report made anew, of the same days, against the one that was kept."""
    kept = read_kept(work, snapshot_id=snapshot_id)
    request = request_from(kept.snapshot.parameters)
    now = make_plain(work, request=request, language=kept.snapshot.language, statuses=statuses)
    now = from_content(to_content(now))
    vouchers: tuple[LaterVoucher, ...] = ()
    if Permission.FINANCE_READ in work.identity.permissions:
        vouchers = vouchers_since(work, snapshot_id=snapshot_id, first=request.first, last=request.last)
    return Comparison(now.rows == kept.table.rows, differences(kept.table, now), vouchers)
