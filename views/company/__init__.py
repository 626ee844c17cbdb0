"""The tab Company: what the company says of itself, its users, number series, currencies, and the trail of changes."""

from __future__ import annotations

from models.company.queries import USERS
from models.database.rights import Permission
from resources.language import N_
from views.company.change_page import ChangePage
from views.company.facts_page import FactsPage
from views.company.letter_pages import LetterPage, LettersPage
from views.company.lists import CHANGE_LIST, USER_LIST, open_user
from views.company.mail_page import MailPage
from views.company.new_company_page import NewCompanyPage
from views.company.rate_pages import CURRENCY_LIST, RatePage, RatesPage
from views.company.series_pages import NumberSeriesPage, SeriesPage
from views.company.user_pages import user_page
from views.company.voucher_series_page import VoucherSeriesPage
from views.kit.action import Row
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Tab

_USERS, _AUDIT, _READ = Permission.COMPANY_USERS, Permission.COMPANY_AUDIT, Permission.COMPANY_READ
_TABLES = Permission.FINANCE_ACCOUNTS

PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "company.facts",
        N_("Company facts"),
        FactsPage,
        Tab.COMPANY,
        Permission.COMPANY_EDIT,
        "company",
        in_navigation=True,
    ),
    PageSpec(
        "company.new_company",
        N_("New company"),
        NewCompanyPage,
        Tab.COMPANY,
        Permission.COMPANY_EDIT,
        "company",
        new=N_("Company"),
    ),
    PageSpec("company.mail", N_("E-mail"), MailPage, Tab.COMPANY, Permission.COMPANY_EDIT, "mail", in_navigation=True),
    PageSpec("company.letters", N_("Letters"), LettersPage, Tab.COMPANY, Permission.COMPANY_EDIT, "mail"),
    PageSpec("company.letter", N_("Letter"), LetterPage, Tab.COMPANY, Permission.COMPANY_EDIT, "mail"),
    list_screen("company.users", USER_LIST, tab=Tab.COMPANY, permission=_USERS, icon="user"),
    PageSpec("company.user", N_("User"), user_page, Tab.COMPANY, _USERS, "user", new=N_("User")),
    PageSpec("company.series", N_("Number series"), SeriesPage, Tab.COMPANY, _READ, "ledger", in_navigation=True),
    PageSpec("company.number_series", N_("Number series"), NumberSeriesPage, Tab.COMPANY, _READ, "ledger"),
    PageSpec(
        "company.voucher_series",
        N_("Voucher series"),
        VoucherSeriesPage,
        Tab.COMPANY,
        _READ,
        "ledger",
        new=N_("Voucher series"),
        new_permission=_TABLES,
    ),
    list_screen("company.currencies", CURRENCY_LIST, tab=Tab.COMPANY, permission=_READ, icon="payment"),
    PageSpec("company.rates", N_("Exchange rates"), RatesPage, Tab.COMPANY, _READ, "payment"),
    PageSpec(
        "company.rate",
        N_("Exchange rate"),
        RatePage,
        Tab.COMPANY,
        _READ,
        "payment",
        new=N_("Exchange rate"),
        new_permission=_TABLES,
    ),
    list_screen("company.audit", CHANGE_LIST, tab=Tab.COMPANY, permission=_AUDIT, icon="clock"),
    PageSpec("company.change", N_("Change"), ChangePage, Tab.COMPANY, _AUDIT, "clock"),
)


def _text(row: Row) -> str:
    return f"{row['name']} {row['full_name']}"


SEARCHES: tuple[RecordSearch, ...] = (RecordSearch(USERS, _text, open_user, N_("User"), _USERS, "user"),)
