"""The screens of further accounting books: which there are, a new one, and an account in several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.books.lists import BOOK_LIST
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.host import Host, Link
    from views.kit.page import Page

#: All that a book has to show: the other pages are about what it never holds.
IN_BOOKS = frozenset(
    {
        "finance.account_analysis",
        "finance.books_check",
        "finance.general_ledger",
        "finance.journal",
        "finance.period",
        "finance.periods",
        "finance.statement",
        "finance.statement_figure",
        "finance.trial_balance",
        "finance.voucher",
        "finance.voucher_template",
        "finance.voucher_templates",
        "finance.vouchers",
        "finance.vouchers_by_series",
    }
)
#: The lists that the palette searches there.
SEARCHED_IN_BOOKS = frozenset({"vouchers", "accounts"})


def _book(host: Host, link: Link) -> Page:
    from views.finance.books.form import BookPage

    return BookPage(host, link)


def _account(host: Host, link: Link) -> Page:
    from views.finance.books.account import AccountInBooksPage

    return AccountInBooksPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    list_screen(
        "finance.accounting_books",
        BOOK_LIST,
        tab=Tab.FINANCE,
        permission=Permission.FINANCE_READ,
        icon="ledger",
        section=Section.REGISTERS,
    ),
    PageSpec(
        "finance.accounting_book", N_("Accounting book"), _book, Tab.FINANCE, Permission.FINANCE_ACCOUNTS, "ledger"
    ),
    PageSpec(
        "finance.account_in_books", N_("Account in the books"), _account, Tab.FINANCE, Permission.FINANCE_READ, "ledger"
    ),
)
SEARCHES: tuple[RecordSearch, ...] = ()
