"""The plot of an upright chart: value axis to the left with its hairlines, places below, and the zero line."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from models.database.listing import Kind
from reports.chart.board import Board
from reports.chart.drawing import Box, Face, Side, Stroke
from reports.chart.scale import ZERO, Scale, nice_scale

_MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Plot:
    """The room between the axes, divided into one slot for each place."""

    area: Box
    scale: Scale
    slots: int

    def y(self, value: Decimal) -> float:
        """The height of a value."""
        return self.area.y + self.area.height * (1 - self.scale.share(value))

    @property
    def slot(self) -> float:
        """The width of a slot."""
        return self.area.width / self.slots

    def middle(self, place: int) -> float:
        """The middle of a slot."""
        return self.area.x + self.slot * (place + 0.5)

    def bar(self, x: float, width: float, start: Decimal, end: Decimal, ink: str) -> Box:
        """The bar between two values; one of nought is still a hair high."""
        top, bottom = sorted((self.y(start), self.y(end)))
        return Box(x, top, width, max(bottom - top, 1), ink)


def frame(board: Board, low: Decimal, high: Decimal) -> Plot:
    """Draw axes that hold `low` to `high` into the room that is left."""
    line = board.face.line
    bottom = board.bottom - 1.5 * line
    height = max(bottom - board.top - line / 2, line)
    least = Decimal(1) if board.chart.kind is Kind.INTEGER else ZERO
    scale = nice_scale(low, high, most=max(2, min(_MOST_STEPS, int(height / (2 * line)))), least=least)
    labels = [board.unit.text(tick, board.words) for tick in scale.ticks]
    left = board.left + max(map(board.face.width, labels)) + board.gap
    plot = Plot(
        Box(left, board.top + line / 2, max(board.right - left, line), height), scale, max(len(board.chart.places), 1)
    )
    for tick, label in zip(scale.ticks, labels, strict=True):
        y = plot.y(tick)
        board.add(Stroke(((left, y), (board.right, y)), "rule"))
        board.write(left - board.gap, y, label, Side.RIGHT)
    return plot


def zero_line(board: Board, plot: Plot) -> None:
    """The line that bars stand on, over them."""
    y = plot.y(ZERO)
    board.add(Stroke(((plot.area.x, y), (plot.area.x + plot.area.width, y)), "edge"))


def name_places(board: Board, plot: Plot) -> None:
    """The labels of the places; every second or third where there is no room for all, the last always among them."""
    widest = max((board.face.width(place.label) for place in board.chart.places), default=0.0)
    every = max(1, math.ceil((widest + board.gap) / plot.slot))
    for at in range(len(board.chart.places) - 1, -1, -every):
        _name(board, plot, at, board.chart.places[at].label)


def name_all_places(board: Board, plot: Plot) -> None:
    """The labels of the places, each cut to its slot: the steps of a waterfall do not follow from each other."""
    for at, place in enumerate(board.chart.places):
        _name(board, plot, at, shortened(place.label, plot.slot - board.gap / 2, board.face))


def _name(board: Board, plot: Plot, at: int, label: str) -> None:
    x = min(plot.middle(at), board.right - board.face.width(label) / 2)
    board.write(x, plot.area.y + plot.area.height + board.face.line, label, Side.CENTRE)


def shortened(text: str, width: float, face: Face) -> str:
    """A text that fits into a width, ending in dots where it was longer."""
    if face.width(text) <= width:
        return text
    kept = next((n for n in range(len(text) - 1, 0, -1) if face.width(f"{text[:n].rstrip()}…") <= width), 0)
    return f"{text[:kept].rstrip()}…" if kept else ""
