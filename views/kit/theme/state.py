"""Which tokens and density are in force, and the signal that they changed."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal

from views.kit.theme.tokens import LIGHT, ROW_HEIGHTS, Tokens


class ThemeState(QObject):
    """The look in force; there is one for each process."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = LIGHT
        self.density = "compact"


@cache
def state() -> ThemeState:
    """The look in force. Connect only bound methods of QObjects to its `changed`."""
    return ThemeState()


def tokens() -> Tokens:
    """The tokens of the theme in force."""
    return state().tokens


def row_height() -> int:
    """Height of a table row in pixels, by the density in force."""
    return ROW_HEIGHTS[state().density]
