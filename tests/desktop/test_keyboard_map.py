"""The keyboard map finds keys by words, by the keys themselves, and says where there is none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.shell.keyboard import KeyboardPage
from desktop.shell.window import MainWindow
from views.kit.host import Link

OpenWindow = Callable[[str], MainWindow]


def test_the_map_is_searched_by_words_and_by_keys(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    window.acts.show_keyboard()
    page = window.pages.page
    assert isinstance(page, KeyboardPage)
    whole = page.shown
    assert {"Close page tab", "Shout", "Open the row in a new tab"} <= set(whole)

    QTest.keyClicks(page.search, "spreadsheet rows")
    assert list(page.shown) == ["Copy the rows, ready for a spreadsheet", "Paste rows from a spreadsheet"]
    page.search.setText("ctrl+j")
    assert list(page.shown) == ["Shout"]
    page.search.setText("fly to the moon")
    assert not list(page.shown)
    assert not page._nothing.isHidden()
    QTest.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.shown == whole
