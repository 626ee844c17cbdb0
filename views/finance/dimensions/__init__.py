"""The screens of dimensions: cost centres, projects and free ones, their values, and what accounts ask of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database.rights import Permission
from models.finance.queries_dimensions import DIMENSION_VALUES
from resources.language import N_
from views.finance.dimensions.lists import DIMENSION_LIST, RULE_LIST
from views.kit.action import Row
from views.kit.host import Host, Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

if TYPE_CHECKING:
    from views.kit.page import Page

_TAB, _READ, _EDIT = Tab.FINANCE, Permission.FINANCE_READ, Permission.FINANCE_ACCOUNTS


def _dimension(host: Host, link: Link) -> Page:
    from views.finance.dimensions.dimension import dimension_page

    return dimension_page(host, link)


def _value(host: Host, link: Link) -> Page:
    from views.finance.dimensions.value import DimensionValuePage

    return DimensionValuePage(host, link)


def _rule(host: Host, link: Link) -> Page:
    from views.finance.dimensions.rule import DimensionRulePage

    return DimensionRulePage(host, link)


PAGES: tuple[PageSpec, ...] = (
    list_screen(
        "finance.dimensions", DIMENSION_LIST, tab=_TAB, permission=_READ, icon="project", section=Section.REGISTERS
    ),
    PageSpec("finance.dimension", N_("Dimension"), _dimension, _TAB, _READ, "project", new_permission=_EDIT),
    PageSpec("finance.dimension_value", N_("Dimension value"), _value, _TAB, _READ, "project"),
    list_screen("finance.dimension_rules", RULE_LIST, tab=_TAB, permission=_READ, icon="check", in_navigation=False),
    PageSpec("finance.dimension_rule", N_("Rule of a dimension"), _rule, _TAB, _READ, "check"),
)


def _value_text(row: Row) -> str:
    return f"{row['code']} {row['name']}"


def _value_link(row: Row) -> Link:
    return Link("finance.dimension_value", row["id"])


SEARCHES: tuple[RecordSearch, ...] = (
    RecordSearch(DIMENSION_VALUES, _value_text, _value_link, N_("Dimension value"), _READ, "project"),
)
