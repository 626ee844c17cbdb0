"""The page of a document that leaves the house: sender, title and page numbers above, facts of the company below."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from babel import Locale

from models.company.documents import Recipient, Sender
from models.finance.documents import Mark
from models.finance.references import format_bankgiro, format_iban, format_plusgiro
from reports.layout.sheet import Sheet
from reports.layout.style import (
    BODY,
    BODY_STRONG,
    BRAND,
    FAINT,
    FOOT,
    FOOT_STRONG,
    GHOST,
    INK,
    LABEL,
    LABEL_STRONG,
    LEFT,
    MEDIUM,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    SMALL,
    STRONG,
    TITLE,
    WARNING,
    Style,
    text_width,
)
from reports.layout.text import fit, shrunk, wrap
from reports.layout.wording import SPACE, Wording

#: Where title and recipient begin: inside the window of a C5 or DL envelope with its window to the right.
COLUMN = 107 * MM
_BRAND_TOP = 15 * MM
_ADDRESS_TOP = 46 * MM
_LOGO_WIDTH, _LOGO_HEIGHT = 60 * MM, 16 * MM
_FOOT = 11 * MM  # below the last line
_FOOT_COLUMNS = (LEFT, LEFT + 108, LEFT + 214, LEFT + 366)
_GHOST = Style(font=STRONG, size=110, colour=GHOST)


class Letterhead:
    """The frame of letters: the first page has room for the recipient, those after it say what they continue."""

    landscape = False

    def __init__(self, *, sender: Sender, title: str, words: Wording, recipient: Recipient, mark: Mark) -> None:
        self._sender, self._title, self._words, self._recipient, self._mark = sender, title, words, recipient, mark
        self._facts = _company_facts(sender, words)
        self._foot = PAGE_HEIGHT - _FOOT - max(map(len, self._facts)) * FOOT.leading
        self.bottom = self._foot - MEDIUM - SMALL

    def draw(self, sheet: Sheet, number: int, count: str) -> float:
        """Draw what repeats; returns where the content begins."""
        _ = self._words.translate
        if self._mark is Mark.DRAFT:
            sheet.slanted(PAGE_WIDTH / 2, PAGE_HEIGHT / 2, _("DRAFT"), _GHOST, 52)
        self._draw_foot(sheet)
        if number == 1:
            return self._draw_first(sheet, number, count)
        top = _BRAND_TOP + BODY.size
        name = fit(self._sender.name, BODY_STRONG, COLUMN - LEFT - MEDIUM)
        sheet.text(LEFT, top, name, BODY_STRONG)
        sheet.text(COLUMN, top, fit(self._title, BODY_STRONG, RIGHT - COLUMN), BODY_STRONG)
        self._draw_page_number(sheet, top + BODY.leading, number, count)
        sheet.text(LEFT, top + BODY.leading, fit(self._recipient.name, LABEL, COLUMN - LEFT - MEDIUM), LABEL)
        return top + BODY.leading + 2 * MEDIUM

    def settle(self, sheet: Sheet, count: str, pages: int) -> None:
        """Draw how many pages it became."""
        sheet.settle(count, f" {pages}", LABEL)

    def _draw_first(self, sheet: Sheet, number: int, count: str) -> float:
        sender = self._sender
        shown = sender.logo is not None and sheet.picture(
            LEFT, _BRAND_TOP, sender.logo, width=_LOGO_WIDTH, height=_LOGO_HEIGHT
        )
        if not shown:
            for at, line in enumerate(wrap(sender.name, BRAND, COLUMN - LEFT - MEDIUM)[:3]):
                sheet.text(LEFT, _BRAND_TOP + BRAND.size + at * BRAND.leading, line, BRAND)
        baseline = _BRAND_TOP + TITLE.size - 3
        style = shrunk(self._title, TITLE, RIGHT - COLUMN)
        for at, line in enumerate(wrap(self._title, style, RIGHT - COLUMN)[:2]):
            baseline += style.leading * 0.6 if at else 0
            sheet.text(COLUMN, baseline, line, style)
        self._draw_page_number(sheet, baseline + 15, number, count)
        self._draw_mark(sheet, baseline + 15)
        return self._draw_recipient(sheet)

    def _draw_recipient(self, sheet: Sheet) -> float:
        y = _ADDRESS_TOP
        lines = [(line, BODY_STRONG) for line in wrap(self._recipient.name, BODY_STRONG, RIGHT - COLUMN)]
        lines += [(line, BODY) for line in wrap(self._recipient.address, BODY, RIGHT - COLUMN)]
        for line, style in lines:
            y += BODY.leading
            sheet.text(COLUMN, y, line, style)
        return max(y, _ADDRESS_TOP + 5 * BODY.leading) + 2.5 * MEDIUM

    def _draw_page_number(self, sheet: Sheet, y: float, number: int, count: str) -> None:
        _ = self._words.translate
        text = _("Page {number} of").format(number=number)
        sheet.text(COLUMN, y, text, LABEL)
        sheet.place_count(count, COLUMN + text_width(text, LABEL.font, LABEL.size), y)

    def _draw_mark(self, sheet: Sheet, y: float) -> None:
        _ = self._words.translate
        texts = {Mark.DRAFT: _("Draft – not valid"), Mark.COPY: _("COPY")}
        text = texts.get(self._mark)
        if text is None:
            return
        colour = WARNING if self._mark is Mark.DRAFT else INK
        style = LABEL_STRONG.but(colour=colour)
        width = text_width(text, style.font, style.size) + 14
        sheet.frame(RIGHT - width, y - 10, width, 14, colour, radius=7)
        sheet.text(RIGHT - width + 7, y - 0.4, text, style)

    def _draw_foot(self, sheet: Sheet) -> None:
        sheet.rule(LEFT, RIGHT, self._foot - SMALL, FAINT, 0.75)
        for x, lines in zip(_FOOT_COLUMNS, self._facts, strict=True):
            for at, (line, style) in enumerate(lines):
                sheet.text(x, self._foot + FOOT.size + at * FOOT.leading, line, style)


@lru_cache(maxsize=16)
def _company_facts(sender: Sender, words: Wording) -> tuple[tuple[tuple[str, Style], ...], ...]:
    """The four columns of the foot: address, ways to reach, ways to pay, and what the law wants known."""
    _ = words.translate
    f_tax = _("Approved for F-tax") if sender.f_tax else ""
    place = f"{sender.postcode} {sender.city}".strip()
    country = country_name(sender.country, words) if words.language != "sv" or sender.country != "SE" else ""
    columns = (
        ((sender.name, FOOT_STRONG), *_plain(sender.street, place, country)),
        _plain(sender.phone, sender.email, sender.web),
        _labelled(*payment_accounts(sender, words)),
        (
            *_labelled((_("Org. no."), sender.org_number), (_("VAT no."), sender.vat_number)),
            *_labelled((_("Seat"), sender.seat)),
            *_plain(f_tax),
        ),
    )
    edges = (*_FOOT_COLUMNS[1:], RIGHT + SMALL)
    return tuple(
        tuple((part, style) for line, style in column for part in wrap(line, style, end - start - SMALL))
        for column, start, end in zip(columns, _FOOT_COLUMNS, edges, strict=True)
    )


def _plain(*lines: str) -> tuple[tuple[str, Style], ...]:
    return tuple((line, FOOT) for line in lines if line)


def _labelled(*facts: tuple[str, str]) -> tuple[tuple[str, Style], ...]:
    return tuple((f"{label} {value}", FOOT) for label, value in facts if value)


def payment_accounts(sender: Sender, words: Wording) -> tuple[tuple[str, str], ...]:
    """The accounts that can be paid to, each as (name, number as it is shown); a wrong number stays as typed."""
    _ = words.translate
    accounts = (
        (_("Bankgiro"), _shown(sender.bankgiro, format_bankgiro)),
        (_("Plusgiro"), _shown(sender.plusgiro, format_plusgiro)),
        (_("IBAN"), _shown(sender.iban, format_iban)),
        (_("BIC"), sender.bic),
        (_("Swish"), sender.swish),
    )
    return tuple((name, number.replace(" ", SPACE)) for name, number in accounts if number)


def _shown(number: str, shape: Callable[[str], str]) -> str:
    try:
        return shape(number)
    except ValueError:
        return number


@cache
def country_name(code: str, words: Wording) -> str:
    """The name of a country in the language of a document; the code where it has none."""
    return str(Locale.parse("sv" if words.language == "sv" else "en_GB").territories.get(code, code))
