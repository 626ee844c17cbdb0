"""Tells a window of the connection: in its status line how far the server is, in its strip when it goes and comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.messages import explain
from desktop.shell.connection_state import Interruption, how_long
from resources.language import _
from views.kit.host import Level, Message, MessageAction

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow


class ConnectionTelling(QObject):
    """Serves one window, which is its parent; what was lost and is back takes one message."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._state = window, window.windows.state
        self._state.changed.connect(self._on_changed)
        self._state.told_lost.connect(self._on_lost)
        self._state.told_back.connect(self._on_back)

    def _on_changed(self) -> None:
        self._window.status.show_connection(self._state)

    def _on_lost(self, lost: Interruption) -> None:
        again = MessageAction(_("Try again now"), self._state.try_again)
        text = explain(lost.error)
        self._tell(Message(text, Level.WARNING, again, seconds=0, replaces="connection"))

    def _on_back(self, lost: Interruption) -> None:
        text = _("The database can be reached again, after {time}.").format(time=how_long(lost.seconds))
        self._tell(Message(text, Level.SUCCESS, replaces="connection"))
        self._window.pages.take_back(explain(lost.error))

    def _tell(self, message: Message) -> None:
        self._window.show_in(self._window.strip, message)
