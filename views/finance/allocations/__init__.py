"""The screens of allocations: a month to be booked, what was booked, keys, and the rules that use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.allocations.lists import KEY_LIST, RULE_LIST, RUN_LIST
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ, _POST = Tab.FINANCE, Permission.FINANCE_READ, Permission.FINANCE_POST


def _month(host: Host, link: Link) -> Page:
    from views.finance.allocations.month import AllocatePage

    return AllocatePage(host, link)


def _key(host: Host, link: Link) -> Page:
    from views.finance.allocations.key import AllocationKeyPage

    return AllocationKeyPage(host, link)


def _rule(host: Host, link: Link) -> Page:
    from views.finance.allocations.rule import AllocationRulePage

    return AllocationRulePage(host, link)


def _run(host: Host, link: Link) -> Page:
    from views.finance.allocations.run import AllocationRunPage

    return AllocationRunPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "finance.allocate", N_("Allocate"), _month, _TAB, _READ, "columns", in_navigation=True, section=Section.CLOSING
    ),
    list_screen(
        "finance.allocation_keys", KEY_LIST, tab=_TAB, permission=_READ, icon="columns", section=Section.REGISTERS
    ),
    PageSpec(
        "finance.allocation_key",
        N_("Allocation key"),
        _key,
        _TAB,
        _READ,
        "columns",
        new_permission=_POST,
    ),
    list_screen(
        "finance.allocation_rules", RULE_LIST, tab=_TAB, permission=_READ, icon="columns", section=Section.REGISTERS
    ),
    PageSpec(
        "finance.allocation_rule",
        N_("Allocation rule"),
        _rule,
        _TAB,
        _READ,
        "columns",
        new_permission=_POST,
    ),
    list_screen("finance.allocation_runs", RUN_LIST, tab=_TAB, permission=_READ, icon="columns", in_navigation=False),
    PageSpec("finance.allocation_run", N_("Booked allocation"), _run, _TAB, _READ, "columns"),
)
SEARCHES: tuple[RecordSearch, ...] = ()
