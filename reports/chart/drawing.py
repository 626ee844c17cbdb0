"""A chart laid out: boxes, lines, shapes and words to paint, and the spots that name, explain and open its marks.

Lengths are in the unit of the face, x to the right and y down from the upper left corner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from reports.chart.spec import Target

XY = tuple[float, float]


class Face(Protocol):
    """The type that a chart is set in."""

    @property
    def line(self) -> float:
        """The height of a line of text; all distances follow from it."""

    def width(self, text: str, *, strong: bool = False) -> float:
        """The width of a text."""


class Side(Enum):
    """Which part of a text stands at its x."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle filled with `ink`, or with an edge of it around the ground where `hollow`."""

    x: float
    y: float
    width: float
    height: float
    ink: str = ""
    hollow: bool = False

    def holds(self, x: float, y: float) -> bool:
        """Whether a place lies within."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `weight` 1 is a hairline."""

    points: tuple[XY, ...]
    ink: str
    weight: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled polygon: the marker of a line."""

    points: tuple[XY, ...]
    ink: str


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text around the height `y` of its middle."""

    x: float
    y: float
    text: str
    ink: str = "secondary"
    side: Side = Side.LEFT
    strong: bool = False


Part = Box | Stroke | Shape | Words


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark: its name and value in words, what it opens, where it lies, and its place for the arrow keys."""

    name: str
    value: str
    target: Target | None
    area: Box
    across: int
    down: int = 0

    @property
    def text(self) -> str:
        """Name and value in one line."""
        return f"{self.name}: {self.value}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """Parts in the order they are painted, and spots in the order they are read."""

    parts: tuple[Part, ...]
    spots: tuple[Spot, ...]

    def spot_at(self, x: float, y: float) -> int | None:
        """The number of the spot at a place: of several, the one whose middle is nearest."""
        found = [number for number, spot in enumerate(self.spots) if spot.area.holds(x, y)]
        return min(found, key=lambda number: _distance(self.spots[number].area, x, y), default=None)

    def beside(self, number: int, across: int, down: int) -> int:
        """The number of the nearest spot in a direction; the same one where there is none."""
        here = self.spots[number]
        ahead = [
            (abs(spot.across - here.across) + abs(spot.down - here.down), at)
            for at, spot in enumerate(self.spots)
            if _toward(spot.across - here.across, across) and _toward(spot.down - here.down, down)
        ]
        return min(ahead, default=(0, number))[1]


def _toward(way: int, wanted: int) -> bool:
    return way * wanted > 0 if wanted else True


def _distance(area: Box, x: float, y: float) -> float:
    return math.hypot(area.x + area.width / 2 - x, area.y + area.height / 2 - y)


def hatching(box: Box, gap: float, ink: str) -> tuple[Stroke, ...]:
    """Slanted lines across a box, `gap` apart."""
    right, bottom = box.x + box.width, box.y + box.height
    strokes = []
    start = box.x - box.height + gap / 2
    while start < right:
        left, end = max(start, box.x), min(start + box.height, right)
        if left < end:
            strokes.append(Stroke(((left, bottom - (left - start)), (end, bottom - (end - start))), ink))
        start += gap
    return tuple(strokes)


def marker(x: float, y: float, size: float, number: int, ink: str) -> Shape:
    """The marker of a series: disc, square, diamond or triangle."""
    corners = (20, 4, 4, 3)[number % 4]
    turn = (0.0, math.pi / 4, 0.0, math.pi / 6)[number % 4]
    angles = (turn + 2 * math.pi * corner / corners for corner in range(corners))
    return Shape(tuple((x + size * math.cos(angle), y + size * math.sin(angle)) for angle in angles), ink)
