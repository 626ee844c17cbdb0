"""How the amount of a year is spread over its months: evenly, by weights, or as last year's months were.

Pure functions; whatever the way, the months sum to the amount exactly: each is rounded to the cent, the last month that
has a share takes the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

ZERO, CENT, ONE = Decimal(0), Decimal("0.01"), Decimal(1)
_HUNDRED = Decimal(100)

#: The ways that are offered: evenly, as last year's months, in the proportions that stand in the row already.
EVEN, LAST_YEAR, ROW = "even", "last_year", "row"


def spread_evenly(amount: Decimal, months: int) -> tuple[Decimal, ...]:
    """The amount over `months` equal parts: 100 over 12 is eleven times 8.33 and 8.37."""
    return spread_by(amount, [ONE] * months)


def spread_by(amount: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """The amount in proportion to weights or percentages, which need not come to a hundred.

    Raises ValueError where the weights come to nothing: nothing says then where the amount belongs.
    """
    total = sum(weights, ZERO)
    if not total:
        raise ValueError("the weights come to nothing")
    shares = [_rounded(amount * weight / total) for weight in weights]
    last = max(place for place, weight in enumerate(weights) if weight)
    shares[last] += amount - sum(shares, ZERO)
    return tuple(shares)


def changed_by(amount: Decimal, percent: Decimal) -> Decimal:
    """The amount raised by a percentage, lowered by a negative one."""
    return _rounded(amount * (1 + percent / _HUNDRED))


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
