"""What is due: repetitions, planned reversals and parts of spread amounts, posted in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something due: `kind` recurring, reversal or deferral with its key; `amount` is the sum of its debits.

    `entry_id` is the voucher that it follows from.
    """

    kind: str
    id: int
    due_on: date
    text: str
    amount: Decimal
    entry_id: int


@dataclass(frozen=True, slots=True)
class Posted:
    """How many of each kind were posted."""

    recurring: int
    deferral: int
    reversal: int

    @property
    def all(self) -> int:
        """All of them."""
        return self.recurring + self.deferral + self.reversal


@operation(needs=Permission.FINANCE_READ)
def due_items(work: Work, *, to: date) -> tuple[DueItem, ...]:
    """Everything due until `to` and not posted, by day."""
    rows = work.rows("SELECT kind, id, due_on, text, amount, entry_id FROM ledger.due_items(:company, :to)", to=to)
    return tuple(DueItem(*tuple(row)) for row in rows)


@operation(needs=Permission.FINANCE_POST, one_call=True)
def post_due(work: Work, *, to: date) -> Posted:
    """Post everything due until `to`, all or nothing; what is posted already is left alone.

    Rejected where one of the days lies in a locked period.
    """
    return Posted(**work.call("ledger.post_due", to))


@operation(needs=Permission.FINANCE_POST, one_call=True)
def plan_reversal(work: Work, *, entry_id: int, on: date | None) -> None:
    """Plan that a voucher is taken back on a later day; None takes the plan away."""
    work.call("ledger.plan_reversal", entry_id, on)
