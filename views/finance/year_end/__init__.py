"""The screens of the year-end: where it stands, tax, closing, what the owners decided, and opening it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.kit.host import Host, Link
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page


def _year_end(host: Host, link: Link) -> Page:
    from views.finance.year_end.page import YearEndPage

    return YearEndPage(host, link)


def _close(host: Host, link: Link) -> Page:
    from views.finance.year_end.forms import ClosePage

    return ClosePage(host, link)


def _tax(host: Host, link: Link) -> Page:
    from views.finance.year_end.forms import TaxPage

    return TaxPage(host, link)


def _disposal(host: Host, link: Link) -> Page:
    from views.finance.year_end.forms import DisposalPage

    return DisposalPage(host, link)


def _reopen(host: Host, link: Link) -> Page:
    from views.finance.year_end.forms import ReopenPage

    return ReopenPage(host, link)


_TAB, _DO = Tab.FINANCE, Permission.FINANCE_PERIODS

PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "finance.year_end",
        N_("Year-end"),
        _year_end,
        _TAB,
        Permission.FINANCE_READ,
        "lock",
        in_navigation=True,
        section=Section.CLOSING,
    ),
    PageSpec("finance.year_end.close", N_("Close the year"), _close, _TAB, _DO, "lock"),
    PageSpec("finance.year_end.tax", N_("Income tax"), _tax, _TAB, _DO, "finance"),
    PageSpec("finance.year_end.disposal", N_("What the owners decided"), _disposal, _TAB, _DO, "finance"),
    PageSpec("finance.year_end.reopen", N_("Open the year again"), _reopen, _TAB, _DO, "undo"),
)
SEARCHES: tuple[RecordSearch, ...] = ()
