"""Labelled inputs of the sign-in and of the first run, where there is no session yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from resources import language
from resources.language import _
from views.kit.text import Label, column, note
from views.kit.theme.tokens import SIZE_NOTE, SPACE_1

_LANGUAGES = (("sv", "Svenska"), ("en", "English"))


class Labelled(QWidget):
    """A label above an input, and below what is wrong with it, or a hint."""

    def __init__(self, text: str, editor: QWidget, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        label = Label(text, size=SIZE_NOTE, strong=True)
        label.setBuddy(editor)
        editor.setAccessibleName(text)
        self._below = note("")
        layout = column(self, spacing=SPACE_1)
        for widget in (label, editor, self._below):
            layout.addWidget(widget)
        self.show_problem("")
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self._on_edited)

    @property
    def problem(self) -> str:
        """What is said to be wrong; empty where nothing is."""
        return self._below.text() if self.editor.property("wrong") else ""

    def show_problem(self, text: str) -> None:
        """Say what is wrong, or with nothing the hint."""
        self._below.set_ink("negative" if text else "secondary")
        self._below.setText(text or self._hint)
        self._below.setVisible(bool(text or self._hint))
        if bool(self.editor.property("wrong")) != bool(text):
            self.editor.setProperty("wrong", bool(text))
            self.editor.style().unpolish(self.editor)
            self.editor.style().polish(self.editor)

    def _on_edited(self) -> None:
        self.show_problem("")


class PasswordLine(QLineEdit):
    """A password; nobody reads it over a shoulder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)


class ChoiceBox(QComboBox):
    """One of a few values."""

    def __init__(self, choices: Sequence[tuple[object, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer these values with their words."""
        self.clear()
        for value, text in choices:
            self.addItem(text, value)

    @property
    def value(self) -> object:
        """The chosen value."""
        return self.currentData()

    def choose(self, value: object) -> None:
        """Choose a value; nothing happens where it is not offered."""
        place = self.findData(value)
        if place >= 0:
            self.setCurrentIndex(place)


class LanguageBox(ChoiceBox):
    """The language in force; emits `wanted` with the code of another one that the user chooses."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_LANGUAGES, parent)
        self.choose(language.current())
        self.setAccessibleName(_("Language"))
        self.activated.connect(self._on_activated)

    def _on_activated(self) -> None:
        if self.value != language.current():
            self.wanted.emit(str(self.value))
