"""What a person sets for themselves holds at once, from the page, the menu and the keyboard alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.settings import LANGUAGE, TEXT_SIZE, THEME, Settings
from desktop.shell.commands import CommandAction
from desktop.shell.settings_page import SettingsPage
from desktop.shell.window import MainWindow
from tests.support.desk import NotePage
from views.kit.annex.aside import FOLDER
from views.kit.form.lines import ChoiceBox
from views.kit.host import Link
from views.kit.theme.state import field_height, row_height, state

OpenWindow = Callable[[str], MainWindow]


def settings_page(window: MainWindow) -> SettingsPage:
    window.acts.show_settings()
    page = window.pages.page
    assert isinstance(page, SettingsPage)
    return page


def choose(page: SettingsPage, name: str, value: object) -> None:
    box = page.form.boxes[name].editor
    assert isinstance(box, ChoiceBox)
    box.set_value(value)
    box.activated.emit(box.currentIndex())


def test_theme_density_and_size_of_text_are_in_force_as_they_are_chosen(
    open_window: OpenWindow, settings: Settings, qapp: QApplication
) -> None:
    page = settings_page(open_window("seller"))
    choose(page, "theme", "contrast")
    choose(page, "density", "comfortable")
    choose(page, "text_size", 200)

    assert (settings.get(THEME), settings.get(TEXT_SIZE)) == ("contrast", 200)
    assert state().tokens.name == "contrast"
    assert qapp.font().pointSizeF() == 20
    # A line of 16 pixels at 200 %, and half as much more of the 18 pixels around it.
    assert row_height() == field_height() == 32 + 27


def test_the_language_is_chosen_there_too_and_the_page_speaks_it(open_window: OpenWindow, settings: Settings) -> None:
    window = open_window("seller")
    choose(settings_page(window), "language", "sv")
    again = window.pages.page

    assert settings.get(LANGUAGE) == "sv"
    assert isinstance(again, SettingsPage)
    assert again.form.draft.language == "sv"


def test_a_language_that_unsaved_work_stands_against_is_not_shown_as_chosen(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window("seller")
    window.open_link(Link("sales.note", 1))
    note = window.pages.page
    assert isinstance(note, NotePage)
    note.unsaved = True
    page = settings_page(window)
    choose(page, "language", "sv")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)

    assert page.form.draft.language == "en"
    note.unsaved = False
    modal = QApplication.activeModalWidget()
    assert modal is not None
    modal.close()


def test_the_keyboard_makes_text_larger_smaller_and_as_it_was(open_window: OpenWindow, settings: Settings) -> None:
    window = open_window("seller")
    control = Qt.KeyboardModifier.ControlModifier
    sizes = []
    for key in (Qt.Key.Key_Minus, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_Plus, Qt.Key.Key_0):
        QTest.keyClick(window, key, control)
        sizes.append(settings.get(TEXT_SIZE))

    assert sizes == [100, 110, 125, 110, 125, 100]
    for _step in range(9):
        window.acts.enlarge_text()
    assert settings.get(TEXT_SIZE) == 200


def test_the_page_follows_the_keyboard_and_the_menu_ticks_what_the_page_chose(open_window: OpenWindow) -> None:
    window = open_window("seller")
    page = settings_page(window)
    window.acts.enlarge_text()
    choose(page, "theme", "dark")
    actions = [action for action in window.actions() if isinstance(action, CommandAction)]
    for action in actions:
        action.refresh()

    assert page.form.draft.text_size == 110
    assert {"Dark", "110 %"} <= {action.command.plain for action in actions if action.isChecked()}
    assert "Light" not in {action.command.plain for action in actions if action.isChecked()}


def test_the_scan_folder_is_chosen_once_for_this_computer(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window("seller")
    card = settings_page(window).scans
    assert (card.folder.text(), card.forget.isHidden()) == ("None is chosen.", True)
    card.use_folder(str(tmp_path))
    assert (card.folder.text(), window.host.preferences.read(FOLDER)) == (str(tmp_path), str(tmp_path))
    card.forget.click()
    assert window.host.preferences.read(FOLDER) is None
