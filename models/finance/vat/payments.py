"""VAT that is to be paid or comes back: what is filed and not settled, what is not filed, and the running period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.work import Work
from models.finance.rules import ZERO, round_to_whole
from models.finance.vat.periods import VatPeriod, list_vat_periods


@dataclass(frozen=True, slots=True)
class VatPayment:
    """What a VAT period comes to, positive where it is to be paid; `estimated` where the period still runs."""

    starts_on: date
    ends_on: date
    due_on: date
    payable: Decimal
    estimated: bool = False


_PAYABLE = "SELECT coalesce(sum(tax), 0) FROM finance.vat_boxes(:company, :first, :last)"
_UNSETTLED = (
    "SELECT id FROM finance.vat_return WHERE company_id = :company AND reopened_at IS NULL AND entry_id IS NULL"
)
_OWED = """
    SELECT coalesce(-sum(x.debit - x.credit), 0)
      FROM ledger.balance x JOIN ledger.book k ON k.id = x.book_id AND k.code = 'main'
     WHERE x.company_id = :company AND x.book_id = k.id AND x.grain = 'Y' AND x.account IN (
           SELECT s.settlement_account FROM finance.tax_scheme s WHERE s.company_id = :company)
"""


def vat_payments(work: Work, *, to: date) -> tuple[VatPayment, ...]:
    """The payments that are due until `to`, by day.

    Of filed returns it is what the settlement account still holds, the latest first, and all of those that no voucher
    has settled until they are due; returns that are not filed count
    from the last filed one on, or without any from those that are due today or later. What is booked of the running
    period is taken for its share of the days.
    """
    today, periods = work.today(), list_vat_periods(work)
    unsettled = {row.id for row in work.rows(_UNSETTLED)}
    settled = [period for period in periods if period.return_id not in unsettled]
    found = [
        *_filed(settled, work.value(_OWED)),
        *(_whole(period) for period in periods if period.return_id in unsettled and period.due_on >= today),
        *(_open(work, period, today) for period in _waiting(periods, today)),
    ]
    return tuple(sorted((vat for vat in found if vat.payable and vat.due_on <= to), key=lambda vat: vat.due_on))


def _whole(period: VatPeriod) -> VatPayment:
    return VatPayment(period.starts_on, period.ends_on, period.due_on, period.payable or ZERO)


def _filed(periods: Sequence[VatPeriod], owed: Decimal) -> list[VatPayment]:
    """What is not settled of filed returns: newest first, as far as the settlement account reaches."""
    found = []
    for period in periods:
        payable = period.payable or ZERO
        if period.status != "filed" or payable * owed <= 0:
            continue
        part = payable if abs(payable) <= abs(owed) else owed
        owed -= part
        found.append(VatPayment(period.starts_on, period.ends_on, period.due_on, part))
    return found


def _waiting(periods: Sequence[VatPeriod], today: date) -> list[VatPeriod]:
    filed = max((period.ends_on for period in periods if period.status == "filed"), default=None)
    return [
        period
        for period in periods
        if period.status != "filed" and (period.due_on >= today if filed is None else period.starts_on > filed)
    ]


def _open(work: Work, period: VatPeriod, today: date) -> VatPayment:
    running = period.starts_on <= today < period.ends_on
    booked: Decimal = work.value(_PAYABLE, first=period.starts_on, last=min(today, period.ends_on))
    if running:
        booked = for_whole(booked, period.starts_on, period.ends_on, today)
    return VatPayment(period.starts_on, period.ends_on, period.due_on, booked, running)


def for_whole(booked: Decimal, starts_on: date, ends_on: date, today: date) -> Decimal:
    """What a period comes to, in whole kronor, if it goes on as in its days until `today`."""
    return round_to_whole(booked * ((ends_on - starts_on).days + 1) / ((today - starts_on).days + 1))
