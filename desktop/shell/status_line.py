"""The line at the bottom: who is signed in where, how far away the database is, and whether something is under way."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.shell.connection_button import ConnectionButton
from desktop.shell.connection_state import ConnectionState
from resources.language import _
from views.kit.text import Label, row
from views.kit.theme.colours import colour
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled, state, tokens
from views.kit.theme.tokens import SIZE_NOTE, SPACE_3, SPACE_4

_HEIGHT = 26
_WORKING_AFTER = 300  # milliseconds


class StatusLine(QWidget):
    """Who, company, server, distance; to the right what is going on."""

    asked = Signal()  # for more about the connection

    def __init__(self, who: str, company: str, place: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keep(self, QWidget.setFixedHeight, partial(scaled, _HEIGHT))
        self._working = Label("", ink="secondary", size=SIZE_NOTE)
        self.connection = ConnectionButton(who, company, place)
        self.connection.clicked.connect(self.asked)
        layout = row(self, spacing=SPACE_4)
        layout.setContentsMargins(0, 0, SPACE_3, 0)
        layout.addWidget(self.connection)
        layout.addStretch()
        layout.addWidget(self._working)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WORKING_AFTER)
        self._timer.timeout.connect(self._on_long)
        state().changed.connect(self.update)

    @property
    def text(self) -> str:
        """What can be read in it."""
        labels = self.findChildren(Label)
        return " ".join(label.text() for label in labels if label.text() and not label.isHidden())

    def show_connection(self, connection: ConnectionState) -> None:
        """How far away the server is, or that it cannot be reached."""
        self.connection.show_connection(connection)

    def show_active(self, jobs: int) -> None:
        """How many jobs are under way; told when they take a while."""
        if jobs == 0:
            self._timer.stop()
            self._working.setText("")
        elif not self._timer.isActive() and not self._working.text():
            self._timer.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline above."""
        del event
        painter = QPainter(self)
        painter.setPen(colour(tokens().rule))
        painter.drawLine(0, 0, self.width(), 0)

    def _on_long(self) -> None:
        self._working.setText(_("Working…"))
