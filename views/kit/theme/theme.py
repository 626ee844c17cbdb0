"""Putting a theme and a density in force, at the start or while the program runs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from views.kit.theme.colours import palette
from views.kit.theme.fonts import font
from views.kit.theme.icons import refresh_icons
from views.kit.theme.sheet import sheet
from views.kit.theme.state import state
from views.kit.theme.tokens import DARK, LIGHT


def use_theme(application: QApplication, theme: str = "light", density: str = "compact") -> None:
    """Put `theme` ("light", "dark" or "system") and `density` ("compact" or "comfortable") in force everywhere."""
    current = state()
    current.tokens = DARK if _is_dark(application, theme) else LIGHT
    current.density = density
    application.setStyle("Fusion")
    application.setPalette(palette(current.tokens))
    application.setFont(font())
    application.setStyleSheet(sheet(current.tokens))
    for window in application.topLevelWidgets():
        refresh_icons(window)
    current.changed.emit()


def _is_dark(application: QApplication, theme: str) -> bool:
    if theme != "system":
        return theme == "dark"
    return application.styleHints().colorScheme() == Qt.ColorScheme.Dark
