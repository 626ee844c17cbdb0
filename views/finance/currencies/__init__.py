"""The screens of foreign currencies: revaluation at the end of a month, and where differences are booked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.kit.host import Host, Link
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page


def _revaluation(host: Host, link: Link) -> Page:
    from views.finance.currencies.revaluation import RevaluationPage

    return RevaluationPage(host, link)


def _accounts(host: Host, link: Link) -> Page:
    from views.finance.currencies.accounts import ExchangeAccountsPage

    return ExchangeAccountsPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "finance.revaluation",
        N_("Currency revaluation"),
        _revaluation,
        Tab.FINANCE,
        Permission.FINANCE_READ,
        "finance",
        in_navigation=True,
        section=Section.CLOSING,
    ),
    PageSpec(
        "finance.exchange_accounts",
        N_("Exchange differences"),
        _accounts,
        Tab.FINANCE,
        Permission.FINANCE_ACCOUNTS,
        "finance",
        in_navigation=True,
        section=Section.REGISTERS,
    ),
)
SEARCHES: tuple[RecordSearch, ...] = ()
