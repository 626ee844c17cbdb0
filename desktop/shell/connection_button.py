"""The button at the left of the status line: who, company, server, and how far away that is; opens the panel."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.shell.connection_state import ConnectionState, distance, pace_of
from resources.language import _
from views.kit.text import Label, row
from views.kit.theme.colours import colour
from views.kit.theme.state import scaled, state, tokens
from views.kit.theme.tokens import SIZE_NOTE, SPACE_2, SPACE_3, SPACE_4

_BARS = {"quick": 3, "bearable": 2, "slow": 1, "lost": 0}
_BAR, _GAP, _HIGH = 3, 2, 10  # pixels at 100 %


class ConnectionButton(QPushButton):
    """Reads as one line of words."""

    def __init__(self, who: str, company: str, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._words = [text for text in (who, company, place) if text]
        self._bars = _Bars()
        self._distance = Label("", ink="secondary", size=SIZE_NOTE)
        layout = row(self, spacing=SPACE_4)
        layout.setContentsMargins(SPACE_3, 0, SPACE_3, 0)
        for text in self._words:
            layout.addWidget(Label(text, ink="secondary", size=SIZE_NOTE))
        far = row(spacing=SPACE_2)
        far.addWidget(self._bars)
        far.addWidget(self._distance)
        layout.addLayout(far)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._say(_("The connection"))

    def sizeHint(self) -> QSize:
        """As wide as what it says, and no higher than the line."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return QSize(0, self.sizeHint().height())

    def show_connection(self, connection: ConnectionState) -> None:
        """How far away the server is, or that it cannot be reached."""
        lost, milliseconds = connection.lost, connection.milliseconds
        if lost is not None:
            self._distance.set_ink("bad")
            self._distance.setText(_("No connection"))
            self._bars.show_pace("lost")
        elif milliseconds is not None:
            self._distance.set_ink("secondary")
            self._distance.setText(distance(milliseconds))
            self._bars.show_pace(pace_of(milliseconds))
        self._say(self._distance.text())

    def _say(self, far: str) -> None:
        self.setAccessibleName(", ".join((*self._words, far)))
        self.setToolTip(_("About the connection"))
        self.updateGeometry()


class _Bars(QWidget):
    """Three bars, the more of them filled the nearer the server is; a cross through them where it is lost."""

    def __init__(self) -> None:
        super().__init__()
        self._pace = ""
        state().changed.connect(self.updateGeometry)

    def show_pace(self, pace: str) -> None:
        """One of `_BARS`."""
        self._pace = pace
        self.update()

    def sizeHint(self) -> QSize:
        """Room for three bars."""
        return QSize(scaled(3 * _BAR + 2 * _GAP), scaled(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them from the left, each higher than the one before."""
        del event
        if not self._pace:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current, unit = tokens(), scaled(_HIGH) / 3
        ink = colour(current.bad.ink if self._pace in {"slow", "lost"} else current.secondary)
        bottom = (self.height() + scaled(_HIGH)) / 2
        for number in range(3):
            high, left = unit * (number + 1), number * scaled(_BAR + _GAP)
            bar = QRectF(left, bottom - high, scaled(_BAR), high).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(ink)
            painter.setBrush(ink if number < _BARS[self._pace] else Qt.BrushStyle.NoBrush)
            painter.drawRect(bar)
        if self._pace == "lost":
            painter.drawLine(0, int(bottom), scaled(3 * _BAR + 2 * _GAP), int(bottom - scaled(_HIGH)))
