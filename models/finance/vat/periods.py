"""The VAT periods of a company: how long they are, when their returns are due, and which are filed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.vat.definitions import due_on

FREQUENCIES = ("month_26", "month", "quarter", "year")
METHODS = ("invoice", "cash")


@dataclass(frozen=True, slots=True)
class VatPeriod:
    """A VAT period; `status` coming, open, filed or reopened, and what its latest return says where it has one."""

    starts_on: date
    ends_on: date
    frequency: str
    due_on: date
    status: str
    return_id: int | None
    version: int | None
    payable: Decimal | None
    filed_on: date | None


@dataclass(frozen=True, slots=True)
class VatScheme:
    """How a company returns VAT from a day on: `frequency` of FREQUENCIES, `method` of METHODS."""

    valid_from: date
    frequency: str
    method: str
    settlement_account: str


_PERIODS = """
    SELECT p.starts_on, p.ends_on, p.frequency, r.id, r.version, r.payable, r.posted_at::date AS filed_on,
           r.reopened_at IS NOT NULL AS reopened
      FROM finance.vat_periods(:company, :until) p
      LEFT JOIN LATERAL (SELECT * FROM finance.vat_return x WHERE x.company_id = :company AND x.starts_on = p.starts_on
                          ORDER BY x.version DESC LIMIT 1) r ON true
     ORDER BY p.starts_on DESC
"""


@operation(needs=Permission.FINANCE_READ)
def list_vat_periods(work: Work) -> tuple[VatPeriod, ...]:
    """All VAT periods until today, the latest first."""
    today = work.today()
    return tuple(
        VatPeriod(
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            frequency=row.frequency,
            due_on=due_on(row.frequency, row.ends_on),
            status=_status(row.id, reopened=row.reopened, over=row.ends_on < today),
            return_id=row.id,
            version=row.version,
            payable=row.payable,
            filed_on=row.filed_on,
        )
        for row in work.rows(_PERIODS, until=today)
    )


def _status(return_id: int | None, *, reopened: bool, over: bool) -> str:
    if return_id is not None:
        return "reopened" if reopened else "filed"
    return "open" if over else "coming"


def next_due(periods: Sequence[VatPeriod]) -> VatPeriod | None:
    """The period whose return is due first of those that are not filed."""
    waiting = [period for period in periods if period.status != "filed"]
    return min(waiting, key=lambda period: period.due_on, default=None)


@operation(needs=Permission.CONTACTS_READ)
def list_vat_schemes(work: Work) -> tuple[VatScheme, ...]:
    """How the company has returned VAT, the latest first."""
    rows = work.rows(
        "SELECT valid_from, frequency, method, settlement_account FROM finance.tax_scheme"
        " WHERE company_id = :company ORDER BY valid_from DESC"
    )
    return tuple(VatScheme(*tuple(row)) for row in rows)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def save_vat_scheme(work: Work, *, scheme: VatScheme) -> tuple[VatScheme, ...]:
    """Return VAT like this from a day on; one that begins on the same day is replaced.

    Invalid where a return is filed for a day from then on, or where the day lies within a period.
    """
    work.rows(
        "INSERT INTO finance.tax_scheme (company_id, valid_from, frequency, method, settlement_account)"
        " VALUES (:company, :day, :frequency, :method, :account) ON CONFLICT (company_id, valid_from) DO UPDATE"
        " SET frequency = excluded.frequency, method = excluded.method,"
        " settlement_account = excluded.settlement_account RETURNING 1",
        day=scheme.valid_from,
        frequency=scheme.frequency,
        method=scheme.method,
        account=scheme.settlement_account,
    )
    return list_vat_schemes(work)
