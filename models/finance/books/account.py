"""One account in the books of a company, in a further book, and in both together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.books.registers import list_books
from models.finance.statements.columns import Asked, Year
from models.finance.statements.figures import ZERO, Standing, read_figures


@dataclass(frozen=True, slots=True)
class InBook:
    """What an account has in one book; `company` is the key under which its lines are found."""

    code: str
    company: int
    opening: Decimal
    change: Decimal
    closing: Decimal


@dataclass(frozen=True, slots=True)
class AccountInBooks:
    """An account in the main books, whose code is empty, and in a further book; debit positive."""

    account: str
    name: str
    from_date: date
    to_date: date
    rows: tuple[InBook, ...]


@operation(needs=Permission.FINANCE_READ)
def account_in_books(  # noqa: PLR0913 - what a figure of a statement is narrowed by
    work: Work,
    *,
    account: str,
    book: int,
    from_date: date,
    to_date: date,
    before_closing: bool = False,
    dimension: int | None = None,
    value: str | None = None,
    also: Mapping[str, str] = MappingProxyType({}),
) -> AccountInBooks:
    """The account of these days in the company's own books and in the book with the key `book`."""
    found = next((each for each in list_books(work) if each.id == book), None)
    if found is None:
        raise Invalid("book.unknown", field="book", code=book, known="")
    years = work.rows("SELECT starts_on, ends_on FROM ledger.fiscal_year WHERE company_id = :company")
    asked = Asked(from_date, to_date, not before_closing, [Year(*tuple(row)) for row in years], value=value)
    main = asked.span("main", "", from_date, to_date)
    spans = (main, replace(main, source="difference", company=book))
    figures = read_figures(work, spans, dimension, also)
    name = next((each.name for each in figures.accounts if each.number == account), "")
    rows = tuple(
        InBook(code, company, standing.opening, standing.change, standing.closing)
        for code, company, standing in zip(
            ("", found.code),
            (work.company_id, book),
            (standings.get(account, Standing(ZERO, ZERO)) for standings in figures.standings),
            strict=True,
        )
    )
    return AccountInBooks(account, name, from_date, to_date, rows)
