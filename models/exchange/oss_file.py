"""The file of an OSS return for Skatteverket (OSS_001): a line for each country and rate, in euro.

The order of identification, period and countries is that of the authority's description; that of rate, base and tax
follows the form, since no official sample is public.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.company.settings import read_company
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.exchange.eskd import day_of, org_number_of
from models.exchange.exported import Exported
from models.exchange.sales_list_file import period_of
from models.finance.vat.oss import OssReport, complete, read_oss_report


def write_oss(report: OssReport, *, vat_number: str, country: str) -> bytes:
    """The file of one quarter; amounts with a decimal comma."""
    quarter = (report.ends_on.month + 2) // 3
    head = f"{vat_number};{quarter};{report.ends_on.year};"
    rows = [
        f"{country};{row.country};{_figure(row.percent)};{_figure(row.base_euro)};{_figure(row.tax_euro)};"
        for row in report.rows
    ]
    return "".join(f"{line}\r\n" for line in ("OSS_001;", head, *rows)).encode("ascii")


def _figure(value: Decimal | None) -> str:
    return f"{value or 0:.2f}".replace(".", ",")


@operation(needs=Permission.FINANCE_READ)
def export_oss(work: Work, *, options: Mapping[str, str] | None = None) -> Exported:
    """The OSS return of the days `from` to `to`, which are a calendar quarter."""
    chosen = options or {}
    first, last = day_of(chosen.get("from", "")), day_of(chosen.get("to", ""))
    period = period_of(first, last)
    if period is None or "-" not in period:
        raise Invalid("oss.no_quarter", first=first, last=last)
    report, company = complete(read_oss_report(work, from_date=first, to_date=last)), read_company(work)
    number = company.vat_number or f"SE{org_number_of(company.org_number).replace('-', '')}01"
    return Exported(write_oss(report, vat_number=number, country=company.country), f"OSS {period}.txt")
