"""Arithmetic of documents: line amounts, tax by code on the sum of a document, and the rounding of its total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

CENT = Decimal("0.01")
WHOLE = Decimal(1)
_FINE = Decimal("0.0001")
ZERO = Decimal(0)
#: Wide enough that no product of a quantity, a price and a discount is rounded before the end.
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class TotalsLine:
    """What a line brings into the sums: its amount, and the tax code with its percent (25 means 25 %).

    The amount is without tax, or with it where the prices of the document include it.
    """

    amount: Decimal
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
    """Amount of a line, without tax where its price is; `discount` in percent of it."""
    exact = _EXACT.multiply(_EXACT.multiply(quantity, unit_price), WHOLE - discount / 100)
    return round_money(exact)


def tax_on(base: Decimal, percent: Decimal) -> Decimal:
    """Tax on a sum of lines of one code."""
    return round_money(_EXACT.divide(_EXACT.multiply(base, percent), Decimal(100)))


def tax_within(amount: Decimal, percent: Decimal) -> Decimal:
    """The tax that an amount includes: amount x percent / (100 + percent) (ML 8 kap. 17 §)."""
    return round_money(_EXACT.divide(_EXACT.multiply(amount, percent), Decimal(100) + percent))


def nets_within(lines: Iterable[TotalsLine]) -> tuple[Decimal, ...]:
    """What lines whose amounts include tax come to without it, in their order.

    The tax of each code is taken out of its cumulated amount, so that the nets sum to the base of the document.
    """
    before: dict[str, Decimal] = {}
    nets = []
    for line in lines:
        earlier = before.get(line.tax_code, ZERO)
        up_to = before[line.tax_code] = earlier + line.amount
        nets.append(line.amount - (tax_within(up_to, line.percent) - tax_within(earlier, line.percent)))
    return tuple(nets)


def price_with(price: Decimal, percent: Decimal) -> Decimal:
    """A unit price without tax as one that includes it, to the öre."""
    return round_money(price + _EXACT.divide(_EXACT.multiply(price, percent), Decimal(100)))


def price_without(price: Decimal, percent: Decimal) -> Decimal:
    """What a unit price that includes tax is without it, with as many as four decimals (ML 17 kap. 24 § 8)."""
    return _EXACT.divide(_EXACT.multiply(price, Decimal(100)), Decimal(100) + percent).quantize(_FINE, context=_EXACT)


def round_to_whole(amount: Decimal) -> Decimal:
    """`amount` in whole kronor: 50 öre and more go up (lag 1970:1029), alike for negative amounts."""
    return amount.quantize(WHOLE, context=_EXACT).quantize(CENT)


def document_totals(lines: Sequence[TotalsLine], *, whole: bool = False, gross: bool = False) -> DocumentTotals:
    """Sums of a document with tax by code on the sum of its lines (EN 16931); `whole` rounds the total to kronor.

    With `gross` the amounts of the lines include tax, which is taken out of their sum by code.
    Raises ValueError where one tax code comes with two percentages.
    """
    taxes = tuple(
        _tax_total(code, [line for line in lines if line.tax_code == code], gross=gross) for code in _codes(lines)
    )
    net = sum((total.base for total in taxes), ZERO).quantize(CENT)
    tax = sum((total.tax for total in taxes), ZERO).quantize(CENT)
    exact = net + tax
    total = round_to_whole(exact) if whole else exact
    return DocumentTotals(net=net, tax=tax, total=total, taxes=taxes, rounding=total - exact)


def _codes(lines: Iterable[TotalsLine]) -> list[str]:
    return sorted({line.tax_code for line in lines})


def _tax_total(code: str, lines: Sequence[TotalsLine], *, gross: bool) -> TaxTotal:
    percents = {line.percent for line in lines}
    if len(percents) > 1:
        raise ValueError(f"tax code {code} with {sorted(percents)}")
    percent = percents.pop()
    amount = sum((line.amount for line in lines), ZERO).quantize(CENT)
    tax = tax_within(amount, percent) if gross else tax_on(amount, percent)
    return TaxTotal(tax_code=code, percent=percent, base=amount - tax if gross else amount, tax=tax)
