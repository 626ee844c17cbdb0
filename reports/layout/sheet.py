"""A PDF in the making: text, rules, boxes and pictures on pages, the same bytes for the same document."""

from __future__ import annotations

import hashlib
import io
import logging
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, BinaryIO

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from reports.layout.style import BODY, PAGE_HEIGHT, PAGE_WIDTH, Align, Style, load_fonts, text_width

_WHITE = 0xFFFFFF
_LARGEST_PICTURE = 900  # pixels; more is not seen in print and weighs in every copy


class _PackedStream(pdfdoc.PDFStream):  # type: ignore[misc] # the library has no types
    """A page that is compressed when it is finished, so that a thousand pages wait for the end in little memory."""

    def __init__(self, code: bytes) -> None:
        super().__init__(content=zlib.compress(code))
        self.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")


class _StreamingCanvas(Canvas):  # type: ignore[misc] # the library has no types
    def showPage(self) -> None:  # noqa: N802 - the library's name
        super().showPage()
        page = self._doc.Pages.pages[-1]
        page.Contents = _PackedStream(_encoded(page.stream))
        page.stream = None


def _encoded(code: Any) -> bytes:
    joined = code if isinstance(code, str | bytes) else "\n".join(code) + "\n"
    return bytes(pdfdoc.pdfdocEnc(joined))


