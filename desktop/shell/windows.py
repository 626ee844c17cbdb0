"""The windows of one signed-in session at one company: what they share, how they open, go and come back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from desktop.connections import Connection, Place
from desktop.faults import Fault
from desktop.settings import Settings, UserPreferences
from desktop.shell.connection_state import ConnectionState
from desktop.shell.feed import Feed
from desktop.shell.history import Visit
from desktop.shell.kept_tabs import AtWork, KeptWindows
from desktop.shell.registry import Registry
from desktop.shell.window import MainWindow
from desktop.shell.windows_front import bring_in_front
from desktop.tasks.listener import ChangeListener
from desktop.tasks.poller import ChangePoller
from desktop.tasks.runner import TaskRunner
from models.database.session import Session
from resources.language import _
from views.kit.host import Link

_BESIDE = QPoint(32, 32)  # from the window in front to a new one
_LOOK = 2000  # milliseconds between looks at where windows stand


class Windows(QObject):
    """Closes the runner and the listener it is given after its last window; the session is the caller's."""

    changed = Signal()  # other windows are open, or one of them shows another page
    remaining = Signal(object)  # a window was closed, and this one is in front now
    signed_out = Signal()
    company_chosen = Signal(object, object)  # CompanyIdentity, the Link to be shown there
    ended = Signal()  # the last window is gone

    def __init__(  # noqa: PLR0913 - what windows share
        self,
        session: Session,
        settings: Settings,
        *,
        registry: Registry,
        runner: TaskRunner,
        listener: ChangeListener | ChangePoller,
        connection: Connection | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.settings, self.registry = session, settings, registry
        self.runner, self.listener = runner, listener
        self.connection = connection or Connection()
        for part in (runner, listener):
            part.setParent(self)
        self.preferences = UserPreferences(settings, self._owner)
        self.state = ConnectionState(listener, self)
        self.feed = Feed(session, runner, listener, self)
        self._open: list[MainWindow] = []
        self._kept = KeptWindows(self.preferences, session.company.id)
        self._at_work = AtWork(settings.home, f"{self._owner} in {session.company.id}")
        self._ending = False
        self.bound_for: Link | None = None
        runner.faulted.connect(self._on_fault)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.commitDataRequest.connect(self._on_end_of_computer)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._on_look)
        self._look.start()

    @property
    def place(self) -> str:
        """Where the database is, for people."""
        return _("This computer") if self.connection.place is Place.HERE else self.connection.host

    @property
    def all(self) -> tuple[MainWindow, ...]:
        """Those that are open, the oldest first."""
        return tuple(window for window in self._open if isValid(window))

    @property
    def front(self) -> MainWindow | None:
        """The one that has the keyboard, or was opened last."""
        active = QApplication.activeWindow()
        return next((window for window in self.all if window is active), self.all[-1] if self.all else None)

    def unsaved(self) -> tuple[Visit, ...]:
        """The visits of all windows whose pages hold work that is not saved."""
        return tuple(visit for window in self.all for visit in window.pages.unsaved())

    def open_first(self, *, empty: bool = False) -> MainWindow:
        """Open the windows that were open last; the first of them, which an `empty` one fills by `show_first_page`."""
        kept = self._kept.read() or (1,)
        first = self._add(kept[0])
        if not empty:
            first.show_first_page(was_cut_off=self._at_work.was_cut_off)
        first.show()
        for number in kept[1:]:
            self._add(number).show_first_page(alone=False)
        for window in self.all[1:]:
            window.show()
        if len(kept) > 1:
            first.activateWindow()
        self._note_open()
        return first

    def fill_first(self) -> None:
        """Show in the first window, opened empty, what was there last, and beside it where one was on the way to."""
        if self.all:
            self.all[0].show_first_page(was_cut_off=self._at_work.was_cut_off)
            if self.bound_for is not None:
                self.all[0].open_beside(self.bound_for)

    def open_new(self, beside: MainWindow) -> MainWindow:
        """Open one more, as large as another and a little further down."""
        taken = {window.number for window in self.all}
        window = self._add(next(number for number in range(1, len(taken) + 2) if number not in taken), restored=False)
        window.resize(beside.size())
        window.move(beside.pos() + _BESIDE)
        window.show_first_of_navigation()
        window.show()
        window.activateWindow()
        self._note_open()
        return window

    def next_after(self, window: MainWindow) -> None:
        """Bring the window after this one in front, after the last the first."""
        every = self.all
        if window in every:
            bring_in_front(every[(every.index(window) + 1) % len(every)])

    def end_all(self, last: MainWindow, then: Callable[[], object]) -> None:
        """Close all windows but `last` without a question, to come back as they stand, and do `then`, which ends it."""
        self._keep_where_they_stand()
        self._ending = True
        for window in self.all:
            if window is not last:
                window.end()
        then()

    def let_go(self, window: MainWindow) -> None:
        """A window has closed. It is not there to be answered any more; the last one takes everything with it."""
        self._open = [one for one in self.all if one is not window]
        if not self._open:
            self._look.stop()
            self._at_work.end()
            self.listener.close()
            self.runner.close()
            self.ended.emit()
            return
        if not self._ending:
            window.kept.forget()
            self._note_open()
        window.deleteLater()
        front = self.front
        if front is not None:
            self.remaining.emit(front)
        self.changed.emit()

    def _add(self, number: int, *, restored: bool = True) -> MainWindow:
        window = MainWindow(self, number, restored=restored)
        self._open.append(window)
        window.signed_out.connect(self.signed_out)
        window.company_chosen.connect(self.company_chosen)
        window.pages.current_changed.connect(self._on_page)
        self.changed.emit()
        return window

    def _note_open(self) -> None:
        if self._kept.keep(tuple(window.number for window in self.all)):
            self.settings.save()

    def _on_page(self) -> None:
        for window in self.all:
            current = window.pages.history.current
            self.feed.seen(current.link if current is not None and window is self.front else None)
        self.changed.emit()

    def _on_end_of_computer(self) -> None:
        """The system closes one window after the other; they come back all the same."""
        self._keep_where_they_stand()
        self._ending = True

    def _on_look(self) -> None:
        """The program may be ended by force: then they stand again where they stood."""
        self._ending = False  # whoever was asked has stayed
        if self._keep_where_they_stand():
            self.settings.save()

    def _keep_where_they_stand(self) -> bool:
        moved = [window.keep_where_it_stands() for window in self.all]  # each is asked
        return any(moved)

    def _on_fault(self, fault: Fault) -> None:
        front = self.front
        if front is not None:
            front.show_fault(fault)

    @property
    def _owner(self) -> str:
        return f"{self.session.identity.name} at {self.connection.identity}"
