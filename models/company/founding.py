"""Founds a company: main book, starter chart, tax codes, series, first fiscal year, bank account, site and places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from models.company.charts import CHARTS, read_chart
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation, to_json

if TYPE_CHECKING:
    import psycopg

_ORG_NUMBER = re.compile(r"(\d{6})-?(\d{4})")


@dataclass(frozen=True, slots=True)
class Founding:
    """What a company begins with. A fiscal year that starts on the first lasts twelve months, another one longer."""

    name: str
    fiscal_year_start: date
    org_number: str = ""
    country: str = "SE"
    currency: str = "SEK"
    language: str = "sv"
    chart: str = "bas"
    fiscal_year_end: date | None = None


@dataclass(frozen=True, slots=True)
class FoundedCompany:
    """The company that was made."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class OpenedYear:
    """A fiscal year and where it begins and ends."""

    id: int
    starts_on: date
    ends_on: date


def year_end(starts_on: date) -> date:
    """The last day of the twelfth calendar month counted from the one that `starts_on` lies in."""
    months = starts_on.month - 1 + 12
    return date(starts_on.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def found_first_company(connection: psycopg.Connection[Any], founding: Founding) -> int:
    """Found a company as the builder of the database (superuser or creator of its roles); returns its id.

    The caller commits. Refusals of the database arrive as psycopg errors of class KO.
    """
    row = connection.execute("SELECT company.found_company(%s::jsonb, %s::jsonb)", _arguments(founding)).fetchone()
    assert row is not None  # noqa: S101 - a function call answers one row
    found: int = row[0]
    return found


@operation(needs=Permission.COMPANY_EDIT)
def found_company(work: Work, *, founding: Founding) -> FoundedCompany:
    """Found a further company of this database as an administrator, who then belongs to it."""
    cursor = work.connection.exec_driver_sql("SELECT company.found_company(%s::jsonb, %s::jsonb)", _arguments(founding))
    return FoundedCompany(id=cursor.scalar_one(), name=founding.name)


@operation(needs=Permission.FINANCE_ACCOUNTS)
def open_fiscal_year(work: Work, *, starts_on: date, ends_on: date) -> OpenedYear:
    """Open a fiscal year with its calendar months as periods; at most 18 months, ending with a month."""
    year = work.value(
        "SELECT ledger.open_fiscal_year(:company, :starts_on, :ends_on)", starts_on=starts_on, ends_on=ends_on
    )
    return OpenedYear(id=year, starts_on=starts_on, ends_on=ends_on)


def _arguments(founding: Founding) -> tuple[str, str]:
    if founding.chart not in CHARTS:
        raise Invalid("company.unknown_chart", field="chart", chart=founding.chart)
    ends_on = founding.fiscal_year_end or year_end(founding.fiscal_year_start)
    facts = {
        "name": founding.name,
        "org_number": founding.org_number,
        "vat_number": _vat_number(founding.country, founding.org_number),
        "country": founding.country,
        "currency": founding.currency,
        "language": founding.language,
        "chart_kind": founding.chart,
        "starts_on": founding.fiscal_year_start,
        "ends_on": ends_on,
    }
    return to_json(facts), to_json(read_chart(founding.chart))


def _vat_number(country: str, org_number: str) -> str:
    """The VAT number that follows from a Swedish organisation number; empty elsewhere."""
    match = _ORG_NUMBER.fullmatch(org_number.strip())
    return f"SE{match[1]}{match[2]}01" if country == "SE" and match else ""
