"""Measures, colours and typefaces of documents, so that every page looks like one hand made it.

All lengths are in points (1/72 inch); y is measured down from the top edge of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from resources.tokens import PRINT

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
MARGIN = 20 * MM
LEFT, RIGHT = MARGIN, PAGE_WIDTH - MARGIN

#: Distances; nothing between them is used.
TIGHT, SMALL, MEDIUM, LARGE, WIDE = 4.0, 8.0, 12.0, 20.0, 32.0


def _ink(token: str) -> int:
    """A #RRGGBB token as the PDF library takes it."""
    return int(token.removeprefix("#"), 16)


INK = _ink(PRINT.text)
MUTED = _ink(PRINT.secondary)
FAINT = _ink(PRINT.rule)  # rules between rows
TINT = _ink(PRINT.hover)  # behind the payment box
ACCENT = _ink(PRINT.accent)
WARNING = _ink(PRINT.bad.ink)
GHOST = _ink(PRINT.skeleton)  # the word across a draft

REGULAR, STRONG = "InterTabular-Regular", "InterTabular-SemiBold"


class Align(Enum):
    """Which edge of its column a text stands at."""

    LEFT = "left"
    RIGHT = "right"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks; `leading` is the distance between its lines."""

    font: str = REGULAR
    size: float = 9
    leading: float = 12.5
    colour: int = INK

    def but(self, **changes: Any) -> Style:
        """The same with some fields changed."""
        return replace(self, **changes)


BODY = Style()
BODY_STRONG = Style(font=STRONG)
LABEL = Style(size=7.5, leading=10, colour=MUTED)
LABEL_STRONG = Style(font=STRONG, size=7.5, leading=10)
FOOT = Style(size=7, leading=9.5, colour=MUTED)
FOOT_STRONG = Style(font=STRONG, size=7, leading=9.5)
NOTE = Style(size=8, leading=11, colour=MUTED)
HEADING = Style(font=STRONG, size=10.5, leading=14)
TITLE = Style(font=STRONG, size=20, leading=24)
BRAND = Style(font=STRONG, size=13, leading=17)
FIGURE = Style(font=STRONG, size=12, leading=16)
SLIM = Style(size=8, leading=10.5)
SLIM_STRONG = Style(font=STRONG, size=8, leading=10.5)


@cache
def load_fonts() -> None:
    """Register both weights with the PDF library, once for the process.

    Only the glyphs that a document uses are embedded, so that an issued invoice weighs some twenty kilobytes.
    """
    for name in (REGULAR, STRONG):
        with as_file(files("resources") / "fonts" / f"{name}.ttf") as path:
            pdfmetrics.registerFont(TTFont(name, str(path), asciiReadable=False, shapable=False))


@lru_cache(maxsize=8192)
def text_width(text: str, font: str, size: float) -> float:
    """The width of one line of text."""
    load_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))
