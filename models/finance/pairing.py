"""Pairs open items to be settled against each other: the oldest debit with the oldest credit. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.finance.posting import SettlementPair


@dataclass(frozen=True, slots=True)
class PairItem:
    """An open item; `remaining` debit positive."""

    line_id: int
    due_on: date
    remaining: Decimal


def pair_items(items: Iterable[PairItem]) -> tuple[SettlementPair, ...]:
    """What cancels out among items of one account, party and currency; nothing where all are of one side."""
    ordered = sorted(items, key=lambda item: (item.due_on, item.line_id))
    debits = [item for item in ordered if item.remaining > 0]
    credited = [item for item in ordered if item.remaining < 0]
    left = {item.line_id: abs(item.remaining) for item in ordered}
    pairs = []
    while debits and credited:
        debit, credit = debits[0].line_id, credited[0].line_id
        amount = min(left[debit], left[credit])
        pairs.append(SettlementPair(debit, credit, amount))
        for side, key in ((debits, debit), (credited, credit)):
            left[key] -= amount
            if not left[key]:
                side.pop(0)
    return tuple(pairs)
