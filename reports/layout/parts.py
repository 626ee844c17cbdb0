"""Parts that several documents share: facts in columns, paragraphs, and sums beneath a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.layout.pages import Pages
from reports.layout.style import (
    BODY,
    BODY_STRONG,
    FAINT,
    HEADING,
    INK,
    LABEL,
    LEFT,
    MEDIUM,
    RIGHT,
    SMALL,
    TIGHT,
    Align,
    Style,
)
from reports.layout.text import wrap

Fact = tuple[str, str]


def draw_facts(  # noqa: PLR0913 - where they stand and how
    pages: Pages,
    facts: Sequence[Fact],
    *,
    left: float = LEFT,
    right: float = RIGHT,
    columns: int = 4,
    style: Style = BODY,
) -> None:
    """Each fact that has a value as a small label above it, in columns of one width, row by row."""
    told = [(label, value) for label, value in facts if value]
    gap = MEDIUM
    width = (right - left + gap) / columns - gap
    for first in range(0, len(told), columns):
        row = [(wrap(label, LABEL, width), wrap(value, style, width)) for label, value in told[first : first + columns]]
        labels = max(len(label) for label, _value in row) * LABEL.leading
        height = labels + max(len(value) for _label, value in row) * style.leading
        pages.need(height)
        for at, (label, value) in enumerate(row):
            x = left + at * (width + gap)
            for line, text in enumerate(label):
                pages.sheet.text(x, pages.y + LABEL.size + line * LABEL.leading, text, LABEL)
            for line, text in enumerate(value):
                pages.sheet.text(x, pages.y + labels + style.size + 1 + line * style.leading, text, style)
        pages.y += height + SMALL


def draw_paragraphs(  # noqa: PLR0913 - where they stand and how
    pages: Pages, text: str, *, left: float = LEFT, right: float = RIGHT, style: Style = BODY, after: float = MEDIUM
) -> None:
    """Text over the whole width, going on to the next page where it must; nothing for no text."""
    lines = wrap(text, style, right - left)
    for line in lines:
        pages.need(style.leading)
        pages.sheet.text(left, pages.y + style.size, line, style)
        pages.y += style.leading
    if lines:
        pages.y += after


def draw_heading(pages: Pages, text: str, *, keep: float = 60, left: float = LEFT) -> None:
    """A heading that does not stand alone at the foot of a page."""
    pages.need(HEADING.leading + SMALL + keep)
    pages.y += SMALL
    pages.sheet.text(left, pages.y + HEADING.size, text, HEADING)
    pages.y += HEADING.leading + TIGHT


@dataclass(frozen=True, slots=True)
class Sum:
    """A line of the sums beneath a table; `strong` for the one that counts, under a rule."""

    label: str
    amount: str
    strong: bool = False
    muted: bool = False


SUM_HEIGHT = 16.0
_STRONG_HEIGHT = 26.0


def sums_height(sums: Sequence[Sum]) -> float:
    """How much height sums take."""
    return SMALL + sum(_STRONG_HEIGHT if entry.strong else SUM_HEIGHT for entry in sums)


def draw_sums(pages: Pages, sums: Sequence[Sum], *, left: float, right: float = RIGHT) -> None:
    """Labels at `left`, amounts at `right`."""
    sheet = pages.sheet
    pages.y += SMALL
    for entry in sums:
        height = _STRONG_HEIGHT if entry.strong else SUM_HEIGHT
        if entry.strong:
            sheet.rule(left, right, pages.y + 2, INK, 0.75)
            big = HEADING.but(size=12)
            sheet.text(left, pages.y + 19, entry.label, BODY_STRONG)
            sheet.text(right, pages.y + 19, entry.amount, big, Align.RIGHT)
        else:
            style = LABEL if entry.muted else BODY
            sheet.text(left, pages.y + 11, entry.label, style)
            sheet.text(right, pages.y + 11, entry.amount, style, Align.RIGHT)
        pages.y += height


def draw_rule(pages: Pages, *, left: float = LEFT, right: float = RIGHT) -> None:
    """A faint line with air around it."""
    pages.y += TIGHT
    pages.sheet.rule(left, right, pages.y, FAINT)
    pages.y += MEDIUM
