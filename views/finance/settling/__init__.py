"""The screens of accounts kept as open items: what is open, proposals, settlements, and what was open on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.settling.lists import SETTLING_LIST
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ = Tab.FINANCE, Permission.FINANCE_READ
_SETTLE, _ACCOUNTS = Permission.FINANCE_SETTLE, Permission.FINANCE_ACCOUNTS


def _settling(host: Host, link: Link) -> Page:
    from views.finance.settling.page import SettlingPage

    return SettlingPage(host, link)


def _proposals(host: Host, link: Link) -> Page:
    from views.finance.settling.proposals import ProposalsPage

    return ProposalsPage(host, link)


def _settlement(host: Host, link: Link) -> Page:
    from views.finance.settling.settlement import SettlementPage

    return SettlementPage(host, link)


def _take_back(host: Host, link: Link) -> Page:
    from views.finance.settling.forms import TakeBackPage

    return TakeBackPage(host, link)


def _day(host: Host, link: Link) -> Page:
    from views.finance.settling.day import ItemsOnDayPage

    return ItemsOnDayPage(host, link)


def _keep(host: Host, link: Link) -> Page:
    from views.finance.settling.forms import KeepItemsPage

    return KeepItemsPage(host, link)


def _terms(host: Host, link: Link) -> Page:
    from views.finance.settling.forms import TermsPage

    return TermsPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("finance.settling", N_("Settle open items"), _settling, _TAB, _READ, "link", in_navigation=True),
    PageSpec("finance.settling_proposals", N_("Proposals"), _proposals, _TAB, _READ, "check"),
    list_screen("finance.settlements", SETTLING_LIST, tab=_TAB, permission=_READ, icon="link", section=Section.REPORTS),
    PageSpec("finance.settlement", N_("Settlement"), _settlement, _TAB, _READ, "link"),
    PageSpec("finance.settlement_undo", N_("Take the settlement back"), _take_back, _TAB, _SETTLE, "undo"),
    PageSpec(
        "finance.items_on_day",
        N_("Open items on a day"),
        _day,
        _TAB,
        _READ,
        "calendar",
        in_navigation=True,
        section=Section.REPORTS,
    ),
    PageSpec("finance.keep_items", N_("Keep open items"), _keep, _TAB, _ACCOUNTS, "ledger"),
    PageSpec("finance.settling_terms", N_("Small differences"), _terms, _TAB, _READ, "settings"),
)
SEARCHES: tuple[RecordSearch, ...] = ()
