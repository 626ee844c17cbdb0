"""A search line that waits until the typing pauses."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from resources.language import _
from views.kit.theme.icons import set_icon

_PAUSE = 250  # milliseconds


class SearchLine(QLineEdit):
    """Text to search for; Enter searches at once, Escape clears, Down goes on to the rows."""

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.search_now)
        self.setPlaceholderText(_("Search"))
        self.setAccessibleName(_("Search"))
        self.setClearButtonEnabled(True)
        mark = QAction(self)
        set_icon(mark, "search")
        self.addAction(mark, QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self._on_typed)

    def search_now(self) -> None:
        """Search for what stands there, unless that is what was searched for last."""
        self._pause.stop()
        text = self.text().strip()
        if text != self._said:
            self._said = text
            self.searched.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Escape and Down."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.search_now()
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.search_now()
        elif event.key() == Qt.Key.Key_Down:
            self.search_now()
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def _on_typed(self) -> None:
        self._pause.start()
