"""The keys of the program on paper: groups in two columns, to lie beside the keyboard."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime

from reports.layout.pages import Pages
from reports.layout.report_frame import ReportFrame
from reports.layout.sheet import Sheet
from reports.layout.style import FAINT, HEADING, LARGE, NOTE, SLIM, SLIM_STRONG, SMALL, TIGHT
from reports.layout.text import wrap
from reports.layout.wording import wording

_KEYS = 84.0  # points that the keys have
_CHANGED = " \N{BULLET}"


@dataclass(frozen=True, slots=True)
class PrintedKey:
    """What is pressed, what that does, and whether the user chose it."""

    pressed: str
    act: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class KeyGroup:
    """Keys under a title."""

    title: str
    keys: tuple[PrintedKey, ...]


@dataclass(frozen=True, slots=True)
class KeyMap:
    """All of them, in words of `language`; `subtitle` says whose they are."""

    title: str
    subtitle: str
    groups: tuple[KeyGroup, ...]
    language: str
    made_at: datetime | None = None


def draw_key_map(document: KeyMap) -> bytes:
    """The map as a PDF."""
    stream = io.BytesIO()
    words = wording(document.language)
    sheet = Sheet(stream, title=document.title, author="", language=document.language)
    frame = ReportFrame(
        sender=None, title=document.title, subtitle=document.subtitle, words=words, made_at=document.made_at
    )
    pages = Pages(sheet, frame)
    columns = _Columns(pages, frame)
    for group in document.groups:
        columns.draw(group)
    if any(key.is_changed for group in document.groups for key in group.keys):
        _ = words.translate
        sheet.text(frame.left, frame.bottom, _("• Chosen by the user"), NOTE)
    pages.close()
    sheet.save()
    return stream.getvalue()


class _Columns:
    """Two columns, filled one after the other; a group goes on in the next only where it is higher than a page."""

    def __init__(self, pages: Pages, frame: ReportFrame) -> None:
        self._pages = pages
        self._width = (frame.right - frame.left - LARGE) / 2
        self._lefts = (frame.left, frame.left + self._width + LARGE)
        self._at, self._top = 0, pages.y
        self._bottom = frame.bottom - NOTE.leading

    def draw(self, group: KeyGroup) -> None:
        lines = [(key, wrap(_act(key), SLIM, self._width - _KEYS)) for key in group.keys]
        heights = [_height(len(words)) for _key, words in lines]
        whole = HEADING.leading + TIGHT + sum(heights)
        if whole > self._bottom - self._pages.y and self._pages.y > self._top:
            self._next()
        self._pages.sheet.text(self._left, self._pages.y + HEADING.size, group.title, HEADING)
        self._pages.y += HEADING.leading + TIGHT
        for (key, words), height in zip(lines, heights, strict=True):
            if height > self._bottom - self._pages.y:
                self._next()
            self._line(key, words, height)
        self._pages.y += LARGE

    @property
    def _left(self) -> float:
        return self._lefts[self._at]

    def _line(self, key: PrintedKey, words: tuple[str, ...], height: float) -> None:
        sheet, left, y = self._pages.sheet, self._left, self._pages.y
        sheet.rule(left, left + self._width, y, FAINT)
        base = y + TIGHT + SLIM.size - 1
        sheet.text(left, base, key.pressed, SLIM_STRONG)
        for number, text in enumerate(words):
            sheet.text(left + _KEYS, base + number * SLIM.leading, text, SLIM)
        self._pages.y += height

    def _next(self) -> None:
        """The column at the right, and from there the next page."""
        if self._at == 0:
            self._at = 1
        else:
            self._at = 0
            self._pages.turn()
            self._top = self._pages.y
        self._pages.y = self._top


def _act(key: PrintedKey) -> str:
    return f"{key.act}{_CHANGED}" if key.is_changed else key.act


def _height(lines: int) -> float:
    return lines * SLIM.leading + SMALL - 1
