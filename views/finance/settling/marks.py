"""What is marked to be settled: its rows, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.finance.rules import ZERO
from models.finance.settling import ItemGroup
from resources.language import _
from views.kit.action import Row

_ALIKE = ("account", "party_id", "currency")


@dataclass(frozen=True, slots=True)
class Marks:
    """Rows of open items by key, in the order in which they were marked; `rest` keeps what is left over."""

    rows: tuple[Row, ...] = ()
    rest: int | None = None

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of the items."""
        return tuple(_key(row) for row in self.rows)

    @property
    def debit(self) -> Decimal:
        """The debits together."""
        return _sum(self.rows, "debit")

    @property
    def credit(self) -> Decimal:
        """The credits together."""
        return _sum(self.rows, "credit")

    @property
    def difference(self) -> Decimal:
        """What debits and credits differ by, debit positive."""
        return self.debit - self.credit

    @property
    def booked_alike(self) -> bool:
        """Whether all are booked at what they are in their currency: it is the company's own."""
        return all(row["remaining"] == _sum((row,), "debit") - _sum((row,), "credit") for row in self.rows)

    @property
    def group(self) -> ItemGroup:
        """They as the operation takes them, with what was seen to be open."""
        last = (self.rest,) if self.rest is not None else ()
        return ItemGroup(self.keys, last, debit=self.debit, credit=self.credit)

    def toggled(self, rows: Iterable[Row]) -> Marks:
        """With those of the rows that are not marked; without all of them where every one is."""
        wanted = tuple(rows)
        new = tuple(row for row in wanted if _key(row) not in self.keys)
        if new:
            return Marks((*self.rows, *new), self.rest)
        gone = {_key(row) for row in wanted}
        left = tuple(row for row in self.rows if _key(row) not in gone)
        return Marks(left, None if self.rest in gone else self.rest)

    def resting(self, key: int) -> Marks:
        """With the rest on this item; with no choice where it was there already."""
        return Marks(self.rows, None if self.rest == key else key)

    def why_not_settled(self) -> str | None:
        """Why they cannot be settled, translated."""
        if not self.rows:
            return _("Mark items with Space, or take a proposal with F8.")
        if any(len({row[name] for row in self.rows}) > 1 for name in _ALIKE):
            return _("The marked items are not all of one account, party and currency.")
        if not self.debit or not self.credit:
            return _("Mark debit and credit: these are all of one side.")
        return None


def _key(row: Row) -> int:
    return int(str(row["line_id"]))


def _sum(rows: Sequence[Row], name: str) -> Decimal:
    return sum((Decimal(str(row[name] or 0)) for row in rows), ZERO)
