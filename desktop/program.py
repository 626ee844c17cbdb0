"""The course of the program: sign-in or first run, the main window, signing out, another company, a shared terminal."""

from __future__ import annotations

import logging
import sys
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from desktop import look
from desktop.connections import Connection, Place, has_local_company, recent_connections, remember_connection
from desktop.faults import Fault, catch_everything
from desktop.logging import start_logging
from desktop.settings import LANGUAGE, Settings
from desktop.shell.first_run import FirstRun
from desktop.shell.sign_in import SignedIn, SignInWindow
from desktop.tasks.collector import Collector
from desktop.tasks.job import Job
from desktop.tasks.runner import TaskRunner
from desktop.tasks.watchdog import Watchdog
from models.database.errors import KontorError

_STALL = 0.25  # seconds of standing still that are noted in the log
_SWITCH = 0.001  # seconds after which a thread that computes gives the window a turn; Python waits five times that
_PRELOAD_AFTER = 300  # milliseconds: the first window is drawn by then


def open_windows(*, demo: bool = False) -> int:
    """Run the desktop until its last window closes; the process's exit status. `demo` leads into the demo company."""
    QGuiApplication.setDesktopFileName("kontor")
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Kontor")
    start_logging()
    program = Program(application, Settings())
    program.start(demo=demo)
    status = application.exec()
    program.close()
    return status


class Program(QObject):
    """Shows one window after the other; each tells what comes next by its signals."""

    faulted = Signal(object)  # Fault, from any thread

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__()
        self._application, self._settings = application, settings
        self._runner = TaskRunner(self)  # of the windows before there is a session
        self._watchdog = Watchdog(self, threshold=_STALL)
        self._collector = Collector(self)
        self.window: QWidget | None = None
        self._preload = QTimer(self)
        self._preload.setSingleShot(True)
        self._preload.setInterval(_PRELOAD_AFTER)
        self._preload.timeout.connect(self._on_preload)
        look.apply_theme(application, settings)
        look.apply_language(application, look.language_at_start(settings))
        self._hints = application.styleHints()
        self._hints.colorSchemeChanged.connect(self._on_system_look)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._on_system_look)
        self.faulted.connect(self._on_fault)
        self._runner.faulted.connect(self._on_fault)
        catch_everything(self.faulted.emit)

    def start(self, *, demo: bool = False) -> None:
        """Show the first window, and load the rest meanwhile; `demo` furnishes and opens the demo company."""
        sys.setswitchinterval(_SWITCH)
        known = recent_connections(self._settings)
        if demo and not has_local_company():
            self.show_first_run("demo")
        elif known or has_local_company():
            self.show_sign_in()
            if demo and _is_demo(known):
                self._sign_in_to_demo()
        else:
            self.show_first_run()
        self._preload.start()
        self._collector.begin()
        self._watchdog.start()

    def close(self) -> None:
        """Stop what is under way."""
        self._watchdog.close()
        self._collector.close()
        self._runner.close()
        self._settings.save()

    def show_sign_in(self, connection: Connection | None = None) -> None:
        """Ask who is there; a connection just entered is chosen."""
        window = SignInWindow(self._settings, self._runner)
        window.signed_in.connect(self.open)
        window.company_wanted.connect(partial(self.show_first_run, "company"))
        window.server_wanted.connect(partial(self.show_first_run, "server"))
        window.language_chosen.connect(self._on_sign_in_language)
        if connection is not None:
            window.offer_also(connection)
        self._replace(window)

    def show_first_run(self, way: str = "") -> None:
        """Ask how to begin."""
        known = bool(recent_connections(self._settings)) or has_local_company()
        window = FirstRun(self._runner, can_leave=known)
        window.signed_in.connect(self.open)
        window.connection_chosen.connect(self.show_sign_in)
        window.left.connect(partial(self.show_sign_in, None))
        window.language_chosen.connect(self._on_first_language)
        if way:
            window.start(way)
        self._replace(window)

    def open(self, signed_in: SignedIn) -> None:
        """Open the main window, or the badge screen of a terminal."""
        from desktop.desk import Desk

        if not self._settings.get(LANGUAGE) and signed_in.session.identity.language:
            look.apply_language(self._application, signed_in.session.identity.language)
        remember_connection(self._settings, signed_in.connection)
        desk = Desk(signed_in, self._settings, parent=self)
        desk.shown.connect(self._replace)
        desk.left_with.connect(self._on_left_with)
        desk.signed_out.connect(partial(self.show_sign_in, None))
        desk.start()

    def _sign_in_to_demo(self) -> None:
        """Its password is no secret."""
        from models.exchange.demo.cast import OWNER, PASSWORD

        if isinstance(self.window, SignInWindow):
            self.window.fill(user=OWNER, password=PASSWORD)
            self.window.sign_in()

    def _on_preload(self) -> None:
        """On the thread that signs in, so that no two threads meet in the middle of an import."""
        self._runner.submit(_import_all, on_done=self._on_loaded, on_failed=self._on_not_loaded, writes=True)

    def _on_loaded(self, _nothing: object) -> None:
        """What follows is quick now."""
        self._collector.spare_what_is_loaded()

    def _on_not_loaded(self, error: KontorError) -> None:
        """It will fail again where it is needed, and be told there."""
        del error

    def _replace(self, window: QWidget) -> None:
        """Show a window in place of the one before, so that never none is open."""
        before, self.window = self.window, window
        window.show()
        if before is not None and before is not window and isValid(before):
            before.close()
            before.deleteLater()
            window.activateWindow()  # the keyboard goes on here, where no window manager sees to it too

    def _on_left_with(self, window: QWidget) -> None:
        """Another window of the session was closed."""
        self.window = window

    def _on_sign_in_language(self, code: str) -> None:
        look.apply_language(self._application, code)
        self.show_sign_in()

    def _on_first_language(self, code: str) -> None:
        self._settings.set(LANGUAGE, code)
        look.apply_language(self._application, code)
        self.show_first_run()

    def _on_system_look(self) -> None:
        look.apply_theme(self._application, self._settings)

    def _on_fault(self, fault: Fault) -> None:
        from desktop.shell.notices import tell_fault

        if self.window is not None:
            tell_fault(self.window, fault)


def _is_demo(known: tuple[Connection, ...]) -> bool:
    """Whether the company opened last is the demo company of this computer."""
    from models.exchange.demo.cast import NAME

    return bool(known) and known[0].place is Place.HERE and known[0].title == NAME


def _import_all(_job: Job) -> None:
    """Import what the main window needs while the user types the password."""
    import sqlalchemy
    import sqlalchemy.dialects.postgresql.psycopg

    from desktop import desk
    from desktop.shell.registry import collect

    logging.getLogger(__name__).debug("loaded %s and %s", sqlalchemy.__name__, desk.__name__)
    collect()
