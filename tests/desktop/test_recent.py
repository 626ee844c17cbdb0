"""Records looked at last and pinned ones are found first in the palette, also the next day."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.settings import Settings, UserPreferences
from desktop.shell.recent import Place, Recent
from desktop.shell.window import MainWindow
from views.kit.host import Link

OpenWindow = Callable[[str], MainWindow]


def offered(window: MainWindow) -> list[tuple[str, str]]:
    """Title and hint of what the palette offers first."""
    return [(entry.title, entry.hint) for entry in window.finder._places()]


def test_records_looked_at_come_first_and_the_one_in_front_is_left_out(open_window: OpenWindow) -> None:
    window = open_window("seller")
    for number in (1, 2, 1, 3):
        window.open_link(Link("sales.note", number))
    assert offered(window) == [("Note 1", "Recent"), ("Note 2", "Recent")]


def test_a_pinned_record_stays_first_and_is_there_the_next_day(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    window.acts.pin_record()
    for number in range(2, 30):
        window.open_link(Link("sales.note", number))
    assert offered(window)[0] == ("Note 1", "Pinned")
    assert len(offered(window)) == 12
    assert offered(open_window("seller"))[0] == ("Note 1", "Pinned")


def test_pinning_again_unpins(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    window.acts.pin_record()
    assert window.acts.is_pinned()
    window.acts.pin_record()
    assert not window.acts.is_pinned()
    window.open_link(Link("sales.customers"))
    assert not window.acts.has_record()


def test_the_record_in_front_is_in_front_again_however_the_program_ended(open_window: OpenWindow) -> None:
    killed = open_window("seller")
    killed.open_link(Link("sales.note", 7))
    again = open_window("seller")
    current = again.pages.history.current
    assert current is not None
    assert (current.title, [step.title for step in current.trail]) == ("Note 7", ["Customers"])
    again.open_link(Link("sales.customers"))
    last = open_window("seller").pages.history.current
    assert last is not None
    assert last.title == "Customers"


def test_places_of_another_company_and_of_another_version_are_not_shown(settings: Settings) -> None:
    preferences = UserPreferences(settings, "siv")
    mine, theirs = Recent(preferences, 1), Recent(preferences, 2)
    mine.note(Link("sales.note", 1), "Old name")
    mine.pin(Link("sales.note", 1), "Old name")
    mine.note(Link("sales.note", 1), "New name")
    assert mine.recent == mine.pinned == (Place(Link("sales.note", 1), "New name"),)
    assert theirs.recent == ()
    preferences.write("recent.2", [["sales.note", None, {}, "x"], "y", {"a": 1}])
    assert theirs.recent == ()


def test_pinned_records_stand_below_the_navigation(open_window: OpenWindow) -> None:
    window = open_window("seller")
    assert window.side.pinned.isHidden()
    for number in (1, 2):
        window.open_link(Link("sales.note", number))
        window.acts.pin_record()
    assert window.side.pinned.shown == ("Note 1", "Note 2")
    assert window.side.width() == window.sidebar.width()
    page = window.pages.page
    assert page is not None
    page.set_title("Note two")
    assert window.side.pinned.shown == ("Note 1", "Note two")

    rows = window.side.pinned.rows
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(rows.item(0)).center())
    assert window.pages.page is not page
    assert window.pages.page is not None
    assert window.pages.page.title == "Note 1"
    window.side.pinned._unpin(window.recent.pinned[0])
    assert open_window("seller").side.pinned.shown == ("Note two",)


def test_recent_records_unfold_below_the_navigation_and_stay_so(open_window: OpenWindow) -> None:
    window = open_window("seller")
    recent = window.side.recent
    for number in range(1, 9):
        window.open_link(Link("sales.note", number))
    assert list(recent.shown) == []
    QTest.mouseClick(recent.title, Qt.MouseButton.LeftButton)
    assert list(recent.shown) == ["Note 7", "Note 6", "Note 5", "Note 4", "Note 3"]
    QTest.mouseClick(recent.more, Qt.MouseButton.LeftButton)
    assert list(recent.shown) == ["Note 7", "Note 6", "Note 5", "Note 4", "Note 3", "Note 2", "Note 1"]
    assert window.side.width() == window.sidebar.width()

    recent._on_pin(window.recent.recent[1])
    assert recent.shown[0] == "Note 6"
    assert window.side.pinned.shown == ("Note 7",)
    rows = recent.rows
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.MiddleButton, pos=rows.visualItemRect(rows.item(0)).center())
    assert len(window.pages.histories) == 2
    assert open_window("seller").side.recent.shown[:2] == ("Note 8", "Note 5")
