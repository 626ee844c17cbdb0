"""Tables that run over pages, with their head repeated and their sums carried forward."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from reports.layout.pages import Pages
from reports.layout.style import (
    BODY,
    BODY_STRONG,
    FAINT,
    INK,
    LABEL,
    MUTED,
    Align,
    Style,
    text_width,
)
from reports.layout.text import fit, wrap
from reports.layout.wording import Wording

GAP = 10.0
_HEAD_PADDING = 3.5
_NOTHING: Mapping[int, Decimal] = {}
#: A text of more lines than this may be split between pages; a shorter one stays together.
_SPLIT = 12


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column; `width` 0 takes what the others leave. A wrapping column grows downwards, others are cut to fit.

    `most` is the width from which on a column that is fitted to its texts wraps them; 0 lets it grow with them.
    """

    label: str
    width: float = 0
    align: Align = Align.LEFT
    wraps: bool = False
    style: Style | None = None
    most: float = 0


def fitted(
    columns: Sequence[TableColumn], rows: Sequence[Sequence[str]], style: Style = BODY
) -> tuple[TableColumn, ...]:
    """The columns, each that does not wrap as wide as the widest of its texts needs."""
    made = []
    for at, column in enumerate(columns):
        if column.wraps:
            made.append(column)
            continue
        look = column.style or style
        widest = max((text_width(row[at], look.font, look.size) for row in rows), default=0.0)
        if column.most and widest > column.most:
            made.append(replace(column, width=column.most, wraps=True))
            continue
        label = text_width(column.label, LABEL.font, LABEL.size)
        made.append(replace(column, width=max(column.width, widest, label) + 1))
    return tuple(made)


