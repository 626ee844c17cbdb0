"""The screens of spending control: where every rule stands, the rules, and what went past them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.spending.lists import EVENT_LIST, RULE_LIST
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ, _RULE = Tab.FINANCE, Permission.FINANCE_READ, Permission.FINANCE_SPENDING


def _spending(host: Host, link: Link) -> Page:
    from views.finance.spending.page import SpendingPage

    return SpendingPage(host, link)


def _behind(host: Host, link: Link) -> Page:
    from views.finance.spending.behind import SpendingBehindPage

    return SpendingBehindPage(host, link)


def _rule(host: Host, link: Link) -> Page:
    from views.finance.spending.rule import SpendingRulePage

    return SpendingRulePage(host, link)


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "finance.spending",
        N_("Spending"),
        _spending,
        _TAB,
        _READ,
        "check",
        in_navigation=True,
        section=Section.PLANS,
    ),
    list_screen("finance.spending_rules", RULE_LIST, tab=_TAB, permission=_READ, icon="check", in_navigation=False),
    list_screen("finance.spending_events", EVENT_LIST, tab=_TAB, permission=_READ, icon="warning", in_navigation=False),
    PageSpec("finance.spending_behind", N_("Behind the spending"), _behind, _TAB, _READ, "check"),
    PageSpec("finance.spending_rule", N_("Rule of spending"), _rule, _TAB, _READ, "check", new_permission=_RULE),
)
SEARCHES: tuple[RecordSearch, ...] = ()
