"""What a PDF says and shows, read by programs that had no part in making it."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2 as pdfium
import zxingcpp
from pypdf import PdfReader


def pages_of(content: bytes) -> list[str]:
    """The text of each page, with every kind of space as a plain one."""
    document = pdfium.PdfDocument(content)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return [" ".join(text.split()) for text in texts]


def text_of(content: bytes) -> str:
    """The text of all pages."""
    return " ".join(pages_of(content))


def codes_on(content: bytes, page: int = 0) -> dict[str, str]:
    """What a scanner reads on the printed page (216 dpi): text to kind of code."""
    document = pdfium.PdfDocument(content)
    image = document[page].render(scale=3).to_pil()
    document.close()
    return {code.text: code.format.name for code in zxingcpp.read_barcodes(image)}


def overlapping(content: bytes) -> list[str]:
    """Texts that touch another text or leave the page, as they are seen and not as they were meant."""
    document = pdfium.PdfDocument(content)
    found = []
    for page in document:
        boxes = [box for box in map(_inner_box, page.get_objects(filter=[1])) if box is not None]
        width, height = page.get_size()
        found += [f"outside: {box}" for box in boxes if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height]
        found += [
            f"{one} and {other}" for at, one in enumerate(boxes) for other in boxes[at + 1 :] if _touch(one, other)
        ]
    document.close()
    return found


Box = tuple[float, float, float, float]


def _inner_box(text: Any) -> Box | None:
    """Left, bottom, right, top of the ink; None for what has none."""
    left, bottom, right, top = text.get_bounds()
    return (left + 0.3, bottom + 0.3, right - 0.3, top - 0.3) if right - left > 1 else None


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def facts_of(content: bytes) -> dict[str, Any]:
    """Title, author and language, and the names of the fonts with whether each is embedded."""
    reader = PdfReader(io.BytesIO(content))
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descriptor = font.get_object().get("/FontDescriptor")
            fonts[str(font["/BaseFont"])] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    information = reader.metadata
    assert information is not None
    return {
        "title": information.title,
        "author": information.author,
        "language": reader.root_object.get("/Lang"),
        "fonts": fonts,
    }
