"""What a person sets for themselves on this computer: look, text size and language; each holds from the moment on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QPushButton, QWidget

from desktop.settings import DENSITY, LANGUAGE, TEXT_SIZE, THEME, Option
from desktop.shell.hearing_card import HearingCard
from desktop.shell.scans_card import ScansCard
from desktop.shell.typing_card import TypingCard
from resources import language
from resources.language import N_, _
from views.kit.form.spec import Choice, Field, FieldKind, FormSpec, Section
from views.kit.form.view import FormView
from views.kit.page import Page
from views.kit.text import Card, column, heading, note, row
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled, state
from views.kit.theme.tokens import SPACE_2, SPACE_4

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

#: Each in its own words, so that who does not read the other finds back.
LANGUAGES: Mapping[str, str] = {"sv": "&Svenska", "en": "&English"}
_WIDEST = 880  # pixels at 100 %, as forms are
_OPTIONS: Mapping[str, Option[Any]] = {"theme": THEME, "density": DENSITY, "text_size": TEXT_SIZE, "language": LANGUAGE}


def themes() -> dict[str, str]:
    """The themes there are, with mnemonics."""
    return {
        "system": _("As the &system"),
        "light": _("&Light"),
        "dark": _("&Dark"),
        "contrast": _("&High contrast, black on white"),
        "contrast-dark": _("High contrast, &white on black"),
    }


def densities() -> dict[str, str]:
    """How close rows and fields can stand, with mnemonics."""
    return {"compact": _("&Compact"), "comfortable": _("C&omfortable")}


def text_sizes() -> dict[int, str]:
    """The sizes of text there are."""
    return {size: f"{size} %" for size in TEXT_SIZE.choices}


@dataclass(frozen=True, slots=True)
class LookDraft:
    """What is in force; fields are named as in `_OPTIONS`."""

    theme: str
    density: str
    text_size: int
    language: str


class SettingsPage(Page):
    """A form whose every change holds at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.host, _("Settings"))
        self._window = window
        self.form = FormView(window.host, _spec(), self._in_force())
        self.form.changed.connect(self._on_changed)
        self.body.addWidget(self.form)
        self.body.addWidget(TypingCard(window.host, _WIDEST))
        self.body.addWidget(self._keys_card())
        if not window.is_terminal:
            self.hearing = HearingCard(window.host, _WIDEST)
            self.body.addWidget(self.hearing)
            self.scans = ScansCard(window.host, _WIDEST)
            self.body.addWidget(self.scans)
        self.body.addStretch(1)
        self.setFocusProxy(self.form)
        state().changed.connect(self._on_look)

    def _keys_card(self) -> Card:
        made = Card()
        keep(made, QWidget.setMaximumWidth, partial(scaled, _WIDEST))
        inside = column(made, margin=SPACE_4, spacing=SPACE_2)
        inside.addWidget(heading(_("Keys")))
        inside.addWidget(note(_("Every command can have other keys, for you on this computer.")))
        line = row()
        self.keyboard = QPushButton(_("Keyboard map…"))
        self.keyboard.clicked.connect(self._window.acts.show_keyboard)
        line.addWidget(self.keyboard)
        line.addStretch()
        inside.addLayout(line)
        return made

    def _in_force(self) -> LookDraft:
        settings = self._window.settings
        return LookDraft(settings.get(THEME), settings.get(DENSITY), settings.get(TEXT_SIZE), language.current())

    def _on_changed(self) -> None:
        before, draft = self._in_force(), self.form.draft
        for name, option in _OPTIONS.items():
            value = getattr(draft, name)
            if value != getattr(before, name):
                self._window.acts.choose_look(option, value)
        self._on_look()  # what is not agreed to, since work would be lost, is not in force

    def _on_look(self) -> None:
        """Show what is in force, wherever it was chosen."""
        if self.form.draft != self._in_force():
            self.form.set_draft(self._in_force())


def _spec() -> FormSpec[LookDraft]:
    section = Section(
        N_("Look and language"),
        (
            _choice("theme", N_("Theme"), themes()),
            _choice("density", N_("Density"), densities()),
            _choice("text_size", N_("Text size"), text_sizes()),
            _choice("language", N_("Language"), LANGUAGES),
        ),
        N_("For you on this computer. Ctrl and + or − change the size of the text everywhere."),
    )
    return FormSpec((section,))


def _choice(name: str, label: str, titles: Mapping[str, str] | Mapping[int, str]) -> Field[LookDraft]:
    choices = tuple(Choice(value, words.replace("&", "")) for value, words in titles.items())
    return Field(name, label, FieldKind.CHOICE, choices=choices)
