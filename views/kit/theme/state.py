"""Which tokens, density and text size are in force, the measures that follow from them, and the signal of a change."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject, Signal

from views.kit.theme.tokens import FIELD_HEIGHTS, HEADER_HEIGHT, LIGHT, LINE_HEIGHT, ROW_HEIGHTS, Tokens


class ThemeState(QObject):
    """The look in force; there is one for each process."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tokens: Tokens = LIGHT
        self.density = "compact"
        self.text_size = 100  # percent


@cache
def state() -> ThemeState:
    """The look in force. Connect only bound methods of QObjects to its `changed`."""
    return ThemeState()


def tokens() -> Tokens:
    """The tokens of the theme in force."""
    return state().tokens


def scaled(pixels: float) -> int:
    """A length that holds text or an icon, given at 100 %, at the text size in force."""
    return round(pixels * state().text_size / 100)


def spaced(pixels: float) -> int:
    """A distance at the text size in force: it grows half as fast as the text, which needs the room itself."""
    return round(pixels * (100 + state().text_size) / 200)


def row_height() -> int:
    """Height of a table row in pixels."""
    return _around_a_line(ROW_HEIGHTS[state().density])


def header_height() -> int:
    """Height of the heading of a table in pixels."""
    return _around_a_line(HEADER_HEIGHT)


def field_height() -> int:
    """Height of an input or a button in pixels."""
    return _around_a_line(FIELD_HEIGHTS[state().density])


def _around_a_line(height: int) -> int:
    return scaled(LINE_HEIGHT) + spaced(height - LINE_HEIGHT)
