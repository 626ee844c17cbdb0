"""Deliveries and returns: picking lists made of promises, what was picked, and the posting of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid, Rejected
from models.database.records import read_record, read_records
from models.database.rights import Permission
from models.database.work import Work, operation, to_json


@dataclass(frozen=True, slots=True)
class StartedDelivery:
    """A new picking list or return, and how many lines it has."""

    id: int
    lines: int


@dataclass(frozen=True, slots=True)
class Pick:
    """How many of a line lie ready (or came back)."""

    line_id: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Picked:
    """How many lines have been written."""

    delivery_id: int
    lines: int


@dataclass(frozen=True, slots=True)
class PlannedDelivery:
    """The day that a picking list is now planned for."""

    id: int
    planned_on: date


@dataclass(frozen=True, slots=True)
class PostedDelivery:
    """A delivery or return in the books; no entry where no value moved."""

    id: int
    number: str
    entry_id: int | None
    order_status: str


@dataclass(frozen=True, slots=True)
class CancelledDelivery:
    """A picking list that was given up."""

    id: int
    status: str


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """A line: how many are meant to go (or come back), from (or to) where, and how many are picked."""

    id: int
    position: int
    order_line_id: int
    item_id: int | None
    item_code: str
    barcode: str
    description: str
    unit: str
    decimals: int
    place_id: int | None
    place_code: str
    lot_id: int
    lot_code: str
    quantity: Decimal
    picked: Decimal


@dataclass(frozen=True, slots=True)
class DeliveryPage:
    """A delivery or return with its lines."""

    id: int
    kind: str  # delivery or return
    number: str | None
    status: str  # picking, posted or cancelled
    order_id: int
    order_number: str
    party_id: int
    party_name: str
    planned_on: date
    delivered_on: date | None
    returns_id: int | None
    text: str
    entry_id: int | None
    lines: tuple[DeliveryLine, ...] = ()


_HEADER = """
    SELECT d.id, d.kind, d.number, d.status, d.order_id, coalesce(o.number, ''), d.party_id, p.name, d.planned_on,
           d.delivered_on, d.returns_id, d.text, d.entry_id
      FROM sales.delivery d
      JOIN sales.sales_order o ON o.company_id = d.company_id AND o.id = d.order_id
      JOIN contacts.party p ON p.id = d.party_id
     WHERE d.company_id = :company AND d.id = :id
"""
_LINES = """
    SELECT l.id, l.position, l.order_line_id, l.item_id, coalesce(l.item_code, ''), l.barcode, l.description, l.unit,
           coalesce(l.decimals, 6), l.place_id, coalesce(l.place_code, ''), l.lot_id, coalesce(l.lot_code, ''),
           l.quantity, l.picked
      FROM reporting.delivery_lines l WHERE l.company_id = :company AND l.delivery_id = :id ORDER BY l.position
"""
_PICK = """
    UPDATE sales.delivery_line l SET picked = x.quantity
      FROM jsonb_to_recordset(CAST(:picks AS jsonb)) AS x(line_id bigint, quantity numeric), sales.delivery d
     WHERE l.company_id = :company AND l.delivery_id = :delivery AND l.id = x.line_id
       AND d.company_id = l.company_id AND d.id = l.delivery_id AND d.status = 'picking'
       AND x.quantity BETWEEN 0 AND l.quantity
    RETURNING l.id
"""
_PICK_ALL = """
    UPDATE sales.delivery_line l SET picked = l.quantity FROM sales.delivery d
     WHERE l.company_id = :company AND l.delivery_id = :delivery
       AND d.company_id = l.company_id AND d.id = l.delivery_id AND d.status = 'picking'
    RETURNING l.id
"""
_PLAN = """
    UPDATE sales.delivery SET planned_on = :day
     WHERE company_id = :company AND id = :delivery AND status = 'picking' RETURNING id
"""


@operation(needs=Permission.SALES_READ)
def delivery_page(work: Work, *, delivery_id: int) -> DeliveryPage:
    """A delivery or return with its lines in the order of the list; Invalid where there is none."""
    page = read_record(work, DeliveryPage, _HEADER, table="sales.delivery", row_id=delivery_id)
    return replace(page, lines=read_records(work, DeliveryLine, _LINES, id=delivery_id))


@operation(needs=Permission.WAREHOUSE_PICK, one_call=True)
def start_picking(work: Work, *, order_id: int, planned_on: date | None = None) -> StartedDelivery:
    """Make a picking list of what is promised to an order and free by now; Rejected where there is nothing."""
    return StartedDelivery(**work.call("sales.start_picking", order_id, planned_on))


@operation(needs=Permission.WAREHOUSE_PICK, one_call=True)
def start_return(work: Work, *, delivery_id: int, place_id: int | None = None) -> StartedDelivery:
    """Make a return of a posted delivery; the goods go to `place_id` or to where they came from."""
    return StartedDelivery(**work.call("sales.start_return", delivery_id, place_id))


@operation(needs=Permission.WAREHOUSE_PICK)
def record_pick(work: Work, *, delivery_id: int, picks: Sequence[Pick]) -> Picked:
    """Note how many of some lines lie ready (or came back): none to all of the line; Invalid beyond that."""
    wanted = [{"line_id": pick.line_id, "quantity": pick.quantity} for pick in picks]
    written = len(work.rows(_PICK, delivery=delivery_id, picks=to_json(wanted)))
    if written < len(wanted):
        _explain(work, delivery_id, picks)
    return Picked(delivery_id, written)


@operation(needs=Permission.WAREHOUSE_PICK)
def pick_all(work: Work, *, delivery_id: int) -> Picked:
    """Note that all lines lie ready."""
    written = len(work.rows(_PICK_ALL, delivery=delivery_id))
    if not written:
        _explain(work, delivery_id, ())
    return Picked(delivery_id, written)


@operation(needs=Permission.WAREHOUSE_PICK)
def plan_delivery(work: Work, *, delivery_id: int, planned_on: date) -> PlannedDelivery:
    """Put a picking list off, or bring it forward; Rejected once it is posted or given up."""
    if not work.rows(_PLAN, delivery=delivery_id, day=planned_on):
        _explain(work, delivery_id, ())
    return PlannedDelivery(delivery_id, planned_on)


@operation(needs=Permission.WAREHOUSE_SHIP, one_call=True)
def post_delivery(work: Work, *, delivery_id: int, on: date | None = None) -> PostedDelivery:
    """Post what was picked (or came back): goods, their cost, the order; what was not picked is promised no more."""
    return PostedDelivery(**work.call("sales.post_delivery", delivery_id, on))


@operation(needs=Permission.WAREHOUSE_PICK, one_call=True)
def cancel_delivery(work: Work, *, delivery_id: int) -> CancelledDelivery:
    """Give a picking list up; what it held stays promised to the order."""
    return CancelledDelivery(**work.call("sales.cancel_delivery", delivery_id))


def _explain(work: Work, delivery_id: int, picks: Sequence[Pick]) -> None:
    page = delivery_page(work, delivery_id=delivery_id)
    if page.status != "picking":
        raise Rejected(f"delivery.{page.status}", number=page.number or "")
    lines = {line.id: line for line in page.lines}
    for pick in picks:
        line = lines.get(pick.line_id)
        if line is None:
            raise Invalid("record.not_found", table="sales.delivery_line", id=pick.line_id)
        if not 0 <= pick.quantity <= line.quantity:
            raise Invalid(
                "delivery.pick_beyond", field="picked", line=line.description, quantity=line.quantity.normalize()
            )
