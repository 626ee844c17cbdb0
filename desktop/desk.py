"""One signed-in user at work: a window for a company, or a terminal's badge screen and a window for each worker."""

from __future__ import annotations

from functools import partial
from threading import Thread
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.connections import Connection
from desktop.settings import TERMINAL_MINUTES, Settings, UserPreferences
from desktop.shell.registry import Registry, collect
from desktop.shell.sign_in import SignedIn
from desktop.shell.terminal import BadgeWindow, IdleWatch
from desktop.shell.window import MainWindow
from desktop.shell.windows import Windows
from desktop.tasks.database import writing
from desktop.tasks.listener import ChangeListener
from desktop.tasks.poller import ChangePoller
from desktop.tasks.runner import TaskRunner
from models.company.terminal import LONGEST_SHIFT, Worker, session_of, take_badge_off
from models.database.errors import KontorError
from models.database.session import Session
from models.database.work import CompanyIdentity
from resources.language import _
from views.kit.host import Level, Link, Message, MessageAction

_LAST_COMPANY = "company"
_DRAWN = 20  # milliseconds: an empty window stands by then


def open_desktop(
    session: Session,
    *,
    settings: Settings | None = None,
    registry: Registry | None = None,
    connection: Connection | None = None,
    empty: bool = False,
) -> MainWindow:
    """The first window of a session, shown; hears of changes until it is closed. The session stays the caller's.

    Others that were open last stand beside it. `window.end()` closes one without a question. An `empty` one waits for
    `window.windows.fill_first()`.
    """
    windows = make_windows(session, settings or Settings(), registry=registry or collect(), connection=connection)
    return windows.open_first(empty=empty)


def make_windows(
    session: Session, settings: Settings, *, registry: Registry, connection: Connection | None = None
) -> Windows:
    """The windows of a session, of which none is open yet, hearing of changes already."""
    at_terminal = session.identity.kind == "terminal"
    runner = TaskRunner(one_thread=at_terminal)
    listener = ChangePoller(session, runner) if at_terminal else ChangeListener(session)
    windows = Windows(session, settings, registry=registry, runner=runner, listener=listener, connection=connection)
    listener.start()
    return windows


