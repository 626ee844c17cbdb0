"""The lists of sales: quotes, orders, the backlog and prices."""

from __future__ import annotations

from models.database.listing import Filter
from models.database.rights import Permission
from models.sales.queries import ORDER_BACKLOG, PRICES, QUOTES, SALES_ORDERS
from resources.language import N_, _
from views.kit.action import Action, ActionContext, Needs, Row
from views.kit.host import Link, PrintJob
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens
from views.kit.preview.batch import show_or_ask
from views.sales.printing import order_print

ORDER = "sales.sales_order"


def _open(row: Row) -> Link:
    return Link("sales.draft" if row["status"] == "draft" else "sales.order", row["id"])


def _print_orders(context: ActionContext) -> None:
    show_or_ask(context, _("Order confirmations"), _prints(context, quote=False))


def _print_quotes(context: ActionContext) -> None:
    show_or_ask(context, _("Quotes"), _prints(context, quote=True))


def _prints(context: ActionContext, *, quote: bool) -> list[PrintJob]:
    return [order_print(int(str(row["id"])), str(row["number"] or ""), quote=quote) for row in context.rows]


_EDIT = Permission.SALES_EDIT
NEW_ORDER = new_action("sales.order.new", N_("New order"), begins("sales.order", kind="order"), _EDIT)
NEW_QUOTE = new_action("sales.quote.new", N_("New quote"), begins("sales.order", kind="quote"), _EDIT)
_PRINT_ORDERS = Action("sales.orders.print", N_("Print"), _print_orders, icon="print", needs=Needs.SOME)
_PRINT_QUOTES = Action("sales.quotes.print", N_("Print"), _print_quotes, icon="print", needs=Needs.SOME)
NEW_PRICE = new_action("sales.price.new", N_("New price"), begins("sales.price"), Permission.SALES_PRICES)

ORDER_LIST = ListSpec(
    SALES_ORDERS,
    actions=(_PRINT_ORDERS, NEW_ORDER),
    opens=_open,
    empty_title=N_("No orders yet"),
    empty_hint=N_("Take the first one, or make one of a quote."),
    empty_action=NEW_ORDER,
    quick_filters=(
        QuickFilter.of_status("draft", N_("Drafts")),
        QuickFilter.of_status("confirmed", N_("Confirmed")),
        QuickFilter.of_status("delivered", N_("Delivered")),
        QuickFilter.of_status("invoiced", N_("Invoiced")),
    ),
    subjects=(ORDER, "sales.delivery"),
)
QUOTE_LIST = ListSpec(
    QUOTES,
    actions=(_PRINT_QUOTES, NEW_QUOTE),
    opens=_open,
    empty_title=N_("No quotes yet"),
    empty_hint=N_("A quote that is accepted becomes an order with one key."),
    empty_action=NEW_QUOTE,
    quick_filters=(QuickFilter.of_status("draft", N_("Drafts")), QuickFilter.of_status("sent", N_("Sent"))),
    subjects=(ORDER,),
)
BACKLOG_LIST = ListSpec(
    ORDER_BACKLOG,
    opens=opens("sales.order", "order_id"),
    empty_title=N_("Nothing is waiting"),
    empty_hint=N_("Every confirmed order has been delivered."),
    quick_filters=(QuickFilter("missing", N_("Goods are missing"), (Filter("missing", ">", 0),)),),
    subjects=(ORDER, "stock.level", "stock.reservation"),
)
PRICE_LIST = ListSpec(
    PRICES,
    actions=(NEW_PRICE,),
    opens=opens("sales.price"),
    empty_title=N_("No price lists yet"),
    empty_hint=N_("Without a list each item has its own price, the same for everybody."),
    empty_action=NEW_PRICE,
    subjects=("sales.price",),
    sums=(),
)
