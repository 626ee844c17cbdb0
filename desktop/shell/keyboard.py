"""The keyboard map: every key of the window, of lists, forms and entry grids, and of the page one comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.shell.commands import Menu
from resources.language import _
from views.kit.host import Host
from views.kit.page import Page
from views.kit.search import SearchLine
from views.kit.text import Card, Label, column, grid, heading, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4, SPACE_6

_KEYS_WIDTH = 112

Keys = tuple[str, str]  # the keys, and what they do


def list_keys() -> tuple[Keys, ...]:
    """Keys that every list knows."""
    return (
        ("Enter", _("Open the row")),
        ("Ctrl+Enter", _("Open the row in a new tab")),
        ("Ctrl+F", _("Search in the list")),
        ("Ctrl+C", _("Copy the rows, ready for a spreadsheet")),
        ("Ctrl+A", _("Select all")),
    )


def form_keys() -> tuple[Keys, ...]:
    """Keys that every form knows."""
    return (
        ("Tab", _("Next field")),
        ("F4", _("Choose from a list")),
        ("+  −", _("A day later or earlier in a date")),
        ("120*1,25", _("A sum is computed when the field is left")),
        ("Ctrl+S", _("Save")),
        ("Ctrl+Z", _("Take back what is typed in the field, then what was done before on the page")),
    )


def grid_keys() -> tuple[Keys, ...]:
    """Keys that every entry grid knows."""
    return (
        ("Enter", _("Next cell, and at the end a new line")),
        ("F2", _("Edit the cell")),
        ("F4", _("Choose from a list")),
        ("Ctrl+V", _("Paste rows from a spreadsheet")),
        ("Ctrl+Z", _("Take back what was done last in lines or head")),
        ("Ctrl+Enter", _("Post or save")),
    )


def window_keys(menus: Iterable[Menu]) -> tuple[Keys, ...]:
    """Keys of the window's own commands."""
    return tuple(
        (QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText), command.plain)
        for menu in menus
        for command in menu.commands()
        if (keys := command.keys or command.shown_keys)
    )


class KeyboardPage(Page):
    """All keys side by side in cards; the search line leaves those with all its words."""

    def __init__(self, host: Host, groups: Sequence[tuple[str, Sequence[Keys]]]) -> None:
        super().__init__(host, _("Keyboard"))
        self.search = SearchLine()
        self.search.textChanged.connect(self._on_typed)
        self.body.addWidget(self.search)
        content = QWidget()
        across = row(content, spacing=SPACE_4)
        across.setContentsMargins(0, 0, SPACE_2, SPACE_2)
        left, right = column(spacing=SPACE_4), column(spacing=SPACE_4)
        across.addLayout(left, 1)
        across.addLayout(right, 1)
        shown = [group for group in groups if group[1]]
        self.cards: list[_KeyCard] = []
        heights = {True: 0, False: 0}
        for title, keys in shown:
            to_left = heights[True] <= heights[False]
            heights[to_left] += len(keys) + 2
            card = _KeyCard(title, keys)
            self.cards.append(card)
            (left if to_left else right).addWidget(card)
        left.addStretch()
        right.addStretch()
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.body.addWidget(area, 1)
        self._nothing = note(_("No key does that."))
        self._nothing.hide()
        self.body.addWidget(self._nothing)
        self.setFocusProxy(self.search)

    @property
    def shown(self) -> tuple[str, ...]:
        """What the keys that can be read do, card by card."""
        return tuple(act for card in self.cards for act in card.shown)

    def _on_typed(self, text: str) -> None:
        for card in self.cards:
            card.narrow(text)
        self._nothing.setVisible(not self.shown)


class _KeyCard(Card):
    def __init__(self, title: str, keys: Sequence[Keys]) -> None:
        super().__init__()
        self._title = title
        self._lines: list[tuple[Label, Label]] = []
        layout = column(self, margin=SPACE_4, spacing=SPACE_3)
        layout.addWidget(heading(title))
        lines = grid(across=SPACE_6, down=SPACE_2)
        for line, (pressed, act) in enumerate(keys):
            key, says = Label(pressed, strong=True), Label(act, ink="secondary", wrap=True)
            keep(key, QWidget.setMinimumWidth, partial(scaled, _KEYS_WIDTH))
            lines.addWidget(key, line, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(says, line, 1)
            self._lines.append((key, says))
        lines.setColumnStretch(1, 1)
        layout.addLayout(lines)

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read in it."""
        return tuple(says.text() for _key, says in self._lines if not says.isHidden())

    def narrow(self, text: str) -> None:
        """Leave the lines that have all words of `text` in their keys, their act or the title."""
        words = text.casefold().split()
        for key, says in self._lines:
            everything = f"{key.text()} {says.text()} {self._title}".casefold()
            fits = all(word in everything for word in words)
            key.setVisible(fits)
            says.setVisible(fits)
        self.setVisible(bool(self.shown))
