"""The screens of tax: tax codes and their rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.tax.codes import TAX_CODE_LIST
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ = Tab.FINANCE, Permission.FINANCE_READ


def _tax_code(host: Host, link: Link) -> Page:
    from views.finance.tax.codes import TaxCodePage

    return TaxCodePage(host, link)


def _tax_rate(host: Host, link: Link) -> Page:
    from views.finance.tax.rate import TaxRatePage

    return TaxRatePage(host, link)


PAGES: tuple[PageSpec, ...] = (
    list_screen(
        "finance.tax_codes", TAX_CODE_LIST, tab=_TAB, permission=_READ, icon="report", section=Section.REGISTERS
    ),
    PageSpec(
        "finance.tax_code",
        N_("Tax code"),
        _tax_code,
        _TAB,
        _READ,
        "report",
        new=N_("Tax code"),
        new_permission=Permission.FINANCE_ACCOUNTS,
    ),
    PageSpec("finance.tax_rate", N_("Tax rate"), _tax_rate, _TAB, Permission.FINANCE_ACCOUNTS, "report"),
)
SEARCHES: tuple[RecordSearch, ...] = ()
