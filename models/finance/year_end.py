"""The end of a fiscal year: where it stands, its adjustment period, closing and opening it, disposing of its result.

Amounts are in the company currency; a profit is positive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.legal_forms import ClosingAccounts, closing_accounts


@dataclass(frozen=True, slots=True)
class Disposal:
    """What was decided of a result, and the voucher that says so."""

    id: int
    decided_on: date
    dividend: Decimal
    carried_forward: Decimal
    entry_id: int | None
    voucher: str


@dataclass(frozen=True, slots=True)
class Reopening:
    """A time when the year stood closed and was opened again."""

    closed_at: datetime
    reopened_at: datetime
    reopened_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class YearEnd:
    """Where the end of a year stands; `result` before closing vouchers, `unbooked` what they have left.

    `closed_at` is None while the year is open. `periods` and `locked` count its months, `adjustments` the vouchers of
    its adjustment period, which is None until it is opened. `retained` is what earlier years have left in equity today.
    """

    fiscal_year_id: int
    starts_on: date
    ends_on: date
    periods: int
    locked: int
    adjustment_period_id: int | None
    adjustments: int
    result: Decimal
    unbooked: Decimal
    retained: Decimal
    closed_at: datetime | None
    closed_by: str
    entry_id: int | None
    voucher: str
    disposal: Disposal | None
    reopenings: tuple[Reopening, ...]
    accounts: ClosingAccounts


@dataclass(frozen=True, slots=True)
class ClosedYear:
    """What closing came to; no voucher where there was nothing to book."""

    id: int
    result: Decimal
    entry_id: int | None


_YEAR = """
SELECT y.id AS fiscal_year_id, y.starts_on, y.ends_on,
       (SELECT count(*) FROM ledger.period p WHERE p.company_id = y.company_id AND p.fiscal_year_id = y.id
           AND p.kind = 'regular') AS periods,
       (SELECT count(*) FROM ledger.period p WHERE p.company_id = y.company_id AND p.fiscal_year_id = y.id
           AND p.kind = 'regular' AND 'all' = ANY (p.locked_areas)) AS locked,
       a.id AS adjustment_period_id,
       (SELECT count(*) FROM ledger.entry e WHERE e.company_id = y.company_id AND e.period_id = a.id
           AND e.kind = 'adjustment') AS adjustments,
       ledger.result_of(y.company_id, y.starts_on, y.ends_on, false) AS result,
       ledger.result_of(y.company_id, y.starts_on, y.ends_on, true) AS unbooked
  FROM ledger.fiscal_year y
  LEFT JOIN ledger.period a ON a.company_id = y.company_id AND a.fiscal_year_id = y.id AND a.kind = 'adjustment'
 WHERE y.company_id = :company AND y.id = :year
"""
_ENDS = """
SELECT x.id, x.closed_at, (SELECT u.full_name FROM company.app_user u WHERE u.id = x.closed_by) AS closed_by,
       x.entry_id, (SELECT e.series || e.number FROM ledger.entry e
                     WHERE e.company_id = x.company_id AND e.id = x.entry_id) AS voucher,
       x.reopened_at, (SELECT u.full_name FROM company.app_user u WHERE u.id = x.reopened_by) AS reopened_by, x.reason
  FROM ledger.year_end x WHERE x.company_id = :company AND x.fiscal_year_id = :year ORDER BY x.id
"""
_DISPOSAL = """
SELECT d.id, d.decided_on, d.dividend, d.carried_forward, d.entry_id,
       coalesce((SELECT e.series || e.number FROM ledger.entry e
                  WHERE e.company_id = d.company_id AND e.id = d.entry_id), '')
  FROM ledger.result_disposal d WHERE d.company_id = :company AND d.year_end_id = :end AND d.undone_entry_id IS NULL
