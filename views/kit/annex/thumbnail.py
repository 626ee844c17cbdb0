"""The picture beside a list of files: what the chosen one looks like, or why that cannot be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.database.errors import KontorError
from resources.language import _
from views.kit.host import Host, Job
from views.kit.theme.colours import colour
from views.kit.theme.state import scaled, tokens

_WIDTH = 180  # pixels at 100 %
_EDGE = 720  # pixels that are drawn: sharp on dense screens


class Thumbnail(QWidget):
    """Shows one picture at a time; `opened` on a double click."""

    opened = Signal()

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self._job: Job | None = None
        self.image = QImage()
        self.words = ""
        self.setAccessibleName(_("Preview"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """A small upright page."""
        return QSize(scaled(_WIDTH), scaled(_WIDTH))

    def minimumSizeHint(self) -> QSize:
        """Little will do."""
        return QSize(scaled(_WIDTH) // 2, 0)

    def draw(self, read: Callable[..., QImage], arguments: Mapping[str, object]) -> None:
        """Show what `read(work, edge=…, **arguments)` makes off the GUI thread."""
        self.say("")
        drawn = {**arguments, "edge": _EDGE}
        self._job = self._host.read(read, drawn, on_done=self._on_drawn, on_failed=self._on_failed)

    def say(self, words: str) -> None:
        """Show words, already translated, in place of a picture."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.image, self.words = QImage(), words
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture at the top in the middle with an edge, or the words."""
        del event
        painter = QPainter(self)
        if self.image.isNull():
            painter.setPen(colour(tokens().secondary))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect((self.width() - size.width()) // 2, 0, size.width(), size.height())
        painter.drawImage(place, self.image)
        painter.setPen(QPen(colour(tokens().rule), 1))
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open it."""
        del event
        self.opened.emit()

    def _on_drawn(self, image: QImage) -> None:
        self._job = None
        self.image = image
        self.words = _("This file cannot be shown here.") if image.isNull() else ""
        self.update()

    def _on_failed(self, error: KontorError) -> None:
        self.say(self._host.explain(error))
