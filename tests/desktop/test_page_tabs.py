"""Page tabs: pages side by side in one window, each with its own way back, and nothing unsaved lost on closing one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.shell.page_tabs import PageTabs
from desktop.shell.window import MainWindow
from models.contacts.parties import PartyDraft, save_party
from tests.support.desk import NotePage
from tests.support.office import Office
from views.kit.host import Link
from views.kit.page import ListPage
from views.kit.question import QuestionDialog

OpenWindow = Callable[[str], MainWindow]


def tabs(window: MainWindow) -> PageTabs:
    found = window.findChild(PageTabs)
    assert found is not None
    return found


def front(window: MainWindow) -> str:
    assert window.pages.page is not None
    return window.pages.page.title


def press(window: MainWindow, key: Qt.Key, *, shift: bool = False) -> None:
    more = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier | more)


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """Customers, and beside them notes 1 and 2; note 2 is in front."""
    made = open_window("seller")
    made.open_beside(Link("sales.note", 1))
    made.open_beside(Link("sales.note", 2))
    return made


def test_the_row_is_there_once_there_are_two(open_window: OpenWindow) -> None:
    window = open_window("seller")
    assert tabs(window).isHidden()
    window.host.open(Link("sales.note", 1), beside=True)
    assert not tabs(window).isHidden()
    assert tabs(window).shown == ("Customers", "Note 1")
    window.tabs.close()
    assert tabs(window).isHidden()
    assert front(window) == "Customers"


def test_each_page_tab_has_its_own_way_back(window: MainWindow) -> None:
    window.open_link(Link("sales.note", 3))
    window.tabs.previous()
    assert front(window) == "Note 1"
    assert not window.acts.can_go_back()
    window.tabs.next()
    assert front(window) == "Note 3"
    window.acts.go_back()
    assert tabs(window).shown == ("Customers", "Note 1", "Note 2")


def test_the_keyboard_switches_closes_and_opens(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press(window, Qt.Key.Key_Tab)
    assert front(window) == "Customers"
    press(window, Qt.Key.Key_Backtab, shift=True)
    assert front(window) == "Note 2"
    press(window, Qt.Key.Key_W)
    assert tabs(window).shown == ("Customers", "Note 1")
    press(window, Qt.Key.Key_T)
    assert tabs(window).shown == ("Customers", "Note 1", "Note 1")


def test_cross_and_middle_button_close_and_the_last_one_stays(window: MainWindow) -> None:
    bar = tabs(window).bar
    QTest.mouseClick(bar.tabButton(1, bar.ButtonPosition.RightSide), Qt.MouseButton.LeftButton)
    assert tabs(window).shown == ("Customers", "Note 2")
    QTest.mouseClick(bar, Qt.MouseButton.MiddleButton, pos=bar.tabRect(1).center() - QPoint(10, 0))
    assert tabs(window).shown == ("Customers",)
    window.tabs.close()
    assert front(window) == "Customers"


def test_a_moved_tab_keeps_its_pages(window: MainWindow) -> None:
    tabs(window).bar.moveTab(2, 0)
    assert tabs(window).shown == ("Note 2", "Customers", "Note 1")
    assert front(window) == "Note 2"
    window.tabs.next()
    assert front(window) == "Customers"


def test_unsaved_work_has_a_dot_and_is_asked_about(window: MainWindow) -> None:
    page = window.pages.page
    assert isinstance(page, NotePage)
    page.unsaved = True
    window.tabs.previous()
    assert tabs(window).shown[2] == "\N{BLACK CIRCLE} Note 2"
    assert tabs(window).bar.accessibleTabName(2) == "Note 2, not saved"
    window.tabs.close_others(1)
    dialog = next(dialog for dialog in window.findChildren(QuestionDialog) if dialog.isVisible())
    assert len(tabs(window).shown) == 3
    dialog._on_chosen("leave")
    assert tabs(window).shown == ("Note 1",)


def test_closing_the_window_asks_for_the_work_of_every_tab(window: MainWindow) -> None:
    page = window.pages.page
    assert isinstance(page, NotePage)
    page.unsaved = True
    window.tabs.next()
    window.close()
    assert window.isVisible()


def test_only_so_many_pages_of_all_tabs_stay_alive(open_window: OpenWindow) -> None:
    window = open_window("seller")
    for number in range(20):
        window.open_beside(Link("sales.note", number))
    assert len(window.pages.histories) == 21
    assert sum(visit.page is not None for history in window.pages.histories for visit in history.visits) == 8
    window.tabs.next()
    assert front(window) == "Customers"


def test_a_page_that_cannot_be_made_gets_no_tab(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_beside(Link("sales.broken"))
    assert tabs(window).isHidden()


def test_ctrl_enter_opens_a_row_of_a_list_beside(open_window: OpenWindow, office: Office, qtbot: QtBot) -> None:
    office.session("seller").run(save_party, draft=PartyDraft(name="Åkessons Åkeri AB", is_customer=True))
    window = open_window("seller")
    page = window.pages.page
    assert isinstance(page, ListPage)
    table = page.list.table
    qtbot.waitUntil(lambda: page.list.model.filled == 1)
    qtbot.waitUntil(lambda: table.currentIndex().isValid())
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert tabs(window).shown[0] == "Customers"
    assert tabs(window).shown[1].startswith("Note ")
    assert page.list.isHidden() is False