class Desk(QObject):
    """Owns a session from sign-in to sign-out."""

    shown = Signal(object)  # the window that takes the place of all before
    left_with = Signal(object)  # the window that is still open, where another was closed
    signed_out = Signal()

    def __init__(
        self, signed_in: SignedIn, settings: Settings, registry: Registry | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._where, self._notice = signed_in.session, signed_in.connection, signed_in.notice
        self._settings = settings
        self._registry = registry or collect()
        self._runner = TaskRunner(self, one_thread=True)  # of the badge screen
        self._runners = [self._runner]
        self._idle = IdleWatch(settings.get(TERMINAL_MINUTES), self)
        self._idle.idle.connect(self._on_idle)
        self._shift = QTimer(self)
        self._shift.setSingleShot(True)
        self._shift.setInterval((LONGEST_SHIFT - 1) * 60_000)
        self._shift.timeout.connect(self._on_shift_end)
        self._windows: Windows | None = None
        self.window: MainWindow | None = None
        self.badges: BadgeWindow | None = None

    def start(self) -> None:
        """Show the first window."""
        if self._session.identity.kind == "terminal":
            self._show_badges()
            return
        last = self._preferences.read(_LAST_COMPANY)
        known = any(company.id == last for company in self._session.identity.companies)
        self._open(self._session.at(last) if known and isinstance(last, int) else self._session)

    def close(self) -> None:
        """Give the session back."""
        self._idle.stop()
        self._shift.stop()
        self._runner.close()
        # The server is told by threads that may still be in the middle of a statement; nobody waits for them.
        Thread(target=_give_back, args=(self._session, tuple(self._runners)), name="kontor-close").start()

    @property
    def _preferences(self) -> UserPreferences:
        return UserPreferences(self._settings, f"{self._session.identity.name} at {self._where.identity}")

    def _open(self, session: Session, link: Link | None = None) -> None:
        registry = self._registry if session.company.book_of is None else self._registry.of_book()
        windows = make_windows(session, self._settings, registry=registry, connection=self._where)
        windows.signed_out.connect(self._on_signed_out)
        windows.company_chosen.connect(self._on_company)
        windows.remaining.connect(self._on_remaining)
        windows.bound_for = link
        self._windows = windows
        window = windows.open_first(empty=True)
        QTimer.singleShot(_DRAWN, windows, windows.fill_first)
        if session.identity.kind != "terminal":
            self._preferences.write(_LAST_COMPANY, session.company.book_of or session.company.id)
            windows.ended.connect(partial(self._on_ended, windows))
        else:
            windows.ended.connect(self._on_signed_out)
            self._idle.start()
            self._shift.start()
        if self._notice:
            window.show_message(Message(self._notice, Level.INFO, seconds=0))
            self._notice = ""
        self._runners = [self._runner, window.runner]
        self.window = window
        self.shown.emit(window)

    def _on_company(self, company: CompanyIdentity, link: Link | None) -> None:
        before = self._windows.session.company if self._windows is not None else None
        self._open(self._session.at(company), link)
        window = self.window
        if link is not None and before is not None and window is not None:
            back = MessageAction(
                _("Back to {company}").format(company=before.name), partial(window.acts.choose_company, before)
            )
            text = _("You are in {company} now.").format(company=window.session.company.name)
            window.show_message(Message(text, action=back, seconds=0, replaces="company"))

    def _on_remaining(self, window: MainWindow) -> None:
        self.window = window
        self.left_with.emit(window)

    def _on_ended(self, windows: Windows) -> None:
        """The last window is gone, of this company and not of the one before."""
        if windows is self._windows:
            self.window = self._windows = None
            self.close()

    def _on_signed_out(self) -> None:
        if self._session.identity.kind != "terminal":
            self.signed_out.emit()
        elif self.window is not None:
            self._take_badge_off()

    # A shared terminal.

    def _show_badges(self, message: str = "") -> None:
        if self.badges is None:
            self.badges = BadgeWindow(self._session, self._runner)
            self.badges.badge_read.connect(self._on_badge)
            self.badges.left.connect(self._on_left)
        self.badges.wait_for_badge(message)
        self.badges.show()

    def _on_badge(self, worker: Worker) -> None:
        session = session_of(self._session, worker)
        if not session.identity.companies or not session.identity.roles:
            self._take_badge_off()
            if self.badges is not None:
                self.badges.refuse()
            return
        self._open(session)
        if self.badges is not None:
            self.badges.hide()

    def _on_idle(self) -> None:
        self._take_badge_off(_("Nobody was here for a while, so the badge was taken off."))

    def _on_shift_end(self) -> None:
        self._take_badge_off(_("A badge counts for an hour. Scan it again."))

    def _take_badge_off(self, message: str = "") -> None:
        self._idle.stop()
        self._shift.stop()
        window, self.window = self.window, None
        self._show_badges(message)
        if window is not None:
            window.end()
            window.deleteLater()
        task = writing(self._session, take_badge_off, {}, uuid4())
        self._runner.submit(task, on_done=self._on_off, on_failed=self._on_not_off, writes=True)

    def _on_off(self, _nothing: object) -> None:
        """The next badge may come."""

    def _on_not_off(self, error: KontorError) -> None:
        """Without a connection there is no badge on either: it counts for that connection alone."""
        del error

    def _on_left(self) -> None:
        if self.badges is not None:
            self.badges.close()
            self.badges.deleteLater()
            self.badges = None
        self.signed_out.emit()
        self.close()


def _give_back(session: Session, runners: tuple[TaskRunner, ...]) -> None:
    """On a thread of its own: close the connections when the last statement on them has ended."""
    for runner in runners:
        runner.wait_until_ended()
    session.close()
