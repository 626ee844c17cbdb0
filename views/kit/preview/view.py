"""A PDF on the screen: zoom, pages beside it, search, copying, printing and saving exactly what is seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QSplitter, QWidget

from resources.language import _
from views.kit.action import tool_button
from views.kit.preview.document import PdfDocument
from views.kit.preview.finder import Finder
from views.kit.preview.pages import PageArea, Thumbnails
from views.kit.preview.printer import PrintChoice, choice_of, printers, remember, remembered, set_to
from views.kit.text import Label, column, row
from views.kit.theme.flow import Flow
from views.kit.theme.icons import set_icon
from views.kit.theme.state import scaled, spaced
from views.kit.theme.tokens import SPACE_2, SPACE_3

if TYPE_CHECKING:
    from views.kit.host import Preferences

_POINTS = 72.0
_ZOOMS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_SCREEN = 96.0


class PdfPreview(QWidget):
    """Shows a PDF; `kind` ("invoice") says whose printer is remembered in `preferences`.

    `starts` are the pages from 0 on which one of several documents begins: on both sides each takes a fresh sheet.
    """

    saved = Signal(str)  # path
    printed = Signal(int, str)  # pages, printer; 0 pages where the printer refused
    copied = Signal(str)  # the words
    mail_asked = Signal()
    lacking = Signal()  # there is no printer

    def __init__(  # noqa: PLR0913 - what a preview shows and offers, named at the call
        self,
        data: bytes,
        filename: str,
        parent: QWidget | None = None,
        *,
        kind: str = "report",
        preferences: Preferences | None = None,
        mails: bool = False,
        starts: Sequence[int] = (),
    ) -> None:
        super().__init__(parent)
        self._filename, self._kind, self._preferences = filename, kind, preferences
        self._document = PdfDocument(data, starts)
        self._fit = "width"
        self._dialog: QPrintDialog | None = None
        self._place = Label("", ink="secondary")
        self._percent = Label("", ink="secondary")
        self.area, self.thumbs = PageArea(self._document), Thumbnails(self._document)
        self.finder = Finder(self.area)
        self._arrange(mails=mails)
        if mails:
            self._shortcut("Ctrl+Shift+M", self.mail_asked.emit)
        self.area.moved.connect(self._on_moved)
        self.thumbs.chosen.connect(self.area.show_page)
        self.area.reading.read.connect(self._on_read)
        self.area.reading.printed.connect(self.printed)
        self.area.viewport().installEventFilter(self)
        self._shortcuts()
        self._on_moved(0)
        self.destroyed.connect(self._document.close)

    @property
    def page(self) -> int:
        """The page in sight, from 1."""
        return self.area.page + 1

    @property
    def zoom(self) -> float:
        """The size on the screen; 1 is as on paper."""
        return self.area.scale * _POINTS / _SCREEN

    def zoom_in(self) -> None:
        """The next larger size."""
        self._set_zoom(next((zoom for zoom in _ZOOMS if zoom > self.zoom + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """The next smaller size."""
        self._set_zoom(next((zoom for zoom in reversed(_ZOOMS) if zoom < self.zoom - 0.01), _ZOOMS[0]))

    def fit_width(self) -> None:
        """As wide as the window, at most 150 %."""
        self._fit = "width"
        self._refit()

    def fit_page(self) -> None:
        """A whole page in the window."""
        self._fit = "page"
        self._refit()

    def next_page(self) -> None:
        """Scroll to the next page."""
        self.area.show_page(self.area.page + 1)

    def previous_page(self) -> None:
        """Scroll to the page before."""
        self.area.show_page(self.area.page - 1)

    def first_page(self) -> None:
        """Scroll to the beginning."""
        self.area.show_page(0)

    def last_page(self) -> None:
        """Scroll to the last page."""
        self.area.show_page(len(self._document) - 1)

    def copy(self) -> None:
        """Copy the words of what the mouse has marked, or else of the page in sight."""
        page, box = self.area.box or (self.area.page, None)
        self.area.reading.copy(page, box)

    def print(self) -> None:
        """Print on the printer remembered for this kind of document; ask where there is none."""
        choice = remembered(self._preferences, self._kind) if self._preferences else None
        if choice is None or choice.printer not in printers():
            self.ask_and_print()
            return
        self.print_to(self._printer(choice))

    def ask_and_print(self) -> None:
        """Ask for printer, tray, copies and sides, print, and remember the answer for this kind of document."""
        if not printers():
            self.lacking.emit()
            return
        choice = remembered(self._preferences, self._kind) if self._preferences else None
        dialog = QPrintDialog(self._printer(choice), self)
        dialog.setMinMax(1, len(self._document))
        dialog.finished.connect(self._on_answered)
        self._dialog = dialog
        QDialog.open(dialog)

    def print_to(self, printer: QPrinter) -> None:
        """Print the chosen pages off the GUI thread; `printed` tells the end."""
        self.area.reading.print(printer)

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
        """Fit anew."""
        super().resizeEvent(event)
        self._refit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl and the wheel zoom; the room of the pages is fitted anew."""
        if event.type() == QEvent.Type.Resize:
            self._refit()
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            return True
        return super().eventFilter(watched, event)

    def _printer(self, choice: PrintChoice | None) -> QPrinter:
        self._device = printer = QPrinter(QPrinter.PrinterMode.HighResolution)  # the dialog only borrows it
        printer.setDocName(self._filename)
        if choice is not None:
            set_to(printer, choice)
        return printer

    def _on_answered(self, answer: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is None:
            return
        dialog.deleteLater()
        if answer == QDialog.DialogCode.Accepted:
            printer = dialog.printer()
            if self._preferences is not None and printer.printerName():
                remember(self._preferences, self._kind, choice_of(printer))
            self.print_to(printer)

    def _refit(self) -> None:
        if not self._fit or not len(self._document):
            return
        widest = max(wide for wide, _high in self._document.sizes)
        edge = 2 * spaced(SPACE_3)
        across, down = self.area.viewport().width() - edge, self.area.viewport().height() - edge
        scale = min(1.5 * _SCREEN / _POINTS, across / widest)
        if self._fit == "page":
            wide, high = self._document.sizes[self.area.page]
            scale = min(across / wide, down / high)
        self._scale(max(scale, 0.2))

    def _set_zoom(self, zoom: float) -> None:
        self._fit = ""
        self._scale(zoom * _SCREEN / _POINTS)

    def _scale(self, scale: float) -> None:
        if scale != self.area.scale:
            self.area.set_scale(scale)
        self._percent.setText(f"{self.zoom:.0%}")

    def _arrange(self, *, mails: bool) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.thumbs)
        split.addWidget(self.area)
        split.setStretchFactor(1, 1)
        split.setSizes([scaled(130), scaled(900)])
        self.thumbs.setMinimumWidth(scaled(80))
        self.thumbs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.thumbs.setVisible(len(self._document) > 1)
        layout = column(self, spacing=SPACE_2)
        layout.addLayout(self._toolbar(mails=mails))
        layout.addWidget(split, 1)
        self.setFocusProxy(self.area)

    def _toolbar(self, *, mails: bool) -> Flow:
        bar = Flow(gap=SPACE_2)
        up, down = ("up", _("Previous page"), self.previous_page), ("down", _("Next page"), self.next_page)
        turning = _together(_tool(*up), _tool(*down), self._place)
        if len(self._document) > 1:
            bar.addWidget(turning)
        else:
            turning.setParent(self)
            turning.hide()
        bar.addWidget(self.finder)
        smaller, larger = ("zoom-out", _("Smaller"), self.zoom_out), ("zoom-in", _("Larger"), self.zoom_in)
        bar.addWidget(_together(_tool(*smaller), self._percent, _tool(*larger)))
        for text, slot, icon in (
            (_("Width"), self.fit_width, ""),
            (_("Page"), self.fit_page, ""),
            *(((_("E-mail"), self.mail_asked.emit, "mail"),) if mails else ()),
            (_("Save as"), self.save, "save"),
            (_("Print…"), self.ask_and_print, ""),
            (_("Print"), self.print, "print"),
        ):
            bar.addWidget(_button(text, slot, icon))
        return bar

    def _shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl++", self.zoom_in),
            ("Ctrl+=", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", self.fit_width),
            ("Ctrl+9", self.fit_page),
            ("PgDown", self.next_page),
            ("PgUp", self.previous_page),
            ("Ctrl+Home", self.first_page),
            ("Ctrl+End", self.last_page),
            ("Ctrl+F", self.finder.start),
            ("F3", self.finder.next),
            ("Shift+F3", self.finder.previous),
            ("Ctrl+P", self.print),
            ("Ctrl+Shift+P", self.ask_and_print),
            ("Ctrl+S", self.save),
        ):
            self._shortcut(keys, slot)
        copying = QShortcut(QKeySequence("Ctrl+C"), self.area)  # in the search line it copies what is typed there
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self.copy)

    def _shortcut(self, keys: str, slot: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)

    def _on_moved(self, number: int) -> None:
        self._place.setText(_("Page {number} of {count}").format(number=number + 1, count=len(self._document)))
        self.thumbs.set_current(number)

    def _on_read(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self.copied.emit(words)


def _tool(icon: str, name: str, slot: Callable[[], None]) -> QWidget:
    button = tool_button(icon, name)
    button.clicked.connect(slot)
    return button


def _button(text: str, slot: Callable[[], None], icon: str) -> QPushButton:
    button = QPushButton(text)
    if icon == "print":
        button.setProperty("role", "primary")
    if icon:
        set_icon(button, icon, "on_accent" if icon == "print" else "text")
    button.clicked.connect(slot)
    return button


def _together(*parts: QWidget) -> QWidget:
    """Parts that stay beside each other where the line is full."""
    group = QWidget()
    line = row(group, spacing=SPACE_2)
    for part in parts:
        line.addWidget(part)
    return group
