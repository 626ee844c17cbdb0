"""What pages and searches there are: collected from the areas, filtered by what the user may see."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from importlib import import_module

from resources.language import N_
from views.finance.books import IN_BOOKS, SEARCHED_IN_BOOKS
from views.kit.page_spec import PageSpec, RecordSearch, Section, Tab

_AREAS = ("start", "finance", "warehouse", "sales", "service", "contacts", "company", "exchange", "settings")

Allows = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class TabText:
    """How a tab of the window is shown; `title` is marked with N_."""

    title: str
    icon: str


TAB_TEXTS: dict[str, TabText] = {
    Tab.START: TabText(N_("Overview"), "home"),
    Tab.FINANCE: TabText(N_("Finance"), "finance"),
    Tab.WAREHOUSE: TabText(N_("Warehouse"), "warehouse"),
    Tab.SALES: TabText(N_("Sales"), "sales"),
    Tab.SERVICE: TabText(N_("Service"), "service"),
    Tab.COMPANY: TabText(N_("Company"), "company"),
}


SECTION_TITLES: dict[Section, str] = {
    Section.TAX: N_("Tax"),
    Section.PLANS: N_("Assets and plans"),
    Section.CLOSING: N_("Period end"),
    Section.REPORTS: N_("Reports"),
    Section.REGISTERS: N_("Registers"),
}
_ORDER = tuple(Section)


class Registry:
    """The pages of all areas, in their order; ValueError where two pages are of one kind."""

    def __init__(self, pages: Iterable[PageSpec], searches: Iterable[RecordSearch] = ()) -> None:
        self.pages = tuple(pages)
        self.searches = tuple(searches)
        self._by_kind = {page.kind: page for page in self.pages}
        if len(self._by_kind) != len(self.pages):
            kinds = [page.kind for page in self.pages]
            twice = sorted({kind for kind in kinds if kinds.count(kind) > 1})
            message = f"declared twice: {', '.join(twice)}"
            raise ValueError(message)

    def find(self, kind: str) -> PageSpec | None:
        """The page of a kind, or None."""
        return self._by_kind.get(kind)

    def of_book(self) -> Registry:
        """What there is to see in a further accounting book."""
        searches = (search for search in self.searches if search.query.name in SEARCHED_IN_BOOKS)
        return Registry((page for page in self.pages if page.kind in IN_BOOKS), searches)

    def navigation(self, allows: Allows) -> dict[str, tuple[PageSpec, ...]]:
        """The pages listed under each tab, those of a section together; a tab without any is absent."""
        pages = sorted(self.pages, key=lambda page: _ORDER.index(page.section))
        shown = [self.placed(page, allows) for page in pages if page.in_navigation and page.open_to(allows)]
        listed = {tab: tuple(page for page in shown if page.tab == tab) for tab in TAB_TEXTS}
        return {tab: pages for tab, pages in listed.items() if pages}

    def placed(self, page: PageSpec, allows: Allows) -> PageSpec:
        """The page in the tab where it stands for whoever is allowed what `allows` says."""
        if not page.else_tab:
            return page
        others = (each for each in self.pages if each.tab == page.tab and each.in_navigation and not each.else_tab)
        return page if any(each.open_to(allows) for each in others) else replace(page, tab=page.else_tab)

    def creatable(self, allows: Allows) -> tuple[PageSpec, ...]:
        """The pages that make a new record."""
        return tuple(
            page for page in self.pages if page.new and allows(page.permission) and allows(page.new_permission)
        )

    def searchable(self, allows: Allows) -> tuple[RecordSearch, ...]:
        """What the palette may search."""
        return tuple(search for search in self.searches if allows(search.permission))


def collect() -> Registry:
    """Everything the areas declare. Imports them, so it is better done before the user waits for it."""
    pages: list[PageSpec] = []
    searches: list[RecordSearch] = []
    for area in _AREAS:
        name = f"views.{area}"
        try:
            module = import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            continue
        pages += getattr(module, "PAGES", ())
        searches += getattr(module, "SEARCHES", ())
    return Registry(pages, searches)
