"""Voucher series: their names and areas, and how far each fiscal year has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from models.company.series import NumberSeries, list_number_series
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class SeriesYear:
    """A fiscal year in which vouchers were numbered in a series, and the number that comes next in it."""

    fiscal_year_id: int
    starts_on: date
    ends_on: date
    next_number: int


@dataclass(frozen=True, slots=True)
class VoucherSeries:
    """A voucher series; the latest of its `years` first. Where it is `fixed`, its area stays."""

    code: str = ""
    name: str = ""
    area: str = "general"
    fixed: bool = False
    years: tuple[SeriesYear, ...] = ()


@dataclass(frozen=True, slots=True)
class AllSeries:
    """Every series of a company; `year` is the first day of the fiscal year of today, or None."""

    documents: tuple[NumberSeries, ...]
    vouchers: tuple[VoucherSeries, ...]
    year: date | None


_SERIES = """
    SELECT d.code, d.name, d.area, ledger.series_is_fixed(d.company_id, d.code) AS fixed, s.fiscal_year_id, y.starts_on,
           y.ends_on, s.next_number
      FROM ledger.series_definition d
      LEFT JOIN ledger.book b ON b.company_id = d.company_id AND b.code = 'main'
      LEFT JOIN ledger.series s ON s.company_id = d.company_id AND s.code = d.code AND s.book_id = b.id
      LEFT JOIN ledger.fiscal_year y ON y.company_id = s.company_id AND y.id = s.fiscal_year_id
     WHERE d.company_id = :company AND d.code = coalesce(:code, d.code)
     ORDER BY d.code, y.starts_on DESC
"""


def _read(work: Work, code: str | None) -> tuple[VoucherSeries, ...]:
    return tuple(
        VoucherSeries(
            *head,
            years=tuple(
                SeriesYear(row.fiscal_year_id, row.starts_on, row.ends_on, row.next_number)
                for row in rows
                if row.fiscal_year_id is not None
            ),
        )
        for head, rows in groupby(work.rows(_SERIES, code=code), attrgetter("code", "name", "area", "fixed"))
    )


@operation(needs=Permission.COMPANY_READ)
def list_all_series(work: Work) -> AllSeries:
    """The series of documents and of vouchers, for one page."""
    year = work.value(
        "SELECT starts_on FROM ledger.fiscal_year WHERE company_id = :company"
        " AND company.today(:company) BETWEEN starts_on AND ends_on"
    )
    return AllSeries(list_number_series(work), _read(work, None), year)


@operation(needs=Permission.COMPANY_READ)
def read_voucher_series(work: Work, *, code: str) -> VoucherSeries:
    """One voucher series; Invalid where there is none with this code."""
    found = _read(work, code)
    if not found:
        raise Invalid("record.not_found", table="ledger.series_definition", id=code)
    return found[0]


@operation(needs=Permission.FINANCE_ACCOUNTS)
def add_voucher_series(work: Work, *, code: str, name: str, area: str) -> VoucherSeries:
    """Make a voucher series; Invalid where the code is taken ("series.exists")."""
    code = code.strip().upper()
    made = work.value(
        "INSERT INTO ledger.series_definition (company_id, code, name, area) VALUES (:company, :code, :name, :area)"
        " ON CONFLICT DO NOTHING RETURNING code",
        code=code,
        name=name.strip(),
        area=area,
    )
    if made is None:
        raise Invalid("series.exists", field="code", series=code)
    return read_voucher_series(work, code=code)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def edit_voucher_series(work: Work, *, code: str, name: str, area: str) -> VoucherSeries:
    """Rename a series, or give one without vouchers another area; Invalid where its area stays ("series.fixed")."""
    changed = work.connection.exec_driver_sql(
        "UPDATE ledger.series_definition SET name = %s, area = %s WHERE company_id = %s AND code = %s",
        (name.strip(), area, work.company_id, code),
    )
    if changed.rowcount == 0:
        raise Invalid("record.not_found", table="ledger.series_definition", id=code)
    return read_voucher_series(work, code=code)
