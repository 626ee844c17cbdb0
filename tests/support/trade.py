"""A small trade in an office: a customer, a supplier, items, goods on the shelf, and orders for them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models.contacts.parties import PartyDraft, save_party
from models.database.errors import KontorError, Rejected
from models.sales.confirming import OrderState, confirm_order
from models.sales.delivering import PostedDelivery, pick_all, post_delivery, start_picking
from models.sales.ordering import OrderDraft, OrderLineDraft, save_order
from models.warehouse.items import ItemDraft, new_item, save_item
from models.warehouse.moving import OpeningLine, ReceivedLine, receive_goods, take_over
from models.warehouse.purchasing import (
    PurchaseDraft,
    PurchaseLineDraft,
    load_purchase_order,
    place_purchase_order,
    save_purchase_order,
)
from tests.support.office import Office

DAY = date(2026, 3, 5)
D = Decimal


@dataclass(frozen=True)
class Trade:
    """Keys of what the office trades with."""

    office: Office
    customer: int
    supplier: int
    bolt: int  # goods by the piece, 100,00
    rope: int  # goods by the metre with two decimals, 12,50
    work: int  # a service by the hour, 850,00
    shelf: int  # place LAGER
    dock: int  # place IN

    def take_over(self, quantity: str, unit_cost: str, *, item: int | None = None, place: int | None = None) -> None:
        """Bring goods on the shelf without a voucher."""
        line = OpeningLine(item or self.bolt, place or self.shelf, D(quantity), D(unit_cost))
        self.office.session("storekeeper").run(take_over, lines=(line,), on=DAY)

    def order_goods(self, *lines: tuple[int, str, str], currency: str = "SEK") -> int:
        """A placed purchase order of (item, quantity, unit cost); returns its key."""
        buyer = self.office.session("buyer")
        drafts = tuple(PurchaseLineDraft(item, "Goods", D(quantity), D(cost)) for item, quantity, cost in lines)
        draft = PurchaseDraft(self.supplier, DAY, currency, place_id=self.dock, lines=drafts)
        order_id = buyer.run(save_purchase_order, draft=draft).id
        buyer.run(place_purchase_order, order_id=order_id)
        return order_id

    def receive(self, order_id: int, *quantities: str, place: int | None = None) -> None:
        """Receive so many of the lines of a purchase order."""
        keeper = self.office.session("storekeeper")
        order = keeper.read(load_purchase_order, order_id=order_id)
        lines = tuple(
            ReceivedLine(line.id or 0, D(quantity), place or self.shelf)
            for line, quantity in zip(order.lines, quantities, strict=False)
        )
        keeper.run(receive_goods, lines=lines, on=DAY)

    def buy(self, quantity: str, unit_cost: str, *, item: int | None = None) -> None:
        """Order and receive goods at a cost."""
        self.receive(self.order_goods((item or self.bolt, quantity, unit_cost)), quantity)

    def draft_order(self, *lines: OrderLineDraft, kind: str = "order") -> int:
        """A draft order (or quote) of the customer; ten bolts where no lines are given."""
        draft = OrderDraft(kind=kind, party_id=self.customer, order_date=DAY, lines=lines or (self.line("10"),))
        return self.office.session("seller").run(save_order, draft=draft).id

    def line(self, quantity: str, *, item: int | None = None, price: str = "100") -> OrderLineDraft:
        """A line of an order for bolts, or of another item."""
        return OrderLineDraft("Goods", D(quantity), D(price), item or self.bolt)

    def confirm(self, *lines: OrderLineDraft) -> OrderState:
        """A confirmed order of the customer."""
        return self.office.session("seller").run(confirm_order, order_id=self.draft_order(*lines))

    def deliver(self, order_id: int) -> PostedDelivery:
        """Pick all that is promised to an order, and post it."""
        worker = self.office.session("warehouse_worker")
        delivery_id = worker.run(start_picking, order_id=order_id, planned_on=DAY).id
        worker.run(pick_all, delivery_id=delivery_id)
        return worker.run(post_delivery, delivery_id=delivery_id, on=DAY)

    def cost(self, item: int | None = None) -> tuple[Any, Any, Any]:
        """Quantity, value and average cost of an item on the one site."""
        row = self._one("SELECT quantity, value, average FROM stock.cost WHERE item_id = %s", item or self.bolt)
        return row[0], row[1], row[2]

    def level(self, item: int | None = None, place: int | None = None) -> tuple[Any, Any, Any]:
        """On hand, reserved and incoming of an item at a place, lots together."""
        row = self._one(
            "SELECT coalesce(sum(on_hand), 0), coalesce(sum(reserved), 0), coalesce(sum(incoming), 0) FROM stock.level"
            " WHERE item_id = %s AND place_id = %s",
            item or self.bolt,
            place or self.shelf,
        )
        return row[0], row[1], row[2]

    def balance(self, account: str) -> Any:
        """Balance of an account, debit positive."""
        row = self._one("SELECT coalesce(sum(amount), 0) FROM ledger.line WHERE account = %s", account)
        return row[0]

    def _one(self, sql: str, *parameters: object) -> tuple[Any, ...]:
        row = self.office.owner().execute(sql, parameters).fetchone()
        assert row is not None
        return tuple(row)


def furnish(office: Office) -> Trade:
    """The parties, items and places of a small trade."""
    manager, keeper = office.session("sales_manager"), office.session("storekeeper")
    customer = manager.run(save_party, draft=PartyDraft("Ödmans Åkeri AB", is_customer=True))
    supplier = manager.run(save_party, draft=PartyDraft("Skruvkungen AB", is_supplier=True))
    blank: ItemDraft = keeper.run(new_item)
    bolt = replace(blank, name="Bult M8", code="BULT", barcode="7310000000017", sales_price=D(100))
    rope = replace(blank, name="Rep", code="REP", unit="m", sales_price=D("12.50"))
    work = replace(blank, name="Montering", code="MONT", kind="service", unit="tim", sales_price=D(850))
    items = [keeper.run(save_item, draft=draft).id for draft in (bolt, rope, work)]
    places = dict(office.sql("storekeeper").execute("SELECT code, id FROM warehouse.place").fetchall())
    return Trade(office, customer.id, supplier.id, items[0], items[1], items[2], places["LAGER"], places["IN"])


@contextmanager
def refused(code: str, kind: type[KontorError] = Rejected) -> Iterator[pytest.ExceptionInfo[KontorError]]:
    """What happens inside is refused with exactly this code."""
    with pytest.raises(kind) as caught:
        yield caught
    assert caught.value.code == code
