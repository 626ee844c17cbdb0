"""The message strip of a page: messages stack, replace one another and time out."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from resources.language import _
from views.kit.action import tool_button
from views.kit.host import Level, Message
from views.kit.text import Label, LinkButton, column, fill_tone, row
from views.kit.theme.icons import pixmap
from views.kit.theme.state import state, tokens
from views.kit.theme.tokens import RADIUS, SMALL_ICON, SPACE_1, SPACE_2, SPACE_3

_TONES: Mapping[Level, str] = {
    Level.INFO: "info",
    Level.SUCCESS: "good",
    Level.WARNING: "waiting",
    Level.ERROR: "bad",
}
_SECONDS: Mapping[Level, int] = {Level.INFO: 6, Level.SUCCESS: 6, Level.WARNING: 0, Level.ERROR: 0}
_WITH_ACTION = 10  # seconds an offer such as Undo stays
_MOST = 4


class MessageLine(QFrame):
    """One message."""

    ended = Signal()

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message
        self._tone = _TONES[message.level]
        self._icon = QLabel()
        self._text = Label(message.text, ink=self._tone, wrap=True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = row(self, spacing=SPACE_2)
        layout.setContentsMargins(SPACE_3, SPACE_1, SPACE_1, SPACE_1)
        layout.addWidget(self._icon)
        layout.addWidget(self._text, 1)
        if message.action is not None:
            act = LinkButton(message.action.label)
            act.clicked.connect(self._act)
            layout.addWidget(act)
        close = tool_button("close", _("Dismiss"), small=True)
        close.clicked.connect(self.ended)
        layout.addWidget(close)
        state().changed.connect(self._on_theme)
        self._on_theme()
        self._count_down()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill with the tint of the level."""
        del event
        painter = QPainter(self)
        fill_tone(painter, QRectF(self.rect()), tokens().tone(self._tone), RADIUS)

    def _count_down(self) -> None:
        usual = _WITH_ACTION if self.message.action else _SECONDS[self.message.level]
        seconds = usual if self.message.seconds is None else self.message.seconds
        if seconds:
            timer = QTimer(self)
            timer.setSingleShot(True)
            timer.timeout.connect(self.ended)
            timer.start(seconds * 1000)

    def _act(self) -> None:
        if self.message.action is not None:
            self.message.action.callback()
        self.ended.emit()

    def _on_theme(self) -> None:
        self._icon.setPixmap(pixmap(self.message.level.value, self._tone, SMALL_ICON, self.devicePixelRatioF()))
        self.update()


class MessageStrip(QWidget):
    """At most four messages, the newest at the bottom; takes no room when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[MessageLine] = []
        self._layout = column(self, spacing=SPACE_1)
        self.setAccessibleName(_("Messages"))
        self.hide()

    @property
    def messages(self) -> tuple[Message, ...]:
        """What is shown, from the top."""
        return tuple(line.message for line in self._lines)

    def show_message(self, message: Message) -> None:
        """Add a message in place of the one it replaces, or of one that says the same; one without text only goes."""
        for line in list(self._lines):
            same = line.message.text == message.text
            if same or (message.replaces and line.message.replaces == message.replaces):
                self._remove(line)
        if not message.text:
            return
        while len(self._lines) >= _MOST:
            self._remove(self._lines[0])
        line = MessageLine(message)
        line.ended.connect(self._on_ended)
        self._lines.append(line)
        self._layout.addWidget(line)
        self.show()

    def take_back(self, text: str) -> None:
        """Take what says this away: it is not so any more."""
        for line in [line for line in self._lines if line.message.text == text]:
            self._remove(line)

    def clear(self) -> None:
        """Take all messages away."""
        for line in list(self._lines):
            self._remove(line)

    def _on_ended(self) -> None:
        line = self.sender()
        if isinstance(line, MessageLine) and line in self._lines:
            self._remove(line)

    def _remove(self, line: MessageLine) -> None:
        self._lines.remove(line)
        self._layout.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.setVisible(bool(self._lines))
