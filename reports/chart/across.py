"""Ageing and funnel: the charts whose bars lie across, one below the other."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from reports.chart.board import Board
from reports.chart.drawing import Box, Side, Stroke
from reports.chart.scale import ZERO, Scale, tight_scale

_BAR = 0.62  # of the height of a row
_TALLEST = 3.0  # lines of text, of a row
_SLIT = 1.0  # between parts of a bar


def ageing(board: Board) -> None:
    """A bar for each place, its series stacked from nought outwards, negative ones to the left; the sum at its end."""
    board.legend()
    chart, line = board.chart, board.face.line
    named = len(chart.places) > 1
    sums = [_sums(board, at) for at in range(len(chart.places))]
    totals = [board.unit.brief(low + high, board.words) for low, high in sums]
    left = board.left + (max(board.face.width(place.label) for place in chart.places) + 2 * board.gap if named else 0)
    right = board.right - max(map(board.face.width, totals)) - 2 * board.gap
    bottom = board.bottom - 1.5 * line
    height = min((bottom - board.top) / len(chart.places), _TALLEST * line)
    scale = tight_scale(
        min(low for low, _high in sums), max(high for _low, high in sums), most=_steps(board, right - left)
    )
    rows = Rows(board, Box(left, board.top, max(right - left, line), height * len(chart.places)), scale, height)
    rows.axis()
    for at, place in enumerate(chart.places):
        middle = board.top + height * (at + 0.5)
        if named:
            board.write(board.left, middle, place.label, ink="text")
        end = rows.stack(at, middle)
        board.write(end + board.gap, middle, totals[at], ink="text")


def _steps(board: Board, width: float) -> int:
    return max(1, min(5, int(width / (6 * board.face.line))))


def _sums(board: Board, at: int) -> tuple[Decimal, Decimal]:
    values = [series.points[at].value or ZERO for series in board.chart.series]
    return sum((v for v in values if v < 0), ZERO), sum((v for v in values if v > 0), ZERO)


class Rows:
    """The plot of an ageing: values go to the right."""

    def __init__(self, board: Board, area: Box, scale: Scale, height: float) -> None:
        self._board, self._area, self._scale, self._height = board, area, scale, height

    def _x(self, value: Decimal) -> float:
        return self._area.x + self._area.width * self._scale.share(value)

    def axis(self) -> None:
        """Hairlines with their figures below."""
        board, bottom = self._board, self._area.y + self._area.height
        for tick in self._scale.ticks:
            x = self._x(tick)
            board.add(Stroke(((x, self._area.y), (x, bottom)), "edge" if tick == 0 else "rule"))
            label = board.unit.text(tick, board.words)
            middle = max(x, board.left + board.face.width(label) / 2)
            board.write(middle, bottom + 0.9 * board.face.line, label, Side.CENTRE)

    def stack(self, at: int, middle: float) -> float:
        """The bar of a place; returns where it ends to the right."""
        board = self._board
        down, up = ZERO, ZERO
        for number, series in enumerate(board.chart.series):
            value = series.points[at].value
            if not value:
                continue
            start = up if value > 0 else down
            up, down = (up + value, down) if value > 0 else (up, down + value)
            first, last = sorted((self._x(start), self._x(start + value)))
            high = self._height * _BAR
            part = Box(first, middle - high / 2, max(last - first - _SLIT, 1), high, board.chart.ink(number))
            board.fill(part, hatched=series.hatched)
            self._label(part, value, hatched=series.hatched)
            board.spot(number, at, part, number, at)
        return self._x(up)

    def _label(self, part: Box, value: Decimal, *, hatched: bool) -> None:
        board = self._board
        text = board.unit.brief(value, board.words)
        wide, line = board.face.width(text) + board.gap, board.face.line
        if wide + board.gap > part.width or part.height < 1.1 * line:
            return
        x, y = part.x + part.width / 2, part.y + part.height / 2
        if hatched:
            board.add(Box(x - wide / 2, y - 0.6 * line, wide, 1.2 * line, "surface"))
        board.write(x, y, text, Side.CENTRE, ink="text" if hatched else "surface")


def funnel(board: Board) -> None:
    """Stages from above, each a centred bar as wide as its value, with its name, figure and share of the one above."""
    chart, line = board.chart, board.face.line
    points = chart.series[0].points
    figures = _stage_figures(board)
    left = board.left + max(board.face.width(place.label) for place in chart.places) + 2 * board.gap
    right = board.right - max(map(board.face.width, figures)) - 2 * board.gap
    height = min((board.bottom - board.top) / len(points), _TALLEST * line)
    most = max(max((point.value or ZERO for point in points), default=ZERO), Decimal(1))
    for at, point in enumerate(points):
        middle = board.top + height * (at + 0.5)
        wide = max(float((point.value or ZERO) / most) * max(right - left, line), 1.0)
        bar = Box((left + right - wide) / 2, middle - height * _BAR / 2, wide, height * _BAR, chart.ink(0))
        board.add(bar)
        board.write(board.left, middle, chart.places[at].label, ink="text")
        board.write(board.right, middle, figures[at], Side.RIGHT, ink="text")
        if point.value is not None:
            board.spot(0, at, Box(board.left, middle - height / 2, board.right - board.left, height, bar.ink), 0, at)


def _stage_figures(board: Board) -> list[str]:
    chart, words = board.chart, board.words
    values = [point.value or ZERO for point in chart.series[0].points]
    texts = [words.figure(values[0], chart.kind)]
    for before, value in pairwise(values):
        share = f" ({words.percent(round(100 * value / before, 0))})" if before else ""
        texts.append(words.figure(value, chart.kind) + share)
    return texts
