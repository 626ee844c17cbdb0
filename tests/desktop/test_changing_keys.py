"""Keys are changed in the keyboard map: at once, everywhere, kept for the user, never taken from another silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from desktop.shell.commands import CommandAction
from desktop.shell.key_line import KeyButton
from desktop.shell.keyboard import KeyboardPage
from desktop.shell.settings_page import SettingsPage
from desktop.shell.window import MainWindow
from tests.support.pdf_reading import overlapping, pages_of
from views.kit.host import Link, PrintJob, Question
from views.kit.keys import keys, native

OpenWindow = Callable[[str], MainWindow]

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture(autouse=True)
def _nobodys_keys() -> Iterator[None]:
    yield
    keys().serve(None)


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    made = open_window("seller")
    made.show()
    made.open_link(Link("sales.note", 1))
    made.acts.show_keyboard()
    return made


def jump() -> str:
    """The keys that are chosen here, as the language that Qt speaks in this run writes them."""
    return native("Ctrl+Shift+J")


def key_map(window: MainWindow) -> KeyboardPage:
    page = window.pages.page
    assert isinstance(page, KeyboardPage)
    return page


def press(page: KeyboardPage, act: str, key: Qt.Key, held: Qt.KeyboardModifier) -> KeyButton:
    """Choose an act's keys as a person does."""
    button = page.line_of(act).button
    assert button is not None
    button.setFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.waits
    QTest.keyClick(button, key, held)
    return button


def action_of(window: MainWindow, id_: str) -> CommandAction:
    return next(each for each in window.actions() if isinstance(each, CommandAction) and each.command.id == id_)


def told(page: KeyboardPage) -> str:
    return " ".join(message.text for message in page.strip.messages)


def test_new_keys_hold_at_once_in_menu_tooltip_palette_and_map(window: MainWindow) -> None:
    page = key_map(window)
    button = press(page, "Back", Qt.Key.Key_J, CTRL | SHIFT)
    assert button.text() == jump()
    assert page.line_of("Back")._was.text() == f"Changed, was {native('Alt+Left')}"
    assert action_of(window, "back").shortcut() == QKeySequence("Ctrl+Shift+J")
    assert window._bar._back.toolTip() == f"Back ({jump()})"
    assert jump() in {entry.hint for entry in window.finder._entries() if entry.title == "Back"}
    QTest.keyClick(window, Qt.Key.Key_J, CTRL | SHIFT)
    assert window.pages.page is not None
    assert window.pages.page.title == "Note 1"


def test_the_next_session_has_them_and_another_user_has_not(open_window: OpenWindow, window: MainWindow) -> None:
    press(key_map(window), "Back", Qt.Key.Key_J, CTRL | SHIFT)
    again = open_window("seller")
    assert action_of(again, "back").shortcut() == QKeySequence("Ctrl+Shift+J")
    other = open_window("accountant")
    assert action_of(other, "back").shortcut() == QKeySequence("Alt+Left")


def test_an_act_of_a_page_follows_in_every_open_page(window: MainWindow) -> None:
    window.open_beside(Link("sales.note", 2))
    window.acts.show_keyboard()
    press(key_map(window), "Shout", Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)
    for history in window.pages.histories:
        for visit in history.visits:
            if visit.page is not None and visit.link == Link("sales.note", visit.link.key if visit.link else None):
                assert visit.page.actions_bound[0].shortcut() == QKeySequence("F9")
                assert visit.page.actions_bound[0].toolTip() == "Shout (F9)"
    window.acts.go_back()
    note = window.pages.page
    assert note is not None
    QTest.keyClick(note, Qt.Key.Key_F9)
    assert note.title == "NOTE 2"


