"""The command palette: every action, screen and record by a few letters, on Ctrl+K."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QInputEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from resources.language import _
from views.kit.action import BoundAction
from views.kit.beside import answering, is_middle
from views.kit.keys import native
from views.kit.list.cell import Index
from views.kit.search import SearchLine
from views.kit.text import Card, Rule, column, note
from views.kit.theme.colours import colour
from views.kit.theme.fonts import font
from views.kit.theme.icons import pixmap
from views.kit.theme.state import scaled, tokens
from views.kit.theme.tokens import ICON, SIZE_NOTE, SPACE_1, SPACE_2, SPACE_3, SPACE_4

_WIDTH, _HEIGHT, _ROW = 620, 420, 36
_HEAD = 64  # the search line, the rule and the margins
_MOST = 60
_WAITS = 500  # milliseconds
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """One thing to choose, already translated; `hint` stands to the right in grey (a screen's area, a shortcut)."""

    title: str
    run: Callable[[], None]
    hint: str = ""
    icon: str = "right"
    words: str = ""  # further text it is found by


def entry_of(action: BoundAction) -> PaletteEntry:
    """A bound action as an entry."""
    return PaletteEntry(
        action.text(), action.trigger, native(action.shortcut().toString()), action.declared.icon or "right"
    )


def score(text: str, entry: PaletteEntry) -> int | None:
    """How well `text` fits, lower is better; None when a word of it is neither in the title nor in the words."""
    title, everything = entry.title.casefold(), f"{entry.title} {entry.hint} {entry.words}".casefold()
    wanted = text.casefold().split()
    if any(word not in everything for word in wanted):
        return None
    if title.split() == wanted:
        return 0
    if not wanted or title.startswith(wanted[0]):
        return 1
    return 2 if any(part.startswith(wanted[0]) for part in title.split()) else 3


class CommandPalette(Card):
    """A child of the window, shown with `start`. The shell answers `searched` with `show_records`."""

    searched = Signal(str)  # text, when the typing pauses
    chosen = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._over = window
        self._highest = _HEIGHT
        self._entries: tuple[PaletteEntry, ...] = ()
        self._records: tuple[PaletteEntry, ...] = ()
        self.line = SearchLine()
        self.line.setPlaceholderText(_("Search for a command, a screen or a number"))
        self.line.setFrame(False)
        self.rows = QListWidget()
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setItemDelegate(_EntryDelegate(self.rows))
        self.rows.setMouseTracking(True)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = column(self, margin=SPACE_2, spacing=SPACE_2)
        layout.addWidget(self.line)
        layout.addWidget(Rule())
        layout.addWidget(self.rows)
        self._nothing = note(_("No match. Try fewer letters, a number, or part of a name."))
        self._nothing.setContentsMargins(SPACE_2, 0, SPACE_2, SPACE_1)
        self._nothing.hide()
        layout.addWidget(self._nothing)
        self._waiting = QTimer(self)  # for records that are still looked up
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_WAITS)
        self._waiting.timeout.connect(self._nothing.show)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self.line.textChanged.connect(self._on_typed)
        self.line.searched.connect(self.searched)
        self.line.installEventFilter(self)
        self.rows.itemClicked.connect(self._on_clicked)
        self.rows.viewport().installEventFilter(self)
        self.hide()

    def start(self, entries: Sequence[PaletteEntry]) -> None:
        """Show it in the upper middle of the window with these entries."""
        window = self._over
        wide = min(scaled(_WIDTH), window.width() - 2 * SPACE_4)
        high = min(scaled(_HEIGHT), window.height() * 3 // 4)
        self._highest = high
        self.setGeometry((window.width() - wide) // 2, window.height() // 8, wide, high)
        self._entries, self._records = tuple(entries), ()
        self.line.clear()
        self._fill()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_records(self, text: str, records: Sequence[PaletteEntry]) -> None:
        """Add the records found for `text`, unless something else stands there by now."""
        if self.line.text().strip() == text:
            self._records = tuple(records)
            self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down, Enter, with Ctrl beside, and Escape belong to the rows; losing the focus ends it."""
        if watched is self.rows.viewport():
            return self._on_middle(event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() == QEvent.Type.FocusOut and self.isVisible() and not self.underMouse():
            self.hide()
        return super().eventFilter(watched, event)

    def _on_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        step = steps.get(Qt.Key(key))
        if step is not None:
            last = self.rows.count() - 1
            self.rows.setCurrentRow(max(0, min(last, self.rows.currentRow() + step)))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if (item := self.rows.currentItem()) is not None:
                self._choose(item, event)
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _on_typed(self) -> None:
        self._records = ()
        self._fill()

    def _fill(self) -> None:
        text = self.line.text()
        scored = [(fit, entry) for entry in self._entries if (fit := score(text, entry)) is not None]
        found = [entry for _fit, entry in sorted(scored, key=lambda pair: pair[0])]
        self.rows.clear()
        for entry in (*found[:_MOST], *self._records):
            item = QListWidgetItem(entry.title)
            item.setData(_ENTRY, entry)
            item.setSizeHint(QSize(0, scaled(_ROW)))
            self.rows.addItem(item)
        self.rows.setCurrentRow(0)
        self.rows.setVisible(self.rows.count() > 0)
        self._nothing.hide()
        if self.rows.count() == 0:
            self._waiting.start()
        else:
            self._waiting.stop()
        self.resize(self.width(), min(self._highest, scaled(_HEAD) + max(1, self.rows.count()) * scaled(_ROW)))

    def _on_middle(self, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        item = self.rows.itemAt(event.position().toPoint())
        if item is None or not is_middle(event):
            return False
        self._choose(item, event)
        return True

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._choose(item, None)

    def _choose(self, item: QListWidgetItem, event: QInputEvent | None) -> None:
        entry: PaletteEntry = item.data(_ENTRY)
        self.hide()
        self.chosen.emit()
        with answering(event):
            entry.run()


class _EntryDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: PaletteEntry = index.data(_ENTRY)
        current, chosen = tokens(), bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(current.selected if chosen else current.hover))
            painter.drawRoundedRect(option.rect, 4, 4)
        box = option.rect.adjusted(SPACE_3, 0, -SPACE_3, 0)
        mark = pixmap(entry.icon, "on_selected" if chosen else "secondary", ICON, painter.device().devicePixelRatioF())
        painter.drawPixmap(box.left(), box.center().y() - scaled(ICON) // 2 + 1, mark)
        painter.setFont(font(SIZE_NOTE))
        painter.setPen(colour(current.on_selected if chosen else current.secondary))
        hint = QFontMetrics(font(SIZE_NOTE)).horizontalAdvance(entry.hint) + SPACE_3
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), entry.hint)
        painter.setFont(font())
        painter.setPen(colour(current.on_selected if chosen else current.text))
        box.adjust(scaled(ICON) + SPACE_3, 0, -hint, 0)
        text = QFontMetrics(font()).elidedText(entry.title, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
        painter.restore()
