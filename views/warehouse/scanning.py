"""The place where a scanner types: one large field, what came of the last code beside it, and large buttons."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QLineEdit, QWidget

from resources.language import _
from views.kit.action import ActionButton
from views.kit.host import Level
from views.kit.page import Page
from views.kit.text import Label, beside, column, note, row
from views.kit.theme.fonts import font
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled, state
from views.kit.theme.tokens import SIZE_HEADING, SPACE_1, SPACE_4

#: Height in pixels of what is hit from a step away, with gloves.
LARGE = 44
#: Scanned or typed into the field, it does what the primary button does.
POST_CODE = "*POST"

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_WIDTH = 320
_HINT_WIDTH = 160  # pixels at 100 %
_INKS = {Level.INFO: "secondary", Level.SUCCESS: "good", Level.WARNING: "waiting", Level.ERROR: "bad"}


def enlarge(widget: QWidget) -> None:
    """Make a field or button as high as a finger needs; the style sheet has the last word on heights."""
    widget.setStyleSheet(f"min-height: {LARGE - 2}px; max-height: {LARGE - 2}px")


class ScanLine(QLineEdit):
    """Emits each code once, when Enter ends it, and is empty again for the next; an Enter alone does nothing."""

    scanned = Signal(str)
    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a code, Escape empties the field, Down goes on to the lines."""
        key, code = event.key(), self.text().strip()
        if key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.clear()
            if code and not event.isAutoRepeat():
                self.scanned.emit(code)
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class ScanBar(QWidget):
    """The scan field with its answer. `posting` follows the code that stands for the primary button."""

    scanned = Signal(str)
    posting = Signal()
    _wanted = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = ScanLine()
        enlarge(self.line)
        keep(self.line, QWidget.setFixedWidth, partial(scaled, _WIDTH))
        keep(self.line, QWidget.setFont, partial(font, SIZE_HEADING))
        self.line.setPlaceholderText(_("Scan or type a code"))
        label = QLabel(_("Sca&n"))
        label.setBuddy(self.line)
        self.line.setAccessibleName(_("Scan"))
        self.line.setAccessibleDescription(hint)
        self._hint = note(hint)
        keep(self._hint, QWidget.setMinimumWidth, partial(scaled, _HINT_WIDTH))
        self.answer = Label("", size=SIZE_HEADING, strong=True, wrap=True)
        self.level = Level.INFO
        words = column(spacing=SPACE_1)
        words.addStretch()
        words.addWidget(self.answer)
        words.addWidget(self._hint)
        words.addStretch()
        layout, asked = beside(self, spacing=SPACE_4), row(spacing=SPACE_4)
        asked.addWidget(label)
        asked.addWidget(self.line)
        asked.addStretch()
        layout.addLayout(asked)
        layout.addLayout(words, 1)
        self.answer.hide()
        self.setFocusProxy(self.line)
        self.line.scanned.connect(self._on_scanned)
        self._wanted.connect(self.take_focus, Qt.ConnectionType.QueuedConnection)

    def say(self, text: str, level: Level = Level.SUCCESS) -> None:
        """Say what came of the last code; what is wrong is also heard."""
        self.level = level
        self.answer.setText(text)
        self.answer.set_ink(_INKS[level])
        self.answer.setVisible(bool(text))
        self.line.setProperty("wrong", "true" if level is Level.ERROR else "false")
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)
        if level is Level.ERROR:
            QApplication.beep()

    def set_hint(self, hint: str) -> None:
        """Say what can be scanned now."""
        self._hint.setText(hint)
        self.line.setAccessibleDescription(hint)

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever opens the page, or comes back to it, can scan at once."""
        super().showEvent(event)
        self.take_focus_soon()

    def take_focus(self) -> None:
        """Be ready for the next code."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus_soon(self) -> None:
        """Be ready for the next code when what goes on now, such as leaving a cell, is over."""
        self._wanted.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Take a character that nothing else wanted, as when a button has the focus; False for other keys."""
        commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        if not event.text().isprintable() or not event.text() or event.modifiers() & commands:
            return False
        self.take_focus()
        self.line.insert(event.text())
        return True

    def _on_scanned(self, code: str) -> None:
        if code.upper() == POST_CODE:
            self.posting.emit()
        else:
            self.scanned.emit(code)


class LargeRows(QObject):
    """Keeps the rows of a table as high as a finger needs, whatever the density."""

    def __init__(self, table: QAbstractItemView) -> None:
        super().__init__(table)
        self._header = table.verticalHeader()  # type: ignore[attr-defined]  # both kinds of table have one
        state().changed.connect(self._enlarge)
        self._enlarge()

    def _enlarge(self) -> None:
        self._header.setMinimumSectionSize(LARGE - SPACE_1)
        self._header.setDefaultSectionSize(LARGE - SPACE_1)


def enlarge_buttons(page: Page) -> None:
    """Make the buttons in the head of a page as high as a finger needs."""
    for button in page.header.findChildren(ActionButton):
        enlarge(button)
