"""A small panel that opens over the window from a button, and goes when one presses elsewhere or Escape."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from views.kit.text import Card, column
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_1, SPACE_3, SPACE_4


class Panel(Card):
    """Widgets go into `body`; it is made anew each time it opens, and gone when it has closed."""

    def __init__(self, name: str, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(name)
        self.setFixedWidth(scaled(width))
        self.body = column(self, margin=SPACE_4, spacing=SPACE_3)
        self._button: QWidget | None = None

    def open_at(self, button: QWidget) -> None:
        """Show it beside a button, where there is room for it, and give it the keyboard."""
        self._button = button
        self.fit()
        self.show()
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to the first thing that takes it."""
        self.setFocus()
        self.focusNextChild()

    def fit(self) -> None:
        """Take the height that is needed by now, beside the button still."""
        button = self._button
        if button is None:
            return
        self.body.activate()
        needed = self.body.totalHeightForWidth(self.width()) if self.body.hasHeightForWidth() else 0
        self.setFixedHeight(needed or self.body.sizeHint().height())
        below = button.mapToGlobal(QPoint(0, button.height() + SPACE_1))
        window = button.window().frameGeometry()
        screen = QGuiApplication.screenAt(below) or button.screen()
        room = window.intersected(screen.availableGeometry())
        left = max(room.left(), min(below.x(), room.right() - self.width()))
        top = below.y()
        if top + self.height() > room.bottom():
            top = max(room.top(), button.mapToGlobal(QPoint()).y() - SPACE_1 - self.height())
        self.move(left, top)
