"""Bars, lines, waterfalls and sparklines: the charts whose values go upwards."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from reports.chart.board import Board
from reports.chart.drawing import Box, Side, Stroke, marker
from reports.chart.frame import Plot, frame, name_all_places, name_places, zero_line
from reports.chart.scale import ZERO, nice_scale
from reports.chart.spec import Chart, Series

_BARS = 0.72  # of a slot
_WIDEST = 4.0  # lines of text, of one bar


def bars(board: Board) -> None:
    """Series side by side at each place, from the zero line."""
    board.legend()
    plot = frame(board, *_range(board.chart))
    count = len(board.chart.series)
    width = min(plot.slot * _BARS / count, _WIDEST * board.face.line)
    for at in range(len(board.chart.places)):
        for number, series in enumerate(board.chart.series):
            value = series.points[at].value
            if value is None:
                continue
            x = plot.middle(at) + width * (number - count / 2)
            bar = plot.bar(x + width * 0.05, width * 0.9, ZERO, value, board.chart.ink(number))
            if value:
                board.fill(bar, hatched=series.hatched)
            board.spot(number, at, _tall(bar, board.face.line), at * count + number)
    zero_line(board, plot)
    name_places(board, plot)


def lines(board: Board) -> None:
    """Each series as a line with its own marker; a gap where there is no value."""
    board.legend()
    plot = frame(board, *_range(board.chart))
    zero_line(board, plot)
    for number, series in enumerate(board.chart.series):
        _line(board, plot, number, series)
    name_places(board, plot)


def _line(board: Board, plot: Plot, number: int, series: Series) -> None:
    ink, size = board.chart.ink(number), board.face.line / 3.5
    places: list[tuple[int, float, float]] = []
    for at, point in enumerate(series.points):
        if point.value is not None:
            places.append((at, plot.middle(at), plot.y(point.value)))
    for (before, x1, y1), (after, x2, y2) in pairwise(places):
        if after == before + 1:
            board.add(Stroke(((x1, y1), (x2, y2)), ink, 2, dashed=number > 0))
    for at, x, y in places:
        board.add(marker(x, y, size, number, ink))
        reach = max(board.face.line, min(plot.slot / 2, 2 * board.face.line))
        board.spot(number, at, Box(x - reach, y - reach, 2 * reach, 2 * reach, ink), at, number)


def waterfall(board: Board) -> None:
    """Steps that begin where the one before ended, each with its figure; totals from the zero line."""
    board.top += board.face.line
    series = board.chart.series[0]
    runs = running(series)
    ends = [value for run in runs for value in run]
    plot = frame(board, min(ends, default=ZERO), max(ends, default=ZERO))
    width = min(plot.slot * _BARS, 2 * _WIDEST * board.face.line)
    for at, (start, end) in enumerate(runs):
        x = plot.middle(at) - width / 2
        falls = not series.points[at].total and end < start
        ink = "series0" if series.points[at].total else "bad" if falls else "good"
        bar = plot.bar(x, width, start, end, ink)
        board.fill(bar, hatched=falls)
        board.spot(0, at, _tall(bar, board.face.line), at)
        _figure(board, bar, series.points[at].value or ZERO, width)
        if at + 1 < len(runs):
            board.add(Stroke(((x + width, plot.y(end)), (x + plot.slot, plot.y(end))), "edge"))
    zero_line(board, plot)
    name_all_places(board, plot)


def _figure(board: Board, bar: Box, value: Decimal, width: float) -> None:
    text = board.unit.brief(value, board.words)
    if board.face.width(text) <= width * 1.35:
        board.write(bar.x + bar.width / 2, bar.y - 0.6 * board.face.line, text, Side.CENTRE, ink="text")


def running(series: Series) -> list[tuple[Decimal, Decimal]]:
    """Where each step of a waterfall begins and ends."""
    runs, now = [], ZERO
    for point in series.points:
        value = point.value or ZERO
        start = ZERO if point.total else now
        now = start + value
        runs.append((start, now))
    return runs


def sparkline(board: Board) -> None:
    """One line over the whole room, with a marker at its end."""
    size = board.face.line / 4
    area = Box(size, size, max(board.right - 2 * size, 1), max(board.bottom - 2 * size, 1))
    plot = Plot(area, nice_scale(*_range(board.chart), most=100), max(len(board.chart.places), 1))
    zero_line(board, plot)
    ink, found = board.chart.ink(0), []
    for at, point in enumerate(board.chart.series[0].points):
        if point.value is not None:
            found.append((plot.middle(at), plot.y(point.value)))
            board.spot(0, at, Box(plot.middle(at) - plot.slot / 2, 0, plot.slot, board.bottom, ink), at)
    if found:
        board.add(Stroke(tuple(found), ink, 1.5), marker(*found[-1], size, 0, ink))


def _range(chart: Chart) -> tuple[Decimal, Decimal]:
    values = [point.value for series in chart.series for point in series.points if point.value is not None]
    return min(values, default=ZERO), max(values, default=ZERO)


def _tall(bar: Box, least: float) -> Box:
    """The area of a bar that can be hit: never lower than a line of text."""
    grown = max(least - bar.height, 0)
    return Box(bar.x, bar.y - grown / 2, bar.width, bar.height + grown, bar.ink)
