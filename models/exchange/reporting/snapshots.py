"""Reports kept as they were: figures, how they were made, by whom, and which vouchers were there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models.database.errors import Invalid
from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation

_MOST_VOUCHERS = 500


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A report as it was; `whole` says that its content still has its SHA-256."""

    id: int
    kind: str
    title: str
    parameters: Mapping[str, Any]
    content: Mapping[str, Any]
    language: str
    made_at: datetime
    made_by: str
    sha256: str
    whole: bool


@dataclass(frozen=True, slots=True)
class LaterVoucher:
    """A voucher that was not there when a report was kept; `amount` is the sum of its debits."""

    id: int
    voucher: str
    entry_date: date
    text: str
    amount: Decimal
    posted_at: datetime


@dataclass(frozen=True, slots=True)
class KeptReport:
    """The key of a snapshot."""

    id: int


def keep_snapshot(  # noqa: PLR0913 - what is kept
    work: Work,
    *,
    kind: str,
    title: str,
    parameters: Mapping[str, object],
    content: Mapping[str, object],
    language: str,
    roles: Sequence[str],
) -> KeptReport:
    """Keep a report for good, for its maker and `roles`. The caller makes it in the same transaction."""
    report = {
        "kind": kind,
        "title": title,
        "parameters": dict(parameters),
        "content": dict(content),
        "language": language,
        "roles": list(roles),
    }
    return KeptReport(work.call("finance.freeze_report", report)["id"])


@operation(needs=Permission.REPORTS_BUILD)
def load_snapshot(work: Work, *, snapshot_id: int) -> Snapshot:
    """One snapshot, its content checked; Invalid where there is none that one may read."""
    row = work.row(
        "SELECT s.id, s.kind, s.title, s.parameters, s.content, s.language, s.made_at, u.full_name,"
        " encode(s.sha256, 'hex'), finance.snapshot_is_whole(s)"
        " FROM finance.report_snapshot s JOIN company.app_user u ON u.id = s.made_by"
        " WHERE s.company_id = :company AND s.id = :id",
        id=snapshot_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="finance.report_snapshot", id=snapshot_id)
    return Snapshot(*tuple(row))


@operation(needs=Permission.FINANCE_READ)
def vouchers_since(
    work: Work, *, snapshot_id: int, first: date | None = None, last: date | None = None
) -> tuple[LaterVoucher, ...]:
    """The vouchers between two days that were posted after a report was kept, the newest last, at most 500."""
    sql = (
        "SELECT v.id, v.voucher, v.entry_date, v.text, v.amount, v.posted_at"
        " FROM finance.report_snapshot s JOIN reporting.vouchers v ON v.company_id = s.company_id"
        "  AND (v.id > s.last_entry_id OR v.id = ANY (s.awaited))"
        " WHERE s.company_id = :company AND s.id = :id"
        " AND (CAST(:first AS date) IS NULL OR v.entry_date >= :first)"
        " AND (CAST(:last AS date) IS NULL OR v.entry_date <= :last) ORDER BY v.id LIMIT :limit"
    )
    found = read_records(work, LaterVoucher, sql, id=snapshot_id, first=first, last=last, limit=_MOST_VOUCHERS)
    return tuple(found)
