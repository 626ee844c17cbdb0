"""The window notes what it sees to be done of the first steps, points at its own parts, and brings the steps back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.desk import open_desktop
from desktop.settings import Settings
from desktop.shell.registry import collect
from desktop.shell.window import MainWindow
from tests.support.office import Office
from views.kit.coach import Coach
from views.kit.host import Link
from views.start.overview import OverviewPage
from views.start.progress import Progress

OpenWindow = Callable[[str], MainWindow]


@pytest.fixture
def seller(office: Office, settings: Settings) -> Iterator[MainWindow]:
    """The window of a seller, with the pages there really are."""
    window = open_desktop(office.session("seller"), settings=settings, registry=collect())
    window.open_link(Link("start.overview"))
    yield window
    window.end()
    window.runner.wait_until_ended()
    window.deleteLater()


def overview(window: MainWindow) -> OverviewPage:
    page = window.pages.page
    assert isinstance(page, OverviewPage)
    return page


def done(window: MainWindow) -> set[str]:
    return set(Progress(window.host.preferences).done)


def test_a_step_leads_to_the_real_part_and_is_ticked_once_that_was_used(seller: MainWindow, qtbot: QtBot) -> None:
    page = overview(seller)
    qtbot.waitUntil(page.steps.isVisible)
    assert page.steps.tour is not None
    assert page.steps.tour.name == "seller"
    find = next(box for box in page.steps.boxes if box.step.name == "found")
    QTest.mouseClick(find.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(coach.isVisible() for coach in seller.findChildren(Coach)))
    (coach,) = seller.findChildren(Coach)
    assert coach.part is seller._bar._search
    assert done(seller) == set()

    coach.end()
    seller.acts.open_palette()
    QTest.keyClicks(seller.finder.palette.line, "Customers")
    QTest.keyClick(seller.finder.palette.line, Qt.Key.Key_Return)
    assert done(seller) == {"found"}
    seller.acts.go_back()
    qtbot.waitUntil(lambda: find.is_done)
    assert page.steps._count.text() == "1 of 6 done"


def test_searching_a_list_pinning_and_two_pages_are_seen(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.show()
    window.open_link(Link("sales.customers"))
    window.noticing.look()
    assert done(window) == set()
    page = window.pages.page
    assert page is not None
    page.list.toolbar.search.setText("bygg")  # type: ignore[attr-defined]  # it is a list
    window.noticing.look()
    assert done(window) == {"searched"}
    window.open_beside(Link("sales.note", 1))
    window.acts.pin_record()
    window.noticing.look()
    assert done(window) == {"searched", "beside", "pinned"}


def test_help_brings_the_first_steps_back(seller: MainWindow, qtbot: QtBot) -> None:
    page = overview(seller)
    qtbot.waitUntil(page.steps.isVisible)
    QTest.mouseClick(page.steps.away, Qt.MouseButton.LeftButton)
    assert page.steps.isHidden()
    seller.open_link(Link("sales.orders"))
    (command,) = [each for menu in seller.menus for each in menu.commands() if each.id == "first_steps"]
    command.run()
    qtbot.waitUntil(overview(seller).steps.isVisible)
