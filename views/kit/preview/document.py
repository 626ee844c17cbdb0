"""An open PDF: pages as pictures, their words and where they stand; every call may come from any thread."""

from __future__ import annotations

from collections.abc import Sequence
from threading import RLock
from typing import BinaryIO

import pypdfium2
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

_ONE_AT_A_TIME = RLock()  # the PDF library is not made for several threads, whichever document they read


class PdfDocument:
    """An open PDF; raises `pypdfium2.PdfiumError` where `data` is none. Lengths are points from the top left.

    `starts` are the pages from 0 on which one of several documents begins.
    """

    def __init__(self, data: bytes, starts: Sequence[int] = ()) -> None:
        self.data = data
        self.starts = frozenset(starts)
        self._open = True
        with _ONE_AT_A_TIME:
            self._document = pypdfium2.PdfDocument(data)
            pages = range(len(self._document))
            self.sizes = tuple((float(w), float(h)) for w, h in map(self._document.get_page_size, pages))

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, scale: float) -> QImage:
        """A page drawn at `scale` pixels a point; empty once the document is closed."""
        with _ONE_AT_A_TIME:
            if not self._open:
                return QImage()
            page = self._document[number]
            drawn = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            form = QImage.Format.Format_RGBX8888
            image = QImage(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, form).copy()
            drawn.close()
            page.close()
            return image

    def find(self, number: int, words: str) -> tuple[tuple[QRectF, ...], ...]:
        """Where the words stand on a page, whatever their case: for each hit the boxes of its lines."""
        with _ONE_AT_A_TIME:
            if not self._open or not words:
                return ()
            page = self._document[number]
            text = page.get_textpage()
            finder = text.search(words)
            hits = []
            while (hit := finder.get_next()) is not None:
                boxes = range(text.count_rects(*hit))
                hits.append(tuple(self._box(number, text.get_rect(place)) for place in boxes))
            finder.close()
            text.close()
            page.close()
            return tuple(hits)

    def text(self, number: int, within: QRectF | None = None) -> str:
        """The words of a page, or those within a box of it."""
        with _ONE_AT_A_TIME:
            if not self._open:
                return ""
            page = self._document[number]
            text = page.get_textpage()
            high = self.sizes[number][1]
            edges = (
                {}
                if within is None
                else {
                    "left": within.left(),
                    "right": within.right(),
                    "top": high - within.top(),
                    "bottom": high - within.bottom(),
                }
            )
            words = str(text.get_text_bounded(**edges)).replace("\r\n", "\n").strip()
            text.close()
            page.close()
            return words

    def close(self) -> None:
        """Free the memory; harmless when done before."""
        with _ONE_AT_A_TIME:
            if self._open:
                self._open = False
                self._document.close()

    def _box(self, number: int, edges: tuple[float, float, float, float]) -> QRectF:
        left, bottom, right, top = edges
        return QRectF(left, self.sizes[number][1] - top, right - left, top - bottom)


def page_count(data: bytes) -> int:
    """How many pages a PDF has."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
        document.close()
        return count


def join(documents: Sequence[bytes], target: BinaryIO) -> None:
    """Write the pages of several PDFs as one, in this order."""
    with _ONE_AT_A_TIME:
        whole = pypdfium2.PdfDocument.new()
        for data in documents:
            part = pypdfium2.PdfDocument(data)
            whole.import_pages(part)
            part.close()
        whole.save(target)
        whole.close()
