"""QR codes and Code 128 barcodes, drawn as sharp rectangles that any reader takes in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import segno
from reportlab.graphics.barcode.code128 import Code128

from reports.layout.sheet import Sheet
from reports.layout.style import Align

BLACK, WHITE = 0x000000, 0xFFFFFF
_QUIET = 4  # modules of white around a QR code (ISO/IEC 18004)
_FINEST = 0.45  # points, 0.16 mm: the least that office printers and hand scanners share
_QUIET_BARS = 10  # widths of the narrowest bar beside a barcode (ISO/IEC 15417)


def draw_qr(sheet: Sheet, x: float, y: float, text: str, *, size: float) -> None:
    """A QR code with its quiet zone on white, `size` wide and high, upper left corner at (x, y)."""
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    module = size / (len(matrix) + 2 * _QUIET)
    sheet.box(x, y, size, size, WHITE, radius=3)
    sheet.bars(_dark_runs(matrix, x + _QUIET * module, y + _QUIET * module, module), BLACK)


def _dark_runs(
    matrix: tuple[bytearray, ...], x: float, y: float, module: float
) -> Iterator[tuple[float, float, float, float]]:
    for down, row in enumerate(matrix):
        across = 0
        while across < len(row):
            length = 0
            while across + length < len(row) and row[across + length]:
                length += 1
            if length:
                yield x + across * module, y + down * module, length * module, module
            across += length + 1


def draw_code128(  # noqa: PLR0913 - a rectangle
    sheet: Sheet, x: float, y: float, text: str, *, width: float, height: float, align: Align = Align.LEFT
) -> bool:
    """A barcode at most `width` wide with its quiet zone, no module wider than 1 pt, its bars aligned with `x`.

    Nothing is drawn, and False comes back, for a text with characters beyond ASCII or so long that its bars would be
    too fine to read.
    """
    bars = _bars(text)
    if bars is None:
        return False
    modules = sum(length for _dark, length in bars)
    module = min(1.0, width / (modules + 2 * _QUIET_BARS))
    if module < _FINEST:
        return False
    left = x - modules * module if align is Align.RIGHT else x
    sheet.bars(_dark_bars(bars, left, y, module, height), BLACK)
    return True


def _dark_bars(
    bars: tuple[tuple[bool, int], ...], x: float, y: float, module: float, height: float
) -> Iterator[tuple[float, float, float, float]]:
    for dark, length in bars:
        if dark:
            yield x, y, length * module, height
        x += length * module


@lru_cache(maxsize=1024)
def _bars(text: str) -> tuple[tuple[bool, int], ...] | None:
    """Bars and spaces as (dark, modules); None for a text that Code 128 does not hold."""
    if not text or not text.isascii() or not text.isprintable():
        return None
    code = Code128(text, barWidth=1, quiet=0)
    code.validate()
    code.encode()
    code.decompose()
    return tuple((mark.isupper(), ord(mark.lower()) - ord("a") + 1) for mark in code.decomposed)
