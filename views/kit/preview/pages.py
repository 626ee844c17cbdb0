"""The pages of a PDF one under the other: only those in sight are drawn and kept, so that hundreds stay light."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from resources.language import _
from views.kit.preview.document import PdfDocument
from views.kit.preview.reading import Reading
from views.kit.theme.colours import colour
from views.kit.theme.state import spaced, tokens
from views.kit.theme.tokens import SPACE_3

_KEPT = 12  # pictures beside those in sight


class PageArea(QAbstractScrollArea):
    """Draws pages at `scale` logical pixels a point, with marked hits and a box drawn by the mouse."""

    moved = Signal(int)  # page in sight, from 0

    def __init__(self, document: PdfDocument) -> None:
        super().__init__()
        self.document = document
        self.reading = Reading(document)
        self.reading.drawn.connect(self._on_drawn)
        self.destroyed.connect(self.reading.end)
        self.scale = 1.0
        self.marks: dict[int, tuple[tuple[QRectF, ...], ...]] = {}
        self.mark: tuple[int, int] | None = None  # page and hit that is in front
        self.box: tuple[int, QRectF] | None = None  # page and what the mouse has marked of it, in points
        self._tops: list[int] = []
        self._images: dict[int, tuple[float, QImage]] = {}
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._lay_out()

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max(bisect_right(self._tops, middle) - 1, 0)

    @property
    def kept(self) -> int:
        """How many pictures are in memory."""
        return len(self._images)

    def set_scale(self, scale: float) -> None:
        """Draw at another size; the place in sight stays."""
        bar, page = self.verticalScrollBar(), self.page
        into = (bar.value() - self._tops[page]) / self.scale if self._tops else 0.0
        self.scale = scale
        self._lay_out()
        if self._tops:
            bar.setValue(round(self._tops[page] + into * scale))
        self.viewport().update()

    def show_page(self, number: int, down: float = 0.0) -> None:
        """Bring a page to the top, `down` points into it."""
        number = min(max(number, 0), len(self.document) - 1)
        self.verticalScrollBar().setValue(round(self._tops[number] - spaced(SPACE_3) + down * self.scale))

    def show_box(self, number: int, box: QRectF) -> None:
        """Bring a box of a page into sight, with something above it."""
        self.show_page(number, max(box.top() - self.viewport().height() / self.scale / 3, 0.0))
        bar = self.horizontalScrollBar()
        bar.setValue(round(box.left() * self.scale - self.viewport().width() / 2))

    def place(self, number: int) -> QRect:
        """Where a page lies in the viewport."""
        wide, high = (round(length * self.scale) for length in self.document.sizes[number])
        left = max((self.viewport().width() - wide) // 2, 0) - self.horizontalScrollBar().value()
        return QRect(left, self._tops[number] - self.verticalScrollBar().value(), wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in sight, and ask for what is not there yet."""
        del event
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        seen = self._seen()
        for number in seen:
            self._paint(painter, number)
        painter.end()
        scale = round(self.scale * self.devicePixelRatioF(), 4)
        self._forget(seen)
        self.reading.want({n: scale for n in seen if self._images.get(n, (0.0, None))[0] != scale})

    def paint_over(self, painter: QPainter, number: int, place: QRect) -> None:
        """Hits and the marked box of a page."""
        for at, hit in enumerate(self.marks.get(number, ())):
            for box in hit:
                self._fill(painter, place, box, tokens().accent if self.mark == (number, at) else tokens().waiting.ink)
        if self.box is not None and self.box[0] == number:
            self._fill(painter, place, self.box[1], tokens().accent)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to mark a part of a page."""
        point = event.position().toPoint()
        page = next((number for number in self._seen() if self.place(number).contains(point)), None)
        self.box = None if page is None else (page, QRectF(self._points(page, event), self._points(page, event)))
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark as far as the pointer."""
        if self.box is not None and event.buttons() & Qt.MouseButton.LeftButton:
            page, box = self.box
            box.setBottomRight(self._points(page, event))
            self.box = (page, box)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click marks nothing."""
        del event
        if self.box is not None:
            page, box = self.box[0], self.box[1].normalized()
            self.box = (page, box) if box.width() > 1 and box.height() > 1 else None
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What there is to scroll changes with the room."""
        super().resizeEvent(event)
        self._lay_out()

    def _points(self, page: int, event: QMouseEvent) -> QPointF:
        return (event.position() - self.place(page).topLeft().toPointF()) / self.scale

    def _seen(self) -> range:
        top = self.verticalScrollBar().value()
        last = bisect_right(self._tops, top + self.viewport().height())
        return range(max(bisect_right(self._tops, top) - 1, 0), last)

    def _paint(self, painter: QPainter, number: int) -> None:
        place = self.place(number)
        painter.fillRect(place, QColor("white"))  # paper, in every theme
        if number in self._images:
            painter.drawImage(place, self._images[number][1])
        self.paint_over(painter, number, place)
        painter.setPen(colour(tokens().rule))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _fill(self, painter: QPainter, place: QRect, box: QRectF, ink: str) -> None:
        scaled = QRectF(box.topLeft() * self.scale, box.size() * self.scale).translated(place.topLeft())
        tint = QColor(colour(ink))  # a copy: the colour of the theme is shared
        painter.setPen(tint)
        tint.setAlpha(70)
        painter.setBrush(tint)
        painter.drawRect(scaled.adjusted(-1, -1, 1, 1))

    def _lay_out(self) -> None:
        gap, top, self._tops = spaced(SPACE_3), spaced(SPACE_3), []
        for _wide, high in self.document.sizes:
            self._tops.append(top)
            top += round(high * self.scale) + gap
        room = self.viewport().size()
        widest = max((round(wide * self.scale) for wide, _high in self.document.sizes), default=0)
        for bar, length, page in (
            (self.verticalScrollBar(), top, room.height()),
            (self.horizontalScrollBar(), widest, room.width()),
        ):
            bar.setRange(0, max(length - page, 0))
            bar.setPageStep(page)
            bar.setSingleStep(spaced(SPACE_3) * 3)
        self._on_scrolled()

    def _on_scrolled(self) -> None:
        self.viewport().update()
        place = _("Page {number} of {count}").format(number=self.page + 1, count=len(self.document))
        self.setAccessibleName(place)
        self.moved.emit(self.page)

    def _on_drawn(self, number: int, scale: float, image: QImage) -> None:
        self._images.pop(number, None)
        self._images[number] = (scale, image)
        self.viewport().update()

    def _forget(self, seen: range) -> None:
        """Keep what is in sight and a few more, the latest drawn."""
        others = [number for number in self._images if number not in seen]
        for number in others[: max(len(others) - _KEPT, 0)]:
            del self._images[number]


class Thumbnails(PageArea):
    """The pages small; the one in front is framed, a click chooses."""

    chosen = Signal(int)

    def __init__(self, document: PdfDocument) -> None:
        super().__init__(document)
        self.current = 0
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_current(self, number: int) -> None:
        """Frame a page and bring it into sight."""
        self.current = number
        place = self.place(number)
        if place.top() < 0 or place.bottom() > self.viewport().height():
            self.show_page(number)
        self.viewport().update()

    def paint_over(self, painter: QPainter, number: int, place: QRect) -> None:
        """A frame around the page in front."""
        if number == self.current:
            painter.setPen(QPen(colour(tokens().accent), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-2, -2, 1, 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the page under the pointer."""
        point = event.position().toPoint()
        for number in self._seen():
            if self.place(number).contains(point):
                self.chosen.emit(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As wide as there is room."""
        widest = max((wide for wide, _high in self.document.sizes), default=595.0)
        self.scale = max(self.viewport().width() - 2 * spaced(SPACE_3), 20) / widest
        super().resizeEvent(event)
