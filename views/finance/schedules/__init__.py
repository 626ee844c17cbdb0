"""The screens of entries that come by themselves: what is due, repeated vouchers, spread amounts, planned reversals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.schedules.lists import DEFERRAL_LIST, RECURRING_LIST
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ, _POST = Tab.FINANCE, Permission.FINANCE_READ, Permission.FINANCE_POST


def _due(host: Host, link: Link) -> Page:
    from views.finance.schedules.due import DuePage

    return DuePage(host, link)


def _recurring(host: Host, link: Link) -> Page:
    from views.finance.schedules.recurring import RecurringPage

    return RecurringPage(host, link)


def _deferral(host: Host, link: Link) -> Page:
    from views.finance.schedules.deferral import DeferralPage

    return DeferralPage(host, link)


def _defer(host: Host, link: Link) -> Page:
    from views.finance.schedules.forms import DeferPage

    return DeferPage(host, link)


def _plan(host: Host, link: Link) -> Page:
    from views.finance.schedules.forms import PlanReversalPage

    return PlanReversalPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("finance.due", N_("What is due"), _due, _TAB, _READ, "clock", in_navigation=True, section=Section.PLANS),
    list_screen(
        "finance.recurring_vouchers",
        RECURRING_LIST,
        tab=_TAB,
        permission=_READ,
        icon="refresh",
        section=Section.PLANS,
    ),
    PageSpec("finance.recurring_voucher", N_("Recurring voucher"), _recurring, _TAB, _READ, "refresh"),
    list_screen("finance.deferrals", DEFERRAL_LIST, tab=_TAB, permission=_READ, icon="calendar", section=Section.PLANS),
    PageSpec("finance.deferral", N_("Spread amount"), _deferral, _TAB, _READ, "calendar"),
    PageSpec("finance.defer", N_("Spread over months"), _defer, _TAB, _POST, "calendar"),
    PageSpec("finance.plan_reversal", N_("Reverse later"), _plan, _TAB, _POST, "undo"),
)
SEARCHES: tuple[RecordSearch, ...] = ()
