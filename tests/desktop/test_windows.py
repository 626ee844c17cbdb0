"""Several windows of one session: what they share, what each keeps, what is asked, and how they come back."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar
from shiboken6 import isValid

from desktop.connections import Connection
from desktop.desk import Desk, open_desktop
from desktop.settings import LANGUAGE, Settings
from desktop.shell.sign_in import SignedIn
from desktop.shell.window import MainWindow
from models.contacts.parties import PartyDraft, save_party
from tests.support.desk import Answers, NotePage, sample_registry
from tests.support.office import Office
from views.contacts.party_form import PartyPage
from views.kit.host import Link
from views.kit.question import QuestionDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OpenWindow = Callable[[str], MainWindow]


def titles(window: MainWindow) -> list[str]:
    return [history.current.title for history in window.pages.histories if history.current]


def note(window: MainWindow) -> NotePage:
    assert isinstance(window.pages.page, NotePage)
    return window.pages.page


def questions(window: MainWindow) -> list[QuestionDialog]:
    return [dialog for dialog in window.findChildren(QuestionDialog) if dialog.isVisible()]


def second(window: MainWindow) -> MainWindow:
    window.others.open_new()
    return window.windows.all[-1]


@pytest.fixture
def window(open_window: OpenWindow) -> Iterator[MainWindow]:
    """The first window of a seller; those beside it end with the test."""
    first = open_window("seller")
    windows = first.windows
    yield first
    for each in windows.all:
        each.end()
    windows.runner.wait_until_ended()


def test_ctrl_shift_n_opens_another_window_of_the_same_session(window: MainWindow) -> None:
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)

    first, other = window.windows.all
    assert other.session is first.session
    assert other.runner is first.runner
    assert titles(other) == ["Customers"]
    other.open_link(Link("sales.note", 1))
    other.acts.pin_record()
    assert first.side.pinned.shown == ("Note 1",)


def test_a_closed_window_is_gone_and_the_others_work_on(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    other = second(window)
    other.open_link(Link("sales.customers"))
    gone, page = weakref.ref(other), weakref.ref(other.pages.page)
    destroyed: list[bool] = []
    other.destroyed.connect(lambda: destroyed.append(True))
    other.close()
    del other

    def collected() -> bool:
        gc.collect()
        return gone() is None and page() is None

    qtbot.waitUntil(lambda: bool(destroyed))
    qtbot.waitUntil(collected)
    assert window.windows.all == (window,)
    office.session("seller").run(save_party, draft=PartyDraft("Nya Kunden AB", is_customer=True))
    window.windows.listener.try_again()
    window.open_link(Link("sales.note", 7))
    assert titles(window) == ["Note 7"]


def test_what_was_asked_for_by_a_closed_window_answers_nobody(window: MainWindow, qtbot: QtBot) -> None:
    other = second(window)
    asked = Answers()
    asked.setParent(other)
    asked_for = Event()
    other.host.read(_when_set, {"event": asked_for}, on_done=asked.done, on_failed=asked.failed)
    other.close()
    qtbot.waitUntil(lambda: not isValid(other))
    asked_for.set()
    qtbot.waitUntil(lambda: not window.runner.active)
    assert asked.count == 0


def note_of(window: MainWindow) -> NotePage:
    window.open_link(Link("sales.note", 3))
    return note(window)


def _when_set(work: object, *, event: Event) -> bool:
    del work
    return event.wait(10)


def test_closing_asks_only_about_what_is_typed_in_that_window(window: MainWindow) -> None:
    other = second(window)
    note_of(window).unsaved = True
    note_of(other)
    other.close()
    assert window.windows.all == (window,)

    third = second(window)
    note_of(third).unsaved = True
    third.close()
    (asked,) = questions(third)
    asked._on_chosen("stay")
    assert len(window.windows.all) == 2


def test_signing_out_asks_once_for_everything_and_closes_all(window: MainWindow, qtbot: QtBot) -> None:
    other = second(window)
    note_of(window).unsaved = True
    other.open_link(Link("sales.note", 8))
    note(other).unsaved = True
    with qtbot.assertNotEmitted(window.windows.signed_out):
        window.acts.sign_out()
    (asked,) = questions(window)
    assert questions(other) == []
    words = " ".join(label.text() for label in asked.findChildren(type(window.status._working)))
    assert "Note 3, Note 8" in words
    with qtbot.waitSignal(window.windows.signed_out):
        asked._on_chosen("leave")
    assert window.windows.all == (window,)


def test_windows_come_back_where_they_stood_with_what_was_open(window: MainWindow, open_window: OpenWindow) -> None:
    other = second(window)
    window.open_link(Link("sales.note", 1))
    other.open_link(Link("sales.note", 2))
    other.open_beside(Link("sales.note", 3))
    other.resize(1100, 640)
    window.acts.quit()
    assert window.windows.all == ()

    first, again = open_window("seller").windows.all
    assert titles(first) == ["Note 1"]
    assert titles(again) == ["Note 2", "Note 3"]
    assert again.height() == 640
    again.end()


def test_what_stood_open_at_a_bad_end_comes_back_and_a_closed_window_does_not(
    window: MainWindow, open_window: OpenWindow
) -> None:
    second(window).close()
    other = second(window)
    other.open_link(Link("sales.note", 2))
    window.settings.save()

    # Nobody ends anything: what is kept by now is what a program finds that was ended by force.
    first, again = open_window("seller").windows.all
    assert titles(first) == ["Customers"]
    assert titles(again) == ["Note 2"]
    again.close()
    first.end()
    assert len(open_window("seller").windows.all) == 1


def test_windows_closed_by_the_end_of_the_computer_s_session_come_back(
    window: MainWindow, open_window: OpenWindow, qapp: QApplication
) -> None:
    other = second(window)
    other.open_link(Link("sales.note", 2))
    window.windows._on_end_of_computer()
    for each in window.windows.all:
        each.close()

    first, again = open_window("seller").windows.all
    assert (titles(first), titles(again)) == (["Customers"], ["Note 2"])
    again.end()


def test_another_language_is_asked_about_once_and_holds_in_all_windows(window: MainWindow) -> None:
    other = second(window)
    window.acts.choose_look(LANGUAGE, "sv")
    here, there = ([action.text() for action in bar.actions()] for bar in (menu_bar(window), menu_bar(other)))
    assert here == there
    note_of(other).unsaved = True
    window.acts.choose_look(LANGUAGE, "en")
    (asked,) = questions(window)
    asked._on_chosen("leave")
    assert titles(other)[-1] == "Note 3"


def test_the_menu_lists_the_windows_and_a_key_goes_to_the_next(window: MainWindow, qtbot: QtBot) -> None:
    other = second(window)
    other.open_link(Link("sales.note", 2))
    menu = next(menu for menu in window.findChildren(QMenu) if menu.title() == "&Window")
    menu.aboutToShow.emit()
    listed = [(action.text(), action.isChecked()) for action in menu.actions()[-2:]]
    company = window.session.company.name
    assert listed == [(f"Customers – {company} – Kontor", True), (f"Note 2 – {company} – Kontor", False)]
    window.others.next()
    qtbot.waitUntil(other.isActiveWindow)
    other.others.next()
    qtbot.waitUntil(window.isActiveWindow)


def test_a_page_moves_to_a_window_of_its_own(window: MainWindow) -> None:
    window.open_link(Link("sales.note", 1))
    window.open_beside(Link("sales.note", 2))
    window.others.move_front()
    other = window.windows.all[-1]
    assert titles(window) == ["Note 1"]
    assert titles(other) == ["Note 2"]

    window.others.move_front()
    assert titles(window) == ["Customers"]
    third = window.windows.all[-1]
    third.acts.go_back()
    assert titles(third) == ["Customers"]


def test_what_cannot_be_taken_along_stays_where_it_is(window: MainWindow) -> None:
    note_of(window).unsaved = True
    window.others.move_front()
    assert window.windows.all == (window,)
    assert "Save it first" in note(window).strip.messages[0].text


def test_what_is_typed_moves_along(office: Office, settings: Settings, qtbot: QtBot) -> None:
    saved = office.session("seller").run(save_party, draft=PartyDraft("Almgren Bygg", is_customer=True))
    window = open_desktop(office.session("seller"), settings=settings)
    windows = window.windows
    window.open_beside(Link("contacts.party", saved.id))
    qtbot.waitUntil(lambda: card(window).form.draft.name == "Almgren Bygg")
    name = card(window).form.boxes["name"].editor
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_End)
    QTest.keyClicks(name, " AB")
    window.others.move_front()
    other = windows.all[-1]
    assert other is not window
    qtbot.waitUntil(lambda: card(other).form.draft.name == "Almgren Bygg AB")
    assert questions(window) == []
    assert other.pages.unsaved()
    window.leave_for_good(window.end)
    (asked,) = questions(window)
    asked._on_chosen("leave")
    assert windows.all == ()
    windows.runner.wait_until_ended()


def menu_bar(window: MainWindow) -> QMenuBar:
    frame = window.menuWidget()
    assert frame is not None
    bar = frame.findChild(QMenuBar)
    assert isinstance(bar, QMenuBar)
    return bar


def card(window: MainWindow) -> PartyPage:
    page = window.pages.page
    assert isinstance(page, PartyPage)
    return page


def test_another_company_takes_all_windows_along(office: Office, settings: Settings, qtbot: QtBot) -> None:
    session = office.session("seller")
    desk = Desk(SignedIn(session, Connection(host="kontor.example")), settings, sample_registry())
    desk.start()
    first = desk.window
    assert first is not None
    qtbot.waitUntil(lambda: first.pages.page is not None)
    second(first)
    shown: list[MainWindow] = []
    desk.shown.connect(shown.append)
    first.acts.choose_company(session.company)
    assert shown == []
    first.leave_for_good(lambda: first.company_chosen.emit(session.company, None))
    (again,) = shown
    assert len(again.windows.all) == 2
    assert first.windows.all == (first,)
    first.end()
    assert desk.window is again
    with qtbot.waitSignal(again.windows.ended):
        again.acts.quit()
    assert desk.window is None
