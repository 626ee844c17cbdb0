"""What is pressed with Ctrl or the middle button opens in a page tab beside, wherever it stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.shell.window import MainWindow
from models.contacts.parties import PartyDraft, save_party
from models.database.listing import Column, Kind
from tests.support.fake_host import FakeHost
from tests.support.office import Office
from views.kit.beside import answering, asked_beside
from views.kit.header import CrumbButton
from views.kit.host import Link
from views.kit.page import ListPage
from views.kit.record import Fact, FactButton, FactCard
from views.kit.table import TableRow, TableView
from views.start.figure import Figure, FigureTile

OpenWindow = Callable[[str], MainWindow]
Press = Callable[[QWidget, QPoint], None]


def _with_control(widget: QWidget, at: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, at)


def _with_middle(widget: QWidget, at: QPoint) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.MiddleButton, pos=at)


pytestmark = pytest.mark.filterwarnings("error")
both_ways = pytest.mark.parametrize("press", [_with_control, _with_middle])


def titles(window: MainWindow) -> list[str]:
    """Of the page tabs, from the left."""
    return [history.current.title for history in window.pages.histories if history.current is not None]


@both_ways
def test_a_breadcrumb_opens_beside(open_window: OpenWindow, press: Press) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    page = window.pages.page
    assert page is not None
    crumb = page.header.findChildren(CrumbButton)[0]
    press(crumb, crumb.rect().center())
    assert titles(window) == ["Note 1", "Customers"]
    assert not asked_beside()


@both_ways
def test_a_page_of_the_navigation_opens_beside(open_window: OpenWindow, press: Press) -> None:
    window = open_window("accountant")
    window.open_link(Link("finance.accounts"))
    row = window.sidebar.shown.index("Vouchers")
    press(window.sidebar.viewport(), window.sidebar.visualItemRect(window.sidebar.item(row)).center())
    assert titles(window) == ["Accounts", "Vouchers"]


def test_ctrl_enter_opens_what_the_palette_found_beside(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    window.open_link(Link("sales.customers"))
    window.acts.open_palette()
    QTest.keyClicks(window.finder.palette.line, "Note 1")
    QTest.keyClick(window.finder.palette.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert titles(window) == ["Customers", "Note 1"]


@both_ways
def test_a_row_of_the_palette_opens_beside(open_window: OpenWindow, press: Press) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    window.open_link(Link("sales.customers"))
    window.acts.open_palette()
    rows = window.finder.palette.rows
    press(rows.viewport(), rows.visualItemRect(rows.item(0)).center())
    assert titles(window) == ["Customers", "Note 1"]
    assert window.finder.palette.isHidden()


@both_ways
def test_facts_and_figures_open_beside(qtbot: object, press: Press) -> None:
    host = FakeHost()
    card = FactCard(host, (Fact("Customer", "Nordbygg", link=Link("contacts.customer", 7)),))
    tile = FigureTile(host, Figure("Open orders", 3, Kind.INTEGER, Link("sales.orders")))
    for button in (card.findChildren(FactButton)[0], tile):
        button.resize(120, 30)
        press(button, QPoint(20, 10))
        assert not button.isDown()
    assert host.opened_beside == host.opened == [Link("contacts.customer", 7), Link("sales.orders")]

    QTest.keyClick(tile, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert host.opened_beside[2:] == [Link("sales.orders")]
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert len(host.opened_beside) == 3
    assert len(host.opened) == 4


@both_ways
def test_a_figure_in_a_report_opens_beside(qtbot: object, press: Press) -> None:
    host = FakeHost()
    shown = TableView(host, (Column("account", "Account"), Column("amount", "Amount", Kind.MONEY)))
    shown.set_rows([TableRow(("Sales", 5), {1: Link("finance.general_ledger", arguments={"account": "3001"})})])
    shown.resize(600, 300)
    shown.show()
    cell = shown.table.visualRect(shown.model.index(0, 1)).center()
    press(shown.table.viewport(), cell)
    assert host.opened_beside == [Link("finance.general_ledger", arguments={"account": "3001"})]
    shown.table.setCurrentIndex(shown.model.index(0, 0))
    QTest.keyClick(shown.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(host.opened_beside) == 2


def test_the_middle_button_opens_a_row_of_a_list_beside(open_window: OpenWindow, office: Office, qtbot: QtBot) -> None:
    office.session("seller").run(save_party, draft=PartyDraft(name="Ahlströms", is_customer=True))
    window = open_window("seller")
    window.show()
    window.open_link(Link("sales.customers"))
    page = window.pages.page
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: page.list.model.filled == 1)
    table = page.list.table
    _with_middle(table.viewport(), table.visualRect(page.list.model.index(0, 0)).center())
    assert len(window.pages.histories) == 2
    assert window.pages.page is not page


def test_what_opens_later_than_the_press_opens_in_front(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.customers"))
    with answering(_ctrl_return()):
        assert asked_beside()
    window.host.open(Link("sales.note", 1))
    assert titles(window) == ["Note 1"]


def _ctrl_return() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
