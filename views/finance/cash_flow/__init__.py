"""The cash-flow forecast, and what each of its figures is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.kit.host import Host, Link
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page


def _forecast(host: Host, link: Link) -> Page:
    from views.finance.cash_flow.forecast import CashFlowPage

    return CashFlowPage(host, link)


def _items(host: Host, link: Link) -> Page:
    from views.finance.cash_flow.forecast import CashItemsPage

    return CashItemsPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "finance.cash_flow",
        N_("Cash-flow forecast"),
        _forecast,
        Tab.FINANCE,
        Permission.FINANCE_READ,
        "payment",
        in_navigation=True,
        section=Section.PLANS,
    ),
    PageSpec("finance.cash_items", N_("Expected payments"), _items, Tab.FINANCE, Permission.FINANCE_READ, "payment"),
)
SEARCHES: tuple[RecordSearch, ...] = ()
