"""Arithmetic of documents: line amounts, tax by code on the sum of a document, and the rounding of its total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
WHOLE = Decimal(1)
ZERO = Decimal(0)
#: Wide enough that no product of a quantity, a price and a discount is rounded before the end.
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class TotalsLine:
    """What a line brings into the sums: its net amount, and the tax code with its percent (25 means 25 %)."""

    net: Decimal
    tax_code: str
    percent: Decimal


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """Tax of one code on the sum of its lines."""

    tax_code: str
    percent: Decimal
    base: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class DocumentTotals:
    """Sums of a document, where total = net + tax + rounding; taxes in the order of their codes."""

    net: Decimal
    tax: Decimal
    total: Decimal
    taxes: tuple[TaxTotal, ...]
    rounding: Decimal = ZERO


def round_money(amount: Decimal) -> Decimal:
    """`amount` with two decimals, halves away from zero, as numeric(18,2) rounds in the database."""
    return amount.quantize(CENT, context=_EXACT)


def line_net(quantity: Decimal, unit_price: Decimal, discount: Decimal = ZERO) -> Decimal:
    """Net amount of a line; `discount` in percent of it."""
    exact = _EXACT.multiply(_EXACT.multiply(quantity, unit_price), WHOLE - discount / 100)
    return round_money(exact)


def tax_on(base: Decimal, percent: Decimal) -> Decimal:
    """Tax on a sum of lines of one code."""
    return round_money(_EXACT.divide(_EXACT.multiply(base, percent), Decimal(100)))


def round_to_whole(amount: Decimal) -> Decimal:
    """`amount` in whole kronor: 50 öre and more go up (lag 1970:1029), alike for negative amounts."""
    return amount.quantize(WHOLE, context=_EXACT).quantize(CENT)


def document_totals(lines: Sequence[TotalsLine], *, whole: bool = False) -> DocumentTotals:
    """Sums of a document with tax by code on the sum of its lines (EN 16931); `whole` rounds the total to kronor.

    Raises ValueError where one tax code comes with two percentages.
    """
    taxes = tuple(_tax_total(code, [line for line in lines if line.tax_code == code]) for code in _codes(lines))
    net = sum((line.net for line in lines), ZERO).quantize(CENT)
    tax = sum((total.tax for total in taxes), ZERO).quantize(CENT)
    exact = net + tax
    total = round_to_whole(exact) if whole else exact
    return DocumentTotals(net=net, tax=tax, total=total, taxes=taxes, rounding=total - exact)


def _codes(lines: Iterable[TotalsLine]) -> list[str]:
    return sorted({line.tax_code for line in lines})


def _tax_total(code: str, lines: Sequence[TotalsLine]) -> TaxTotal:
    percents = {line.percent for line in lines}
    if len(percents) > 1:
        raise ValueError(f"tax code {code} with {sorted(percents)}")
    percent = percents.pop()
    base = sum((line.net for line in lines), ZERO).quantize(CENT)
    return TaxTotal(tax_code=code, percent=percent, base=base, tax=tax_on(base, percent))
