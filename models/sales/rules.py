"""What may become of quotes, orders and deliveries, and what is in the way: used by operations and buttons alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from models.finance.rules import ZERO, DocumentTotals, TotalsLine, document_totals, line_net, nets_within

#: The statuses in which each act is possible.
ORDER_ACTS: Mapping[str, frozenset[str]] = {
    "save": frozenset({"draft"}),
    "delete": frozenset({"draft"}),
    "confirm": frozenset({"draft"}),
    "reserve": frozenset({"confirmed"}),
    "release": frozenset({"confirmed"}),
    "reopen": frozenset({"confirmed"}),
    "pick": frozenset({"confirmed"}),
    "close": frozenset({"confirmed"}),
    "cancel": frozenset({"draft", "confirmed", "delivered", "invoiced"}),
    "invoice": frozenset({"confirmed", "delivered"}),
}
QUOTE_ACTS: Mapping[str, frozenset[str]] = {
    "save": frozenset({"draft"}),
    "delete": frozenset({"draft"}),
    "send": frozenset({"draft"}),
    "revise": frozenset({"sent"}),
    "accept": frozenset({"sent"}),
    "lose": frozenset({"sent"}),
    "order": frozenset({"sent", "accepted"}),
}
DELIVERY_ACTS: Mapping[str, frozenset[str]] = {
    "pick": frozenset({"picking"}),
    "post": frozenset({"picking"}),
    "cancel": frozenset({"picking"}),
    "return": frozenset({"posted"}),
}


class Line(Protocol):
    """What the rules ask of a line of a quote or order."""

    @property
    def description(self) -> str:
        """What the customer reads."""
        ...

    @property
    def item_id(self) -> int | None:
        """The item, none for a line of text or work."""
        ...

    @property
    def quantity(self) -> Decimal:
        """How many of its unit."""
        ...

    @property
    def unit_price(self) -> Decimal:
        """Without tax, or with it where the prices of the document include it."""
        ...

    @property
    def discount(self) -> Decimal:
        """In percent."""
        ...

    @property
    def tax_code(self) -> str:
        """The tax code of the sale."""
        ...

    @property
    def delivered(self) -> Decimal:
        """How many are delivered."""
        ...

    @property
    def invoiced(self) -> Decimal:
        """How many are invoiced."""
        ...


class Order(Protocol):
    """What the rules ask of a quote or order."""

    @property
    def kind(self) -> str:
        """Quote or order."""
        ...

    @property
    def status(self) -> str:
        """As in the table."""
        ...

    @property
    def party_id(self) -> int | None:
        """The customer."""
        ...

    @property
    def lines(self) -> Sequence[Line]:
        """In their order."""
        ...


class DeliveredLine(Protocol):
    """What the rules ask of a line of a delivery."""

    @property
    def picked(self) -> Decimal:
        """How many lie ready."""
        ...


def is_possible(order: Order, act: str) -> bool:
    """Whether the status of a quote or order allows `act` of QUOTE_ACTS or ORDER_ACTS."""
    return order.status in (QUOTE_ACTS if order.kind == "quote" else ORDER_ACTS).get(act, frozenset())


def blockers_to_save(order: Order) -> tuple[str, ...]:
    """Codes of what keeps a draft from being saved."""
    found = []
    if order.party_id is None:
        found.append("order.no_customer")
    if any(not line.description.strip() for line in order.lines):
        found.append("order.no_description")
    if any(line.quantity <= 0 for line in order.lines):
        found.append("order.bad_quantity")
    if any(not 0 <= line.discount <= 100 for line in order.lines):  # noqa: PLR2004 - percent
        found.append("order.bad_discount")
    return tuple(found)


def blockers_to_confirm(order: Order) -> tuple[str, ...]:
    """Codes of what keeps a draft order from being confirmed, or a draft quote from being sent."""
    if not is_possible(order, "send" if order.kind == "quote" else "confirm"):
        return (f"{order.kind}.wrong_status",)
    return blockers_to_save(order) + (() if order.lines else ("order.no_lines",))


def blockers_to_cancel(order: Order) -> tuple[str, ...]:
    """Codes of what keeps an order from being cancelled."""
    return _blockers_to_end(order, "cancel")


def blockers_to_reopen(order: Order) -> tuple[str, ...]:
    """Codes of what keeps a confirmed order from being changed."""
    return _blockers_to_end(order, "reopen")


def blockers_to_close(order: Order) -> tuple[str, ...]:
    """Codes of what keeps an order from being closed short."""
    if not is_possible(order, "close"):
        return ("order.wrong_status",)
    return () if any(line.delivered > 0 for line in order.lines) else ("order.close_undelivered",)


def blockers_to_invoice(order: Order) -> tuple[str, ...]:
    """Codes of what keeps an order from being invoiced."""
    if not is_possible(order, "invoice"):
        return ("order.wrong_status",)
    return () if any(to_invoice(order)) else ("order.nothing_to_invoice",)


def blockers_to_post(status: str, lines: Iterable[DeliveredLine]) -> tuple[str, ...]:
    """Codes of what keeps a delivery from being posted."""
    if status not in DELIVERY_ACTS["post"]:
        return (f"delivery.{status}",)
    return () if any(line.picked > 0 for line in lines) else ("delivery.nothing_picked",)


def to_invoice(order: Order) -> tuple[Decimal, ...]:
    """What of each line can be invoiced: what is delivered and not yet invoiced; all of an order without any goods."""
    if any(line.item_id is not None for line in order.lines):
        return tuple(max(line.delivered - line.invoiced, ZERO) for line in order.lines)
    return tuple(max(line.quantity - line.invoiced, ZERO) for line in order.lines)


def order_totals(lines: Iterable[Line], percents: Mapping[str, Decimal], *, gross: bool = False) -> DocumentTotals:
    """Sums of a quote or order; `percents` by tax code, a missing one counts as 0 until the order is saved.

    With `gross` the prices include tax.
    """
    return document_totals(_entered(lines, percents), gross=gross)


def order_nets(lines: Iterable[Line], percents: Mapping[str, Decimal], *, gross: bool) -> tuple[Decimal, ...]:
    """What each line comes to without tax."""
    entered = _entered(lines, percents)
    return nets_within(entered) if gross else tuple(line.amount for line in entered)


def _entered(lines: Iterable[Line], percents: Mapping[str, Decimal]) -> list[TotalsLine]:
    return [
        TotalsLine(
            line_net(line.quantity, line.unit_price, line.discount), line.tax_code, percents.get(line.tax_code, ZERO)
        )
        for line in lines
    ]


def _blockers_to_end(order: Order, act: str) -> tuple[str, ...]:
    if not is_possible(order, act):
        return ("order.wrong_status",)
    if any(line.invoiced > 0 for line in order.lines):
        return (f"order.{act}_invoiced",)
    if any(line.delivered > 0 for line in order.lines):
        return (f"order.{act}_delivered",)
    return ()
