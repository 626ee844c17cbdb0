"""What concerns the user, as it comes in, and the messages that were shown before; shared by all windows."""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from desktop.shell.feed_words import page_of
from desktop.tasks.database import reading, writing
from desktop.tasks.listener import ChangeListener
from desktop.tasks.poller import ChangePoller
from desktop.tasks.runner import TaskRunner
from models.company.changes import Change
from models.company.notifications import Notification, Notifications, mark_read, my_notifications
from models.database.errors import KontorError
from models.database.session import Session
from views.kit.host import Link, Message

_SUBJECT = "company.notification"
_MOST = 40  # messages


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of a strip, and when it was shown."""

    message: Message
    at: datetime


class Feed(QObject):
    """Reads through `runner` when `listener` tells that there is something new."""

    changed = Signal()

    def __init__(
        self, session: Session, runner: TaskRunner, listener: ChangeListener | ChangePoller, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._runner = session, runner
        self._found = Notifications((), 0)
        self._shown: deque[Shown] = deque(maxlen=_MOST)
        listener.changed.connect(self._on_changed)
        listener.restored.connect(self.read)
        self.read()

    @property
    def latest(self) -> tuple[Notification, ...]:
        """What the user was told last, the newest first."""
        return self._found.latest

    @property
    def unread(self) -> int:
        """How much of it they have not seen yet."""
        return self._found.unread

    @property
    def messages(self) -> tuple[Shown, ...]:
        """The messages shown since the program started, the newest first."""
        return tuple(reversed(self._shown))

    def note(self, message: Message) -> None:
        """Remember a message that is shown; one that says the same as the last replaces it."""
        if self._shown and self._shown[-1].message.text == message.text:
            self._shown.pop()
        self._shown.append(Shown(message, datetime.now().astimezone()))
        self.changed.emit()

    def mark(self, *ids: int) -> None:
        """Mark these as read, or all where none is named."""
        task = writing(self._session, mark_read, {"ids": ids or None}, uuid4())
        self._runner.submit(task, on_done=self._on_marked, on_failed=self._on_failed, writes=True)

    def seen(self, link: Link | None) -> None:
        """The page of `link` is in front: what tells of its record is read."""
        ids = [told.id for told in self.latest if not told.is_read and link is not None and page_of(told) == link]
        if ids:
            self.mark(*ids)

    @Slot()
    def read(self) -> None:
        """Fetch anew what the user was told."""
        task = reading(self._session, my_notifications, {})
        self._runner.submit(task, on_done=self._on_read, on_failed=self._on_failed)

    @Slot(object)
    def _on_changed(self, changes: tuple[Change, ...]) -> None:
        me, company = self._session.identity.user_id, self._session.company.id
        if any(one.subject == _SUBJECT and one.company_id == company and me in one.keys for one in changes):
            self.read()

    def _on_read(self, found: Notifications) -> None:
        if found != self._found:
            self._found = found
            self.changed.emit()

    def _on_marked(self, _nothing: object) -> None:
        self.read()

    def _on_failed(self, error: KontorError) -> None:
        """Not worth a message of its own: the next change, or the connection coming back, reads again."""
        logging.getLogger(__name__).info("notifications could not be read: %s", error)
