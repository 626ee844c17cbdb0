"""The lists of the warehouse."""

from __future__ import annotations

from models.database.listing import Filter
from models.database.rights import Permission
from models.sales.queries import DELIVERIES, DELIVERIES_TO_PICK
from models.warehouse.queries import (
    ITEMS,
    PURCHASE_LINES_TO_RECEIVE,
    PURCHASE_ORDERS,
    STOCK_LEVELS,
    STOCK_MOVES,
    STOCK_VALUES,
)
from resources.language import N_, _
from views.finance.documents import document_link
from views.kit.action import Action, ActionContext, Needs, Row
from views.kit.host import Host, Link
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens
from views.kit.preview.batch import show_or_ask
from views.warehouse.printing import delivery_note_print, pick_list_print, purchase_order_print

ITEM, DELIVERY, PURCHASE, LEVEL = "warehouse.item", "sales.delivery", "warehouse.purchase_order", "stock.level"


_open_item_of = opens("warehouse.item", "item_id")


def _open_order(row: Row) -> Link:
    return Link("warehouse.purchase_draft" if row["status"] == "draft" else "warehouse.purchase_order", row["id"])


def _receive(context: ActionContext) -> None:
    context.host.open(Link("warehouse.receive", arguments={"order_id": context.row["id"]}))


def _why_not_received(context: ActionContext) -> str | None:
    return None if context.row["status"] == "ordered" else _("Only a placed order can be received.")


def _print_pick_list(context: ActionContext) -> None:
    prints = [pick_list_print(int(str(row["id"])), str(row["order_number"])) for row in context.rows]
    show_or_ask(context, _("Picking lists"), prints)


def _print_note(context: ActionContext) -> None:
    prints = [delivery_note_print(int(str(row["id"])), str(row["number"] or "")) for row in context.rows]
    show_or_ask(context, _("Delivery notes"), prints)


def _print_order(context: ActionContext) -> None:
    prints = [purchase_order_print(int(str(row["id"])), str(row["number"] or "")) for row in context.rows]
    show_or_ask(context, _("Purchase orders"), prints)


def _where(key: str, label: str, column: str, value: object, operator: str = "=") -> QuickFilter:
    return QuickFilter(key, label, (Filter(column, operator, value),))


NEW_ITEM = new_action("warehouse.item.new", N_("New item"), begins("warehouse.item_form"), Permission.WAREHOUSE_ITEMS)
NEW_ORDER = new_action(
    "warehouse.purchase.new",
    N_("New purchase order"),
    begins("warehouse.purchase_order"),
    Permission.PURCHASING_EDIT,
)
_PICK_LIST = Action("warehouse.pick_list.print", N_("Pick list"), _print_pick_list, icon="print", needs=Needs.SOME)
_PRINT = Action("warehouse.purchase.print", N_("Print"), _print_order, icon="print", needs=Needs.SOME)
_NOTE = Action("warehouse.delivery_note.print", N_("Delivery note"), _print_note, icon="print", needs=Needs.SOME)

