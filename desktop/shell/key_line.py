"""A line of the keyboard map: the keys as a button that waits for others, the act, and the way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from desktop.shell.key_map import MapLine
from resources.language import _
from views.kit.action import tool_button
from views.kit.key_rules import MODIFIERS
from views.kit.keys import keys
from views.kit.text import Label, column, note
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled

_WIDTH = 128  # pixels at 100 %, of the keys
_INDENT = 8
_SIGNS = range(Qt.Key.Key_Space + 1, Qt.Key.Key_Escape)
_TAKING_AWAY = {Qt.Key.Key_Backspace, Qt.Key.Key_Delete}


class KeyButton(QPushButton):
    """Shows keys; once pressed it takes the next ones, Escape leaves them, Backspace takes them away."""

    pressed_keys = Signal(object)  # QKeyCombination, or None for no keys

    def __init__(self) -> None:
        super().__init__()
        self._shown, self._act, self.waits = "", "", False
        self.setProperty("role", "quiet")
        self.setStyleSheet(f"text-align: left; font-weight: 600; padding: 1px {_INDENT - 2}px; min-height: 0")
        self.clicked.connect(self._wait)

    def show_keys(self, shown: str, act: str) -> None:
        """Say what is pressed for an act."""
        self._shown, self._act = shown, act
        self._stop()

    def event(self, event: QEvent) -> bool:
        """While it waits, keys are its own, and nobody's shortcut."""
        if self.waits and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self._take(event)
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no longer."""
        self._stop()
        super().focusOutEvent(event)

    def _wait(self) -> None:
        self.waits = True
        self.setText(_("Press the keys…"))
        self.setToolTip(_("Escape leaves them as they are, Backspace takes them away"))

    def _stop(self) -> None:
        self.waits = False
        self.setText(self._shown or "\N{EN DASH}")
        self.setToolTip(_("Choose other keys"))
        self.setAccessibleName(_("Keys of {command}: {keys}").format(command=self._act, keys=self._shown or _("none")))

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in MODIFIERS or event.key() in {0, Qt.Key.Key_unknown}:
            return
        self._stop()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if not plain or event.key() not in {Qt.Key.Key_Escape, *_TAKING_AWAY}:
            self.pressed_keys.emit(combination(event))
        elif event.key() in _TAKING_AWAY:
            self.pressed_keys.emit(None)


class KeyLine(QObject):
    """Puts its parts into a row of `grid`."""

    asked = Signal(object)  # QKeyCombination, or None
    reset_asked = Signal()

    def __init__(self, line: MapLine, grid: QGridLayout, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = line
        self.button = KeyButton() if line.command is not None else None
        self._keys = self.button or Label(line.pressed, strong=True)
        if self.button is None:
            self._keys.setContentsMargins(_INDENT, 0, 0, 0)
        keep(self._keys, QWidget.setMinimumWidth, partial(scaled, _WIDTH))
        self.says, self._was = Label(line.act, ink="secondary", wrap=True), note("")
        self.reset = tool_button("undo", _("As it was"), small=True)
        self.reset.clicked.connect(self.reset_asked)
        words = column(spacing=0)
        words.addWidget(self.says)
        words.addWidget(self._was)
        grid.addWidget(self._keys, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(words, number, 1)
        grid.addWidget(self.reset, number, 2, Qt.AlignmentFlag.AlignTop)
        if self.button is not None:
            self.button.pressed_keys.connect(self.asked)
            keys().changed.connect(self._follow)
        self._narrow = ""
        self._follow()

    @property
    def is_shown(self) -> bool:
        """Whether it can be read."""
        return not self.says.isHidden()

    def narrow(self, words: list[str], title: str) -> None:
        """Show it if it has all words in its keys, its act or the title above."""
        everything = f"{self.line.pressed} {self.line.act} {title}".casefold()
        fits = all(word in everything for word in words)
        self._keys.setVisible(fits)
        self.says.setVisible(fits)
        self._follow()

    def _follow(self) -> None:
        line = self.line
        if self.button is not None:
            self.button.show_keys(line.pressed, line.act)
        shown = line.is_changed and self.is_shown
        first = line.first
        self._was.setText(_("Changed, was {keys}").format(keys=first) if first else _("Changed, had no keys"))
        self._was.setVisible(shown)
        self.reset.setToolTip(_("Back to {keys}").format(keys=first) if first else _("Take the keys away"))
        self.reset.setAccessibleName(f"{line.act}: {self.reset.toolTip()}")
        self.reset.setVisible(shown)


def combination(event: QKeyEvent) -> QKeyCombination:
    """What was pressed, as shortcuts know it: Tab with Shift is Tab, and Shift that only makes a sign is not held."""
    key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key is Qt.Key.Key_Backtab:
        return QKeyCombination(held | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_Tab)
    if key in _SIGNS and not chr(key).isalpha() and held & ~Qt.KeyboardModifier.ShiftModifier:
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeyCombination(held, key)


def named(pressed: QKeyCombination) -> str:
    """As keys are kept."""
    return QKeySequence(pressed).toString(QKeySequence.SequenceFormat.PortableText)
