"""Leaving a page: what is given up leaves nothing behind, and what was typed goes only when somebody says so."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.desk import open_desktop
from desktop.shell.window import MainWindow
from models.contacts.parties import PartyDraft, save_party
from tests.support.office import Office
from views.contacts.party_form import PartyPage
from views.kit.host import Link
from views.kit.page import ListPage
from views.kit.question import QuestionDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

OpenWindow = Callable[[str], MainWindow]


def test_pages_that_were_given_up_leave_nothing_behind(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.customers"))
    page = window.pages.page
    assert isinstance(page, ListPage)
    gone = weakref.ref(page.list)
    del page
    for number in range(40):
        window.open_link(Link("sales.note", number))

    def collected() -> bool:
        gc.collect()
        return gone() is None

    # A list hears of changes; no change has come, and still nobody remembers it.
    qtbot.waitUntil(collected)


def card(window: MainWindow) -> PartyPage:
    page = window.pages.page
    assert isinstance(page, PartyPage)
    return page


def test_what_was_typed_when_the_program_was_killed_stands_on_the_page_again(
    office: Office, open_window: OpenWindow, qtbot: QtBot
) -> None:
    saved = office.session("seller").run(save_party, draft=PartyDraft("Almgren Bygg", is_customer=True))
    link = Link("contacts.party", saved.id)
    killed = open_desktop(office.session("seller"), settings=open_window("seller").settings)
    qtbot.addWidget(killed)
    killed.open_link(link)
    qtbot.waitUntil(lambda: card(killed).form.draft.name == "Almgren Bygg")
    name = card(killed).form.boxes["name"].editor
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_End)
    QTest.keyClicks(name, " AB")
    qtbot.waitUntil(lambda: killed.host.drafts.read(link) is not None)

    again = open_desktop(office.session("seller"), settings=killed.settings)
    qtbot.addWidget(again)
    again.show_first_page()
    qtbot.waitUntil(lambda: card(again).form.draft.name == "Almgren Bygg AB")
    (message,) = card(again).strip.messages
    assert message.text.startswith("This is what you had typed here and not saved")
    again.close()
    (question,) = [dialog for dialog in again.findChildren(QuestionDialog) if dialog.isVisible()]
    with qtbot.waitSignal(again.closed):
        question._on_chosen("leave")
    assert killed.host.drafts.read(link) is None
    killed.end()


def test_a_connection_cut_while_somebody_types_costs_nothing(
    office: Office, open_window: OpenWindow, qtbot: QtBot
) -> None:
    saved = office.session("seller").run(save_party, draft=PartyDraft("Almgren Bygg", is_customer=True))
    window = open_desktop(office.session("seller"), settings=open_window("seller").settings)
    qtbot.addWidget(window)
    window.open_link(Link("contacts.party", saved.id))
    qtbot.waitUntil(lambda: card(window).form.draft.name == "Almgren Bygg")
    name = card(window).form.boxes["name"].editor
    name.setFocus()
    QTest.keyClick(name, Qt.Key.Key_End)
    QTest.keyClicks(name, " i")
    office.owner().execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    QTest.keyClicks(name, " Lund")
    QTest.keyClick(name, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    stored = "SELECT name FROM contacts.party WHERE id = %s"
    qtbot.waitUntil(lambda: office.value(stored, saved.id) == "Almgren Bygg i Lund")
    window.end()