class FlowTable:
    """Draws rows on pages from `left` to `right`.

    Sums of the columns in `carried` are kept as rows come (`add`), or set (`stand`, for a running balance), and stand
    in a row of their own at the foot of a page that the table leaves and at the top of the next.
    """

    def __init__(  # noqa: PLR0913 - what a table looks like
        self,
        pages: Pages,
        columns: Sequence[TableColumn],
        *,
        left: float,
        right: float,
        words: Wording,
        carried: Sequence[int] = (),
        style: Style = BODY,
        head: Style = LABEL,
        gap: float = GAP,
    ) -> None:
        self._pages, self._words, self._style, self._head = pages, words, style, head
        self._padding = style.leading - style.size
        self._left, self._right = left, right
        free = right - left - sum(column.width for column in columns) - gap * (len(columns) - 1)
        open_columns = sum(1 for column in columns if not column.width)
        self.columns = tuple(
            column if column.width else replace(column, width=max(free / open_columns, 24)) for column in columns
        )
        edges = [left]
        for column in self.columns:
            edges.append(edges[-1] + column.width + gap)
        self._spans = tuple((start, end - gap) for start, end in pairwise(edges))
        self._carried = {at: Decimal(0) for at in carried}
        self._begun = False
        self._heading: tuple[str, Style] | None = None
        self._label_at = next((at for at, column in enumerate(columns) if not column.width), 0)
        self.open()

    @property
    def row_height(self) -> float:
        """The height of a row of one line."""
        return self._style.leading + 2 * self._padding

    def span(self, at: int) -> tuple[float, float]:
        """The left and right edge of a column."""
        return self._spans[at]

    def open(self) -> None:
        """Draw the head; a row must fit beneath it."""
        pages, head = self._pages, self._head
        heads = [wrap(column.label, head, column.width + 2) for column in self.columns]
        depth = max(map(len, heads))
        height = depth * head.leading + 2 * _HEAD_PADDING
        pages.need(height + 2 * self.row_height)
        for (start, end), column, lines in zip(self._spans, self.columns, heads, strict=True):
            first = pages.y + (depth - len(lines)) * head.leading
            for at, line in enumerate(lines):
                self._place(line, start, end, first + at * head.leading + head.size, head, column.align)
        pages.y += height
        pages.sheet.rule(self._left, self._right, pages.y - 1, INK, 0.75)
        pages.y += 1.5

    def row(  # noqa: PLR0913 - a row and what follows from it
        self,
        cells: Sequence[str],
        *,
        add: Mapping[int, Decimal] = _NOTHING,
        stand: Mapping[int, Decimal] = _NOTHING,
        keep: float = 0,
        style: Style | None = None,
        extra: float = 0,
        draw_extra: Callable[[float], None] | None = None,
    ) -> None:
        """One row. `keep` is the height wanted beneath it; `extra` makes the row taller, drawn by `draw_extra`."""
        look = style or self._style
        lines = self._lines(cells, look)
        depth = max(map(len, lines), default=1) or 1
        self._make_room(depth * look.leading + 2 * self._padding + extra, keep, splits=depth > _SPLIT)
        while depth * look.leading + 2 * self._padding + extra > self._room:
            taken = max(1, int((self._room - 2 * self._padding) // look.leading))
            self._draw([column[:taken] for column in lines], look, taken)
            lines = [column[taken:] for column in lines]
            depth = max(map(len, lines), default=0)
            self._turn()
        top = self._pages.y
        self._draw(lines, look, depth, extra)
        if draw_extra is not None:
            draw_extra(top)
        for at, amount in add.items():
            self._carried[at] += amount
        self._carried.update(stand)
        self._begun = True

    def heading(self, text: str, *, style: Style = BODY_STRONG, keep: float = 0) -> None:
        """A line across the table that says what the rows beneath have in common; repeated where they go on."""
        self._heading = None
        self._make_room(style.leading + 2 * self._padding + 6, keep or self.row_height)
        self._heading = (text, style)
        self._draw_heading(text, style)

    def _draw_heading(self, text: str, style: Style) -> None:
        height = style.leading + 2 * self._padding + 6
        pages = self._pages
        pages.y += 6
        line = fit(text, style, self._right - self._left)
        pages.sheet.text(self._left, pages.y + self._padding + style.size, line, style)
        pages.y += height - 6
        pages.sheet.rule(self._left, self._right, pages.y, FAINT)

    def total(self, cells: Sequence[str], *, style: Style = BODY_STRONG, keep: float = 0) -> None:
        """A row of sums under a rule."""
        self._make_room(style.leading + 2 * self._padding + 2, keep)
        self._heading = None
        pages = self._pages
        pages.sheet.rule(self._left, self._right, pages.y, INK, 0.75)
        pages.y += 1
        self._put(cells, style)

    def clear(self) -> None:
        """Begin the carried sums anew: what follows is summed by itself."""
        self._carried = dict.fromkeys(self._carried, Decimal(0))
        self._begun = False

    @property
    def _room(self) -> float:
        return self._pages.room - (self.row_height + 1 if self._carried else 0)

    def _make_room(self, height: float, keep: float, *, splits: bool = False) -> None:
        if splits and self._room > _SPLIT * self._style.leading:
            return
        wanted = height + keep
        if wanted > self._room and (self._begun or self._room < height):
            self._turn()

    def _turn(self) -> None:
        _ = self._words.translate
        carries = bool(self._carried) and self._begun
        if carries:
            self._carry(_("Carried forward"))
        self._pages.turn()
        self.open()
        if self._heading is not None:
            self._draw_heading(*self._heading)
        if carries:
            self._carry(_("Brought forward"))

    def _carry(self, label: str) -> None:
        cells = [self._words.money(self._carried[at]) if at in self._carried else "" for at in range(len(self.columns))]
        cells[self._label_at] = label
        self._put(cells, self._style.but(colour=MUTED))

    def _put(self, cells: Sequence[str], style: Style) -> None:
        lines = [[text] if text else [] for text in cells]
        self._draw(lines, style, 1)

    def _lines(self, cells: Sequence[str], style: Style) -> list[Sequence[str]]:
        found: list[Sequence[str]] = []
        for text, column in zip(cells, self.columns, strict=True):
            look = column.style or style
            if not text:
                found.append(())
            elif column.wraps:
                found.append(wrap(text, look, column.width))
            else:
                found.append((fit(text, look, column.width),))
        return found

    def _draw(self, lines: Sequence[Sequence[str]], style: Style, depth: int, extra: float = 0) -> None:
        pages = self._pages
        for (start, end), column, texts in zip(self._spans, self.columns, lines, strict=True):
            look = column.style or style
            for at, text in enumerate(texts):
                self._place(
                    text, start, end, pages.y + self._padding + at * style.leading + style.size, look, column.align
                )
        pages.y += depth * style.leading + 2 * self._padding + extra
        pages.sheet.rule(self._left, self._right, pages.y, FAINT)

    def _place(self, text: str, start: float, end: float, y: float, style: Style, align: Align) -> None:  # noqa: PLR0913, PLR0917 - a text in a column
        x = {Align.LEFT: start, Align.RIGHT: end, Align.CENTRE: (start + end) / 2}[align]
        self._pages.sheet.text(x, y, text, style, align)
