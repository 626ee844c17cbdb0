"""How sales, result and debts develop by month and by age, from sums that are kept; amounts in company currency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.rules import ZERO

MONTHS = 12  # that a trend shows, the current one last

#: What is owed: not due, 1 to 30, 31 to 60, 61 to 90 and more days overdue.
Ages = tuple[Decimal, Decimal, Decimal, Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class MonthSales:
    """Sales of a month without tax, and those of the same month a year before."""

    month: date
    amount: Decimal
    earlier: Decimal


@dataclass(frozen=True, slots=True)
class MonthResult:
    """Income and expenses of a month, both positive."""

    month: date
    income: Decimal
    expenses: Decimal

    @property
    def result(self) -> Decimal:
        """What is left."""
        return self.income - self.expenses


@dataclass(frozen=True, slots=True)
class SalesTrend:
    """Twelve months of sales, the current one last."""

    currency: str
    months: tuple[MonthSales, ...]


@dataclass(frozen=True, slots=True)
class ResultTrend:
    """Twelve months of income and expenses, the current one last."""

    currency: str
    months: tuple[MonthResult, ...]


@dataclass(frozen=True, slots=True)
class Owed:
    """What customers owe and suppliers are owed today, both positive, by age."""

    currency: str
    receivable: Ages
    payable: Ages


def months_until(today: date, count: int) -> tuple[date, ...]:
    """The first days of the `count` months that end with the one of `today`."""
    last = today.year * 12 + today.month - 1
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(last - count + 1, last + 1))


def month_end(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@operation(needs=Permission.FINANCE_INVOICE_READ)
def sales_by_month(work: Work) -> SalesTrend:
    """What was booked as sales, by month: income on accounts that carry a tax code."""
    months = months_until(work.today(), 2 * MONTHS)
    rows = work.rows("SELECT s.month, s.amount FROM reporting.sales_by_month(:company, :first) s", first=months[0])
    return _sales(work, months, {row.month: row.amount for row in rows})


@operation(needs=Permission.FINANCE_INVOICE_READ)
def party_sales_by_month(work: Work, *, party_id: int) -> SalesTrend:
    """What was invoiced to a customer by month, without tax and less credits."""
    months = months_until(work.today(), 2 * MONTHS)
    rows = work.rows(
        "SELECT date_trunc('month', i.invoice_date::timestamp)::date AS month,"
        " sum(round(CASE WHEN i.kind = 'customer_credit' THEN -i.net ELSE i.net END * i.rate, 2)) AS amount"
        " FROM finance.invoice i WHERE i.company_id = :company AND i.party_id = :party AND i.invoice_date >= :first"
        " AND i.kind IN ('customer_invoice', 'customer_credit') AND i.posted_at IS NOT NULL GROUP BY 1",
        party=party_id,
        first=months[0],
    )
    return _sales(work, months, {row.month: row.amount for row in rows})


def _sales(work: Work, months: tuple[date, ...], found: dict[date, Decimal]) -> SalesTrend:
    shown = zip(months[MONTHS:], months[:MONTHS], strict=True)
    return SalesTrend(
        work.company.currency,
        tuple(MonthSales(month, found.get(month, ZERO), found.get(before, ZERO)) for month, before in shown),
    )


_RESULT = """
    SELECT b.starts_on AS month,
           coalesce(sum(b.credit - b.debit) FILTER (WHERE a.kind = 'income'), 0) AS income,
           coalesce(sum(b.debit - b.credit) FILTER (WHERE a.kind <> 'income'), 0) AS expenses
      FROM ledger.book k
      JOIN ledger.balance b ON b.company_id = k.company_id AND b.book_id = k.id AND b.grain = 'M'
           AND b.starts_on >= :first
      JOIN ledger.account a ON a.company_id = b.company_id AND a.number = b.account
     WHERE k.company_id = :company AND k.code = 'main' AND b.starts_on <= :last
       AND a.kind NOT IN ('asset', 'liability', 'equity') AND b.kind NOT IN ('opening', 'closing')
     GROUP BY 1
"""


@operation(needs=Permission.FINANCE_READ)
def result_by_month(work: Work) -> ResultTrend:
    """Income and expenses by month, before closing vouchers."""
    months = months_until(work.today(), MONTHS)
    rows = work.rows(_RESULT, first=months[0], last=months[-1])
    found = {row.month: MonthResult(row.month, row.income, row.expenses) for row in rows}
    return ResultTrend(
        work.company.currency, tuple(found.get(month, MonthResult(month, ZERO, ZERO)) for month in months)
    )


_OWED = """
    WITH owed AS (
        SELECT a.role, CASE WHEN a.role = 'payable' THEN -i.remaining ELSE i.remaining END AS remaining,
               CAST(:today AS date) - coalesce(i.due_on, i.entry_date) AS days
          FROM ledger.account a
          JOIN ledger.open_item i ON i.company_id = a.company_id AND i.account = a.number AND i.remaining <> 0
         WHERE a.company_id = :company AND a.role IN ('receivable', 'payable'))
    SELECT o.role, coalesce(sum(o.remaining) FILTER (WHERE o.days <= 0), 0),
           coalesce(sum(o.remaining) FILTER (WHERE o.days BETWEEN 1 AND 30), 0),
           coalesce(sum(o.remaining) FILTER (WHERE o.days BETWEEN 31 AND 60), 0),
           coalesce(sum(o.remaining) FILTER (WHERE o.days BETWEEN 61 AND 90), 0),
           coalesce(sum(o.remaining) FILTER (WHERE o.days > 90), 0)
      FROM owed o GROUP BY 1
"""


@operation(needs=Permission.FINANCE_READ)
def owed_by_age(work: Work) -> Owed:
    """All open items of customers and suppliers by age."""
    nothing: Ages = (ZERO, ZERO, ZERO, ZERO, ZERO)
    rows = work.rows(_OWED, today=work.today())
    found: dict[str, Ages] = {role: (*amounts,) for role, *amounts in map(tuple, rows)}
    return Owed(work.company.currency, found.get("receivable", nothing), found.get("payable", nothing))
