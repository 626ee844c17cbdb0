"""A search line that waits until the typing pauses, and proposes how its last word may go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from resources.language import _
from views.kit.form.mark import FieldMark
from views.kit.theme.state import row_height

_PAUSE = 250  # milliseconds
_CHOOSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})


class _AsHighAsRows(QStyledItemDelegate):
    """Gives proposals the height of a row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(super().sizeHint(option, index).width(), row_height())


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
        FieldMark(self, "search", _("Search"), leading=True).clicked.connect(self.setFocus)
        self.textChanged.connect(self._on_typed)
        self._proposals: Callable[[str], tuple[str, Sequence[str]]] | None = None
        self._word = ""
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setWidget(self)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._popup.setItemDelegate(_AsHighAsRows(self._popup))
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._on_chosen)
        self.textEdited.connect(self._propose)

    def propose(self, proposals: Callable[[str], tuple[str, Sequence[str]]]) -> None:
        """Ask `proposals` for the last word of a line and what it may become; Ctrl+Space asks on an empty line."""
        self._proposals = proposals

    @property
    def proposing(self) -> bool:
        """Whether proposals are on show."""
        return self._popup.isVisible()

    def put(self, text: str) -> None:
        """Show `text` as what is searched for already; tells nobody."""
        self._said = text.strip()
        self.setText(text)
        self._pause.stop()

    def search_now(self) -> None:
        """Search for what stands there, unless that is what was searched for last."""
        self._pause.stop()
        text = self.text().strip()
        if text != self._said:
            self._said = text
            self.searched.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Escape and Down; the proposals take them first where one of those is chosen."""
        if self.proposing and self._popup.currentIndex().isValid() and event.key() in _CHOOSING:
            event.ignore()
        elif event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._propose(self.text())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
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

    def _propose(self, line: str) -> None:
        if self._proposals is None:
            return
        self._word, words = self._proposals(line)
        fresh = [word for word in words if word.casefold() != self._word.casefold()]
        if not fresh or (self.cursorPosition() < len(line)):
            self._popup.hide()
            return
        self._words.setStringList(fresh)
        self._completer.complete()

    def _on_chosen(self, word: str) -> None:
        line = self.text()
        self.setText(line.removesuffix(self._word) + word + ("" if word.endswith(":") else " "))
        self._propose(self.text())
