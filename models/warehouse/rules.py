"""What may become of a purchase order, and what keeps one from being placed: used by operations and buttons alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Protocol

ZERO = Decimal(0)
GOODS = "goods"

#: The statuses in which each act on a purchase order is possible.
PURCHASE_ACTS: Mapping[str, frozenset[str]] = {
    "save": frozenset({"draft"}),
    "delete": frozenset({"draft"}),
    "place": frozenset({"draft"}),
    "receive": frozenset({"ordered"}),
    "cancel": frozenset({"draft", "ordered"}),
}


class PurchaseLine(Protocol):
    """What the rules ask of a line."""

    @property
    def item_id(self) -> int | None:
        """The item bought."""
        ...

    @property
    def quantity(self) -> Decimal:
        """How many of its unit."""
        ...

    @property
    def unit_cost(self) -> Decimal:
        """In the currency of the order."""
        ...


def is_possible(status: str, act: str) -> bool:
    """Whether a purchase order with `status` allows `act`."""
    return status in PURCHASE_ACTS[act]


def blockers_to_place(party_id: int | None, lines: Iterable[PurchaseLine]) -> tuple[str, ...]:
    """Codes of what is missing before a purchase order can be placed; empty where nothing is."""
    listed = tuple(lines)
    found = []
    if party_id is None:
        found.append("purchase.no_supplier")
    if not listed:
        found.append("purchase.no_lines")
    if any(line.item_id is None or line.quantity <= 0 or line.unit_cost < 0 for line in listed):
        found.append("purchase.bad_line")
    return tuple(found)


def fits_unit(quantity: Decimal, decimals: int) -> bool:
    """Whether a quantity has no more decimals than its unit allows."""
    return quantity == round(quantity, decimals)
