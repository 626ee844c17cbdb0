"""How the value of the stock develops by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.trends import MONTHS, months_until


@dataclass(frozen=True, slots=True)
class MonthStock:
    """What the stock was worth at the end of a month."""

    month: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class StockTrend:
    """Twelve months, the last one as it stands today."""

    currency: str
    months: tuple[MonthStock, ...]


@operation(needs=Permission.PURCHASING_READ)
def stock_value_by_month(work: Work) -> StockTrend:
    """The balance of the stock accounts at the end of each month."""
    months = months_until(work.today(), MONTHS)
    rows = work.rows("SELECT s.month, s.value FROM reporting.stock_value_by_month(:company, :first) s", first=months[0])
    return StockTrend(work.company.currency, tuple(MonthStock(row.month, row.value) for row in rows))
