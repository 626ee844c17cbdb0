"""Draws the chart of the screen on paper: the same geometry in the colours and the typeface of documents."""

from __future__ import annotations

from reports.chart.drawing import Box, Drawing, Shape, Side, Stroke
from reports.chart.laying import lay_out
from reports.chart.scale import title_of
from reports.chart.spec import Chart, ink_value
from reports.layout.pages import Pages
from reports.layout.parts import draw_heading
from reports.layout.sheet import Sheet
from reports.layout.style import LABEL, LABEL_STRONG, LARGE, LEFT, RIGHT, Align, text_width
from reports.layout.wording import Wording
from resources.tokens import PRINT

_ALIGN = {Side.LEFT: Align.LEFT, Side.CENTRE: Align.CENTRE, Side.RIGHT: Align.RIGHT}
_RISE = 0.364  # of the type size: half the height of a capital
_HAIRLINE = 0.6  # points, of a stroke of weight 1


class PaperFace:
    """The small type of documents."""

    line = LABEL.leading

    def width(self, text: str, *, strong: bool = False) -> float:
        """The width of a text in points."""
        style = LABEL_STRONG if strong else LABEL
        return text_width(text, style.font, style.size)


def draw_chart(  # noqa: PLR0913 - where it stands and how high
    pages: Pages, chart: Chart, words: Wording, *, height: float, left: float = LEFT, right: float = RIGHT
) -> None:
    """Draw a chart under its title, whole on one page; nothing where it has no values."""
    if chart.empty:
        return
    draw_heading(pages, title_of(chart, words), keep=height, left=left)
    drawing = lay_out(chart, right - left, height, PaperFace(), words)
    paint(pages.sheet, drawing, left, pages.y)
    pages.y += height + LARGE


def paint(sheet: Sheet, drawing: Drawing, x: float, y: float) -> None:
    """Paint a drawing with its upper left corner at (x, y)."""
    for part in drawing.parts:
        ink = int(ink_value(PRINT, part.ink).removeprefix("#"), 16)
        if isinstance(part, Box):
            draw = sheet.outline if part.hollow else sheet.box
            draw(x + part.x, y + part.y, part.width, part.height, ink)
        elif isinstance(part, Stroke):
            points = [(x + at, y + down) for at, down in part.points]
            sheet.polyline(points, ink, part.weight * _HAIRLINE, dashed=part.dashed)
        elif isinstance(part, Shape):
            sheet.polygon([(x + at, y + down) for at, down in part.points], ink)
        else:
            style = (LABEL_STRONG if part.strong else LABEL).but(colour=ink)
            sheet.text(x + part.x, y + part.y + _RISE * style.size, part.text, style, _ALIGN[part.side])
