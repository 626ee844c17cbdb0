"""All that the page of a year-end shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass

from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.accounts import FiscalYear, list_fiscal_years
from models.finance.income_tax import IncomeTax, income_tax
from models.finance.year_end import YearEnd, read_year_end

_LIMITED = "AB"


@dataclass(frozen=True, slots=True)
class YearBoard:
    """The end of a year with its tax, which is None for who pays it privately; and the years to choose among."""

    end: YearEnd
    tax: IncomeTax | None
    years: tuple[FiscalYear, ...]


@operation(needs=Permission.FINANCE_READ)
def read_year_board(work: Work, *, fiscal_year_id: int | None = None) -> YearBoard:
    """The board of the given year, else of the one to be closed next."""
    end = read_year_end(work, fiscal_year_id=fiscal_year_id)
    tax = income_tax(work, fiscal_year_id=end.fiscal_year_id) if end.accounts.form == _LIMITED else None
    return YearBoard(end, tax, list_fiscal_years(work))
