"""What a quote or an order confirmation states, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.company.documents import Recipient, Sender
from models.finance.documents import DocumentLine, DocumentTax, Mark


@dataclass(frozen=True, slots=True)
class OrderDocument:
    """A quote or an order confirmation to a customer, where total = net + tax."""

    language: str
    sender: Sender
    recipient: Recipient
    order_date: date
    lines: tuple[DocumentLine, ...]
    taxes: tuple[DocumentTax, ...]
    net: Decimal
    tax: Decimal
    total: Decimal
    quote: bool = False
    number: str = ""  # empty in a draft
    mark: Mark = Mark.NONE
    currency: str = "SEK"
    valid_until: date | None = None
    delivery_date: date | None = None
    delivery_address: str = ""
    delivery_terms: str = ""
    payment_days: int | None = None
    our_reference: str = ""
    their_reference: str = ""
    text: str = ""
