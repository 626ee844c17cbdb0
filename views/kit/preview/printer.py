"""Which printer, tray, copies and sides a kind of document takes on this computer, and pages painted on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect, QSize, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

if TYPE_CHECKING:
    from views.kit.host import Preferences
    from views.kit.preview.document import PdfDocument

_POINTS = 72.0
_FINEST = 600  # dots an inch; finer is not seen and fills the memory


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What was chosen for a kind of document: `tray` and `sides` are names of QPrinter's PaperSource and DuplexMode."""

    printer: str
    tray: str = "Auto"
    copies: int = 1
    sides: str = "DuplexNone"
    colour: bool = True


def remembered(preferences: Preferences, kind: str) -> PrintChoice | None:
    """What was chosen last for this kind of document ("invoice"), or None."""
    stored = preferences.read(f"print.{kind}")
    if isinstance(stored, dict):
        with suppress(TypeError):
            return PrintChoice(**stored)
    return None


def remember(preferences: Preferences, kind: str, choice: PrintChoice | None) -> None:
    """Keep a choice for the next document of this kind; None asks again."""
    preferences.write(f"print.{kind}", asdict(choice) if choice else None)


def choice_of(printer: QPrinter) -> PrintChoice:
    """What a printer is set to."""
    return PrintChoice(
        printer.printerName(),
        printer.paperSource().name,
        printer.copyCount(),
        printer.duplex().name,
        printer.colorMode() == QPrinter.ColorMode.Color,
    )


def printers() -> list[str]:
    """The names of the printers of this computer."""
    return [name for name in QPrinterInfo.availablePrinterNames() if name]


def set_to(printer: QPrinter, choice: PrintChoice) -> None:
    """Set a printer to what was chosen; what it does not know stays as it is."""
    printer.setPrinterName(choice.printer)
    printer.setCopyCount(max(choice.copies, 1))
    printer.setColorMode(QPrinter.ColorMode.Color if choice.colour else QPrinter.ColorMode.GrayScale)
    with suppress(KeyError):
        printer.setPaperSource(QPrinter.PaperSource[choice.tray])
    with suppress(KeyError):
        printer.setDuplex(QPrinter.DuplexMode[choice.sides])


def paint_pages(document: PdfDocument, printer: QPrinter) -> int:
    """Paint the chosen pages, each as large as its paper, at the printer's resolution; how many, 0 where it refuses.

    On both sides of the paper, each of several documents begins on a sheet of its own.
    """
    first, last = printer.fromPage() or 1, printer.toPage() or len(document)
    numbers = range(first - 1, min(last, len(document)))
    both_sides = printer.duplex() != QPrinter.DuplexMode.DuplexNone
    printer.setFullPage(True)
    _take_paper(printer, document.sizes[numbers[0]])
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    for number, blank in zip(numbers, blanks_before(numbers, document.starts if both_sides else ()), strict=True):
        if blank:
            printer.newPage()
        if number != numbers[0]:
            _take_paper(printer, document.sizes[number])
            printer.newPage()
        image = document.image(number, min(printer.resolution(), _FINEST) / _POINTS)
        painter.drawImage(_fitted(image.size(), painter.viewport()), image)
    painter.end()
    return len(numbers)


def blanks_before(numbers: Iterable[int], starts: Collection[int]) -> list[bool]:
    """For each page whether an empty side goes before it, so that those in `starts` lie on the front of a sheet."""
    blanks: list[bool] = []
    sides = 0
    for number in numbers:
        blanks.append(number in starts and sides % 2 == 1)
        sides += 1 + blanks[-1]
    return blanks


def _take_paper(printer: QPrinter, points: tuple[float, float]) -> None:
    """Lay the paper as the page lies; its own size where the printer leads it."""
    wide, high = points
    layout = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    paper = QPageSize(QSize(round(min(wide, high)), round(max(wide, high))))
    printer.setPageLayout(QPageLayout(paper, layout, QMarginsF()))
    printer.setFullPage(True)


def _fitted(image: QSize, page: QRect) -> QRect:
    """Where an image goes on a page so that it is as large as fits."""
    size = image.scaled(page.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(page.center().x() - size.width() // 2, page.top(), size.width(), size.height())
