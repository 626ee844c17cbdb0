"""Paints the drawing of a chart in the colours and the typeface of the theme, sharp at any resolution."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from reports.chart.drawing import Box, Drawing, Shape, Side, Stroke, Words
from reports.chart.spec import ink_value
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.state import tokens
from views.kit.theme.tokens import SIZE_NOTE


class ScreenFace:
    """The small type of the screen at the text size in force."""

    def __init__(self) -> None:
        self._plain = QFontMetricsF(font(SIZE_NOTE))
        self._strong = QFontMetricsF(font(SIZE_NOTE, strong=True))

    @property
    def line(self) -> float:
        """The height of a line in pixels."""
        return self._plain.height()

    @property
    def rise(self) -> float:
        """How far the base line lies below the middle of capitals."""
        return self._plain.capHeight() / 2

    def width(self, text: str, *, strong: bool = False) -> float:
        """The width of a text in pixels."""
        return (self._strong if strong else self._plain).horizontalAdvance(text)


def paint(painter: QPainter, drawing: Drawing, ratio: float) -> None:
    """Paint all parts; `ratio` is how many pixels of the device make one of ours."""
    face = ScreenFace()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for part in drawing.parts:
        if isinstance(part, Box):
            _box(painter, part, ratio)
        elif isinstance(part, Stroke):
            _stroke(painter, part, ratio)
        elif isinstance(part, Shape):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(ink_value(tokens(), part.ink)))
            painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in part.points]))
        else:
            _words(painter, part, face)


def snapped(box: Box, ratio: float) -> QRectF:
    """A rectangle whose edges lie between pixels of the device."""
    left, top = round(box.x * ratio) / ratio, round(box.y * ratio) / ratio
    right, bottom = round((box.x + box.width) * ratio) / ratio, round((box.y + box.height) * ratio) / ratio
    return QRectF(left, top, max(right - left, 1 / ratio), max(bottom - top, 1 / ratio))


def _box(painter: QPainter, part: Box, ratio: float) -> None:
    place, ink = snapped(part, ratio), colour(ink_value(tokens(), part.ink))
    if not part.hollow:
        painter.fillRect(place, ink)
        return
    painter.setPen(QPen(ink, 1))
    painter.setBrush(colour(tokens().surface))
    painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


def _stroke(painter: QPainter, part: Stroke, ratio: float) -> None:
    ink = colour(ink_value(tokens(), part.ink))
    (x1, y1), (x2, y2) = part.points[0], part.points[-1]
    if part.weight <= 1 and (x1 == x2 or y1 == y2):
        painter.fillRect(snapped(Box(min(x1, x2), min(y1, y2), abs(x2 - x1) or 1, abs(y2 - y1) or 1), ratio), ink)
        return
    pen = QPen(ink, part.weight, Qt.PenStyle.DashLine if part.dashed else Qt.PenStyle.SolidLine)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in part.points]))


def _words(painter: QPainter, part: Words, face: ScreenFace) -> None:
    painter.setFont(font(SIZE_NOTE, strong=part.strong))
    painter.setPen(colour(ink_value(tokens(), part.ink)))
    wide = face.width(part.text, strong=part.strong)
    x = part.x - {Side.LEFT: 0.0, Side.CENTRE: wide / 2, Side.RIGHT: wide}[part.side]
    painter.drawText(QPointF(x, part.y + face.rise), part.text)
