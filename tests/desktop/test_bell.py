"""The bell: what concerns somebody arrives by itself, opens its record and is read; messages can be read again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import open_desktop
from desktop.settings import Settings
from desktop.shell.bell import NotificationPanel
from desktop.shell.settings_page import SettingsPage
from desktop.shell.window import MainWindow
from models.company.notifications import muted_kinds
from models.contacts.parties import PartyDraft, save_party
from models.service.tickets import TicketDraft, open_ticket, reply
from tests.support.office import Office
from views.kit.host import Level, Link, Message
from views.service.ticket_page import TicketView

OpenWindow = Callable[[str], MainWindow]


@pytest.fixture
def ticket(office: Office) -> int:
    """One that the manager has given to the agent."""
    agent = office.session("service_agent").identity.user_id
    party = office.session("seller").run(save_party, draft=PartyDraft("Kund AB", is_customer=True)).id
    draft = TicketDraft(party, "Fel skruv", assignee_id=agent)
    return office.session("service_manager").run(open_ticket, draft=draft).id


def panel_of(window: MainWindow) -> NotificationPanel:
    QTest.mouseClick(window.bell, Qt.MouseButton.LeftButton)
    return [panel for panel in window.findChildren(NotificationPanel) if panel.isVisible()][-1]


def test_an_answer_arrives_by_itself_opens_its_ticket_and_is_read(
    office: Office, settings: Settings, ticket: int, qtbot: QtBot
) -> None:
    window = open_desktop(office.session("service_agent"), settings=settings)
    windows = window.windows
    window.others.open_new()
    qtbot.waitUntil(lambda: windows.feed.unread == 1)
    office.session("service_manager").run(reply, ticket_id=ticket, text="Kunden ringde.")
    windows.listener.try_again()  # as a hint of the other desk would
    qtbot.waitUntil(lambda: windows.feed.unread == 2)
    assert [one.bell.accessibleName() for one in windows.all] == ["2 unread notifications"] * 2

    panel = panel_of(window)
    first, second = panel.told.shown
    assert first.startswith("Service_Manager answered ticket 1 Fel skruv\n")
    assert first.endswith("Kunden ringde.")
    assert second.startswith("Service_Manager gave you ticket 1 Fel skruv\n")
    panel.told.setCurrentRow(0)
    QTest.keyClick(panel.told, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.pages.page, TicketView))
    qtbot.waitUntil(lambda: windows.feed.unread == 1)
    panel_of(window).all_read.click()
    qtbot.waitUntil(lambda: windows.feed.unread == 0)
    assert window.bell.accessibleName() == "Notifications"
    qtbot.waitUntil(lambda: not window.runner.active)
    for each in windows.all:
        each.end()
    windows.runner.wait_until_ended()


def test_what_tells_of_a_record_is_read_once_its_page_is_opened(
    office: Office, settings: Settings, ticket: int, qtbot: QtBot
) -> None:
    window = open_desktop(office.session("service_agent"), settings=settings)
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: window.windows.feed.unread == 1)
    window.open_link(Link("service.tickets"))
    assert window.windows.feed.unread == 1
    window.open_link(Link("service.ticket", ticket))
    qtbot.waitUntil(lambda: window.windows.feed.unread == 0)
    qtbot.waitUntil(lambda: not window.runner.active)
    window.end()
    window.runner.wait_until_ended()


def test_a_message_that_has_gone_can_be_read_again_and_copied(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.host.tell(Message("The printer is on fire.", Level.ERROR))
    page = window.pages.page
    assert page is not None
    page.strip.clear()
    panel = panel_of(window)
    assert panel.messages.shown[0].startswith("The printer is on fire.\n")
    assert panel.messages.shown[0].endswith("Error")
    panel.copied.click()
    assert QApplication.clipboard().text().startswith("The printer is on fire.")


def test_one_chooses_on_the_settings_page_what_to_hear_of(
    open_window: OpenWindow, office: Office, qtbot: QtBot
) -> None:
    window = open_window("seller")
    window.acts.show_settings()
    page = window.pages.page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(page.hearing.ticks["changed"].isEnabled)
    assert all(tick.isChecked() for tick in page.hearing.ticks.values())
    page.hearing.ticks["changed"].click()
    qtbot.waitUntil(lambda: office.session("seller").read(muted_kinds) == {"changed"})
