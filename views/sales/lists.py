"""The lists of sales: quotes, orders, the backlog and prices."""

from __future__ import annotations

from models.database.listing import Filter
from models.database.rights import Permission
from models.sales.queries import ORDER_BACKLOG, PRICES, QUOTES, SALES_ORDERS
from resources.language import N_
from views.kit.action import Action, ActionContext, Row
from views.kit.host import Link
from views.kit.list.spec import ListSpec, QuickFilter

ORDER = "sales.sales_order"


def _open(row: Row) -> Link:
    return Link("sales.draft" if row["status"] == "draft" else "sales.order", row["id"])


def _open_backlog(row: Row) -> Link:
    return Link("sales.order", row["order_id"])


def _open_price(row: Row) -> Link:
    return Link("sales.price", row["id"])


def _new_order(context: ActionContext) -> None:
    context.host.open(Link("sales.order", arguments={"kind": "order"}))


def _new_quote(context: ActionContext) -> None:
    context.host.open(Link("sales.order", arguments={"kind": "quote"}))


def _new_price(context: ActionContext) -> None:
    context.host.open(Link("sales.price"))


def _with_status(word: str, label: str) -> QuickFilter:
    return QuickFilter(word, label, (Filter("status", "=", word),))


_EDIT = Permission.SALES_EDIT
NEW_ORDER = Action("sales.order.new", N_("New order"), _new_order, _EDIT, "Ctrl+N", "add", primary=True)
NEW_QUOTE = Action("sales.quote.new", N_("New quote"), _new_quote, _EDIT, "Ctrl+N", "add", primary=True)
NEW_PRICE = Action(
    "sales.price.new", N_("New price"), _new_price, Permission.SALES_PRICES, "Ctrl+N", "add", primary=True
)

ORDER_LIST = ListSpec(
    SALES_ORDERS,
    actions=(NEW_ORDER,),
    opens=_open,
    empty_title=N_("No orders yet"),
    empty_hint=N_("Take the first one, or make one of a quote."),
    empty_action=NEW_ORDER,
    quick_filters=(
        _with_status("draft", N_("Drafts")),
        _with_status("confirmed", N_("Confirmed")),
        _with_status("delivered", N_("Delivered")),
        _with_status("invoiced", N_("Invoiced")),
    ),
    subjects=(ORDER, "sales.delivery"),
)
QUOTE_LIST = ListSpec(
    QUOTES,
    actions=(NEW_QUOTE,),
    opens=_open,
    empty_title=N_("No quotes yet"),
    empty_hint=N_("A quote that is accepted becomes an order with one key."),
    empty_action=NEW_QUOTE,
    quick_filters=(_with_status("draft", N_("Drafts")), _with_status("sent", N_("Sent"))),
    subjects=(ORDER,),
)
BACKLOG_LIST = ListSpec(
    ORDER_BACKLOG,
    opens=_open_backlog,
    empty_title=N_("Nothing is waiting"),
    empty_hint=N_("Every confirmed order has been delivered."),
    quick_filters=(QuickFilter("missing", N_("Goods are missing"), (Filter("missing", ">", 0),)),),
    subjects=(ORDER, "stock.level", "stock.reservation"),
)
PRICE_LIST = ListSpec(
    PRICES,
    actions=(NEW_PRICE,),
    opens=_open_price,
    empty_title=N_("No price lists yet"),
    empty_hint=N_("Without a list each item has its own price, the same for everybody."),
    empty_action=NEW_PRICE,
    subjects=("sales.price",),
    sums=(),
)
