"""The menu that takes back what was done on the page in front, and names it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.shell.commands import CommandMenu, palette_entries
from desktop.shell.history import Visit
from desktop.shell.window import MainWindow
from tests.support.keys import press, write
from views.kit.form.page import FormPage
from views.kit.form.spec import Field, FormSpec, Section
from views.kit.host import Link

OpenWindow = Callable[[str], MainWindow]


@dataclass(frozen=True)
class Draft:
    name: str = ""
    note: str = ""


FORM: FormSpec[Draft] = FormSpec((Section("", (Field("name", "Name"), Field("note", "Note"))),))


def menu(window: MainWindow) -> CommandMenu:
    """The menu as it is when it opens."""
    found = next(one for one in window.findChildren(CommandMenu) if one.title() == "&Edit")
    found.aboutToShow.emit()
    return found


def entries(window: MainWindow) -> list[tuple[str, bool]]:
    """What the menu says, and whether it can be done."""
    actions = menu(window).actions()
    return [(action.text().partition("\t")[0].replace("&", ""), action.isEnabled()) for action in actions]


def choose(window: MainWindow, words: str) -> None:
    next(one for one in menu(window).actions() if one.text().replace("&", "").startswith(words)).trigger()


def test_the_menu_says_what_would_be_taken_back_and_done_again(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window("seller")
    window.show()
    window.activateWindow()
    window.visit(Visit(partial(FormPage, window.host, "Form", FORM, Draft()), link=Link("sample.form")))
    page = window.pages.page
    assert isinstance(page, FormPage)
    assert entries(window) == [("Undo", False), ("Redo", False)]
    editor = page.form.boxes["name"].editor
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    write("Rent")
    press(Qt.Key.Key_Tab)
    assert entries(window) == [("Undo: Name", True), ("Redo", False)]
    assert "Undo: Name" in [entry.title for entry in palette_entries(window.menus)]
    choose(window, "Undo")
    assert page.form.draft == Draft()
    assert entries(window) == [("Undo", False), ("Redo: Name", True)]
    choose(window, "Redo")
    assert page.form.draft == Draft("Rent")


def test_there_is_nothing_to_take_back_on_a_list(open_window: OpenWindow) -> None:
    window = open_window("seller")
    assert entries(window) == [("Undo", False), ("Redo", False)]
