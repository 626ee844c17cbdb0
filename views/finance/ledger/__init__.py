"""The screens of the ledger: vouchers, accounts, reports of the books, periods and the check of the books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from models.finance.queries import ACCOUNTS, VOUCHERS
from resources.language import N_
from views.finance.ledger.lists import ACCOUNT_LIST, VOUCHER_LIST
from views.kit.action import Row
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ = Tab.FINANCE, Permission.FINANCE_READ


def _voucher(host: Host, link: Link) -> Page:
    from views.finance.ledger.voucher import voucher_page

    return voucher_page(host, link)


def _account(host: Host, link: Link) -> Page:
    from views.finance.ledger.accounts import AccountPage

    return AccountPage(host, link)


def _trial_balance(host: Host, link: Link) -> Page:
    from views.finance.ledger.trial_balance import TrialBalancePage

    return TrialBalancePage(host, link)


def _general_ledger(host: Host, link: Link) -> Page:
    from views.finance.ledger.general_ledger import GeneralLedgerPage

    return GeneralLedgerPage(host, link)


def _periods(host: Host, link: Link) -> Page:
    from views.finance.ledger.periods import PeriodsPage

    return PeriodsPage(host, link)


def _period(host: Host, link: Link) -> Page:
    from views.finance.ledger.periods import LockPage

    return LockPage(host, link)


def _fiscal_year(host: Host, link: Link) -> Page:
    from views.finance.ledger.periods import FiscalYearPage

    return FiscalYearPage(host, link)


def _books_check(host: Host, link: Link) -> Page:
    from views.finance.ledger.books_check import BooksCheckPage

    return BooksCheckPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    list_screen("finance.vouchers", VOUCHER_LIST, tab=_TAB, permission=_READ, icon="voucher"),
    PageSpec(
        "finance.voucher",
        N_("Voucher"),
        _voucher,
        _TAB,
        _READ,
        "voucher",
        new=N_("Voucher"),
        new_permission=Permission.FINANCE_POST,
    ),
    PageSpec(
        "finance.trial_balance",
        N_("Trial balance"),
        _trial_balance,
        _TAB,
        _READ,
        "report",
        in_navigation=True,
        section=Section.REPORTS,
    ),
    PageSpec(
        "finance.general_ledger",
        N_("General ledger"),
        _general_ledger,
        _TAB,
        _READ,
        "ledger",
        in_navigation=True,
        section=Section.REPORTS,
    ),
    list_screen("finance.accounts", ACCOUNT_LIST, tab=_TAB, permission=_READ, icon="ledger", section=Section.REGISTERS),
    PageSpec(
        "finance.account",
        N_("Account"),
        _account,
        _TAB,
        _READ,
        "ledger",
        new=N_("Account"),
        new_permission=Permission.FINANCE_ACCOUNTS,
    ),
    PageSpec(
        "finance.periods", N_("Periods"), _periods, _TAB, _READ, "calendar", in_navigation=True, section=Section.CLOSING
    ),
    PageSpec("finance.period", N_("Lock a period"), _period, _TAB, Permission.FINANCE_PERIODS, "lock"),
    PageSpec("finance.fiscal_year", N_("New fiscal year"), _fiscal_year, _TAB, Permission.FINANCE_ACCOUNTS, "calendar"),
    PageSpec(
        "finance.books_check",
        N_("Check the books"),
        _books_check,
        _TAB,
        Permission.FINANCE_VERIFY,
        "check",
        in_navigation=True,
        section=Section.CLOSING,
    ),
)


def _voucher_text(row: Row) -> str:
    return f"{row['voucher']} {row['text']}"


def _voucher_link(row: Row) -> Link:
    return Link("finance.voucher", row["id"])


def _account_text(row: Row) -> str:
    return f"{row['number']} {row['name']}"


def _account_link(row: Row) -> Link:
    return Link("finance.general_ledger", arguments={"account": row["number"]})


SEARCHES: tuple[RecordSearch, ...] = (
    RecordSearch(VOUCHERS, _voucher_text, _voucher_link, N_("Voucher"), _READ, "voucher"),
    RecordSearch(ACCOUNTS, _account_text, _account_link, N_("Account"), _READ, "ledger"),
)
