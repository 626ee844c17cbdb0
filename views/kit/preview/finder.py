"""The search line of a preview: words, how many hits, the next and the one before."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from resources.language import _
from views.kit.action import tool_button
from views.kit.preview.pages import PageArea
from views.kit.text import Label, row

_PAUSE = 150  # milliseconds without a key before it searches


class FindLine(QLineEdit):
    """Enter goes on, Shift+Enter goes back, Escape empties it."""

    asked = Signal(int)  # 1 next, -1 the one before
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a search."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.asked.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Finder(QWidget):
    """Searches the pages of an area and marks what it finds."""

    def __init__(self, area: PageArea) -> None:
        super().__init__()
        self._area = area
        self._hits: list[tuple[int, int, QRectF]] = []  # page, hit, first box
        self._at = -1
        self.line = FindLine()
        self.line.setPlaceholderText(_("Search"))
        self.line.setAccessibleName(_("Search in the document"))
        self.line.setClearButtonEnabled(True)
        self.count = Label("", ink="secondary")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._arrange()
        self._pause.timeout.connect(self._search)
        self.line.textChanged.connect(self._on_typed)
        self.line.asked.connect(self.go)
        self.line.left.connect(area.setFocus)
        area.reading.found.connect(self._on_found)
        area.reading.searched.connect(self._on_searched)

    def start(self) -> None:
        """Put the cursor into the line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def next(self) -> None:
        """Go to the next hit; after the last comes the first."""
        self.go(1)

    def previous(self) -> None:
        """Go to the hit before; before the first comes the last."""
        self.go(-1)

    def go(self, step: int) -> None:
        """Go on by `step` hits."""
        if self._pause.isActive():
            self._pause.stop()
            self._search()
        elif self._hits:
            self._show((self._at + step) % len(self._hits))

    def _arrange(self) -> None:
        line = row(self)
        line.addWidget(self.line, 1)
        for icon, name, slot in (
            ("up", _("Previous hit (Shift+F3)"), self.previous),
            ("down", _("Next hit (F3)"), self.next),
        ):
            button = tool_button(icon, name, small=True)
            button.clicked.connect(slot)
            line.addWidget(button)
        line.addWidget(self.count)

    def _on_typed(self) -> None:
        self._pause.start()

    def _search(self) -> None:
        self._hits, self._at = [], -1
        self._area.marks, self._area.mark = {}, None
        self.count.setText("")
        self._area.viewport().update()
        self._area.reading.search(self.line.text().strip())

    def _on_found(self, words: str, number: int, hits: tuple[tuple[QRectF, ...], ...]) -> None:
        if words != self.line.text().strip():
            return
        self._area.marks[number] = hits
        self._hits += [(number, at, boxes[0]) for at, boxes in enumerate(hits) if boxes]
        if self._at < 0 and number >= self._area.page:
            self._show(next((i for i, hit in enumerate(self._hits) if hit[0] >= self._area.page), 0))
        self._say()

    def _on_searched(self, words: str) -> None:
        if words != self.line.text().strip():
            return
        if self._hits and self._at < 0:
            self._show(0)
        if not self._hits:
            self.count.setText(_("Not found"))

    def _show(self, at: int) -> None:
        self._at = at
        number, hit, box = self._hits[at]
        self._area.mark = (number, hit)
        self._area.show_box(number, box)
        self._area.viewport().update()
        self._say()

    def _say(self) -> None:
        self.count.setText(_("{number} of {count}").format(number=self._at + 1, count=len(self._hits)))
        self._area.viewport().update()
