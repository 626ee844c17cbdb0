"""The board a chart is laid out on: gathers parts and spots, and makes the legend and the names of marks."""

from __future__ import annotations

from reports.chart.drawing import Box, Drawing, Face, Part, Side, Spot, Stroke, Words, hatching, marker
from reports.chart.scale import Unit, unit_of
from reports.chart.spec import Chart, Form
from reports.chart.wording import point_name, value_text
from reports.layout.wording import Wording

#: Forms whose marks are lines.
_LINES = frozenset({Form.LINE, Form.SPARKLINE})
_EDGE = 0.75  # around a hatched bar


class Board:
    """What has been laid out so far; `left` to `bottom` is the room that is left."""

    def __init__(self, chart: Chart, size: tuple[float, float], face: Face, words: Wording) -> None:
        self.chart, self.face, self.words = chart, face, words
        self.unit: Unit = unit_of(chart)
        self.left, self.top = 0.0, 0.0
        self.right, self.bottom = size
        self._parts: list[Part] = []
        self._spots: list[Spot] = []

    @property
    def gap(self) -> float:
        """The usual distance between parts."""
        return self.face.line / 2

    def add(self, *parts: Part) -> None:
        """Paint these after all before."""
        self._parts += parts

    def write(self, x: float, y: float, text: str, side: Side = Side.LEFT, *, ink: str = "secondary") -> None:
        """A line of text around the height `y`."""
        self.add(Words(x, y, text, ink, side))

    def fill(self, box: Box, *, hatched: bool) -> None:
        """A bar, full or hatched."""
        if hatched:
            self.add(Box(box.x, box.y, box.width, box.height, box.ink, hollow=True))
            inside = Box(box.x + _EDGE, box.y + _EDGE, box.width - 2 * _EDGE, box.height - 2 * _EDGE)
            self.add(*hatching(inside, self.face.line / 2.5, box.ink))
        else:
            self.add(box)

    def spot(self, series: int, place: int, area: Box, across: int, down: int = 0) -> None:
        """The mark of a point."""
        chart = self.chart
        point = chart.series[series].points[place]
        assert point.value is not None  # noqa: S101 - only what has a value has a mark
        name, value = point_name(chart, series, place), value_text(chart, point.value, self.words)
        self._spots.append(Spot(name, value, point.target, area, across, down))

    def legend(self) -> None:
        """The names of the series, line by line above the rest."""
        if len(self.chart.series) < 2:  # noqa: PLR2004 - one series needs no name
            return
        line, x = self.face.line, self.left
        for number, series in enumerate(self.chart.series):
            wide = 1.5 * line + self.face.width(series.name)
            if x > self.left and x + wide > self.right:
                x, self.top = self.left, self.top + 1.4 * line
            self._swatch(number, x, self.top + 0.7 * line)
            self.write(x + 1.5 * line, self.top + 0.7 * line, series.name)
            x += wide + 1.5 * line
        self.top += 1.4 * line + self.gap

    def drawing(self) -> Drawing:
        """All of it."""
        return Drawing(tuple(self._parts), tuple(self._spots))

    def _swatch(self, number: int, x: float, y: float) -> None:
        line, ink = self.face.line, self.chart.ink(number)
        if self.chart.form in _LINES:
            self.add(Stroke(((x, y), (x + 1.2 * line, y)), ink, 2, dashed=number > 0))
            self.add(marker(x + 0.6 * line, y, line / 4, number, ink))
        else:
            box = Box(x + 0.2 * line, y - 0.4 * line, 0.9 * line, 0.8 * line, ink)
            self.fill(box, hatched=self.chart.series[number].hatched)
