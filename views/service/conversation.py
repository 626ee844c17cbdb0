"""The messages on a ticket, oldest first; internal notes on a tint of their own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from models.database.listing import Kind
from models.service.tickets import TicketMessage
from resources.language import _
from views.kit.format import format_value
from views.kit.host import Host
from views.kit.text import Card, Label, clear, column, note
from views.kit.theme.colours import colour
from views.kit.theme.state import tokens
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_3

_RADIUS = 6
_INSET = 48  # pixels by which internal notes are set in


class MessageCard(Card):
    """One message: who wrote it when, and the text, which can be copied."""

    def __init__(self, host: Host, message: TicketMessage) -> None:
        super().__init__()
        self.message = message
        moment = format_value(message.written_at, Kind.TIMESTAMP, host.language)
        head = f"{message.written_by}, {moment}"
        if message.internal:
            head = _("Internal note – {who}").format(who=head)
        self.text = Label(message.text, wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = column(self, margin=SPACE_3, spacing=SPACE_1)
        layout.addWidget(Label(head, ink="waiting", strong=True) if message.internal else note(head, wrap=False))
        layout.addWidget(self.text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """An internal note has the tint of what waits, so that nobody takes it for an answer."""
        if not self.message.internal:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour(tokens().rule))
        painter.setBrush(colour(tokens().waiting.tint))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


class Conversation(QScrollArea):
    """Shows the messages and goes to the newest when there are more."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.messages: tuple[TicketMessage, ...] = ()
        self._shown = QWidget()
        self._list = column(self._shown, spacing=SPACE_2)
        self._list.setContentsMargins(0, 0, SPACE_2, 0)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(self._shown)
        self.setAccessibleName(_("Conversation"))
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._to_the_end = False
        self._list.addWidget(note(_("Nothing has been written yet.")))
        self._list.addStretch()

    def show_messages(self, messages: Sequence[TicketMessage]) -> None:
        """Show these, oldest first."""
        if tuple(messages) == self.messages:
            return
        self._to_the_end = True
        self.messages = tuple(messages)
        clear(self._list)
        for message in messages:
            card = MessageCard(self._host, message)
            line = column()
            line.setContentsMargins(_INSET if message.internal else 0, 0, 0, 0)
            line.addWidget(card)
            self._list.addLayout(line)
        self._list.addStretch()

    def _on_range(self, _lowest: int, highest: int) -> None:
        if self._to_the_end:
            self._to_the_end = False
            self.verticalScrollBar().setValue(highest)