TO_PICK_LIST = ListSpec(
    DELIVERIES_TO_PICK,
    actions=(_PICK_LIST,),
    opens=opens("warehouse.delivery"),
    empty_title=N_("Nothing to pick"),
    empty_hint=N_("Picking lists are made from confirmed orders."),
    quick_filters=(
        _where("delivery", N_("Deliveries"), "kind", "delivery"),
        _where("return", N_("Returns"), "kind", "return"),
    ),
    subjects=(DELIVERY, "sales.delivery_line"),
    sums=(),
)
DELIVERY_LIST = ListSpec(
    DELIVERIES,
    actions=(_NOTE,),
    opens=opens("warehouse.delivery"),
    empty_title=N_("No deliveries yet"),
    empty_hint=N_("A delivery begins as a picking list of a confirmed order."),
    quick_filters=(
        _where("picking", N_("Picking"), "status", "picking"),
        _where("posted", N_("Posted"), "status", "posted"),
        _where("return", N_("Returns"), "kind", "return"),
    ),
    subjects=(DELIVERY,),
)
ITEM_LIST = ListSpec(
    ITEMS,
    actions=(
        Action(
            "warehouse.item.import",
            N_("Import"),
            begins("exchange.import", kind="items"),
            Permission.WAREHOUSE_ITEMS,
            icon="import",
        ),
        NEW_ITEM,
    ),
    opens=opens("warehouse.item"),
    empty_title=N_("No items yet"),
    empty_hint=N_("Make the first one, or take them over from a spreadsheet."),
    empty_action=NEW_ITEM,
    quick_filters=(
        _where("goods", N_("Goods"), "kind", "goods"),
        _where("service", N_("Services"), "kind", "service"),
        _where("lots", N_("With lots"), "lot_tracked", value=True),
        _where("inactive", N_("Inactive"), "status", "inactive"),
    ),
    subjects=(ITEM, "warehouse.item_terms"),
    sums=(),
)
STOCK_LIST = ListSpec(
    STOCK_LEVELS,
    actions=(
        Action(
            "warehouse.stock.transfer",
            N_("Transfer"),
            begins("warehouse.transfer"),
            Permission.WAREHOUSE_MOVE,
            icon="forward",
        ),
        Action(
            "warehouse.stock.count", N_("Count"), begins("warehouse.count"), Permission.WAREHOUSE_COUNT, icon="check"
        ),
    ),
    opens=_open_item_of,
    empty_title=N_("The shelves are empty"),
    empty_hint=N_("Goods come in by receiving purchase orders, or by a count."),
    quick_filters=(
        _where("available", N_("Available"), "available", 0, ">"),
        _where("incoming", N_("Incoming"), "incoming", 0, ">"),
    ),
    subjects=(LEVEL,),
)
VALUE_LIST = ListSpec(
    STOCK_VALUES,
    opens=_open_item_of,
    empty_title=N_("No goods with a value"),
    empty_hint=N_("The value of goods comes from what they cost when they came in."),
    subjects=(LEVEL,),
    sums=("value",),
)
PURCHASE_LIST = ListSpec(
    PURCHASE_ORDERS,
    actions=(
        Action(
            "warehouse.purchase.receive",
            N_("Receive"),
            _receive,
            Permission.WAREHOUSE_RECEIVE,
            icon="delivery",
            enabled=_why_not_received,
            needs=Needs.ONE,
        ),
        _PRINT,
        NEW_ORDER,
    ),
    opens=_open_order,
    empty_title=N_("No purchase orders yet"),
    empty_hint=N_("Order goods from a supplier; they count as incoming once the order is placed."),
    empty_action=NEW_ORDER,
    quick_filters=(
        _where("draft", N_("Drafts"), "status", "draft"),
        _where("ordered", N_("Ordered"), "status", "ordered"),
        _where("received", N_("Received"), "status", "received"),
    ),
    subjects=(PURCHASE,),
)
INCOMING_LIST = ListSpec(
    PURCHASE_LINES_TO_RECEIVE,
    opens=opens("warehouse.purchase_order", "purchase_order_id"),
    empty_title=N_("Nothing is awaited"),
    empty_hint=N_("Placed purchase orders are awaited until their goods have come."),
    subjects=(PURCHASE, LEVEL),
)


def move_list(host: Host) -> ListSpec:
    """The moves; each opens its voucher, or where the user may not see that, the document it comes from."""
    opens = _open_voucher if host.allows(Permission.FINANCE_READ) else _open_source
    return ListSpec(
        STOCK_MOVES,
        opens=opens,
        empty_title=N_("No moves yet"),
        empty_hint=N_("Every receipt, delivery, transfer and count is kept here with its value."),
        quick_filters=tuple(
            _where(kind, label, "kind", kind)
            for kind, label in (
                ("receipt", N_("Receipts")),
                ("issue", N_("Issues")),
                ("transfer", N_("Transfers")),
                ("count", N_("Counts")),
            )
        ),
        subjects=(LEVEL,),
        sums=(),
    )


def _open_voucher(row: Row) -> Link | None:
    return Link("finance.voucher", row["entry_id"]) if row["entry_id"] is not None else _open_source(row)


def _open_source(row: Row) -> Link:
    return document_link(str(row["source_kind"]), row["source_id"]) or _open_item_of(row)
