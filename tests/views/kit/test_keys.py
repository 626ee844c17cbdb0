"""Which keys a command may have, what is declared where, and what is kept of what the user chose."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from desktop.shell.key_map import PAGE_KEYS
from tests.support.fake_host import FakePreferences
from views.kit.key_rules import refusal
from views.kit.keys import KeyedCommand, Keys

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.mark.parametrize(
    ("key", "held", "reason"),
    [
        (Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "for typing"),
        (Qt.Key.Key_7, SHIFT, "for typing"),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, "moves about"),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, "Fields, lists"),
        (Qt.Key.Key_C, CTRL, "while one types"),
        (Qt.Key.Key_Return, CTRL, "while one types"),
        (Qt.Key.Key_F, ALT, "opens a menu"),
        (Qt.Key.Key_E, CTRL | ALT, "write signs"),
        (Qt.Key.Key_F4, ALT, "computer itself"),
        (Qt.Key.Key_L, Qt.KeyboardModifier.MetaModifier, "computer itself"),
    ],
)
def test_keys_of_the_system_and_of_typing_are_refused_with_the_reason(
    key: Qt.Key, held: Qt.KeyboardModifier, reason: str
) -> None:
    assert reason in (refusal(QKeyCombination(held, key)) or "")


@pytest.mark.parametrize("pressed", ["Ctrl+Shift+J", "F9", "Ctrl+Tab", "Alt+Left", "Ctrl+,", "Shift+F6", "Ctrl+Alt+F7"])
def test_other_keys_are_accepted(pressed: str) -> None:
    (combination,) = list(QKeySequence(pressed))  # type: ignore[call-overload]  # it is a sequence of them
    assert refusal(combination) is None


def test_what_another_version_left_is_passed_over(qapp: object) -> None:
    preferences, table = FakePreferences(), Keys()
    preferences.write("keys", {"program.back": ["Ctrl+J", "Back"], "x": 3, "y": [1, 2]})
    table.serve(preferences)
    assert table.chosen == {"program.back": "Ctrl+J"}


def test_keys_given_to_a_command_of_the_window_are_no_pages_any_more(qapp: object) -> None:
    preferences, table = FakePreferences(), Keys()
    table.serve(preferences)
    back, save = KeyedCommand("program.back", "Back", "Alt+Left"), KeyedCommand("form.save", "Save", "Ctrl+S")
    for command in (back, save):
        table.note(command)
    assert table.holders("program.back", "Ctrl+S", frozenset()) == (save,)
    assert table.holders("note.shout", "Ctrl+S", frozenset()) == ()
    assert table.holders("note.shout", "Ctrl+S", frozenset({"form.save"})) == (save,)
    table.choose(back, "Ctrl+S")
    assert (table.of("program.back", "Alt+Left"), table.of("form.save", "Ctrl+S")) == ("Ctrl+S", "")
    table.choose(back, "Alt+Left")
    assert table.of("form.save", "Ctrl+S") == "Ctrl+S"
    assert preferences.values["keys"] is None


def test_every_key_a_page_declares_is_known_beforehand() -> None:
    declared = set()
    for file in Path("views").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Action", "opening_action"}:
                shortcuts = [word.value for word in node.keywords if word.arg == "shortcut"] + node.args[4:5]
                declared |= {
                    each.value for each in shortcuts if isinstance(each, ast.Constant) and isinstance(each.value, str)
                }
    assert {"Ctrl+S", "F8"} <= declared
    assert declared - {""} <= set(PAGE_KEYS)
