"""Sales taxed where the buyer lives (OSS, Union scheme): by country and rate for a quarter, in euro."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.rules import ZERO, round_money
from models.finance.vat.definitions import due_on

EURO = "EUR"


@dataclass(frozen=True, slots=True)
class OssRow:
    """What was sold to a country at a rate: in company currency, and in euro where the rate of the day is known."""

    country: str
    percent: Decimal
    base: Decimal
    tax: Decimal
    base_euro: Decimal | None
    tax_euro: Decimal | None


@dataclass(frozen=True, slots=True)
class OssReport:
    """The report of a range of days; `rate` is what a euro costs on its last day, None where none is known."""

    starts_on: date
    ends_on: date
    due_on: date
    rate: Decimal | None
    rows: tuple[OssRow, ...]

    @property
    def payable(self) -> Decimal | None:
        """Tax in euro of all countries; None where the rate is not known."""
        return None if self.rate is None else sum((row.tax_euro or ZERO for row in self.rows), ZERO)


_SOLD = """
    SELECT v.country, r.percent, coalesce(sum(v.amount) FILTER (WHERE v.part = 'base'), 0) AS base,
           coalesce(sum(v.amount) FILTER (WHERE v.part = 'tax'), 0) AS tax
      FROM reporting.vat_lines v
      JOIN finance.tax_rate r ON r.company_id = v.company_id AND r.tax_code = v.tax_code
           AND v.entry_date >= r.valid_from AND (r.valid_to IS NULL OR v.entry_date <= r.valid_to)
     WHERE v.company_id = :company AND v.country <> '' AND v.due_on BETWEEN :first AND :last
     GROUP BY 1, 2 ORDER BY 1, 2
"""


@operation(needs=Permission.FINANCE_READ)
def read_oss_report(work: Work, *, from_date: date, to_date: date) -> OssReport:
    """Sales by country and rate, at the euro's rate of the last day (Directive 2006/112/EC art. 369h)."""
    currency = work.company.currency
    rate = work.value("SELECT finance.rate_on(:euro, :base, :day)", euro=EURO, base=currency, day=to_date)
    rows = work.rows(_SOLD, first=from_date, last=to_date)
    return OssReport(
        starts_on=from_date,
        ends_on=to_date,
        due_on=due_on("oss", to_date),
        rate=rate,
        rows=tuple(
            OssRow(row.country, row.percent, row.base, row.tax, _euro(row.base, rate), _euro(row.tax, rate))
            for row in rows
        ),
    )


def _euro(amount: Decimal, rate: Decimal | None) -> Decimal | None:
    return None if rate is None else round_money(amount / rate)


def complete(report: OssReport) -> OssReport:
    """The report where it can be sent; Invalid where a euro has no rate."""
    if report.rate is None:
        raise Invalid("oss.no_rate", date=report.ends_on)
    return report
