"""Putting a theme, a density and a text size in force, at the start or while the program runs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from views.kit.theme.colours import palette
from views.kit.theme.fonts import font
from views.kit.theme.icons import refresh_icons
from views.kit.theme.sheet import sheet
from views.kit.theme.state import state
from views.kit.theme.tokens import THEMES

_STYLED = "kontorStyled"  # the style is laid under the sheet once: it is slow, and the sheet hides its name


def use_theme(application: QApplication, theme: str = "light", density: str = "compact", text_size: int = 100) -> None:
    """Put a theme (one of `THEMES`, or "system"), a density and a text size in percent in force everywhere."""
    current = state()
    current.tokens = THEMES[_of_the_system(application) if theme == "system" else theme]
    current.density, current.text_size = density, text_size
    if not application.property(_STYLED):
        application.setStyle("Fusion")
        application.setProperty(_STYLED, True)
    application.setPalette(palette(current.tokens))
    application.setFont(font())
    application.setStyleSheet(sheet(current.tokens))
    for window in application.topLevelWidgets():
        refresh_icons(window)
    current.changed.emit()


def _of_the_system(application: QApplication) -> str:
    """The theme that the desktop asks for: dark or not, with high contrast or not."""
    dark = _asks_for_dark(application)
    if _asks_for_contrast(application):
        return "contrast-dark" if dark else "contrast"
    return "dark" if dark else "light"


def _asks_for_dark(application: QApplication) -> bool:
    return application.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _asks_for_contrast(application: QApplication) -> bool:
    hints = application.styleHints()  # kept for as long as what belongs to it is asked
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
