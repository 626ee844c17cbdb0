"""Reads a PDF on one thread beside the GUI: pages in sight are drawn, words are searched page by page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter

from views.kit.preview.document import PdfDocument
from views.kit.preview.printer import paint_pages

_at_work: set[Reading] = set()  # none may go while the thread speaks through it


class Reading(QObject):
    """What is asked of one document; answers come as signals, what nobody waits for any more is left out."""

    drawn = Signal(int, float, QImage)  # page from 0, pixels a point
    found = Signal(str, int, object)  # words, page from 0, boxes of each hit
    searched = Signal(str)  # words: every page has been looked through
    read = Signal(str)  # words to copy
    printed = Signal(int, str)  # pages, printer
    ended = Signal()

    def __init__(self, document: PdfDocument) -> None:
        super().__init__()
        self._document = document
        self.ended.connect(self._on_ended)
        _at_work.add(self)
        self._wanted: dict[int, float] = {}
        self._words = ""

    def want(self, pages: dict[int, float]) -> None:
        """Draw these pages at so many pixels a point, and none of those wanted before."""
        fresh = [(number, scale) for number, scale in pages.items() if self._wanted.get(number) != scale]
        self._wanted = pages
        for number, scale in fresh:
            worker().submit(self._draw, number, scale)

    def search(self, words: str) -> None:
        """Look for words on every page; an earlier search ends."""
        self._words = words
        if words:
            worker().submit(self._search, words, 0)

    def print(self, printer: QPrinter) -> None:
        """Paint the chosen pages on a printer."""
        worker().submit(self._print, printer)

    def copy(self, number: int, within: QRectF | None = None) -> None:
        """Read the words of a page, or of a box of it."""
        worker().submit(self._copy, number, within)

    def end(self) -> None:
        """Answer nothing any more."""
        self._wanted, self._words = {}, ""
        with suppress(RuntimeError):  # the program ends, and its threads have ended before
            worker().submit(self.ended.emit)

    def _on_ended(self) -> None:
        """The thread has left it: only now may it go."""
        _at_work.discard(self)
        self.deleteLater()

    def _draw(self, number: int, scale: float) -> None:
        if self._wanted.get(number) == scale:
            self.drawn.emit(number, scale, self._document.image(number, scale))

    def _search(self, words: str, number: int) -> None:
        """One page, then those after it, so that pages to draw are served in between."""
        if words != self._words:
            return
        if number == len(self._document):
            self.searched.emit(words)
            return
        if hits := self._document.find(number, words):
            self.found.emit(words, number, hits)
        worker().submit(self._search, words, number + 1)

    def _print(self, printer: QPrinter) -> None:
        self.printed.emit(paint_pages(self._document, printer), printer.printerName())

    def _copy(self, number: int, within: QRectF | None) -> None:
        self.read.emit(self._document.text(number, within))


@cache
def worker() -> ThreadPoolExecutor:
    """The one thread that reads and prints documents."""
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdf")
