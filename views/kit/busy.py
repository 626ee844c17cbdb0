"""Covering a widget while its work is under way: a spinner after 300 ms, words after 2 s, cancelling always."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from resources.language import _
from views.kit.text import Label, column
from views.kit.theme.colours import colour
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled, tokens
from views.kit.theme.tokens import SPACE_2

_COVER_AFTER, _EXPLAIN_AFTER = 300, 2000  # milliseconds
_STEP, _TURN = 40, 14  # milliseconds, degrees
_FULL = 360
_SIZE = 28  # pixels at 100 %


class Spinner(QWidget):
    """A turning arc; stands still while hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._angle = 0
        keep(self, QWidget.setFixedWidth, partial(scaled, _SIZE))
        keep(self, QWidget.setFixedHeight, partial(scaled, _SIZE))
        self._timer = QTimer(self)
        self._timer.setInterval(_STEP)
        self._timer.timeout.connect(self._turn)

    def showEvent(self, event: QShowEvent) -> None:
        """Start turning."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop turning."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ring and arc."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(colour(tokens().rule), 3))
        painter.drawEllipse(box)
        painter.setPen(QPen(colour(tokens().accent), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(box, -self._angle * 16, 90 * 16)

    def _turn(self) -> None:
        self._angle = (self._angle + _TURN) % _FULL
        self.update()


class BusyCover(QWidget):
    """Made when work on `covered` begins; `end()` takes it away and enables `covered` again."""

    cancelled = Signal()

    def __init__(self, covered: QWidget, text: str = "") -> None:
        super().__init__(covered.parentWidget() or covered)
        self._covered = covered
        self._spinner = Spinner()
        self._text = Label(text or _("Working"), ink="secondary")
        self._cancel = QPushButton(_("Cancel"))
        self._cancel.clicked.connect(self.cancelled)
        layout = column(self, spacing=SPACE_2)
        layout.addStretch()
        for widget in (self._spinner, self._text, self._cancel):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.hide()
        self._text.hide()
        covered.setEnabled(False)
        covered.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._cover)
        self._timer.start(_COVER_AFTER)

    def set_progress(self, done: int, total: int, text: str) -> None:
        """Say how far the work is."""
        self._text.setText(f"{text} {done} / {total}".strip() if total else text)
        self._text.show()

    def end(self) -> None:
        """The work is over."""
        self._timer.stop()
        self._covered.removeEventFilter(self)
        self._covered.setEnabled(True)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the covered widget."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A veil that lets what is below show through."""
        del event
        veil = QColor(colour(tokens().window))
        veil.setAlphaF(0.7)
        QPainter(self).fillRect(self.rect(), veil)

    def _place(self) -> None:
        self.setGeometry(self._covered.rect() if self.parent() is self._covered else self._covered.geometry())

    def _cover(self) -> None:
        if self.isHidden():
            self._place()
            self.show()
            self.raise_()
            self._timer.start(_EXPLAIN_AFTER - _COVER_AFTER)
        else:
            self._text.show()
