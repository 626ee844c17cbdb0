"""What a pick list and a delivery note state, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.company.documents import Recipient, Sender
from models.finance.documents import DocumentLine, Mark


@dataclass(frozen=True, slots=True)
class PickLine:
    """What to take from one place; `barcode` is the item's own, or empty for its code."""

    place: str
    item_code: str
    description: str
    quantity: Decimal
    unit: str = ""
    lot: str = ""
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class PickListDocument:
    """A list to pick by, in the order of `lines`; `order_number` is printed as a barcode."""

    language: str
    sender: Sender
    order_number: str
    customer: str
    lines: tuple[PickLine, ...]
    planned_on: date | None = None
    delivery_address: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """What was delivered; `remaining` follows later."""

    item_code: str
    description: str
    delivered: Decimal
    unit: str = ""
    ordered: Decimal | None = None
    remaining: Decimal | None = None
    lot: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryNoteDocument:
    """A delivery note, without prices."""

    language: str
    sender: Sender
    recipient: Recipient
    number: str
    delivered_on: date | None
    lines: tuple[DeliveryLine, ...]
    order_number: str = ""
    mark: Mark = Mark.NONE
    delivery_address: str = ""  # where it differs from the recipient's
    our_reference: str = ""
    their_reference: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PurchaseOrderDocument:
    """A purchase order to a supplier; `net` is the sum of its lines, without tax."""

    language: str
    sender: Sender
    recipient: Recipient
    order_date: date
    lines: tuple[DocumentLine, ...]
    net: Decimal
    number: str = ""  # empty in a draft
    mark: Mark = Mark.NONE
    currency: str = "SEK"
    expected_on: date | None = None
    their_reference: str = ""
