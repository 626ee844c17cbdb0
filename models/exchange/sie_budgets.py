"""Budgets of SIE files (#PBUDGET): what the lines say as rows of a plan, and the rows of a plan as lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from models.exchange.books import BudgetAmounts, BudgetKey
from models.finance.budgets.planning import BudgetRow
from models.finance.budgets.spreading import ZERO


def budget_rows(amounts: BudgetAmounts) -> tuple[BudgetRow, ...]:
    """The rows of a plan, debit positive.

    A line without an object is the total of its account, the others are parts of it: what they leave over has no
    dimensions. Parts by several dimensions cut the same total in several ways, so those of one dimension are taken.
    """
    rows: dict[tuple[str, tuple[tuple[str, str], ...]], dict[date, Decimal]] = {}
    for account in sorted({account for account, _pairs, _month in amounts}):
        for month in sorted({month for number, _pairs, month in amounts if number == account}):
            for pairs, amount in _parts({p: a for (n, p, m), a in amounts.items() if (n, m) == (account, month)}):
                if amount:
                    rows.setdefault((account, pairs), {})[month] = amount
    return tuple(BudgetRow(account, months, dict(pairs)) for (account, pairs), months in sorted(rows.items()))


def overlapping(amounts: BudgetAmounts) -> tuple[str, ...]:
    """The accounts whose parts are cut by more than one dimension."""
    cut: dict[str, set[tuple[str, ...]]] = {}
    for account, pairs, _month in amounts:
        if pairs:
            cut.setdefault(account, set()).add(tuple(number for number, _code in pairs))
    return tuple(sorted(account for account, ways in cut.items() if len(ways) > 1))


_Pairs = tuple[tuple[str, str], ...]


def _parts(found: Mapping[_Pairs, Decimal]) -> Iterable[tuple[_Pairs, Decimal]]:
    ways = sorted({tuple(int(number) for number, _code in pairs) for pairs in found if pairs})
    parts = {
        pairs: amount
        for pairs, amount in found.items()
        if pairs and tuple(int(number) for number, _code in pairs) == ways[0]
    }
    total = found.get((), sum(parts.values(), ZERO))
    return ((), total - sum(parts.values(), ZERO)), *parts.items()


def budget_lines(rows: Iterable[BudgetRow]) -> dict[BudgetKey, Decimal]:
    """What is written of a plan: the total of each account and month, and its parts by each value of a dimension."""
    found: dict[BudgetKey, Decimal] = {}
    for row in rows:
        for month, amount in row.amounts.items():
            for pairs in ((), *(((number, code),) for number, code in row.dimensions.items())):
                key = (row.account, pairs, month)
                found[key] = found.get(key, ZERO) + amount
    return found
