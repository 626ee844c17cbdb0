"""Axes that people can read: round steps that hold nought, and amounts in a unit of few digits."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from models.database.listing import Kind
from reports.chart.spec import Chart
from reports.layout.wording import Wording

ZERO = Decimal(0)
_STEPS = (1, 2, 5, 10)
_THOUSAND, _MILLION = Decimal(1000), Decimal(1_000_000)
_FEW = 10  # thousands or millions from which the larger unit is taken


@dataclass(frozen=True, slots=True)
class Scale:
    """From `low` to `high`, with a label at each multiple of the round `step`."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """Where the axis has a label."""
        first = (self.low / self.step).to_integral_value(ROUND_CEILING)
        last = (self.high / self.step).to_integral_value(ROUND_FLOOR)
        return tuple(self.step * n for n in range(int(first), int(last) + 1))

    def share(self, value: Decimal) -> float:
        """How far along the axis a value lies, from 0 to 1."""
        return float((value - self.low) / (self.high - self.low))


def nice_scale(low: Decimal, high: Decimal, *, most: int = 5, least: Decimal = ZERO) -> Scale:
    """The scale with at most `most` steps, none smaller than `least`, that holds `low`, `high` and nought."""
    low, high = min(low, ZERO), max(high, ZERO)
    if low == high:
        high = max(least, Decimal(1))
    step = _round_step(max((high - low) / most, least))
    while True:
        first = (low / step).to_integral_value(ROUND_FLOOR)
        last = (high / step).to_integral_value(ROUND_CEILING)
        if last - first <= most or most <= 1:
            return Scale(first * step, last * step, step)
        step = _round_step(step * Decimal("1.01"))


def tight_scale(low: Decimal, high: Decimal, *, most: int = 5) -> Scale:
    """The scale that ends where the values end, for bars whose ends are labelled."""
    low, high = min(low, ZERO), max(high, ZERO)
    if low == high:
        return nice_scale(low, high, most=most)
    return Scale(low, high, _round_step((high - low) / most))


def _round_step(least: Decimal) -> Decimal:
    power = Decimal(10) ** least.adjusted()
    return next(step * power for step in _STEPS if step * power >= least)


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure of the axis is multiplied by."""

    size: Decimal = Decimal(1)

    def text(self, value: Decimal, words: Wording) -> str:
        """A round value of the axis in this unit."""
        return words.quantity(value / self.size)

    def brief(self, value: Decimal, words: Wording) -> str:
        """Any value in this unit, with three digits that count."""
        shown = value / self.size
        digits = 0 if abs(shown) >= _FEW * _FEW or self.size == 1 else 1
        return words.quantity(round(shown, digits))


def unit_of(chart: Chart) -> Unit:
    """Thousands for amounts from ten thousand on, millions from ten million on; ones for everything else."""
    largest = max((abs(p.value) for s in chart.series for p in s.points if p.value is not None), default=ZERO)
    if chart.kind is not Kind.MONEY or largest < _FEW * _THOUSAND:
        return Unit()
    return Unit(_THOUSAND if largest < _FEW * _MILLION else _MILLION)


def title_of(chart: Chart, words: Wording) -> str:
    """The title with the unit of its figures."""
    _ = words.translate
    if chart.kind is not Kind.MONEY:
        return chart.title
    text = {
        Decimal(1): _("{title}, {currency}"),
        _THOUSAND: _("{title}, thousand {currency}"),
        _MILLION: _("{title}, million {currency}"),
    }[unit_of(chart).size]
    return text.format(title=chart.title, currency=chart.currency).rstrip(", ")
