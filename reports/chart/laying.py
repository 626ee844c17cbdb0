"""Laying a chart out: the same geometry whether a screen or a page is painted from it."""

from __future__ import annotations

from collections.abc import Callable

from reports.chart.across import ageing, funnel
from reports.chart.board import Board
from reports.chart.drawing import Drawing, Face
from reports.chart.spec import Chart, Form
from reports.chart.upright import bars, lines, sparkline, waterfall
from reports.layout.wording import Wording

_FORMS: dict[Form, Callable[[Board], None]] = {
    Form.BAR: bars,
    Form.LINE: lines,
    Form.AGEING: ageing,
    Form.WATERFALL: waterfall,
    Form.SPARKLINE: sparkline,
    Form.FUNNEL: funnel,
}


def lay_out(chart: Chart, width: float, height: float, face: Face, words: Wording) -> Drawing:
    """The drawing of a chart in a room of this size; one without values has no parts."""
    board = Board(chart, (width, height), face, words)
    if not chart.empty:
        _FORMS[chart.form](board)
    return board.drawing()