def test_taken_keys_name_who_has_them_and_are_taken_over_on_request(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Question, Callable[[str], None]]] = []
    monkeypatch.setattr(window.host, "ask", lambda question, on_answer: asked.append((question, on_answer)))
    page = key_map(window)
    press(page, "Back", Qt.Key.Key_K, CTRL)
    question, answer = asked.pop()
    assert question.title == "Ctrl+K is taken"
    assert "Search or do…" in question.text
    answer("leave")
    assert action_of(window, "back").shortcut() == QKeySequence("Alt+Left")

    press(page, "Back", Qt.Key.Key_K, CTRL)
    asked.pop()[1]("take")
    assert action_of(window, "back").shortcut() == QKeySequence("Ctrl+K")
    assert action_of(window, "palette").shortcut().isEmpty()
    assert window._bar._search.text() == "Search or do…"

    palette = page.line_of("Search or do…")
    assert palette.line.is_changed
    palette.reset.click()
    assert action_of(window, "palette").shortcut() == QKeySequence("Ctrl+K")
    assert action_of(window, "back").shortcut() == QKeySequence("Alt+Left")
    assert keys().chosen == {}


def test_a_pages_own_keys_and_those_of_pages_not_opened_yet_are_named_too(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Question, Callable[[str], None]]] = []
    monkeypatch.setattr(window.host, "ask", lambda question, on_answer: asked.append((question, on_answer)))
    page = key_map(window)
    press(page, "Back", Qt.Key.Key_J, CTRL)
    assert "Shout" in asked[-1][0].text
    press(page, "Back", Qt.Key.Key_E, CTRL)
    assert "Edit" in asked[-1][0].text
    asked[-1][1]("take")
    assert keys().of("sales.order.edit", "Ctrl+E") == ""
    assert keys().of("sales.order.new", "Ctrl+N") == "Ctrl+N"


def test_a_refusal_is_told_and_changes_nothing(window: MainWindow) -> None:
    page = key_map(window)
    press(page, "Back", Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert "for typing" in told(page)
    assert keys().chosen == {}


def test_escape_leaves_the_keys_and_backspace_takes_them_away(window: MainWindow) -> None:
    page = key_map(window)
    none = Qt.KeyboardModifier.NoModifier
    button = press(page, "Back", Qt.Key.Key_Escape, none)
    assert (button.text(), button.waits) == (native("Alt+Left"), False)
    assert window.pages.page is page
    press(page, "Back", Qt.Key.Key_Backspace, none)
    assert action_of(window, "back").shortcut().isEmpty()
    assert "Back has no keys any more." in told(page)
    reset = next(action for action in page.actions_bound if action.declared.id == "keyboard.reset")
    reset.trigger()
    assert action_of(window, "back").shortcut() == QKeySequence("Alt+Left")
    assert not reset.isEnabled()
    assert reset.toolTip() == "All keys are as they were at first."


def test_keys_of_the_window_are_taken_by_the_button_while_it_waits(window: MainWindow) -> None:
    page = key_map(window)
    press(page, "Forward", Qt.Key.Key_Right, ALT)
    assert window.pages.page is page
    assert keys().chosen == {}


def test_every_command_of_the_window_has_an_id_of_its_own(open_window: OpenWindow) -> None:
    window = open_window("administrator")
    ids = [command.id for menu in window.menus for command in menu.commands()]
    assert "" not in ids
    assert len(set(ids)) == len(ids)


def test_the_map_is_shown_as_one_sheet_of_paper_with_what_was_changed(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = key_map(window)
    press(page, "Back", Qt.Key.Key_J, CTRL | SHIFT)
    previewed: list[PrintJob] = []
    monkeypatch.setattr(window.host, "preview", previewed.append)
    next(action for action in page.actions_bound if action.declared.id == "keyboard.print").trigger()
    (document,) = previewed
    content = window.session.read(document.make, **document.arguments)
    (text,) = pages_of(content)
    assert jump() in text
    assert "Chosen by the user" in text
    assert "Open the row in a new tab" in text
    assert overlapping(content) == []


def test_the_settings_lead_to_the_map(open_window: OpenWindow) -> None:
    window = open_window("seller")
    window.acts.show_settings()
    page = window.pages.page
    assert isinstance(page, SettingsPage)
    page.keyboard.click()
    assert isinstance(window.pages.page, KeyboardPage)
