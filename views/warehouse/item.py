"""All about an item: what is there of it, what is promised and expected, what it cost, and all that has moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from models.database.listing import Filter, Kind
from models.database.rights import Permission
from models.sales.queries import ORDER_BACKLOG, PRICES
from models.warehouse.items import ITEM_FIGURES, ItemPage, item_page
from models.warehouse.queries import LOTS, PURCHASE_LINES
from models.warehouse.rules import GOODS
from resources.language import N_, _
from views.kit.action import Action, ActionContext, Row
from views.kit.host import Host, Link
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView
from views.kit.page import Page
from views.kit.record import Fact, RecordView
from views.kit.record_page import RecordPage
from views.warehouse.item_form import ItemFormPage
from views.warehouse.lists import ITEM, LEVEL, PURCHASE, STOCK_LIST, move_list

_SUBJECTS = (ITEM, "warehouse.item_terms", LEVEL)


def _open_order(row: Row) -> Link:
    return Link("sales.order", row["order_id"])


def _open_purchase(row: Row) -> Link:
    return Link("warehouse.purchase_order", row["purchase_order_id"])


_BACKLOG = ListSpec(
    ORDER_BACKLOG,
    opens=_open_order,
    empty_title=N_("No open orders"),
    empty_hint=N_("No confirmed order waits for this item."),
    subjects=("sales.sales_order", LEVEL),
)
_PURCHASES = ListSpec(
    PURCHASE_LINES,
    opens=_open_purchase,
    empty_title=N_("Never bought"),
    empty_hint=N_("No purchase order has this item."),
    subjects=(PURCHASE,),
)
_PRICES = ListSpec(
    PRICES,
    empty_title=N_("No price list has this item"),
    empty_hint=N_("It is sold at the price on its card."),
    subjects=("sales.price",),
    sums=(),
)
_LOTS = ListSpec(LOTS, empty_title=N_("No lots yet"), empty_hint=N_("A lot is made when its goods are received."))


def sees_moves(host: Host) -> bool:
    """Whether the user may read what has moved."""
    return host.allows(Permission.PURCHASING_READ) or host.allows(Permission.SALES_EDIT)


class ItemView(RecordPage[ItemPage]):
    """An item."""

    subject = "warehouse.item"

    def __init__(self, host: Host, link: Link) -> None:
        self.item_id = link.key
        super().__init__(
            host, _("Item"), read=item_page, arguments={"item_id": link.key}, subjects=_SUBJECTS, link=link
        )
        buy = partial(self._open, "warehouse.purchase_order", {"item_id": link.key})
        self.set_actions(
            (
                Action(
                    "warehouse.item.buy",
                    N_("Buy"),
                    buy,
                    Permission.PURCHASING_EDIT,
                    icon="order",
                    enabled=self._why_not_bought,
                ),
                Action(
                    "warehouse.item.edit",
                    N_("Edit"),
                    self._edit,
                    Permission.WAREHOUSE_ITEMS,
                    "Ctrl+E",
                    "edit",
                    primary=True,
                ),
            )
        )

    def build(self) -> None:
        """Make the tabs that the user may see."""
        item = self.record.item if self.record is not None else None
        goods = item is not None and item.kind == GOODS
        self.view = RecordView(self.host, across=5)
        self.parts.addWidget(self.view, 1)
        moves = partial(self._list, move_list(self.host))
        tabs = (
            (_("Stock"), goods, partial(self._list, STOCK_LIST)),
            (_("Moves"), goods and sees_moves(self.host), moves),
            (_("Open orders"), self.host.allows(Permission.SALES_READ), partial(self._list, _BACKLOG)),
            (_("Purchases"), self.host.allows(Permission.PURCHASING_READ), partial(self._list, _PURCHASES)),
            (_("Prices"), self.host.allows(Permission.SALES_READ), partial(self._list, _PRICES)),
            (_("Lots"), item is not None and item.lot_tracked, partial(self._list, _LOTS)),
        )
        for label, shown, make in tabs:
            if shown:
                self.view.add_tab(label, make)

    def show_record(self, record: ItemPage) -> None:
        """Show it with its figures."""
        item = record.item
        self.set_title(item.name, item.code)
        self.header.set_chips(["active" if item.active else "inactive", item.kind])
        self.view.facts.set_facts([*(self._figures(record) if item.kind == GOODS else ()), *_card(record)])

    def _figures(self, record: ItemPage) -> Sequence[Fact]:
        quantity, rows = Kind.QUANTITY, partial(self._rows, record)
        orders = rows("sales.backlog") if self.host.allows(Permission.SALES_READ) else None
        bought = rows("warehouse.incoming") if self.host.allows(Permission.PURCHASING_READ) else None
        facts = [
            Fact(
                _("On hand"),
                record.on_hand,
                quantity,
                link=rows("warehouse.stock"),
                strong=True,
                explains=ITEM_FIGURES["on_hand"],
            ),
            Fact(_("Promised"), record.reserved, quantity, link=orders, strong=True, explains=ITEM_FIGURES["reserved"]),
            Fact(
                _("Available"),
                record.available,
                quantity,
                link=rows("warehouse.stock"),
                strong=True,
                explains=ITEM_FIGURES["available"],
            ),
            Fact(_("Incoming"), record.incoming, quantity, link=bought, strong=True, explains=ITEM_FIGURES["incoming"]),
        ]
        if record.value is not None:
            facts.append(
                Fact(
                    _("Value"),
                    record.value,
                    Kind.MONEY,
                    link=rows("warehouse.stock_value"),
                    strong=True,
                    explains=ITEM_FIGURES["value"],
                )
            )
            facts.append(
                Fact(
                    _("Average cost"),
                    record.average_cost,
                    Kind.MONEY,
                    link=rows("warehouse.stock_value"),
                    explains=ITEM_FIGURES["average_cost"],
                )
            )
        return facts

    def _rows(self, record: ItemPage, kind: str) -> Link:
        return Link(kind, arguments={"item_id": self.item_id, "label": record.item.name})

    def _list(self, spec: ListSpec) -> QWidget:
        return ListView(self.host, spec, filters=(Filter("item_id", "=", self.item_id),))

    def _why_not_bought(self, context: ActionContext) -> str | None:
        del context
        known = self.record is not None and self.record.item.active
        return None if known else _("The item is no longer used.")

    def _open(self, kind: str, arguments: Mapping[str, object], context: ActionContext) -> None:
        context.host.open(Link(kind, arguments=arguments))

    def _edit(self, context: ActionContext) -> None:
        context.host.open(Link("warehouse.item_form", self.item_id))


def _card(record: ItemPage) -> list[Fact]:
    item = record.item
    return [
        Fact(_("Price without tax"), item.sales_price, Kind.MONEY),
        Fact(_("Unit"), item.unit),
        Fact(_("Barcode"), item.barcode),
        Fact(_("Kept by lots"), item.lot_tracked, Kind.BOOLEAN),
    ]


def item_view(host: Host, link: Link) -> Page:
    """An item with its stock; its card alone for who may edit items but not see stock."""
    return ItemView(host, link) if host.allows(Permission.WAREHOUSE_READ) else ItemFormPage(host, link)
