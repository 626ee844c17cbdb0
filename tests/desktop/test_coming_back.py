"""What was open is open again at the next sign-in: page tabs, ways back, filters and rows; after a bad end too."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.desk import open_desktop
from desktop.settings import Settings
from desktop.shell.kept_tabs import AtWork
from desktop.shell.page_tabs import PageTabs
from desktop.shell.registry import Registry
from desktop.shell.window import MainWindow
from models.contacts.parties import PartyDraft, save_party
from tests.support.office import Office
from views.kit.host import Host, Link
from views.kit.page import ListPage, Page
from views.kit.page_spec import PageSpec, Tab

OpenWindow = Callable[[str], MainWindow]

_CUT_OFF = """
import os, sys
from PySide6.QtCore import QLockFile
lock = QLockFile(sys.argv[1])
lock.tryLock(0)
os._exit(1)
"""


def shown(window: MainWindow) -> tuple[str, ...]:
    found = window.findChild(PageTabs)
    assert found is not None
    return found.shown


def list_of(window: MainWindow) -> ListPage:
    assert isinstance(window.pages.page, ListPage)
    return window.pages.page


def cut_off(home: Path) -> None:
    """Leave behind what a program leaves that is ended by force."""
    (lock,) = home.glob("at-work-*.lock")
    lock.unlink()
    subprocess.run([sys.executable, "-c", _CUT_OFF, str(lock)], check=False)
    assert lock.exists()


def messages(window: MainWindow) -> list[str]:
    return [message.text for message in window.pages.page.strip.messages] if window.pages.page else []


def test_the_page_tabs_and_the_way_back_of_each_come_back(open_window: OpenWindow) -> None:
    before = open_window("seller")
    before.open_link(Link("sales.note", 1))
    before.open_beside(Link("sales.note", 2))
    before.open_beside(Link("sales.note", 3))
    before.tabs.previous()
    before.end()

    after = open_window("seller")
    assert shown(after) == ("Note 1", "Note 2", "Note 3")
    assert [visit.page is None for history in after.pages.histories for visit in history.visits] == [
        *(True, True),  # Customers and Note 1
        False,
        True,
    ]
    after.tabs.previous()
    after.acts.go_back()
    assert list_of(after).title == "Customers"
    assert messages(after) == []


def test_a_list_comes_back_with_its_search_and_its_row(open_window: OpenWindow, office: Office, qtbot: QtBot) -> None:
    seller = office.session("seller")
    for name in ("Bygg ett", "Bygg två", "Bygg tre", "Kakel"):
        seller.run(save_party, draft=PartyDraft(name=name, is_customer=True))
    before = list_of(window := open_window("seller")).list
    before.toolbar.search.put("bygg")
    before.load()
    qtbot.waitUntil(lambda: before.model.filled == 3)
    before.table.selectRow(1)
    key = before.model.key(1)
    window.end()

    after = list_of(open_window("seller")).list
    assert after.toolbar.search.text() == "bygg"
    qtbot.waitUntil(lambda: after.model.filled == 3)
    qtbot.waitUntil(lambda: after.table.currentIndex().row() == 1)
    assert after.model.key(after.table.currentIndex().row()) == key


def test_a_page_no_longer_allowed_or_known_does_not_come_back(open_window: OpenWindow) -> None:
    before = open_window("seller")
    before.open_beside(Link("sales.note", 1))
    kept = before.host.preferences.read(f"open_pages.{before.session.company.id}")
    before.end()
    assert isinstance(kept, dict)
    closed = [["finance.accounts", None, {"@": "mapping", "is": []}, "Accounts", None]]
    unknown = [["moon.phases", 1, {"@": "mapping", "is": []}, "Moon", None]]
    before.host.preferences.write(
        f"open_pages.{before.session.company.id}",
        {"tabs": [closed, unknown, "nonsense", kept["tabs"][1]], "front": 0},
    )

    after = open_window("seller")
    assert after.pages.page is not None
    assert after.pages.page.title == "Note 1"
    assert len(after.pages.histories) == 1


def test_a_page_that_can_no_longer_be_made_gives_way_to_the_first(open_window: OpenWindow) -> None:
    before = open_window("seller")
    before.end()
    broken = [["sales.broken", None, {"@": "mapping", "is": []}, "Broken", None]]
    before.host.preferences.write(f"open_pages.{before.session.company.id}", {"tabs": [broken], "front": 0})

    after = open_window("seller")
    assert list_of(after).title == "Customers"


def test_after_a_bad_end_it_is_said_and_one_may_start_afresh(open_window: OpenWindow) -> None:
    before = open_window("seller")
    before.open_beside(Link("sales.note", 1))
    home = before.settings.home
    cut_off(home)

    after = open_window("seller")
    assert messages(after) == ["Kontor ended unexpectedly. What was open then is open again."]
    assert after.pages.page is not None
    action = after.pages.page.strip.messages[0].action
    assert action is not None
    action.callback()
    assert [history.current.title for history in after.pages.histories if history.current] == ["Customers"]
    after.end()
    assert not list(home.glob("at-work-*.lock"))


def test_a_second_window_of_the_same_person_is_no_bad_end(tmp_path: Path) -> None:
    first = AtWork(tmp_path, "siv")
    second = AtWork(tmp_path, "siv")
    assert not first.was_cut_off
    assert not second.was_cut_off
    second.end()
    first.end()
    assert not AtWork(tmp_path, "siv").was_cut_off


class LongPage(Page):
    """More than a window shows."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, "Long", link=link)
        content = QWidget()
        content.setFixedHeight(4000)
        self.body.addWidget(content)


def test_a_page_that_is_no_list_comes_back_to_the_line_one_read(
    office: Office, settings: Settings, qtbot: QtBot
) -> None:
    registry = Registry([PageSpec("sales.long", "Long", LongPage, Tab.SALES, in_navigation=True)])
    before = open_desktop(office.session("seller"), settings=settings, registry=registry)
    page = before.pages.page
    assert isinstance(page, LongPage)
    qtbot.waitUntil(lambda: page._area.verticalScrollBar().maximum() > 1500)
    page._area.verticalScrollBar().setValue(1500)
    before.end()
    before.runner.wait_until_ended()

    after = open_desktop(office.session("seller"), settings=settings, registry=registry)
    again = after.pages.page
    assert isinstance(again, LongPage)
    qtbot.waitUntil(lambda: again._area.verticalScrollBar().value() == 1500)
    after.end()
    after.runner.wait_until_ended()