"""


@operation(needs=Permission.FINANCE_READ)
def read_year_end(work: Work, *, fiscal_year_id: int | None = None) -> YearEnd:
    """Where the end of a year stands: the given one, else the earliest that is over and open, else the latest."""
    year = _next_to_close(work) if fiscal_year_id is None else fiscal_year_id
    row = work.row(_YEAR, year=year)
    if row is None:
        raise Invalid("year_end.no_year", id=fiscal_year_id)
    accounts = closing_accounts(work.value("SELECT org_number FROM company.company WHERE id = :company"))
    ends = work.rows(_ENDS, year=year)
    standing = next((end for end in ends if end.reopened_at is None), None)
    found = work.row(_DISPOSAL, end=standing.id) if standing else None
    return YearEnd(
        **row._mapping,  # noqa: SLF001 - the public name of a row's mapping
        retained=-work.value(
            "SELECT reporting.opening_balance(:company, :account, :day)", account=accounts.retained, day=work.today()
        ),
        closed_at=standing.closed_at if standing else None,
        closed_by=standing.closed_by or "" if standing else "",
        entry_id=standing.entry_id if standing else None,
        voucher=standing.voucher or "" if standing else "",
        disposal=Disposal(*tuple(found)) if found else None,
        reopenings=tuple(
            Reopening(end.closed_at, end.reopened_at, end.reopened_by or "", end.reason)
            for end in ends
            if end.reopened_at is not None
        ),
        accounts=accounts,
    )


def _next_to_close(work: Work) -> int | None:
    year: int | None = work.value(
        "SELECT y.id FROM ledger.fiscal_year y WHERE y.company_id = :company"
        " ORDER BY ledger.is_closed(y.company_id, y.id) OR y.ends_on >= :today,"
        " CASE WHEN y.ends_on < :today AND NOT ledger.is_closed(y.company_id, y.id) THEN y.starts_on END,"
        " y.starts_on DESC LIMIT 1",
        today=work.today(),
    )
    return year


@operation(needs=Permission.FINANCE_PERIODS)
def open_adjustment_period(work: Work, *, fiscal_year_id: int) -> int:
    """The adjustment period of a year, made where there is none: its last day once more; returns its key."""
    key: int = work.value("SELECT ledger.open_adjustment_period(:company, :year)", year=fiscal_year_id)
    return key


@operation(needs=Permission.FINANCE_PERIODS, one_call=True)
def close_year(work: Work, *, fiscal_year_id: int, result_account: str, equity_account: str, text: str) -> ClosedYear:
    """Book the result of the year from `result_account` to `equity_account` and lock the year (BFL 6:1, ÅRL 3:1).

    Rejected while a month is open or an earlier year has a result that is not booked.
    """
    answer = work.call("ledger.close_year", fiscal_year_id, result_account, equity_account, text)
    return ClosedYear(answer["id"], Decimal(str(answer["result"])), answer["entry_id"])


@operation(needs=Permission.FINANCE_PERIODS, one_call=True)
def reopen_year(work: Work, *, fiscal_year_id: int, reason: str) -> int | None:
    """Open a closed year again: its closing voucher is mirrored; returns the key of the mirror, if there is one.

    Rejected while a later year is closed or the result has been disposed of.
    """
    entry: int | None = work.call("ledger.reopen_year", fiscal_year_id, reason)["entry_id"]
    return entry


@operation(needs=Permission.FINANCE_PERIODS, one_call=True)
def dispose_of_result(  # noqa: PLR0913 - what the meeting decided, and where it is booked
    work: Work,
    *,
    fiscal_year_id: int,
    date: date,
    dividend: Decimal,
    retained_account: str,
    dividend_account: str,
    text: str,
) -> int:
    """Book what the owners decided: a dividend, and the rest carried forward; returns the key of the disposal.

    Invalid where the dividend is more than what is retained and the result together (ABL 17:3).
    """
    answer = work.call(
        "ledger.dispose_result", fiscal_year_id, date, dividend, retained_account, dividend_account, text
    )
    key: int = answer["id"]
    return key


@operation(needs=Permission.FINANCE_PERIODS, one_call=True)
def undo_disposal(work: Work, *, disposal_id: int, date: date, text: str) -> int:
    """Take a disposal back by a mirrored voucher of `date`; returns its key."""
    key: int = work.call("ledger.undo_disposal", disposal_id, date, text)["entry_id"]
    return key
