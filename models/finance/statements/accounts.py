"""Which accounts a row of a statement takes: ranges, kinds, roles and exceptions, read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.database.errors import Invalid

#: Results that no closing voucher has moved to equity: of the fiscal year, and of the years before it.
THIS_RESULT, EARLIER_RESULT = "@result", "@earlier"
#: What a group has beside: what rates left over, what was not eliminated, and the part of others in its equity.
TRANSLATION, DIFFERENCE, OF_OTHERS, MINORITY = "@translation", "@difference", "@ofothers", "@minority"
PSEUDO = frozenset({THIS_RESULT, EARLIER_RESULT, TRANSLATION, DIFFERENCE, OF_OTHERS, MINORITY})


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """An account as far as statements ask."""

    number: str
    name: str
    kind: str
    role: str = ""

    @property
    def of_result(self) -> bool:
        """Whether it is closed at the end of the year."""
        return self.kind in {"income", "expense"}


Test = Callable[[ChartAccount], bool]


def selector(expression: str, *, row: str = "") -> Test:
    """A test for the accounts that `expression` takes; Invalid where it cannot be read.

    Parts are divided by commas: "3000-3799" and "19" by the beginning of the number, "kind:income", "role:bank",
    "@result", "@earlier"; "!" before one leaves it out.
    """
    parts = [part.strip() for part in expression.split(",") if part.strip()]
    taken = [_part(part, row) for part in parts if not part.startswith("!")]
    left = [_part(part[1:].strip(), row) for part in parts if part.startswith("!")]
    if not taken:
        raise Invalid("statement.no_accounts", field="expression", row=row)
    return lambda account: any(test(account) for test in taken) and not any(test(account) for test in left)


def _part(part: str, row: str) -> Test:
    word, colon, value = part.partition(":")
    if part in PSEUDO:
        return lambda account: account.number == part
    if colon and word == "kind":
        return lambda account: account.kind == value
    if colon and word == "role":
        return lambda account: account.role == value
    first, dash, last = (piece.strip() for piece in part.partition("-"))
    last = last if dash else first
    if not (first.isalnum() and last.isalnum()) or first[: len(last)] > last:
        raise Invalid("statement.wrong_accounts", field="expression", row=row, part=part)
    return lambda account: first <= account.number[: len(first)] and account.number[: len(last)] <= last
