"""The tab Sales."""

from __future__ import annotations

from models.database.rights import Permission
from models.sales.queries import QUOTES, SALES_ORDERS
from resources.language import N_
from views.kit.action import Row
from views.kit.host import Link
from views.kit.page import list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Tab
from views.sales.lists import BACKLOG_LIST, ORDER_LIST, PRICE_LIST, QUOTE_LIST
from views.sales.order_entry import OrderEntryPage
from views.sales.order_page import order_view
from views.sales.prices import PricePage

_READ = Permission.SALES_READ

PAGES: tuple[PageSpec, ...] = (
    list_screen("sales.orders", ORDER_LIST, tab=Tab.SALES, permission=_READ, icon="order"),
    list_screen("sales.quotes", QUOTE_LIST, tab=Tab.SALES, permission=_READ, icon="quote"),
    list_screen("sales.backlog", BACKLOG_LIST, tab=Tab.SALES, permission=_READ, icon="clock"),
    list_screen("sales.prices", PRICE_LIST, tab=Tab.SALES, permission=_READ, icon="sales"),
    PageSpec(
        "sales.order",
        N_("Order"),
        order_view,
        Tab.SALES,
        _READ,
        "order",
        new=N_("Order"),
        new_permission=Permission.SALES_EDIT,
    ),
    PageSpec("sales.draft", N_("Draft order"), OrderEntryPage, Tab.SALES, Permission.SALES_EDIT, "order"),
    PageSpec("sales.price", N_("Price"), PricePage, Tab.SALES, Permission.SALES_PRICES, "sales"),
)


def _text(row: Row) -> str:
    return f"{row['number'] or '–'} {row['party_name']}"


def _link(row: Row) -> Link:
    return Link("sales.order", row["id"])


SEARCHES: tuple[RecordSearch, ...] = (
    RecordSearch(SALES_ORDERS, _text, _link, N_("Order"), _READ, "order"),
    RecordSearch(QUOTES, _text, _link, N_("Quote"), _READ, "quote"),
)
