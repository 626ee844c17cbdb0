"""How an area declares its screens and what the command palette finds in it; the shell needs to know no more.

Each package `views/<area>/` exposes `PAGES: tuple[PageSpec, ...]` and `SEARCHES: tuple[RecordSearch, ...]`, quick to
import: what is heavy is imported by `make`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.database.listing import ListQuery
from views.kit.action import Row
from views.kit.host import Host, Link

if TYPE_CHECKING:
    from views.kit.page import Page


class Tab(StrEnum):
    """The parts of the window, in their order; one is absent where the user may see none of its pages."""

    START = "start"
    FINANCE = "finance"
    WAREHOUSE = "warehouse"
    SALES = "sales"
    SERVICE = "service"
    COMPANY = "company"


class Section(StrEnum):
    """Under which heading of its tab a page stands, in their order; the pages of daily work stand above them all."""

    DAILY = ""
    TAX = "tax"
    PLANS = "plans"
    CLOSING = "closing"
    REPORTS = "reports"
    REGISTERS = "registers"


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A kind of page: `make(host, link)` builds it. `title` and `new` are marked with N_.

    The shell gives each page its breadcrumb and its place in the history, so a page sets neither.
    """

    kind: str  # of the links that lead here, "sales.orders"
    title: str
    make: Callable[[Host, Link], Page]
    tab: str = ""  # a `Tab`; where it stands in the navigation, and the first step of its breadcrumb
    permission: str = ""
    icon: str = ""
    in_navigation: bool = False  # listed under its tab; otherwise only links and the palette's records lead here
    new: str = ""  # "Customer invoice": listed under File > New, opened without a key to make a new record
    new_permission: str = ""  # what it takes to make a new one; empty where `permission` is enough
    other_permissions: tuple[str, ...] = ()  # each of which opens the page as well as `permission`
    section: Section = Section.DAILY  # where in its tab it is listed
    else_tab: str = ""  # where it stands for whoever may see nothing else of its tab

    def open_to(self, allows: Callable[[str], bool]) -> bool:
        """Whether whoever is allowed what `allows` says may see the page."""
        return any(allows(permission) for permission in (self.permission, *self.other_permissions))


@dataclass(frozen=True, slots=True)
class RecordSearch:
    """Records the command palette finds by number or words in `query`, which has a search function."""

    query: ListQuery
    text: Callable[[Row], str]  # what the palette shows of a row
    link: Callable[[Row], Link]
    hint: str  # the kind of record, marked with N_: "Customer invoice"
    permission: str = ""
    icon: str = "right"
