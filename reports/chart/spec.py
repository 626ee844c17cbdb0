"""What a chart shows, as plain data: its form, the places along it, and a series of points over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from models.database.listing import Kind
from resources.tokens import Tokens


class Form(StrEnum):
    """The kinds of chart."""

    BAR = "bar"  # series side by side at each place
    LINE = "line"
    AGEING = "ageing"  # a bar across for each place, the series stacked in it
    WATERFALL = "waterfall"  # one series of steps; a total stands on the zero line
    SPARKLINE = "sparkline"  # one series as a line without axes
    FUNNEL = "funnel"  # one series of stages, each a centred bar


@dataclass(frozen=True, slots=True)
class Target:
    """What a mark opens: a kind of page with a key and arguments, as a link inside the program has them."""

    kind: str
    key: object | None = None
    arguments: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a place; None leaves a gap. `total` makes it a total of a waterfall instead of a step."""

    value: Decimal | None
    target: Target | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Points in the order of the places. `ink` is a tone such as "good"; without, the colour of its number.

    `hatched` tells it from a neighbour of the same or a similar colour.
    """

    name: str
    points: tuple[Point, ...]
    ink: str = ""
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A place along the chart: what stands at it, and its name in full."""

    label: str
    name: str = ""

    @property
    def full(self) -> str:
        """The name in full, or the label where that is all."""
        return self.name or self.label


@dataclass(frozen=True, slots=True)
class Chart:
    """All texts are translated. `currency` is that of money; `axis` names the places as the heading of a table does."""

    form: Form
    title: str
    places: tuple[Place, ...]
    series: tuple[Series, ...]
    kind: Kind = Kind.MONEY
    currency: str = ""
    axis: str = ""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw: no point has a value other than nought."""
        return not any(point.value for series in self.series for point in series.points)

    def ink(self, number: int) -> str:
        """The name of the colour of a series."""
        return self.series[number].ink or f"series{number}"


def ink_value(tokens: Tokens, ink: str) -> str:
    """The #RRGGBB of an ink: a colour of the theme, the ink of one of its tones, or "series" with a number."""
    if ink.startswith("series"):
        return tokens.series[int(ink.removeprefix("series")) % len(tokens.series)]
    value = getattr(tokens, ink)
    return value if isinstance(value, str) else str(value.ink)
