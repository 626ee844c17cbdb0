"""The command palette: what fits best comes first, keys choose, and late answers to another question are dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.support.keys import press, shown, write
from views.kit.palette import CommandPalette, PaletteEntry, score
from views.kit.text import Label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def ran() -> list[str]:
    return []


@pytest.fixture
def palette(qtbot: QtBot, ran: list[str]) -> CommandPalette:
    window = QWidget()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    shown(qtbot, window)
    made = CommandPalette(window)
    titles = ("New order", "Orders", "Backlog of orders", "Accounts")
    made.start([PaletteEntry(title, lambda title=title: ran.append(title)) for title in titles])  # type: ignore[misc]
    return made


def offered(palette: CommandPalette) -> list[str]:
    return [palette.rows.item(number).text() for number in range(palette.rows.count())]


def test_what_begins_with_the_letters_comes_before_what_contains_them(palette: CommandPalette) -> None:
    write("or")
    assert offered(palette) == ["Orders", "New order", "Backlog of orders"]


def test_every_word_must_fit_somewhere() -> None:
    entry = PaletteEntry("Trial balance", lambda: None, hint="Finance", words="saldobalans")
    assert [score(text, entry) for text in ("tri", "bal fin", "saldo", "trial x")] == [1, 2, 3, None]


def test_what_is_called_just_so_comes_before_what_only_begins_so() -> None:
    names = ("Close history", "Closed months", "Close")
    assert min(names, key=lambda name: score("close", PaletteEntry(name, lambda: None)) or 0) == "Close"


def test_down_and_enter_carry_out_and_close(palette: CommandPalette, ran: list[str]) -> None:
    write("or")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert (ran, palette.isVisible()) == (["New order"], False)


def test_escape_closes_and_does_nothing(palette: CommandPalette, ran: list[str]) -> None:
    press(Qt.Key.Key_Escape)
    assert (ran, palette.isVisible()) == ([], False)


def test_enter_without_a_match_does_nothing(palette: CommandPalette, ran: list[str]) -> None:
    write("zzz")
    press(Qt.Key.Key_Return)
    assert (ran, palette.isVisible()) == ([], True)


def test_records_are_shown_only_for_what_stands_there_now(palette: CommandPalette, ran: list[str]) -> None:
    found = [PaletteEntry("O7 Almgren", lambda: ran.append("O7"))]
    write("alm")
    palette.show_records("al", found)
    assert offered(palette) == []
    palette.show_records("alm", found)
    press(Qt.Key.Key_Return)
    assert ran == ["O7"]


def test_that_nothing_fits_is_said_once_records_had_time_to_come(palette: CommandPalette, qtbot: QtBot) -> None:
    write("zzz")
    qtbot.waitUntil(
        lambda: any("No match" in label.text() for label in palette.findChildren(Label) if label.isVisible())
    )
    palette.line.clear()
    assert not [label for label in palette.findChildren(Label) if label.isVisible()]
