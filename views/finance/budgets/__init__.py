"""The screens of budgets: the list, a plan as it is typed, and what is booked beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_
from views.finance.budgets.lists import BUDGET_LIST
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ, _PLAN = Tab.FINANCE, Permission.FINANCE_READ, Permission.FINANCE_BUDGET


def _new(host: Host, link: Link) -> Page:
    from views.finance.budgets.begin import NewBudgetPage

    return NewBudgetPage(host, link)


def _budget(host: Host, link: Link) -> Page:
    from views.finance.budgets.budget import BudgetPage

    return BudgetPage(host, link)


def _comparison(host: Host, link: Link) -> Page:
    from views.finance.budgets.comparison import ComparisonPage

    return ComparisonPage(host, link)


PAGES: tuple[PageSpec, ...] = (
    list_screen("finance.budgets", BUDGET_LIST, tab=_TAB, permission=_READ, icon="report", section=Section.PLANS),
    PageSpec("finance.new_budget", N_("New budget"), _new, _TAB, _PLAN, "report", new=N_("Budget")),
    PageSpec("finance.budget", N_("Budget"), _budget, _TAB, _READ, "report"),
    PageSpec(
        "finance.budget_comparison",
        N_("Actual against budget"),
        _comparison,
        _TAB,
        _READ,
        "report",
        in_navigation=True,
        section=Section.REPORTS,
    ),
)
SEARCHES: tuple[RecordSearch, ...] = ()
