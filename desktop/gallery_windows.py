"""What the gallery draws besides pages: dialogs, messages, an empty list, and the windows before a session."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from desktop.settings import Settings
from desktop.shell.first_run import FirstRun
from desktop.shell.notices import tell_about
from desktop.shell.sign_in import SignInWindow
from desktop.shell.terminal import BadgeWindow
from desktop.shell.window import MainWindow
from models.database.errors import KontorError, Unavailable
from resources.language import _
from views.kit.host import Answer, AnswerRole, Level, Message, Question
from views.kit.page import ListPage

_NOWHERE = "qxqxq"  # is in no text, so that a search for it finds nothing

Shown = Iterator[tuple[str, QWidget]]


def show_windows(window: MainWindow, settings: Settings) -> Shown:
    """Set up one state after the other; yields its name and the widget to draw, then clears it away."""
    yield from _in_the_window(window)
    yield from _before_a_session(window, settings)


def _in_the_window(window: MainWindow) -> Shown:
    page = _first_list(window)
    if page is not None:
        page.list.toolbar.search.setText(_NOWHERE)
        page.list.load()  # at once, not when typing has ended
        yield "window.nothing-found", window
    window.host.tell(Message(_("Saved."), Level.SUCCESS))
    window.host.tell(Message(window.host.explain(Unavailable("database.connection_lost")), Level.ERROR))
    yield "window.messages", window
    for name, show in (
        ("question", _ask),
        ("about", tell_about),
        ("palette", _open_palette),
        ("connection", _show_connection),
        ("notifications", _show_notifications),
    ):
        show(window)
        front = QApplication.activeModalWidget() or QApplication.activePopupWidget() or window
        yield f"window.{name}", front
        if front is not window:
            front.close()
    window.finder.palette.hide()
    window.acts.show_keyboard()
    yield "window.keyboard", window
    window.acts.show_settings()
    yield "window.settings", window


def _before_a_session(window: MainWindow, settings: Settings) -> Shown:
    signing_in = SignInWindow(settings, window.runner)
    yield from _alone("window.sign-in", signing_in)
    refused = SignInWindow(settings, window.runner)
    refused.tell(window.host.explain(KontorError("database.sign_in_refused")), Level.ERROR)
    yield from _alone("window.sign-in-refused", refused)
    yield from _alone("window.terminal", BadgeWindow(window.session, window.runner))
    ways = FirstRun(window.runner)
    for card in ways.ways.ways.values():
        card.setEnabled(True)  # the computer this is drawn on may have a company
    yield from _alone("window.first-run", ways)
    for way in ("company", "server"):
        run = FirstRun(window.runner)
        run.start(way)
        run.go_on()  # past nothing: it says what is missing
        yield from _alone(f"window.first-run-{way}", run)


def _alone(name: str, widget: QWidget) -> Shown:
    widget.show()
    yield name, widget
    widget.close()
    widget.deleteLater()


def _first_list(window: MainWindow) -> ListPage | None:
    """Open the first list of the navigation whose rows can be searched."""
    for pages in window.registry.navigation(window.host.allows).values():
        for spec in pages:
            window.open_top(spec)
            page = window.pages.page
            if isinstance(page, ListPage) and page.list.spec.query.search:
                return page
    return None


def _ask(window: MainWindow) -> None:
    answers = (
        Answer("stay", _("Stay")),
        Answer("leave", _("Leave without saving"), AnswerRole.DESTRUCTIVE),
    )
    text = _("What was changed on this page has not been saved. Leave it anyway?")
    window.host.ask(Question(_("Leave without saving?"), text, answers), on_answer=_take_no_answer)


def _open_palette(window: MainWindow) -> None:
    window.acts.open_palette()


def _show_connection(window: MainWindow) -> None:
    window.acts.show_connection()


def _show_notifications(window: MainWindow) -> None:
    window.acts.show_notifications()


def _take_no_answer(answer: str) -> None:
    del answer
