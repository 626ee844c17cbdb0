"""The painted chart: hover and arrow keys name its marks, a click or Enter opens what a mark is made of."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QInputEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reports.chart.drawing import Drawing, Spot
from reports.chart.laying import lay_out
from reports.chart.scale import title_of
from reports.chart.spec import Chart
from reports.chart.wording import summary
from reports.layout.wording import wording
from views.kit.beside import answering
from views.kit.chart.hearing import call_charts_charts
from views.kit.chart.paint import ScreenFace, paint, snapped
from views.kit.host import Host, Link
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled, state, tokens
from views.kit.theme.tokens import RADIUS, SIZE_NOTE, SPACE_1, SPACE_2

_BESIDE = Qt.KeyboardModifier.ControlModifier
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_NARROWEST = 160


class ChartCanvas(QWidget):
    """Shows one chart, `height` pixels high at 100 %; it takes the keyboard only where there is a mark."""

    def __init__(self, host: Host, height: int) -> None:
        super().__init__()
        call_charts_charts()
        self._host, self._height = host, height
        self.chart: Chart | None = None
        self._drawing = Drawing((), ())
        self._chosen: int | None = None  # by the keyboard
        self._pointed: int | None = None  # by the mouse
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        keep(self, QWidget.setFixedHeight, partial(scaled, height))
        state().changed.connect(self._lay_out)

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The marks."""
        return self._drawing.spots

    @property
    def current(self) -> Spot | None:
        """The mark that the keyboard is at, or else the mouse."""
        at = self._chosen if self._chosen is not None else self._pointed
        return None if at is None else self.spots[at]

    def set_chart(self, chart: Chart) -> None:
        """Show another chart; the keyboard stays at its place."""
        self.chart = chart
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.spots else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription(summary(chart, wording(self._host.language)))
        self._say()

    def sizeHint(self) -> QSize:
        """Any width from a narrow one on."""
        return QSize(scaled(2 * _NARROWEST), scaled(self._height))

    def minimumSizeHint(self) -> QSize:
        """Labels that find no room are left out."""
        return QSize(scaled(_NARROWEST), scaled(self._height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay it out for the room there is."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chart, then the mark one is at with its name and value."""
        del event
        painter = QPainter(self)
        paint(painter, self._drawing, self.devicePixelRatioF())
        if self.current is not None:
            self._paint_current(painter, self.current)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the mark under the mouse."""
        self._point_at(self._drawing.spot_at(event.position().x(), event.position().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Name none."""
        super().leaveEvent(event)
        self._point_at(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        at = self._drawing.spot_at(event.position().x(), event.position().y())
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton} and at is not None:
            self._open(self.spots[at], event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move between the marks; Enter opens one, Ctrl+Enter beside."""
        key = Qt.Key(event.key())
        entering = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        passed = Qt.KeyboardModifier.KeypadModifier | (_BESIDE if entering else Qt.KeyboardModifier.NoModifier)
        if self._chosen is None or event.modifiers() & ~passed:
            super().keyPressEvent(event)
        elif key in _WAYS:
            self._choose(self._drawing.beside(self._chosen, *_WAYS[key]))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._choose(0 if key is Qt.Key.Key_Home else len(self.spots) - 1)
        elif entering:
            self._open(self.spots[self._chosen], event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin where one was, or at the last mark, which is mostly today."""
        super().focusInEvent(event)
        if self.spots and event.reason() is not Qt.FocusReason.MouseFocusReason:
            self._choose(len(self.spots) - 1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The mark is the keyboard's alone."""
        super().focusOutEvent(event)
        self._choose(None)

    def _lay_out(self) -> None:
        if self.chart is None:
            return
        words = wording(self._host.language)
        self._drawing = lay_out(self.chart, self.width(), self.height(), ScreenFace(), words)
        count = len(self.spots)
        self._pointed = None
        self._chosen = min(self._chosen, count - 1) if self._chosen is not None and count else None
        self.update()

    def _choose(self, at: int | None) -> None:
        self._chosen = at
        self._say()
        self.update()

    def _point_at(self, at: int | None) -> None:
        if at == self._pointed:
            return
        self._pointed = at
        opens = at is not None and self.spots[at].target is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self.update()

    def _open(self, spot: Spot, event: QInputEvent) -> None:
        if (target := spot.target) is not None:
            with answering(event):
                self._host.open(Link(target.kind, target.key, target.arguments))

    def _say(self) -> None:
        if self.chart is None:
            return
        title = title_of(self.chart, wording(self._host.language))
        spot = self.spots[self._chosen] if self._chosen is not None else None
        self.setAccessibleName(title if spot is None else f"{title}. {spot.text}")

    def _paint_current(self, painter: QPainter, spot: Spot) -> None:
        current = tokens()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(current.accent), current.focus_width))
        painter.drawRect(snapped(spot.area, self.devicePixelRatioF()).adjusted(-1, -1, 1, 1))
        face, text = ScreenFace(), spot.text
        wide, high = face.width(text, strong=True) + 2 * SPACE_2, face.line + 2 * SPACE_1
        x = min(max(spot.area.x + spot.area.width / 2 - wide / 2, 1), max(self.width() - wide - 1, 1))
        above = spot.area.y - high - SPACE_1
        y = above if above >= 0 else min(spot.area.y + spot.area.height + SPACE_1, self.height() - high - 1)
        bubble = QRectF(x, y, wide, high)
        painter.setPen(QPen(colour(current.edge), current.edge_width))
        painter.setBrush(colour(current.raised))
        painter.drawRoundedRect(bubble, RADIUS, RADIUS)
        painter.setPen(colour(current.text))
        painter.setFont(font(SIZE_NOTE, strong=True))
        painter.drawText(QPointF(x + SPACE_2, y + high / 2 + face.rise), text)
