"""Purchase orders: edited as drafts, placed, cancelled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, insert

from models.database.errors import Invalid
from models.database.records import SavedRow, delete_row, read_record, read_records, save_row
from models.database.rights import Permission
from models.database.work import Work, operation, to_json
from models.finance.spending.asking import Passed
from models.warehouse.rules import ZERO, blockers_to_place
from models.warehouse.tables import purchase_order, purchase_order_line


@dataclass(frozen=True, slots=True)
class PurchaseLineDraft:
    """A line; unit_cost without tax in the currency of the order. What follows it is shown, not stored from here."""

    item_id: int | None = None
    description: str = ""
    quantity: Decimal = Decimal(1)
    unit_cost: Decimal = ZERO
    id: int | None = None
    received: Decimal = ZERO
    item_code: str = ""
    unit: str = ""
    lot_tracked: bool = False


@dataclass(frozen=True, slots=True)
class PurchaseDraft:
    """A purchase order as it is edited; number and status are given by its doors."""

    party_id: int | None = None
    order_date: date | None = None
    currency: str = ""
    expected_on: date | None = None
    their_reference: str = ""
    place_id: int | None = None  # where the goods are expected
    id: int | None = None
    version: int | None = None
    number: str | None = None
    status: str = "draft"
    party_name: str = ""
    place_code: str = ""  # shown, not stored
    lines: tuple[PurchaseLineDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class PurchaseState:
    """A purchase order after an act."""

    id: int
    number: str | None
    status: str


_HEADER = """
    SELECT o.party_id, o.order_date, o.currency, o.expected_on, o.their_reference, o.place_id, o.id, o.row_version,
           o.number, o.status, p.name, coalesce(w.code, '')
      FROM warehouse.purchase_order o
      JOIN contacts.party p ON p.id = o.party_id
      LEFT JOIN warehouse.place w ON w.company_id = o.company_id AND w.id = o.place_id
     WHERE o.company_id = :company AND o.id = :id
"""
_LINES = """
    SELECT l.item_id, l.description, l.quantity, l.unit_cost, l.id, l.received, i.code, i.unit, i.lot_tracked
      FROM warehouse.purchase_order_line l JOIN warehouse.item i ON i.id = l.item_id
     WHERE l.company_id = :company AND l.purchase_order_id = :id ORDER BY l.position
"""
_START = """
    SELECT company.today(:company) AS today, coalesce(t.currency, c.currency) AS currency, p.name,
           (SELECT w.id FROM warehouse.place w WHERE w.company_id = c.id AND w.active
             ORDER BY (w.code = 'IN') DESC, w.id LIMIT 1) AS place_id
      FROM company.company c
      LEFT JOIN contacts.party p ON p.id = :party
      LEFT JOIN contacts.party_terms t ON t.company_id = c.id AND t.party_id = p.id
     WHERE c.id = :company
"""


@operation(needs=Permission.PURCHASING_EDIT)
def new_purchase_order(work: Work, *, party_id: int | None = None) -> PurchaseDraft:
    """An empty draft of today in the supplier's currency, expected at the place IN or else the first one."""
    start = work.rows(_START, party=party_id)[0]
    return PurchaseDraft(
        party_id=party_id,
        party_name=start.name or "",
        order_date=start.today,
        currency=start.currency,
        place_id=start.place_id,
    )


@operation(needs=Permission.PURCHASING_READ)
def load_purchase_order(work: Work, *, order_id: int) -> PurchaseDraft:
    """The order as a draft; Invalid where there is none with this key."""
    draft = read_record(work, PurchaseDraft, _HEADER, table="warehouse.purchase_order", row_id=order_id)
    return replace(draft, lines=read_records(work, PurchaseLineDraft, _LINES, id=order_id))


@operation(needs=Permission.PURCHASING_EDIT)
def save_purchase_order(work: Work, *, draft: PurchaseDraft) -> SavedRow:
    """Save a draft with its lines; raises Invalid, Conflict, or Rejected once the order has been placed."""
    for code in blockers_to_place(draft.party_id, draft.lines):
        if code != "purchase.no_lines":
            raise Invalid(code, field="party_id" if code == "purchase.no_supplier" else "lines")
    values = {
        "party_id": draft.party_id,
        "order_date": draft.order_date or work.today(),
        "expected_on": draft.expected_on,
        "currency": draft.currency or work.company.currency,
        "their_reference": draft.their_reference.strip(),
        "place_id": draft.place_id,
    }
    saved = save_row(work, purchase_order, row_id=draft.id, version=draft.version, values=values)
    _save_lines(work, saved.id, draft.lines, new=draft.id is None)
    return saved


@operation(needs=Permission.PURCHASING_EDIT)
def delete_purchase_order(work: Work, *, order_id: int, version: int) -> SavedRow:
    """Remove a draft; an order that was placed is cancelled instead."""
    delete_row(work, purchase_order, row_id=order_id, version=version)
    return SavedRow(order_id, version)


@operation(needs=Permission.PURCHASING_EDIT, one_call=True)
def place_purchase_order(work: Work, *, order_id: int) -> PurchaseState:
    """Send a draft: it gets its number, and its goods count as incoming."""
    return PurchaseState(**work.call("warehouse.place_purchase_order", order_id))


@operation(needs=Permission.PURCHASING_READ)
def ask_order(work: Work, *, draft: PurchaseDraft) -> tuple[Passed, ...]:
    """The rules of spending control that an order would go past if it were placed now."""
    lines = [{"item_id": line.item_id, "quantity": line.quantity, "unit_cost": line.unit_cost} for line in draft.lines]
    return read_records(
        work,
        Passed,
        "SELECT * FROM warehouse.ask_spending(:company, CAST(:lines AS jsonb), :order_date, :expected_on, :currency)",
        lines=to_json(lines),
        order_date=draft.order_date or work.today(),
        expected_on=draft.expected_on,
        currency=draft.currency or work.company.currency,
    )


@operation(needs=Permission.PURCHASING_EDIT, one_call=True)
def cancel_purchase_order(work: Work, *, order_id: int) -> PurchaseState:
    """Wait for nothing more: the order is cancelled, or received where something of it has come."""
    return PurchaseState(**work.call("warehouse.cancel_purchase_order", order_id))


def _save_lines(work: Work, order_id: int, lines: tuple[PurchaseLineDraft, ...], *, new: bool) -> None:
    if not new:
        work.connection.execute(
            delete(purchase_order_line).where(
                purchase_order_line.c.company_id == work.company_id,
                purchase_order_line.c.purchase_order_id == order_id,
            )
        )
    if lines:
        work.connection.execute(
            insert(purchase_order_line),
            [
                {
                    "company_id": work.company_id,
                    "purchase_order_id": order_id,
                    "position": position,
                    "item_id": line.item_id,
                    "description": line.description.strip(),
                    "quantity": line.quantity,
                    "unit_cost": line.unit_cost,
                }
                for position, line in enumerate(lines, 1)
            ],
        )
