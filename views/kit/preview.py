"""A PDF on the screen: pages drawn when they come into sight, zoom, printing and saving exactly what is seen."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QScrollArea, QWidget

from resources.language import _
from views.kit.action import tool_button
from views.kit.text import Label, column, row
from views.kit.theme.colours import colour
from views.kit.theme.icons import set_icon
from views.kit.theme.state import tokens
from views.kit.theme.tokens import SPACE_2, SPACE_3, SPACE_4

_POINTS = 72.0
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_SCREEN = 96.0
_PRINT_DPI = 300


class PdfDocument:
    """An open PDF; raises `pypdfium2.PdfiumError` where `data` is none."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._document = pypdfium2.PdfDocument(data)

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        wide, high = self._document.get_page_size(number)
        return float(wide), float(high)

    def image(self, number: int, scale: float) -> QImage:
        """A page drawn at `scale` pixels a point."""
        drawn = self._document[number].render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
        form = QImage.Format.Format_RGBX8888
        return QImage(bytes(drawn.buffer), drawn.width, drawn.height, drawn.stride, form).copy()

    def close(self) -> None:
        """Free the memory."""
        self._document.close()


class PageSheet(QWidget):
    """One page; drawn when it is first seen at a zoom."""

    def __init__(self, document: PdfDocument, number: int) -> None:
        super().__init__()
        self._document, self._number = document, number
        self._image: QImage | None = None
        self._scale = 1.0
        self.setAccessibleName(_("Page {number}").format(number=number + 1))

    @property
    def drawn(self) -> bool:
        """Whether it has been drawn."""
        return self._image is not None

    def set_scale(self, scale: float) -> None:
        """Logical pixels a point."""
        wide, high = self._document.size(self._number)
        self._scale, self._image = scale, None
        self.setFixedSize(QSize(round(wide * scale), round(high * scale)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page, and its edge."""
        del event
        ratio = self.devicePixelRatioF()
        if self._image is None:
            self._image = self._document.image(self._number, self._scale * ratio)
        painter = QPainter(self)
        painter.drawImage(self.rect(), self._image)
        painter.setPen(colour(tokens().rule))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PdfPreview(QWidget):
    """Shows a PDF with zoom, page count, printing and saving."""

    saved = Signal(str)  # path

    def __init__(self, data: bytes, filename: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filename = filename
        self._document = PdfDocument(data)
        self.sheets = [PageSheet(self._document, number) for number in range(len(self._document))]
        self._zoom = 0.0  # 0 fits the width
        self._place = Label("", ink="secondary")
        self._percent = Label("", ink="secondary")
        self._area = QScrollArea()
        self._arrange()
        self._area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._shortcuts()
        self._on_scrolled()
        self.destroyed.connect(self._document.close)

    @property
    def page(self) -> int:
        """The page in sight, from 1."""
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() // 3
        above = [number for number, sheet in enumerate(self.sheets, 1) if sheet.y() <= middle]
        return above[-1] if above else 1

    def zoom_in(self) -> None:
        """The next larger size."""
        self._set_zoom(next((zoom for zoom in _ZOOMS if zoom > self._scale + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller size."""
        self._set_zoom(next((zoom for zoom in reversed(_ZOOMS) if zoom < self._scale - 0.01), _ZOOMS[0]))

    def fit_width(self) -> None:
        """As wide as the window, at most 150 %."""
        self._set_zoom(0.0)

    def next_page(self) -> None:
        """Scroll to the next page."""
        self._scroll_to(min(self.page, len(self.sheets) - 1))

    def previous_page(self) -> None:
        """Scroll to the page before."""
        self._scroll_to(max(self.page - 2, 0))

    def print(self) -> None:
        """Ask for a printer and print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._filename)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, len(self.sheets))
        if dialog.exec():
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print the chosen pages, each on a sheet of its own size."""
        first, last = printer.fromPage() or 1, printer.toPage() or len(self.sheets)
        printer.setFullPage(True)
        painter = QPainter(printer)
        for number in range(first - 1, last):
            if number > first - 1:
                printer.newPage()
            image = self._document.image(number, _PRINT_DPI / _POINTS)
            painter.drawImage(_fitted(image.size(), painter.viewport()), image)
        painter.end()

    def save(self) -> None:
        """Ask where to, and save."""
        path, _filter = QFileDialog.getSaveFileName(self, _("Save as"), self._filename, "PDF (*.pdf)")
        if path:
            self.save_to(path)

    def save_to(self, path: str) -> None:
        """Write the PDF itself; OSError where that fails."""
        Path(path).write_bytes(self._document.data)
        self.saved.emit(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width anew."""
        super().resizeEvent(event)
        if not self._zoom:
            self._apply_zoom()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
        else:
            super().wheelEvent(event)

    @property
    def _scale(self) -> float:
        if self._zoom:
            return self._zoom
        widest = max((self._document.size(number)[0] for number in range(len(self.sheets))), default=595.0)
        room = self._area.viewport().width() - 2 * SPACE_4
        return float(min(1.5, max(0.3, room / (widest * _SCREEN / _POINTS))))

    def _arrange(self) -> None:
        content = QWidget()
        pages = column(content, margin=SPACE_4, spacing=SPACE_3)
        for sheet in self.sheets:
            pages.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        pages.addStretch()
        self._area.setWidget(content)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        layout = column(self, spacing=SPACE_2)
        layout.addLayout(self._toolbar())
        layout.addWidget(self._area, 1)
        self.setFocusProxy(self._area)
        self._apply_zoom()

    def _toolbar(self) -> QHBoxLayout:
        bar = row(spacing=SPACE_2)
        for name, label, slot in (
            ("up", _("Previous page"), self.previous_page),
            ("down", _("Next page"), self.next_page),
        ):
            button = tool_button(name, label)
            button.clicked.connect(slot)
            bar.addWidget(button)
        bar.addWidget(self._place)
        bar.addStretch()
        for name, label, slot in (("zoom-out", _("Smaller"), self.zoom_out), ("zoom-in", _("Larger"), self.zoom_in)):
            button = tool_button(name, label)
            button.clicked.connect(slot)
            bar.addWidget(button)
        bar.insertWidget(bar.count() - 1, self._percent)
        bar.addStretch()
        save, printing = QPushButton(_("Save as")), QPushButton(_("Print"))
        set_icon(save, "save")
        set_icon(printing, "print", "on_accent")
        printing.setProperty("role", "primary")
        save.clicked.connect(self.save)
        printing.clicked.connect(self.print)
        bar.addWidget(save)
        bar.addWidget(printing)
        return bar

    def _shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl++", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", self.fit_width),
            ("PgDown", self.next_page),
            ("PgUp", self.previous_page),
            ("Ctrl+P", self.print),
            ("Ctrl+S", self.save),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._apply_zoom()

    def _apply_zoom(self) -> None:
        scale = self._scale
        for sheet in self.sheets:
            sheet.set_scale(scale * _SCREEN / _POINTS)
        self._percent.setText(f"{scale:.0%}")

    def _scroll_to(self, number: int) -> None:
        self._area.verticalScrollBar().setValue(self.sheets[number].y() - SPACE_3)

    def _on_scrolled(self) -> None:
        self._place.setText(_("Page {number} of {count}").format(number=self.page, count=len(self.sheets)))

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew when the colours change."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


def _fitted(image: QSize, page: QRect) -> QRect:
    """Where an image goes on a page so that it is as large as fits."""
    size = image.scaled(page.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(page.center().x() - size.width() // 2, page.top(), size.width(), size.height())
