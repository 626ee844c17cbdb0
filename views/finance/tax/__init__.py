"""The screens of tax: VAT returns, what they are made of, and tax codes with their rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.tax.codes import TAX_CODE_LIST
from views.finance.tax.lines import VAT_LINE_LIST
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


def _vat(host: Host, link: Link) -> Page:
    from views.finance.tax.periods import VatPeriodsPage

    return VatPeriodsPage(host, link)


def _vat_settings(host: Host, link: Link) -> Page:
    from views.finance.tax.periods import VatSettingsPage

    return VatSettingsPage(host, link)


def _vat_return(host: Host, link: Link) -> Page:
    from views.finance.tax.vat_return import VatReturnPage

    return VatReturnPage(host, link)


def _vat_filing(host: Host, link: Link) -> Page:
    from views.finance.tax.filing import VatFilingPage

    return VatFilingPage(host, link)


def _vat_reopening(host: Host, link: Link) -> Page:
    from views.finance.tax.filing import VatReopeningPage

    return VatReopeningPage(host, link)


def _sales_list(host: Host, link: Link) -> Page:
    from views.finance.tax.spans import SalesListPage

    return SalesListPage(host, link)


def _oss(host: Host, link: Link) -> Page:
    from views.finance.tax.spans import OssPage

    return OssPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("finance.vat", N_("VAT returns"), _vat, _TAB, _READ, "report", in_navigation=True, section=Section.TAX),
    PageSpec(
        "finance.sales_list",
        N_("EC sales list"),
        _sales_list,
        _TAB,
        _READ,
        "report",
        in_navigation=True,
        section=Section.TAX,
    ),
    PageSpec("finance.oss", N_("OSS return"), _oss, _TAB, _READ, "report", in_navigation=True, section=Section.TAX),
    PageSpec("finance.vat_return", N_("VAT return"), _vat_return, _TAB, _READ, "report"),
    PageSpec("finance.vat_filing", N_("File the VAT return"), _vat_filing, _TAB, Permission.FINANCE_POST, "check"),
    PageSpec(
        "finance.vat_reopening", N_("Correct the VAT return"), _vat_reopening, _TAB, Permission.FINANCE_POST, "undo"
    ),
    PageSpec("finance.vat_settings", N_("VAT settings"), _vat_settings, _TAB, _READ, "settings"),
    list_screen("finance.vat_lines", VAT_LINE_LIST, tab=_TAB, permission=_READ, icon="report", in_navigation=False),
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
