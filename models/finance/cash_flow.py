"""The cash-flow forecast: what the bank accounts will hold, from open items and orders, week by week or by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation

_WEEKS, _MONTHS = 13, 6
#: How many times as late as usual customers pay, by scenario.
SCENARIOS = {"on_time": Decimal(0), "usual": Decimal(1), "late": Decimal(2)}


@dataclass(frozen=True, slots=True)
class CashStep:
    """A week or month from `starts_on`: what comes in (positive) and goes out (negative), and the bank after it."""

    starts_on: date
    ends_on: date
    receivable: Decimal
    sales_order: Decimal
    payable: Decimal
    purchase_order: Decimal
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
    """An expected payment, and the page that shows what it is for."""

    kind: str
    expected_on: date
    due_on: date
    party_name: str | None
    label: str
    amount: Decimal
    page: str | None
    page_key: int | None


@operation(needs=Permission.FINANCE_READ)
def cash_flow(work: Work, *, scenario: str = "usual", grain: str = "week") -> CashFlow:
    """The forecast of 13 weeks or 6 months; `scenario` one of SCENARIOS, `grain` week or month."""
    opening: Decimal = work.value(
        "SELECT coalesce(sum(balance), 0) FROM (SELECT DISTINCT account, balance FROM reporting.bank_accounts"
        " WHERE company_id = :company AND status = 'active') b"
    )
    today = work.today()
    last = today + timedelta(weeks=_WEEKS - 1) if grain == "week" else _month(today, _MONTHS - 1)
    rows = work.rows(
        "SELECT starts_on, receivable, sales_order, payable, purchase_order"
        " FROM reporting.cash_flow(:company, :factor, :grain, :to)",
        factor=SCENARIOS[scenario],
        grain=grain,
        to=last,
    )
    steps, closing = [], opening
    for row in rows:
        closing += row.receivable + row.sales_order + row.payable + row.purchase_order
        following = row.starts_on + timedelta(days=7) if grain == "week" else _month(row.starts_on, 1)
        facts = (row.receivable, row.sales_order, row.payable, row.purchase_order, closing)
        steps.append(CashStep(row.starts_on, following - timedelta(days=1), *facts))
    return CashFlow(work.company.currency, opening, tuple(steps))


@operation(needs=Permission.FINANCE_READ)
def cash_items(work: Work, *, kind: str, scenario: str, from_date: date, to_date: date) -> tuple[CashItem, ...]:
    """What is expected of one kind between two days, in the order of the days."""
    rows = work.rows(
        "SELECT kind, expected_on, due_on, party_name, label, amount, page, page_key"
        " FROM reporting.cash_flow_items(:company, :factor) WHERE kind = :kind"
        " AND expected_on BETWEEN :first AND :last ORDER BY expected_on, party_name, label",
        factor=SCENARIOS[scenario],
        kind=kind,
        first=from_date,
        last=to_date,
    )
    return tuple(CashItem(*tuple(row)) for row in rows)


def _month(day: date, count: int) -> date:
    """The first day of the month `count` months later."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
