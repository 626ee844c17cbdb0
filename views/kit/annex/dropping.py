"""A page takes the files that are dropped on it or pasted, and shows where while they are dragged over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QEnterEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from resources.language import _
from views.kit.annex.intake import Incoming, files_in, holds_files, picture_in
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.icons import pixmap
from views.kit.theme.state import scaled, spaced, tokens
from views.kit.theme.tokens import SIZE_HEADING, SPACE_3, SPACE_4

_ICON = 32
_VEIL = 225  # of 255: what lies under the drop place is seen faintly


class DropPlace(QWidget):
    """Covers a page while files are dragged over it."""

    dropped = Signal(list)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setAcceptDrops(True)
        self.setAccessibleName(_("Drop the files to attach them"))
        self.hide()

    def appear(self) -> None:
        """Cover the page."""
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if holds_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        del event
        self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse comes here by itself: nothing is dragged any more."""
        super().enterEvent(event)
        self.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take them; they stay where they were, too."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.hide()
        self.dropped.emit(files_in(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed frame with words in the middle."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = colour(tokens().surface)
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        inner = QRectF(self.rect()).adjusted(*(spaced(SPACE_3) * sign for sign in (1, 1, -1, -1)))
        painter.setPen(QPen(colour(tokens().accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(inner, 8, 8)
        drawn = pixmap("attach", "accent", _ICON, self.devicePixelRatioF())
        size, gap = scaled(_ICON), spaced(SPACE_4)
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - size // 2, middle.y() - size - gap // 2, drawn)
        painter.setFont(font(SIZE_HEADING, strong=True))
        painter.setPen(colour(tokens().text))
        words = inner.adjusted(0, inner.height() / 2 + gap / 2, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.accessibleName())


class Receiver(QObject):
    """Hears of what is dragged over a page and pasted on it; `came` tells which files."""

    came = Signal(list)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.willing = False  # whether the user may add files to the record
        self.place = DropPlace(page)
        self.place.dropped.connect(self.came)
        page.setAcceptDrops(True)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the drop place when files come over the page, and take what is pasted outside fields."""
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if self.willing and holds_files(event.mimeData()):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self.place.appear()
                return True
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            if self.willing and holds_files(event.mimeData()):
                self.place.dropEvent(event)
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.willing and event.matches(QKeySequence.StandardKey.Paste) and self._paste()
        return super().eventFilter(watched, event)

    def _paste(self) -> bool:
        """Files before pictures: a file manager copies its icons as well."""
        data = QGuiApplication.clipboard().mimeData()
        files: list[Incoming] = files_in(data) or picture_in(data)
        if files:
            self.came.emit(files)
        return bool(files)
