"""Parts that several documents share: facts in columns, paragraphs, and sums beneath a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.layout.pages import Pages
from reports.layout.style import (
    BODY,
    BODY_STRONG,
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
    text_width,
)
from reports.layout.text import shrunk, wrap

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


#: Height, base line, and how label and amount look.
_PLAIN = (16.0, 11.0, BODY, BODY)
_STRONG = (26.0, 19.0, BODY_STRONG, HEADING.but(size=12))


def sums_height(sums: Sequence[Sum]) -> float:
    """How much height sums take."""
    return SMALL + sum((_STRONG if entry.strong else _PLAIN)[0] for entry in sums)


def draw_sums(pages: Pages, sums: Sequence[Sum], *, left: float, right: float = RIGHT) -> None:
    """Labels at `left`, amounts at `right`."""
    pages.y += SMALL
    for entry in sums:
        height, down, label, amount = _STRONG if entry.strong else _PLAIN
        if entry.strong:
            pages.sheet.rule(left, right, pages.y + 2, INK, 0.75)
        elif entry.muted:
            label = amount = LABEL
        room = right - left - text_width(entry.amount, amount.font, amount.size) - SMALL
        pages.sheet.text(left, pages.y + down, entry.label, shrunk(entry.label, label, room))
        pages.sheet.text(right, pages.y + down, entry.amount, amount, Align.RIGHT)
        pages.y += height
