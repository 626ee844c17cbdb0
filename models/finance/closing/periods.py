"""Periods frozen, closed in their order and opened again; what happened to them, and what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.database.errors import Invalid
from models.database.records import read_records
from models.database.rights import PERMISSIONS, Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class PeriodState:
    """A period with its locks; `people` may post in `frozen_areas` until the end of the day `frozen_until`.

    `closed_at`, `closed_by` and `working_days` tell of its last close, also where it was opened again since.
    """

    id: int
    fiscal_year_id: int
    kind: str
    starts_on: date
    ends_on: date
    locked_areas: tuple[str, ...]
    frozen_areas: tuple[str, ...]
    people: str
    frozen_until: date | None
    closed_at: datetime | None
    closed_by: str
    working_days: int | None
    tasks: int
    done: int

    @property
    def closed(self) -> bool:
        """Whether nothing can be posted in it any more."""
        return "all" in self.locked_areas


@dataclass(frozen=True, slots=True)
class PeriodEvent:
    """What happened to a period: close, reopen, lock, unlock, freeze, thaw, begin or unsign."""

    at: datetime
    event: str
    area: str
    reason: str
    user: str
    working_days: int | None


@dataclass(frozen=True, slots=True)
class ChangedTotal:
    """What an account came to in a period when it was last closed, and what it comes to now."""

    account: str
    debit_then: Decimal
    credit_then: Decimal
    debit_now: Decimal
    credit_now: Decimal


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works in this company; `signs` says whether they may sign tasks of a close."""

    id: int
    name: str
    signs: bool


_STATES = """
SELECT p.id, p.fiscal_year_id, p.kind, p.starts_on, p.ends_on, p.locked_areas, p.frozen_areas,
       (SELECT coalesce(string_agg(u.full_name, ', ' ORDER BY u.full_name), '') FROM company.app_user u
         WHERE u.id = ANY (p.frozen_for)), p.frozen_until, c.happened_at, coalesce(c.user_name, ''), c.working_days,
       t.tasks, t.done
  FROM ledger.period p
  LEFT JOIN LATERAL (SELECT e.happened_at, e.user_name, e.working_days FROM reporting.period_events e
                      WHERE e.company_id = :company AND e.period_id = p.id AND e.event = 'close'
                      ORDER BY e.id DESC LIMIT 1) c ON true
 CROSS JOIN LATERAL (SELECT count(*) AS tasks, count(*) FILTER (WHERE k.signed_at IS NOT NULL
                                                  AND (k.reviewed_at IS NOT NULL OR NOT k.reviewed)) AS done
                       FROM ledger.close_task k WHERE k.company_id = :company AND k.period_id = p.id) t
 WHERE p.company_id = :company
"""


@operation(needs=Permission.FINANCE_READ)
def period_states(work: Work, *, fiscal_year_id: int) -> tuple[PeriodState, ...]:
    """The periods of a fiscal year in their order, the adjustment period last."""
    rows = work.rows(
        _STATES + " AND p.fiscal_year_id = :year ORDER BY p.starts_on, p.kind DESC",
        year=fiscal_year_id,
    )
    return tuple(_state(tuple(row)) for row in rows)


@operation(needs=Permission.FINANCE_READ)
def read_period(work: Work, *, period_id: int | None = None) -> PeriodState:
    """That period; without a key the earliest one that is not closed, or the last one."""
    choice = (
        "p.id = :id"
        if period_id is not None
        else "p.kind = 'regular' AND p.starts_on <= company.today(:company)"
        " ORDER BY ('all' = ANY (p.locked_areas)), CASE WHEN 'all' = ANY (p.locked_areas)"
        " THEN -(p.starts_on - date '2000-01-01') ELSE p.starts_on - date '2000-01-01' END"
    )
    row = work.row(f"{_STATES} AND {choice} LIMIT 1", id=period_id)
    if row is None:
        raise Invalid("close.no_period", id=period_id or "")
    return _state(tuple(row))


@operation(needs=Permission.FINANCE_READ)
def period_history(work: Work, *, period_id: int) -> tuple[PeriodEvent, ...]:
    """What happened to a period, the newest first."""
    return read_records(
        work,
        PeriodEvent,
        "SELECT happened_at, event, area, reason, coalesce(user_name, ''), working_days FROM reporting.period_events"
        " WHERE company_id = :company AND period_id = :period ORDER BY id DESC",
        period=period_id,
    )


@operation(needs=Permission.FINANCE_READ)
def changed_since_close(work: Work, *, period_id: int) -> tuple[ChangedTotal, ...]:
    """The accounts that have other totals in the period than when it was last closed; none where it never was."""
    return read_records(
        work, ChangedTotal, "SELECT * FROM reporting.changed_since_close(:company, :period)", period=period_id
    )


@operation(needs=Permission.FINANCE_READ)
def colleagues(work: Work) -> tuple[Colleague, ...]:
    """Who may be named as an owner, a reviewer, or as one who posts in a frozen period."""
    return read_records(
        work,
        Colleague,
        "SELECT u.id, u.full_name, EXISTS (SELECT FROM company.user_role r WHERE r.user_id = u.id"
        " AND r.role = ANY (:roles))"
        " FROM company.app_user u JOIN company.user_company c ON c.user_id = u.id AND c.company_id = :company"
        " WHERE u.kind = 'person' AND NOT u.locked ORDER BY u.full_name",
        roles=[str(role) for role in sorted(PERMISSIONS[Permission.FINANCE_CLOSE])],
    )


@operation(needs=Permission.FINANCE_PERIODS)
def close_periods(work: Work, *, last_period_id: int) -> int:
    """Close every open period up to this one in their order, areas included; returns how many were closed."""
    count: int = work.value("SELECT ledger.close_periods(:company, :period)", period=last_period_id)
    return count


@operation(needs=Permission.FINANCE_PERIODS)
def freeze_period(work: Work, *, period_id: int, areas: Sequence[str], people: Sequence[int], until: date) -> None:
    """Let only `people` post in these areas of a period until the end of the day `until`, and nobody after it."""
    work.value(
        "SELECT ledger.freeze_period(:company, :period, :areas, :people, :until)",
        period=period_id,
        areas=list(areas),
        people=list(people),
        until=until,
    )


@operation(needs=Permission.FINANCE_PERIODS)
def thaw_period(work: Work, *, period_id: int, reason: str) -> None:
    """Let everybody post in a frozen period again."""
    work.value("SELECT ledger.thaw_period(:company, :period, :reason)", period=period_id, reason=reason)


def _state(row: tuple[object, ...]) -> PeriodState:
    """The areas arrive as lists."""
    return PeriodState(*(tuple(value) if isinstance(value, list) else value for value in row))  # type: ignore[arg-type]  # as in _STATES
