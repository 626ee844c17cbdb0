"""Labels in the few sizes there are, headings, links, chips, rules and boxes with the house spacing."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from resources.language import _
from views.kit.beside import entered_beside, released_beside
from views.kit.status import Status, status_of
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.keeping import keep
from views.kit.theme.layouts import Beside, Column, Grid, Line
from views.kit.theme.state import scaled, state, tokens
from views.kit.theme.tokens import (
    SIZE_HEADING,
    SIZE_NOTE,
    SIZE_TEXT,
    SIZE_TITLE,
    SPACE_2,
    SPACE_4,
    Tone,
)

L = TypeVar("L", Column, Line, Beside)

CHIP_HEIGHT = 20  # pixels at 100 %


class Label(QLabel):
    """Plain text in the colour of a token, following the theme."""

    def __init__(  # noqa: PLR0913 - the look of a label in one call
        self,
        text: str = "",
        *,
        ink: str = "text",
        size: int = SIZE_TEXT,
        strong: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._ink = ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._size, self._strong = size, strong
        self.setWordWrap(wrap)
        state().changed.connect(self._on_theme)
        self._on_theme()

    def set_ink(self, ink: str) -> None:
        """Draw the text in another token: "negative", or a tone such as "bad"."""
        self._ink = ink
        self._recolour()

    def _on_theme(self) -> None:
        self.setFont(font(self._size, strong=self._strong))
        self._recolour()

    def _recolour(self) -> None:
        current = tokens()
        value = getattr(current, self._ink)
        drawn = self.palette()
        drawn.setColor(QPalette.ColorRole.WindowText, colour(value if isinstance(value, str) else value.ink))
        self.setPalette(drawn)


class ShortenedLabel(Label):
    """One line that takes the room there is, with dots and the whole text as tooltip where that is too little."""

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        del event
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if text != self.text() else "")
        QPainter(self).drawText(self.rect(), int(self.alignment()), text)


def title(text: str) -> Label:
    """The title of a page."""
    return Label(text, size=SIZE_TITLE, strong=True)


def heading(text: str) -> Label:
    """The heading of a section."""
    return Label(text, size=SIZE_HEADING, strong=True)


def note(text: str, *, wrap: bool = True) -> Label:
    """Small secondary text."""
    return Label(text, ink="secondary", size=SIZE_NOTE, wrap=wrap)


class LinkButton(QPushButton):
    """Text that opens something; beside with Ctrl or the middle button. An & in it is one, and no mnemonic."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setProperty("role", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def text(self) -> str:
        """The text as it reads."""
        return super().text().replace("&&", "&")

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text.replace("&", "&&"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Press it, beside where the mouse asks for that."""
        if not released_beside(self, event):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter opens beside."""
        if not entered_beside(self, event):
            super().keyPressEvent(event)


class Chip(QWidget):
    """A status as a word on a tint."""

    def __init__(self, word: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        keep(self, QWidget.setFont, partial(font, SIZE_NOTE, strong=True))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._status = status_of(word)
        self._word = word
        state().changed.connect(self.update)
        self.set_word(word)

    @property
    def word(self) -> str:
        """The stored status word."""
        return self._word

    def set_word(self, word: str) -> None:
        """Show another status word."""
        self._show(word, status_of(word))

    def set_status(self, status: Status) -> None:
        """Show a label that is not a stored status, such as "Reverse charge"."""
        self._show(status.label, status)

    def _show(self, word: str, status: Status) -> None:
        self._word, self._status = word, status
        self.setAccessibleName(_(status.label) if status.label else "")
        # Shown before it stands anywhere it would be a window for a moment; it appears with what it is put into.
        if not word or self.parentWidget() is not None:
            self.setVisible(bool(word))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The word with room to both sides."""
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(_(self._status.label) if self._word else "")
        return QSize(wide + 2 * SPACE_2, scaled(CHIP_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tint and word."""
        del event
        painter = QPainter(self)
        draw_chip(painter, QRectF(self.rect()), self._status)


def fill_tone(painter: QPainter, box: QRectF, tone: Tone, radius: float) -> None:
    """Fill a rounded box with the tint of a tone; without tints an edge in its ink goes around."""
    current = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if current.tinted:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        half = current.edge_width / 2
        box, radius = box.adjusted(half, half, -half, -half), radius - half
        painter.setPen(QPen(colour(tone.ink), current.edge_width))
    painter.setBrush(colour(tone.tint))
    painter.drawRoundedRect(box, radius, radius)


def draw_chip(painter: QPainter, box: QRectF, status: Status) -> None:
    """Draw a status chip filling `box`."""
    tone = tokens().tone(status.tone)
    fill_tone(painter, box, tone, box.height() / 2)
    painter.setPen(colour(tone.ink))
    painter.setFont(font(SIZE_NOTE, strong=True))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _(status.label))


class Rule(QFrame):
    """A hairline across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill it with the token for hairlines."""
        del event
        QPainter(self).fillRect(self.rect(), colour(tokens().rule))


class Card(QFrame):
    """A white sheet with rounded corners and a hairline around, for facts and forms."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        state().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw surface and edge."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        current = tokens()
        half = current.edge_width / 2
        painter.setPen(QPen(colour(current.rule), current.edge_width))
        painter.setBrush(colour(current.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 6, 6)


def column(parent: QWidget | None = None, *, margin: int = 0, spacing: int = SPACE_2) -> QVBoxLayout:
    """A vertical layout with the house spacing."""
    made = Column(parent) if parent is not None else Column()
    return _spaced(made, margin, spacing)


def row(parent: QWidget | None = None, *, margin: int = 0, spacing: int = SPACE_2) -> QHBoxLayout:
    """A horizontal layout with the house spacing."""
    made = Line(parent) if parent is not None else Line()
    return _spaced(made, margin, spacing)


def beside(parent: QWidget | None = None, *, margin: int = 0, spacing: int = SPACE_2) -> QBoxLayout:
    """A horizontal layout that becomes a vertical one where its parts have no room side by side."""
    made = Beside(parent) if parent is not None else Beside()
    return _spaced(made, margin, spacing)


def grid(parent: QWidget | None = None, *, across: int = SPACE_4, down: int = SPACE_2) -> QGridLayout:
    """A layout of rows and columns with these distances between columns and rows, and no margins."""
    made = Grid(parent) if parent is not None else Grid()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(across)
    made.setVerticalSpacing(down)
    made.follow()
    return made


def _spaced(made: L, margin: int, spacing: int) -> L:
    made.setContentsMargins(margin, margin, margin, margin)
    made.setSpacing(spacing)
    made.follow()
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets are destroyed."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
