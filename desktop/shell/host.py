"""The shell as screens see it: implements `views.kit.host.Host` for one session in one window."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.drafts import DraftFiles
from desktop.mailing.mailer import ShellMailer
from desktop.messages import explain
from desktop.settings import Settings, UserPreferences
from desktop.shell.errand import Errand
from desktop.tasks.database import reading, writing
from desktop.tasks.listener import ChangeListener
from desktop.tasks.poller import ChangePoller
from desktop.tasks.runner import Task, TaskRunner
from models.company.changes import Change
from models.database.errors import Cancelled, KontorError, Unavailable
from models.database.listing import ListQuery, Page, PageRequest
from models.database.session import Session
from models.database.work import Work
from resources import language
from resources.language import _
from views.kit.host import (
    ChangeCallback,
    Level,
    Link,
    ListExport,
    Message,
    MessageAction,
    PrintJob,
    Question,
    TableExport,
)
from views.kit.question import QuestionDialog

T = TypeVar("T")


class Frame(Protocol):
    """The window around the pages."""

    def open_link(self, link: Link) -> None:
        """Show the page of a link."""

    def open_beside(self, link: Link) -> None:
        """Show the page of a link in a page tab of its own."""

    def show_message(self, message: Message) -> None:
        """Show a message on the page in front."""

    def show_document(self, document: PrintJob) -> None:
        """Show a document as a page."""

    def over(self) -> QWidget:
        """What a dialog belongs to."""


class ShellHost(QObject):
    """Runs what screens ask for; `frame` is the window. With a `listener`, other desks hear of each write."""

    def __init__(  # noqa: PLR0913 - what a window stands on
        self,
        session: Session,
        runner: TaskRunner,
        settings: Settings,
        frame: Frame,
        *,
        identity: str = "",
        listener: ChangeListener | ChangePoller | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self._runner, self._settings, self._frame = session, runner, settings, frame
        self._listener = listener
        owner = f"{session.identity.name} at {identity}"
        self._preferences = UserPreferences(settings, owner)
        self._drafts = DraftFiles.of(settings.home, f"{owner} in {session.company.id}")
        self._mailer = ShellMailer(self)
        self._ahead = timedelta()
        self._heard: dict[str, list[tuple[ChangeCallback, QWidget]]] = {}
        if listener is not None:
            listener.changed.connect(self._on_changed)
            listener.restored.connect(self._on_restored)
        self.read(company_day, {}, on_done=self._on_day, on_failed=self._on_no_day)

    @property
    def language(self) -> str:
        """Language code of the screen."""
        return language.current()

    @property
    def today(self) -> date:
        """The current day where the company is."""
        return date.today() + self._ahead  # noqa: DTZ011 - the difference to the company's day is added

    @property
    def company(self) -> str:
        """Name of the company that is open."""
        return self.session.company.name

    @property
    def preferences(self) -> UserPreferences:
        """What is remembered for this user on this machine."""
        return self._preferences

    @property
    def drafts(self) -> DraftFiles:
        """What this user has typed on this machine and not saved yet."""
        return self._drafts

    @property
    def mailer(self) -> ShellMailer:
        """What hands e-mails over."""
        return self._mailer

    def run(  # noqa: PLR0913 - the contract of Host
        self,
        operation: Callable[..., T],
        arguments: Mapping[str, object],
        *,
        on_done: Callable[[T], None],
        on_failed: Callable[[KontorError], None] | None = None,
        busy: QWidget | None = None,
        title: str = "",
    ) -> Errand:
        """Carry out an operation in one transaction."""
        task = writing(self.session, operation, arguments, uuid4())
        errand = Errand(task, on_done, on_failed, self, writes=True)
        if busy is not None:
            errand.cover(busy, title)
        return self._start(errand)

    def read(
        self,
        query: Callable[..., T],
        arguments: Mapping[str, object],
        *,
        on_done: Callable[[T], None],
        on_failed: Callable[[KontorError], None] | None = None,
    ) -> Errand:
        """Call a read function in a read-only transaction."""
        return self._start(Errand(reading(self.session, query, arguments), on_done, on_failed, self))

    def start_task(
        self, task: Task[T], on_done: Callable[[T], None], on_failed: Callable[[KontorError], None] | None
    ) -> Errand:
        """Carry out something that is more than one transaction, such as handing an e-mail over."""
        errand = Errand(task, on_done, on_failed, self)
        if self._listener is not None:
            errand.done.connect(self._listener.hint)
        return self._start(errand)

    def fetch(
        self,
        query: ListQuery,
        request: PageRequest,
        *,
        on_done: Callable[[Page], None],
        on_failed: Callable[[KontorError], None] | None = None,
    ) -> Errand:
        """Fetch one page of a list."""
        return self.read(read_page, {"query": query, "request": request}, on_done=on_done, on_failed=on_failed)

    def allows(self, permission: str) -> bool:
        """Whether the user has the right; the empty permission is always allowed."""
        return not permission or self.session.allows(permission)

    def open(self, link: Link, *, beside: bool = False) -> None:
        """Show the page of a link; one of the company that is open needs no other."""
        if link.company == self.session.company.id:
            link = replace(link, company=None)
        if beside:
            self._frame.open_beside(link)
        else:
            self._frame.open_link(link)

    def tell(self, message: Message) -> None:
        """Show a message in the strip of the page in front."""
        self._frame.show_message(message)

    def ask(self, question: Question, *, on_answer: Callable[[str], None]) -> None:
        """Ask a short modal question and pass on the key of the answer."""
        dialog = QuestionDialog(question, self._frame.over())
        dialog.answered.connect(on_answer)
        dialog.open()

    def preview(self, document: PrintJob) -> None:
        """Make a document and show it."""
        self._frame.show_document(document)

    def export(self, export: ListExport) -> None:
        """Ask where to, and write a list off the GUI thread."""
        from desktop.exporting import ListWriter

        ListWriter(self, export, self._frame.over()).start()

    def export_table(self, export: TableExport) -> None:
        """Ask where to, and write a table off the GUI thread."""
        from desktop.exporting import ListWriter

        ListWriter(self, export, self._frame.over()).start()

    def on_change(self, subject: str, callback: ChangeCallback, widget: QWidget) -> None:
        """Call back with the keys of `subject` that changed, for as long as `widget` lives."""
        self._heard.setdefault(subject, []).append((callback, widget))
        widget.destroyed.connect(self._on_gone)

    def explain(self, error: KontorError) -> str:
        """The text of an error in the language of the screen."""
        return explain(error)

    def _start(self, errand: Errand) -> Errand:
        errand.done.connect(self._on_done)
        errand.unanswered.connect(self._on_unanswered)
        errand.start(self._runner)
        return errand

    @Slot(object)
    def _on_done(self, errand: Errand) -> None:
        if errand.writes and self._listener is not None:
            self._listener.hint()

    @Slot(object, object)
    def _on_unanswered(self, errand: Errand, error: KontorError) -> None:
        """Nobody asked to be told, so the user is; what may work at another time can be tried again."""
        action = MessageAction(_("Try again"), errand.again) if isinstance(error, Unavailable) else None
        level = Level.INFO if isinstance(error, Cancelled) else Level.WARNING if action else Level.ERROR
        self.tell(Message(explain(error), level, action, replaces=error.code))
        if action is None:
            errand.deleteLater()

    @Slot(object)
    def _on_changed(self, changes: tuple[Change, ...]) -> None:
        keys: dict[str, set[object]] = {}
        for change in changes:
            if change.company_id in (None, self.session.company.id):
                keys.setdefault(change.subject, set()).update(change.keys)
        for subject, changed in keys.items():
            self._call(subject, frozenset(changed))

    @Slot()
    def _on_restored(self) -> None:
        for subject in list(self._heard):
            self._call(subject, frozenset())

    def _call(self, subject: str, keys: frozenset[object]) -> None:
        for callback, widget in self._alive(subject):
            if isValid(widget):
                callback(keys)

    @Slot()
    def _on_gone(self) -> None:
        """Hold nothing of a screen that is gone; where all goes at once, what we remember may have gone before us."""
        for subject in vars(self).get("_heard", ()):
            self._heard[subject] = self._alive(subject)

    def _alive(self, subject: str) -> list[tuple[ChangeCallback, QWidget]]:
        return [(callback, widget) for callback, widget in self._heard.get(subject, ()) if isValid(widget)]

    def _on_day(self, day: date) -> None:
        self._ahead = day - date.today()  # noqa: DTZ011 - what is wanted is the difference to this computer's day

    def _on_no_day(self, error: KontorError) -> None:
        """Let this computer's own day do; whatever is wrong will show soon enough."""
        logging.getLogger(__name__).info("the company's day is not known: %s", error)


def company_day(work: Work) -> date:
    """The date in the company's own time zone."""
    return work.today()


def read_page(work: Work, *, query: ListQuery, request: PageRequest) -> Any:
    """One page of a list."""
    from models.database.paging import fetch_page

    return fetch_page(work, query=query, request=request)
