"""A figure large enough to be read in passing; pressing it opens the rows it is made of."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from models.database.listing import Kind
from resources.language import _
from views.kit.beside import entered_beside, released_beside
from views.kit.explain import Explainer, Explanation
from views.kit.format import format_value
from views.kit.host import Host, Link
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.icons import pixmap
from views.kit.theme.state import scaled, state, tokens
from views.kit.theme.tokens import RADIUS, SIZE_NOTE, SIZE_TITLE, SMALL_ICON, SPACE_1, SPACE_2, SPACE_3

_HEIGHT = 56
_NARROWEST = 150


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its label, already translated; `alarming` where it should be nought and is not."""

    label: str
    value: object
    kind: Kind
    link: Link
    alarming: bool = False
    explains: str = ""  # what the figure is, for who asks; marked with N_


class FigureTile(QAbstractButton):
    """Draws a figure: label above, value below, an arrow to the right under the mouse or with the focus."""

    def __init__(self, host: Host, figure: Figure) -> None:
        super().__init__()
        self._host = host
        self.figure = figure
        self._shown = format_value(figure.value, figure.kind, host.language) or "\N{EN DASH}"
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{figure.label}: {self._shown}")
        self.clicked.connect(self._open)
        if figure.explains:
            Explainer(host, self, Explanation(figure.label, self._shown, _(figure.explains), figure.link))
            self.setToolTip(_(figure.explains))
        state().changed.connect(self.updateGeometry)
        state().changed.connect(self.update)

    @property
    def shown(self) -> str:
        """The value as it is written."""
        return self._shown

    def sizeHint(self) -> QSize:
        """Room for the longer of label and value, and for the arrow."""
        wide = QFontMetrics(font(SIZE_TITLE, strong=True)).horizontalAdvance(self._shown)
        label = QFontMetrics(font(SIZE_NOTE)).horizontalAdvance(self.figure.label)
        return QSize(max(wide, label, scaled(_NARROWEST)) + 2 * SPACE_3 + scaled(SMALL_ICON), scaled(_HEIGHT))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the rows, beside where the mouse asks for that."""
        if not released_beside(self, event):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter opens beside."""
        if not entered_beside(self, event):
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, label, value and arrow."""
        del event
        painter, current = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pointed = self.underMouse() or self.hasFocus()
        painter.setBrush(colour(current.hover) if self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour(current.accent), current.focus_width) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        inner = self.rect().adjusted(SPACE_3, SPACE_2, -SPACE_3, -SPACE_2)
        self._write(painter, inner, self._ink())
        if pointed:
            size = scaled(SMALL_ICON)
            place = QPointF(inner.right() - size, inner.center().y() - size / 2)
            painter.drawPixmap(place, pixmap("right", "secondary", SMALL_ICON, self.devicePixelRatioF()))

    def _write(self, painter: QPainter, box: QRect, ink: QColor) -> None:
        small, large = font(SIZE_NOTE), font(SIZE_TITLE, strong=True)
        painter.setFont(small)
        painter.setPen(colour(tokens().secondary))
        label = QFontMetrics(small).elidedText(self.figure.label, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, label)
        painter.setFont(large)
        painter.setPen(ink)
        lower = box.adjusted(0, QFontMetrics(small).height() + SPACE_1, 0, 0)
        painter.drawText(lower, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, self._shown)

    def _ink(self) -> QColor:
        return colour(tokens().bad.ink if self.figure.alarming else tokens().text)

    def _open(self) -> None:
        self._host.open(self.figure.link)
