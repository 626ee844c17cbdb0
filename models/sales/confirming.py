"""Orders on their way: confirmed with a promise of goods, reserved again, reopened, closed, cancelled; quotes sent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class ReservedLine:
    """A line of goods: how many are still wanted, and how many of these are promised."""

    line_id: int
    item: str
    wanted: Decimal
    reserved: Decimal


@dataclass(frozen=True, slots=True)
class OrderState:
    """An order after an act, with its lines of goods."""

    id: int
    number: str | None
    status: str
    lines: tuple[ReservedLine, ...]

    @property
    def missing(self) -> tuple[ReservedLine, ...]:
        """The lines that wait for goods."""
        return tuple(line for line in self.lines if line.reserved < line.wanted)


@dataclass(frozen=True, slots=True)
class QuoteState:
    """A quote after an act."""

    id: int
    number: str | None
    status: str


@operation(needs=Permission.SALES_CONFIRM, one_call=True)
def confirm_order(work: Work, *, order_id: int) -> OrderState:
    """Confirm a draft: number, credit, and a promise of what is on the shelves; the rest waits for goods."""
    return _state(work.call("sales.confirm_order", order_id))


@operation(needs=Permission.SALES_CONFIRM, one_call=True)
def reserve_order(work: Work, *, order_id: int) -> OrderState:
    """Promise what was missing and has come in since."""
    return _state(work.call("sales.reserve_order", order_id))


@operation(needs=Permission.SALES_CONFIRM, one_call=True)
def release_order(work: Work, *, order_id: int) -> OrderState:
    """Give what is promised to the order to others; the order stays confirmed."""
    return _state(work.call("sales.release_order", order_id))


@operation(needs=Permission.SALES_CONFIRM, one_call=True)
def reopen_order(work: Work, *, order_id: int) -> OrderState:
    """Make a draft of a confirmed order of which nothing is delivered, to change it; it keeps its number."""
    return _state(work.call("sales.reopen_order", order_id))


@operation(needs=Permission.SALES_CONFIRM, one_call=True)
def close_order(work: Work, *, order_id: int) -> OrderState:
    """Wait for nothing more: what is delivered is all."""
    return _state(work.call("sales.close_order", order_id))


@operation(needs=Permission.SALES_CONFIRM, one_call=True)
def cancel_order(work: Work, *, order_id: int) -> OrderState:
    """End an order of which nothing is delivered or invoiced; its promises go to others."""
    return _state(work.call("sales.cancel_order", order_id))


@operation(needs=Permission.SALES_EDIT, one_call=True)
def send_quote(work: Work, *, quote_id: int) -> QuoteState:
    """Give a draft quote its number; from now on it stays as the customer got it."""
    return QuoteState(**work.call("sales.number_quote", quote_id))


@operation(needs=Permission.SALES_EDIT, one_call=True)
def close_quote(work: Work, *, quote_id: int, status: str) -> QuoteState:
    """Note the customer's answer: accepted or lost; draft takes the quote back for changes under its number."""
    return QuoteState(**work.call("sales.close_quote", quote_id, status))


def _state(answer: dict[str, Any]) -> OrderState:
    lines = tuple(
        ReservedLine(
            line_id=line["line_id"],
            item=line["item"],
            wanted=Decimal(str(line["wanted"])),
            reserved=Decimal(str(line["reserved"])),
        )
        for line in answer["lines"]
    )
    return OrderState(answer["id"], answer["number"], answer["status"], lines)
