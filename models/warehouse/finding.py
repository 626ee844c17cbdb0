"""What a scanner reads: the item, lot or place behind a code, and what lies there of it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation
from models.warehouse.items import ItemDraft, find_item
from models.warehouse.rules import ZERO


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """An active place."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class FoundLot:
    """A lot with its item."""

    id: int
    code: str
    item_code: str


@dataclass(frozen=True, slots=True)
class FoundCode:
    """Everything that has a code, each None or empty where nothing has."""

    code: str
    item: ItemDraft | None = None
    place: FoundPlace | None = None
    lots: tuple[FoundLot, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """What lies of an item at a place; `lot_id` 0: no lot asked for, None: the item has no such lot."""

    lot_id: int | None
    on_hand: Decimal = ZERO
    available: Decimal = ZERO


_PLACE = """
    SELECT p.id, p.code, p.name FROM warehouse.place p
     WHERE p.company_id = :company AND p.active AND lower(p.code) = lower(:code) ORDER BY p.code = :code DESC LIMIT 1
"""
_LOTS = """
    SELECT t.id, t.code, i.code FROM warehouse.lot t JOIN warehouse.item i ON i.id = t.item_id
     WHERE t.company_id = :company AND t.code = :code ORDER BY i.sort_key, t.id LIMIT 20
"""
_LOT = "SELECT id FROM warehouse.lot WHERE company_id = :company AND item_id = :item AND code = :code"
_LEVEL = """
    SELECT v.on_hand, v.on_hand - v.reserved AS available FROM stock.level v
     WHERE v.company_id = :company AND v.item_id = :item AND v.place_id = :place AND v.lot_id = :lot
"""


@operation(needs=Permission.WAREHOUSE_READ)
def find_code(work: Work, *, code: str) -> FoundCode:
    """What has exactly this code: an item by number or barcode, an active place, lots."""
    wanted = code.strip()
    places = read_records(work, FoundPlace, _PLACE, code=wanted)
    return FoundCode(
        code=wanted,
        item=find_item(work, code=wanted),
        place=places[0] if places else None,
        lots=read_records(work, FoundLot, _LOTS, code=wanted),
    )


@operation(needs=Permission.WAREHOUSE_READ)
def level_at(work: Work, *, item_id: int, place_id: int, lot_code: str = "") -> Level:
    """What lies of an item, or of one of its lots, at a place."""
    lot_id: int | None = 0
    if lot_code.strip():
        lot_id = work.value(_LOT, item=item_id, code=lot_code.strip())
    if lot_id is None:
        return Level(None)
    found = work.row(_LEVEL, item=item_id, place=place_id, lot=lot_id)
    return Level(lot_id, found.on_hand, found.available) if found is not None else Level(lot_id)
