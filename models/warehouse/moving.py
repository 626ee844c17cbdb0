"""Moving goods by hand: receiving, transferring, counting, and taking over what lies there when one begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid
from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """What came of a line of a purchase order; item and cost stand there. A new lot code makes the lot."""

    purchase_order_line_id: int
    quantity: Decimal
    place_id: int | None = None  # None: where the order expects it
    lot_code: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class TransferLine:
    """Goods from one place to another."""

    item_id: int
    from_place_id: int
    to_place_id: int
    quantity: Decimal
    lot_id: int = 0  # 0: no lot


@dataclass(frozen=True, slots=True)
class CountLine:
    """What was counted on a place; `expected` is what the screen showed when the counting began."""

    item_id: int
    place_id: int
    counted: Decimal
    expected: Decimal | None = None
    lot_id: int = 0


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """What lies on a place before the first move, at cost in company currency."""

    item_id: int
    place_id: int
    quantity: Decimal
    unit_cost: Decimal
    lot_code: str = ""
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """How many moves were made, and the voucher of their value; None where no value moved."""

    entry_id: int | None
    moves: int


@dataclass(frozen=True, slots=True)
class Received:
    """A receipt and what became of the purchase order."""

    entry_id: int | None
    moves: int
    order_status: str


@dataclass(frozen=True, slots=True)
class StockValue:
    """Quantity and value of an item, as the books held them at the end of a day."""

    item_id: int
    code: str
    name: str
    unit: str
    stock_account: str | None
    quantity: Decimal
    value: Decimal


@operation(needs=Permission.WAREHOUSE_RECEIVE)
def receive_goods(work: Work, *, lines: Sequence[ReceivedLine], on: date | None = None, text: str = "") -> Received:
    """Receive lines of one purchase order, not more than is still awaited; they come in at its cost."""
    items = _items_of_lines(work, [line.purchase_order_line_id for line in lines if line.lot_code])
    moves = [
        {
            "kind": "receipt",
            "purchase_order_line_id": line.purchase_order_line_id,
            "quantity": line.quantity,
            "to_place_id": line.place_id,
            "lot_id": _lot(work, items.get(line.purchase_order_line_id), line.lot_code, line.expires_on),
        }
        for line in lines
    ]
    return Received(**work.call("stock.move", moves, on, text))


@operation(needs=Permission.WAREHOUSE_MOVE, one_call=True)
def transfer(work: Work, *, lines: Sequence[TransferLine], on: date | None = None, text: str = "") -> Moved:
    """Move goods between places; promised ones stay where they are."""
    moves = [
        {
            "kind": "transfer",
            "item_id": line.item_id,
            "from_place_id": line.from_place_id,
            "to_place_id": line.to_place_id,
            "quantity": line.quantity,
            "lot_id": line.lot_id,
        }
        for line in lines
    ]
    return _moved(work, moves, on, text)


@operation(needs=Permission.WAREHOUSE_COUNT, one_call=True)
def count(work: Work, *, lines: Sequence[CountLine], on: date | None = None, text: str = "") -> Moved:
    """Set places to what was counted; Conflict where goods have moved since `expected` was read."""
    moves = [
        {
            "kind": "count",
            "item_id": line.item_id,
            "place_id": line.place_id,
            "counted": line.counted,
            "expected": line.expected,
            "lot_id": line.lot_id,
        }
        for line in lines
    ]
    return _moved(work, moves, on, text)


@operation(needs=Permission.WAREHOUSE_TAKE_OVER)
def take_over(
    work: Work, *, lines: Sequence[OpeningLine], counter_account: str = "", on: date | None = None, text: str = ""
) -> Moved:
    """Take over stock before anything else has moved.

    With `counter_account` (equity) its value is booked against that; without, the opening balances of the books hold
    the value already and only quantities and costs are taken over.
    """
    moves = [
        {
            "kind": "opening",
            "item_id": line.item_id,
            "to_place_id": line.place_id,
            "quantity": line.quantity,
            "unit_cost": line.unit_cost,
            "counter_account": counter_account or None,
            "lot_id": _lot(work, line.item_id, line.lot_code, line.expires_on),
        }
        for line in lines
    ]
    return _moved(work, moves, on, text)


@operation(needs=Permission.WAREHOUSE_READ)
def stock_value(work: Work, *, on: date | None = None) -> tuple[StockValue, ...]:
    """Stock value by item at the end of a day (today where none is given); sums to the stock accounts."""
    sql = "SELECT * FROM reporting.stock_value_on(:company, coalesce(:day, company.today(:company)))"
    return read_records(work, StockValue, sql, day=on)


def _moved(work: Work, moves: Sequence[Mapping[str, object]], on: date | None, text: str) -> Moved:
    answer = work.call("stock.move", list(moves), on, text)
    return Moved(entry_id=answer["entry_id"], moves=answer["moves"])


def _items_of_lines(work: Work, lines: list[int]) -> dict[int, int]:
    if not lines:
        return {}
    rows = work.rows(
        "SELECT id, item_id FROM warehouse.purchase_order_line WHERE company_id = :company AND id = ANY (:lines)",
        lines=lines,
    )
    return {row.id: row.item_id for row in rows}


def _lot(work: Work, item_id: int | None, code: str, expires_on: date | None) -> int:
    """The key of the item's lot with this code, made where it is new; 0 for no code."""
    if not code.strip():
        return 0
    if item_id is None:
        raise Invalid("record.not_found", table="warehouse.purchase_order_line")
    known = {"item": item_id, "code": code.strip()}
    work.rows(
        "INSERT INTO warehouse.lot (company_id, item_id, code, expires_on) VALUES (:company, :item, :code, :expires_on)"
        " ON CONFLICT (company_id, item_id, code) DO NOTHING RETURNING id",
        **known,
        expires_on=expires_on,
    )
    lot: int = work.value(
        "SELECT id FROM warehouse.lot WHERE company_id = :company AND item_id = :item AND code = :code", **known
    )
    return lot
