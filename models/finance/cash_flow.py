"""The cash-flow forecast: what the bank accounts will hold, week by week or by month.

It knows open items, orders, vouchers that come by themselves, and VAT. Amounts are in company currency, and positive
where they come in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.rules import ZERO
from models.finance.vat.payments import vat_payments

_WEEKS, _MONTHS = 13, 6
#: How many times as late as usual customers pay, by scenario, unless the user says otherwise.
SCENARIOS = {"on_time": Decimal(0), "usual": Decimal(1), "late": Decimal(2)}
#: As late as a customer can be thought to pay, in times of what is usual.
LATEST = Decimal(10)
USUAL = SCENARIOS["usual"]


@dataclass(frozen=True, slots=True)
class CashStep:
    """A week or month from `starts_on`: what comes in (positive) and goes out (negative), and the bank after it."""

    starts_on: date
    ends_on: date
    receivable: Decimal
    sales_order: Decimal
    payable: Decimal
    purchase_order: Decimal
    recurring: Decimal
    vat: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class CashFlow:
    """The forecast from what the bank accounts hold today, in company currency."""

    currency: str
    opening: Decimal
    steps: tuple[CashStep, ...]

    @property
    def lowest(self) -> CashStep:
        """The step after which the bank holds least."""
        return min(self.steps, key=lambda step: step.closing)


@dataclass(frozen=True, slots=True)
class CashItem:
    """An expected payment, and the page that shows what it is for; `estimated` where it is not booked in full yet."""

    kind: str
    expected_on: date
    due_on: date
    party_name: str | None
    label: str
    amount: Decimal
    page: str | None
    page_key: int | str | None
    estimated: bool = False


@operation(needs=Permission.FINANCE_READ)
def cash_flow(work: Work, *, factor: Decimal = USUAL, grain: str = "week") -> CashFlow:
    """The forecast of 13 weeks or 6 months; `grain` week or month.

    Customers pay `factor` times as late as they usually do; Invalid where that is below 0 or above LATEST.
    """
    _check(factor)
    opening: Decimal = work.value(
        "SELECT coalesce(sum(balance), 0) FROM (SELECT DISTINCT account, balance FROM reporting.bank_accounts"
        " WHERE company_id = :company AND status = 'active') b"
    )
    last = _last_day(work.today(), grain)
    rows = work.rows(
        "SELECT starts_on, receivable, sales_order, payable, purchase_order, recurring"
        " FROM reporting.cash_flow(:company, :factor, :grain, :to)",
        factor=factor,
        grain=grain,
        to=last,
    )
    vat = _vat_items(work, last)
    steps, closing = [], opening
    for row in rows:
        end = _next_step(row.starts_on, grain) - timedelta(days=1)
        owed = sum((item.amount for item in vat if row.starts_on <= item.expected_on <= end), ZERO)
        facts = (row.receivable, row.sales_order, row.payable, row.purchase_order, row.recurring, owed)
        closing += sum(facts, ZERO)
        steps.append(CashStep(row.starts_on, end, *facts, closing))
    return CashFlow(work.company.currency, opening, tuple(steps))


@operation(needs=Permission.FINANCE_READ)
def cash_items(
    work: Work, *, kind: str, from_date: date, to_date: date, factor: Decimal = USUAL
) -> tuple[CashItem, ...]:
    """What is expected of one kind between two days, in the order of the days."""
    _check(factor)
    if kind == "vat":
        return tuple(_between(_vat_items(work, to_date), from_date, to_date))
    rows = work.rows(
        "SELECT kind, expected_on, due_on, party_name, label, amount, page, page_key"
        " FROM reporting.cash_flow_items(:company, :factor, :last) WHERE kind = :kind"
        " AND expected_on BETWEEN :first AND :last ORDER BY expected_on, party_name, label",
        factor=factor,
        kind=kind,
        first=from_date,
        last=to_date,
    )
    return tuple(CashItem(*tuple(row)) for row in rows)


def _vat_items(work: Work, to: date) -> list[CashItem]:
    """The VAT to pay and to get back; what should have been paid is expected today."""
    today = work.today()
    return [
        CashItem(
            kind="vat",
            expected_on=max(today, vat.due_on),
            due_on=vat.due_on,
            party_name=None,
            label=f"{vat.starts_on:%Y-%m-%d} – {vat.ends_on:%Y-%m-%d}",
            amount=-vat.payable,
            page="finance.vat_return",
            page_key=vat.starts_on.isoformat(),
            estimated=vat.estimated,
        )
        for vat in vat_payments(work, to=to)
    ]


def _between(items: Iterable[CashItem], first: date, last: date) -> Iterable[CashItem]:
    return (item for item in items if first <= item.expected_on <= last)


def _check(factor: Decimal) -> None:
    if not ZERO <= factor <= LATEST:
        raise Invalid("cash_flow.wrong_factor", field="factor", latest=LATEST)


def _last_day(today: date, grain: str) -> date:
    """The last day of the last step."""
    first = today - timedelta(days=today.weekday()) + timedelta(weeks=_WEEKS - 1)
    return _next_step(first if grain == "week" else _month(today, _MONTHS - 1), grain) - timedelta(days=1)


def _next_step(starts_on: date, grain: str) -> date:
    return starts_on + timedelta(days=7) if grain == "week" else _month(starts_on, 1)


def _month(day: date, count: int) -> date:
    """The first day of the month `count` months later."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
