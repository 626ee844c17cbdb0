"""The coloured side of the windows before the main one: mark, name, and what this is."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from resources.language import _
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.icons import pixmap
from views.kit.theme.state import scaled, state, tokens
from views.kit.theme.tokens import SIZE_HEADING, SIZE_TITLE, SPACE_3, SPACE_4, SPACE_8

WIDTH = 300
_MARK = 44
_NAME_SIZE = SIZE_TITLE + 5


class BrandSide(QWidget):
    """Painted in the accent of the theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Kontor")
        state().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the mark and the words."""
        del event
        current, painter = tokens(), QPainter(self)
        dark = current.name == "dark"
        ground = QLinearGradient(0, 0, self.width(), self.height())
        ground.setColorAt(0, colour(current.selected if dark else current.accent))
        ground.setColorAt(1, colour(current.surface if dark else current.accent_hover))
        painter.fillRect(self.rect(), ground)
        ink = "on_selected" if dark else "on_accent"
        painter.setPen(colour(getattr(current, ink)))
        mark = scaled(_MARK)
        top = self.height() // 3 - mark
        painter.drawPixmap(SPACE_8, top, pixmap("kontor", ink, _MARK, self.devicePixelRatioF()))
        painter.setFont(font(_NAME_SIZE, strong=True))
        room = QRect(SPACE_8, top + mark + SPACE_4, self.width() - 2 * SPACE_8, scaled(40))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), "Kontor")
        painter.setFont(font(SIZE_HEADING))
        room = QRect(SPACE_8, room.bottom() + SPACE_3, room.width(), self.height() - room.bottom())
        painter.drawText(
            room,
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap),
            _("Books, stock, sales and service in one place."),
        )
