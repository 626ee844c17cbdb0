"""The page of an internal report: title and period above, company and page numbers below."""

from __future__ import annotations

from datetime import datetime

from models.company.documents import Sender
from reports.layout.sheet import Sheet
from reports.layout.style import (
    FAINT,
    FOOT,
    FOOT_STRONG,
    LARGE,
    MEDIUM,
    MM,
    NOTE,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SMALL,
    STRONG,
    Style,
    text_width,
)
from reports.layout.text import fit, wrap
from reports.layout.wording import Wording

_MARGIN = 16 * MM
_TITLE = Style(font=STRONG, size=15, leading=19)
_TITLE_AGAIN = Style(font=STRONG, size=9, leading=12)


class ReportFrame:
    """The frame of reports and lists, upright or lying."""

    def __init__(  # noqa: PLR0913 - what stands around a report
        self,
        *,
        sender: Sender | None,
        title: str,
        words: Wording,
        subtitle: str = "",
        made_at: datetime | None = None,
        landscape: bool = False,
    ) -> None:
        self._sender, self._title, self._subtitle, self._words = sender, title, subtitle, words
        self._made_at = made_at
        self.landscape = landscape
        width, height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
        self.left, self.right = _MARGIN, width - _MARGIN
        self._foot = height - 12 * MM
        self.bottom = self._foot - LARGE

    def draw(self, sheet: Sheet, number: int, count: str) -> float:
        """Draw what repeats; returns where the content begins."""
        self._draw_foot(sheet, number, count)
        y = _MARGIN
        if number > 1:
            sheet.text(self.left, y + 3, fit(self._title, _TITLE_AGAIN, self.right - self.left), _TITLE_AGAIN)
            return y + LARGE
        for line in wrap(self._title, _TITLE, self.right - self.left):
            sheet.text(self.left, y + 8, line, _TITLE)
            y += _TITLE.leading
        for line in wrap(self._subtitle, NOTE, self.right - self.left):
            sheet.text(self.left, y + 4, line, NOTE)
            y += NOTE.leading
        return y + LARGE

    def settle(self, sheet: Sheet, count: str, pages: int) -> None:
        """Draw how many pages it became."""
        sheet.settle(count, f" {pages}", FOOT)

    def _draw_foot(self, sheet: Sheet, number: int, count: str) -> None:
        _ = self._words.translate
        sheet.rule(self.left, self.right, self._foot - MEDIUM, FAINT, 0.75)
        x = self.left
        parts = []
        if self._sender is not None:
            name = fit(self._sender.name, FOOT_STRONG, (self.right - self.left) / 2)
            sheet.text(x, self._foot, name, FOOT_STRONG)
            x += text_width(name, FOOT_STRONG.font, FOOT_STRONG.size) + SMALL
            parts.append(self._sender.org_number)
        if self._made_at is not None:
            parts.append(_("Made {moment}").format(moment=self._words.moment(self._made_at)))
        parts.append(_("Page {number} of").format(number=number))
        text = "   ".join(part for part in parts if part)
        sheet.text(x, self._foot, text, FOOT)
        sheet.place_count(count, x + text_width(text, FOOT.font, FOOT.size), self._foot)