class Sheet:
    """One PDF file. Several documents may follow each other in it, each with its own page numbers."""

    def __init__(self, stream: BinaryIO, *, title: str, author: str, language: str) -> None:
        load_fonts()
        self._canvas = _StreamingCanvas(
            stream,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            lang="sv-SE" if language == "sv" else "en-GB",
            initialFontName=BODY.font,
        )
        self._canvas.setTitle(title)
        self._canvas.setSubject(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("Kontor")
        self._canvas.setProducer("Kontor")
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self.width, self.height = PAGE_WIDTH, PAGE_HEIGHT
        self._fill: int | None = None
        self._counts = 0

    def begin_page(self, *, landscape: bool = False) -> None:
        """Make the page that follows upright or lying."""
        self.width, self.height = (PAGE_HEIGHT, PAGE_WIDTH) if landscape else (PAGE_WIDTH, PAGE_HEIGHT)
        self._canvas.setPageSize((self.width, self.height))
        self._fill = None

    def end_page(self) -> None:
        """Finish the page."""
        self._canvas.showPage()

    def save(self) -> None:
        """Write the file."""
        self._canvas.save()

    def text(self, x: float, y: float, text: str, style: Style = BODY, align: Align = Align.LEFT) -> None:
        """One line of text at the base line `y`; `x` is the edge or centre that it aligns with."""
        if not text:
            return
        if align is not Align.LEFT:
            width = text_width(text, style.font, style.size)
            x -= width if align is Align.RIGHT else width / 2
        self._fill_with(style.colour)
        self._canvas.setFont(style.font, style.size)
        self._canvas.drawString(x, self.height - y, text)

    def rule(self, x1: float, x2: float, y: float, colour: int, width: float = 0.5) -> None:
        """A level line."""
        self.line(x1, y, x2, y, colour, width)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: int, width: float = 0.5) -> None:  # noqa: PLR0913, PLR0917 - two points
        """A line from one point to another."""
        self._canvas.setStrokeColorRGB(*_rgb(colour))
        self._canvas.setLineWidth(width)
        self._canvas.line(x1, self.height - y1, x2, self.height - y2)

    def box(self, x: float, y: float, width: float, height: float, colour: int, *, radius: float = 0) -> None:  # noqa: PLR0913 - a rectangle
        """A filled rectangle with its upper left corner at (x, y)."""
        self._fill_with(colour)
        bottom = self.height - y - height
        if radius:
            self._canvas.roundRect(x, bottom, width, height, radius, stroke=0, fill=1)
        else:
            self._canvas.rect(x, bottom, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float, colour: int, *, radius: float = 0) -> None:  # noqa: PLR0913 - a rectangle
        """An outlined rectangle."""
        self._canvas.setStrokeColorRGB(*_rgb(colour))
        self._canvas.setLineWidth(0.75)
        self._canvas.roundRect(x, self.height - y - height, width, height, radius, stroke=1, fill=0)

    def outline(self, x: float, y: float, width: float, height: float, colour: int) -> None:
        """A white rectangle with a thin edge, for a bar that is hatched."""
        self._fill_with(_WHITE)
        self._canvas.setStrokeColorRGB(*_rgb(colour))
        self._canvas.setLineWidth(0.6)
        self._canvas.rect(x, self.height - y - height, width, height, stroke=1, fill=1)

    def polyline(self, points: Sequence[tuple[float, float]], colour: int, width: float, *, dashed: bool) -> None:
        """A line through points."""
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        self._canvas.setStrokeColorRGB(*_rgb(colour))
        self._canvas.setLineWidth(width)
        self._canvas.setDash([3, 2] if dashed else [])
        self._canvas.drawPath(path, stroke=1, fill=0)
        self._canvas.setDash([])

    def polygon(self, points: Sequence[tuple[float, float]], colour: int) -> None:
        """A filled shape."""
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        path.close()
        self._fill_with(colour)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def slanted(self, x: float, y: float, text: str, style: Style, degrees: float) -> None:
        """One line of text turned around its middle at (x, y)."""
        self._canvas.saveState()
        self._canvas.translate(x, self.height - y)
        self._canvas.rotate(degrees)
        self._canvas.setFillColorRGB(*_rgb(style.colour))
        self._canvas.setFont(style.font, style.size)
        self._canvas.drawCentredString(0, -style.size / 3, text)
        self._canvas.restoreState()

    def bars(self, rectangles: Iterator[tuple[float, float, float, float]], colour: int) -> None:
        """Filled rectangles (x, y, width, height) as one shape, for barcodes."""
        path = self._canvas.beginPath()
        for x, y, width, height in rectangles:
            path.rect(x, self.height - y - height, width, height)
        self._fill_with(colour)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def picture(self, x: float, y: float, content: bytes, *, width: float, height: float) -> bool:
        """A PNG or JPEG as large as fits, at the upper left corner; False where it cannot be read."""
        reader = _picture(content)
        if reader is None:
            return False
        across, down = reader.getSize()
        scale = min(width / across, height / down)
        drawn = down * scale
        self._canvas.drawImage(reader, x, self.height - y - drawn, across * scale, drawn, mask="auto")
        return True

    def new_count(self) -> str:
        """A name for a figure that is placed on pages now and known only later, such as how many they became."""
        self._counts += 1
        return f"count{self._counts}"

    def place_count(self, name: str, x: float, y: float) -> None:
        """Leave room for a figure that `settle` draws."""
        self._canvas.saveState()
        self._canvas.translate(x, self.height - y)
        self._canvas.doForm(name)
        self._canvas.restoreState()

    def settle(self, name: str, text: str, style: Style) -> None:
        """Draw `text` wherever `name` was placed; between pages only."""
        self._canvas.beginForm(name, 0, -style.size, text_width(text, style.font, style.size) + 1, style.size)
        self._canvas.setFillColorRGB(*_rgb(style.colour))
        self._canvas.setFont(style.font, style.size)
        self._canvas.drawString(0, 0, text)
        self._canvas.endForm()

    def _fill_with(self, colour: int) -> None:
        if colour != self._fill:
            self._canvas.setFillColorRGB(*_rgb(colour))
            self._fill = colour


@lru_cache(maxsize=64)
def _rgb(colour: int) -> tuple[float, float, float]:
    return (colour >> 16 & 255) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255


@lru_cache(maxsize=8)
def _picture(content: bytes) -> Any | None:
    """A picture ready to draw, kept for the next document of the same sender; None where it cannot be read."""
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as image:
            image.thumbnail((_LARGEST_PICTURE, _LARGEST_PICTURE))
            plain = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        logging.getLogger(__name__).warning("logo %s: %s", hashlib.sha256(content).hexdigest()[:8], error)
        return None
    return ImageReader(plain)
