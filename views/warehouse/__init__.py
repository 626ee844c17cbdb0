"""The tab Warehouse."""

from __future__ import annotations

from models.database.rights import Permission
from models.sales.queries import DELIVERIES
from models.warehouse.queries import ITEMS, PURCHASE_ORDERS
from resources.language import N_
from views.kit.action import Row
from views.kit.host import Host, Link
from views.kit.page import Page, list_screen
from views.kit.page_spec import PageSpec, RecordSearch, Tab
from views.warehouse.count import CountPage
from views.warehouse.delivery import DeliveryView
from views.warehouse.item import item_view
from views.warehouse.item_form import ItemFormPage
from views.warehouse.lists import (
    DELIVERY_LIST,
    INCOMING_LIST,
    ITEM_LIST,
    PURCHASE_LIST,
    STOCK_LIST,
    VALUE_LIST,
    move_list,
)
from views.warehouse.places import PlacePage, PlacesPage, SitePage
from views.warehouse.purchase_entry import PurchaseEntryPage
from views.warehouse.purchase_order import purchase_order_page
from views.warehouse.receive import ReceivePage
from views.warehouse.to_pick import ToPickPage
from views.warehouse.transfer import TransferPage

_TAB = Tab.WAREHOUSE
_SALES, _STOCK, _BUYING = Permission.SALES_READ, Permission.WAREHOUSE_READ, Permission.PURCHASING_READ
_ITEMS, _BUY, _PLACES = Permission.WAREHOUSE_ITEMS, Permission.PURCHASING_EDIT, Permission.WAREHOUSE_PLACES


def _moves(host: Host, link: Link) -> Page:
    return list_screen("warehouse.moves", move_list(host)).make(host, link)


def _stock_value(host: Host, link: Link) -> Page:
    return list_screen("warehouse.stock_value", VALUE_LIST).make(host, link)


def _items(host: Host, link: Link) -> Page:
    return list_screen("warehouse.items", ITEM_LIST).make(host, link)


PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "warehouse.to_pick",
        N_("To pick"),
        ToPickPage,
        _TAB,
        Permission.WAREHOUSE_PICK,
        "barcode",
        in_navigation=True,
    ),
    list_screen("warehouse.deliveries", DELIVERY_LIST, tab=_TAB, permission=_SALES, icon="delivery"),
    PageSpec("warehouse.delivery", N_("Delivery"), DeliveryView, _TAB, _SALES, "delivery"),
    PageSpec(
        "warehouse.receive",
        N_("Receive goods"),
        ReceivePage,
        _TAB,
        Permission.WAREHOUSE_RECEIVE,
        "import",
        in_navigation=True,
    ),
    PageSpec(
        "warehouse.transfer",
        N_("Transfer"),
        TransferPage,
        _TAB,
        Permission.WAREHOUSE_MOVE,
        "forward",
        in_navigation=True,
    ),
    PageSpec("warehouse.count", N_("Count"), CountPage, _TAB, Permission.WAREHOUSE_COUNT, "check", in_navigation=True),
    PageSpec(
        "warehouse.items",
        N_("Items"),
        _items,
        _TAB,
        _STOCK,
        "item",
        in_navigation=True,
        other_permissions=(_ITEMS,),
    ),
    PageSpec("warehouse.item", N_("Item"), item_view, _TAB, _STOCK, "item", other_permissions=(_ITEMS,)),
    PageSpec("warehouse.item_form", N_("Item"), ItemFormPage, _TAB, _ITEMS, "item", new=N_("Item")),
    list_screen("warehouse.stock", STOCK_LIST, tab=_TAB, permission=_STOCK, icon="warehouse"),
    PageSpec(
        "warehouse.stock_value",
        N_("Stock value"),
        _stock_value,
        _TAB,
        _BUYING,
        "report",
        in_navigation=True,
        other_permissions=(Permission.SALES_PRICES,),
    ),
    PageSpec(
        "warehouse.moves",
        N_("Stock moves"),
        _moves,
        _TAB,
        _BUYING,
        "clock",
        in_navigation=True,
        other_permissions=(Permission.SALES_EDIT,),
    ),
    list_screen("warehouse.purchase_orders", PURCHASE_LIST, tab=_TAB, permission=_BUYING, icon="order"),
    list_screen(
        "warehouse.incoming", INCOMING_LIST, tab=_TAB, permission=_BUYING, icon="delivery", in_navigation=False
    ),
    PageSpec(
        "warehouse.purchase_order",
        N_("Purchase order"),
        purchase_order_page,
        _TAB,
        _BUYING,
        "order",
        new=N_("Purchase order"),
        new_permission=_BUY,
    ),
    PageSpec("warehouse.purchase_draft", N_("Draft purchase order"), PurchaseEntryPage, _TAB, _BUY, "order"),
    PageSpec("warehouse.places", N_("Places"), PlacesPage, _TAB, _PLACES, "filter", in_navigation=True),
    PageSpec("warehouse.place", N_("Place"), PlacePage, _TAB, _PLACES, "filter"),
    PageSpec("warehouse.site", N_("Site"), SitePage, _TAB, _PLACES, "filter"),
)


def _item(row: Row) -> str:
    return f"{row['code']} {row['name']}"


def _open_item(row: Row) -> Link:
    return Link("warehouse.item", row["id"])


def _delivery(row: Row) -> str:
    return f"{row['number'] or row['order_number']} {row['party_name']}"


def _open_delivery(row: Row) -> Link:
    return Link("warehouse.delivery", row["id"])


def _order(row: Row) -> str:
    return f"{row['number'] or '–'} {row['party_name']}"


def _open_order(row: Row) -> Link:
    return Link("warehouse.purchase_order", row["id"])


SEARCHES: tuple[RecordSearch, ...] = (
    RecordSearch(ITEMS, _item, _open_item, N_("Item"), _STOCK, "item"),
    RecordSearch(DELIVERIES, _delivery, _open_delivery, N_("Delivery"), _SALES, "delivery"),
    RecordSearch(PURCHASE_ORDERS, _order, _open_order, N_("Purchase order"), _BUYING, "order"),
)
