"""The further accounting books of a company. Each is a companion company that holds differences alone."""

from __future__ import annotations

from dataclasses import dataclass

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import CompanyIdentity, Work, operation


@dataclass(frozen=True, slots=True)
class AccountingBook:
    """A book by its code, such as IFRS; `id` is the key of its companion company."""

    code: str = ""
    id: int | None = None


@operation(needs=Permission.FINANCE_READ)
def list_books(work: Work) -> tuple[AccountingBook, ...]:
    """The further books of the open company, by code."""
    rows = work.rows("SELECT code, id FROM reporting.accounting_books WHERE company_id = :company ORDER BY code")
    return tuple(AccountingBook(*tuple(row)) for row in rows)


@operation(needs=Permission.FINANCE_READ)
def find_book(work: Work, *, code: str) -> AccountingBook:
    """A book by its code; Invalid where the company has none of that name."""
    books = list_books(work)
    found = next((book for book in books if book.code.lower() == code.strip().lower()), None)
    if found is None:
        raise Invalid("book.unknown", field="book", code=code, known=", ".join(book.code for book in books))
    return found


@operation(needs=Permission.FINANCE_ACCOUNTS)
def open_book(work: Work, *, book: AccountingBook) -> AccountingBook:
    """Open a further book with the chart, dimensions, years and months of the company; Invalid for a code twice."""
    answer = work.call("ledger.open_book", book.code)
    return AccountingBook(answer["code"], answer["id"])


def company_identity(work: Work, *, company_id: int) -> CompanyIdentity | None:
    """A company or book that is open to the user by its key, though it was made after they signed in; else None."""
    row = work.row(
        "SELECT id, name, currency, language, country, book_of, book_code FROM company.company WHERE id = :id",
        id=company_id,
    )
    return None if row is None else CompanyIdentity(*tuple(row))
