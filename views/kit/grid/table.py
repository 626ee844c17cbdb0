"""The cells of an entry grid, and what the keys do in them.

Keys: Enter and Tab forwards, with Shift backwards; F2 edits; F4 or Alt+Down opens the matches; Del empties a cell;
Ctrl+Del deletes the line, Ins puts one in; Ctrl+D copies the cell above; Ctrl+C, Ctrl+V, Ctrl+Z, Ctrl+Y.
"""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from models.database.listing import Kind
from resources.language import _
from views.kit.form.picker import PickerLine
from views.kit.form.spec import FieldKind
from views.kit.grid.delegate import EntryDelegate, is_f8, mending_step
from views.kit.grid.model import GridModel
from views.kit.grid.paste import Paste
from views.kit.grid.spec import GridColumn
from views.kit.host import Host
from views.kit.pinned import Index, PinnedHeader, PinnedTable
from views.kit.theme.fonts import font
from views.kit.theme.keeping import keep
from views.kit.theme.state import header_height, row_height, state
from views.kit.theme.tokens import SPACE_4

D = TypeVar("D")

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_LEAST_ROWS = 3  # in sight, however little room there is
_CHARACTERS = {
    Kind.MONEY: 14,
    Kind.QUANTITY: 10,
    Kind.PERCENT: 8,
    Kind.DATE: 13,
    Kind.INTEGER: 9,
    Kind.BOOLEAN: 8,
    Kind.TEXT: 18,
}


class EntryTable(PinnedTable):
    """The cells, and what the keys do in them."""

    left_at_end = Signal()  # Enter on the empty last line
    mend_asked = Signal(int)  # the next mistake (1) or the previous one (-1)

    def __init__(self, host: Host, model: GridModel[D], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid: GridModel[D] = model
        self.paste = Paste(host, model)
        self._cells = EntryDelegate(host, self)
        self._cells.moved.connect(self.move_on)
        self._cells.mend_asked.connect(self.mend_asked)
        self.setModel(model)
        self.setItemDelegate(self._cells)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.verticalHeader().hide()
        self.pinned_columns = model.spec.pinned
        self.setHorizontalHeader(PinnedHeader(self))
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        keep(self.horizontalHeader(), QWidget.setFixedHeight, header_height)
        self.resized.connect(self._on_resized)
        state().changed.connect(self._on_theme)
        model.modelReset.connect(self._on_reset)
        model.place_wanted.connect(self.go_to)
        self._place = (0, 0)
        self._on_theme()

    @property
    def mending(self) -> bool:
        """Whether F8 goes from one mistake in what was pasted to the next."""
        return self._cells.mending

    @mending.setter
    def mending(self, going: bool) -> None:
        self._cells.mending = going

    def event(self, event: QEvent) -> bool:
        """F8 is ours, and not the page's, as long as there is something to mend."""
        if event.type() == QEvent.Type.ShortcutOverride and self.mending and is_f8(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the keys do outside an input."""
        index = self.currentIndex()
        if not index.isValid() or not self._on_key(event, index):
            super().keyPressEvent(event)
            if self.state() == QAbstractItemView.State.EditingState:
                event.accept()  # Qt leaves a key that opened an input to the page around it as well

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the first cell that can be typed into."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self._go(0, -1, 1)

    def move_on(self, step: int = 1, passing: bool = True) -> None:  # noqa: FBT001, FBT002 - as the signal gives it
        """Go to the next or the previous cell that can be typed into, over the ends of lines.

        On the way forwards `passing` leaves out what is seldom filled in.
        """
        index = self.currentIndex()
        if step > 0 and self._is_end(index):
            self.left_at_end.emit()
        self._go(index.row(), index.column(), step, passing=passing and step > 0)

    def begin_anew(self) -> None:
        """Begin in the first cell once more, as with the next document."""
        self._place = (0, 0)
        self.setCurrentIndex(QModelIndex())
        if self.hasFocus():
            self._go(0, -1, 1)

    def go_to(self, row: int, name: str) -> None:
        """Put the cursor into a cell; an unknown name keeps to the column it is in."""
        names = [declared.name for declared in self._grid.columns]
        place = names.index(name) if name in names else max(0, self.currentIndex().column())
        self._restore(row, place)
        self.scrollTo(self.currentIndex())
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> bool:
        """Take what stands in an open editor; False where a record is still looked up, or a block still read."""
        return not self._grid.being_pasted and self._cells.settle()

    def open_picker(self) -> None:
        """Open the matches of the current cell."""
        self.edit(self.currentIndex())
        found = self.viewport().findChildren(PickerLine)
        if found:
            found[-1].open_matches()

    def _on_key(self, event: QKeyEvent, index: QModelIndex) -> bool:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key in _ENTER and not control:
            self.move_on(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste.put(QGuiApplication.clipboard().text(), index.row(), index.column())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self._grid.copied(index.row(), index.column()))
        elif self.mending and is_f8(event):
            self.mend_asked.emit(mending_step(event))
        elif key == Qt.Key.Key_Escape and self._grid.being_pasted:
            self.paste.cancel()
        elif self._grid.undo.heed(event):
            return True
        elif key == Qt.Key.Key_Delete and control:
            self._grid.remove(index.row())
        else:
            return self._on_cell_key(event, index, control=control)
        return True

    def _on_cell_key(self, event: QKeyEvent, index: QModelIndex, *, control: bool) -> bool:
        key, declared = event.key(), self._grid.columns[index.column()]
        editable = self._grid.editable(index.row(), index.column())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Insert:
            self._grid.insert(index.row())
            self._restore(index.row(), index.column())
        elif not editable:
            return False
        elif key == Qt.Key.Key_Delete:
            self._grid.put(index.row(), index.column(), _nothing(declared.kind))
        elif key == Qt.Key.Key_D and control:
            self._ditto(index)
        elif key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self.open_picker()
        elif key == Qt.Key.Key_Space and declared.kind is FieldKind.BOOLEAN:
            self._grid.put(index.row(), index.column(), not self._grid.value(index.row(), index.column()))
        else:
            return False
        return True

    def focusNextPrevChild(self, forwards: bool) -> bool:  # noqa: FBT001 - as Qt calls it, on Tab
        """Walk the cells, and leave the grid from its end or its first cell."""
        index, step = self.currentIndex(), 1 if forwards else -1
        leaves = (forwards and self._is_end(index)) or self._next(index.row(), index.column(), step) is None
        if leaves or self.state() == QAbstractItemView.State.EditingState:
            return super().focusNextPrevChild(forwards)
        self._go(index.row(), index.column(), step)
        return True

    def _is_end(self, index: QModelIndex) -> bool:
        """Whether one is through: in the empty line after others. An only line is walked cell by cell, empty or not."""
        last = index.row() == self._grid.rowCount() - 1
        return last and index.row() > 0 and self._grid.spec.is_empty(self._grid.draft(index.row()))

    def _ditto(self, index: QModelIndex) -> None:
        """Copy the cell above."""
        if index.row() > 0:
            self.paste.repeat(index.row(), index.column())

    def _go(self, row: int, place: int, step: int, *, passing: bool = False) -> None:
        target = self._next(row, place, step, passing=passing)
        if target is not None:
            self.setCurrentIndex(self._grid.index(*target))

    def _next(self, row: int, place: int, step: int, *, passing: bool = False) -> tuple[int, int] | None:
        wide, high = self._grid.columnCount(), self._grid.rowCount()
        flat = row * wide + place + step
        while 0 <= flat < wide * high:
            at, column = divmod(flat, wide)
            passed = self.isColumnHidden(column) or (passing and self._grid.passed(at, column))
            if not passed and self._grid.editable(at, column):
                return at, column
            flat += step
        return None

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Remember the place, to come back to after the lines were reset."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._place = current.row(), current.column()

    def _on_reset(self) -> None:
        self._restore(*self._place)

    def _restore(self, row: int, place: int) -> None:
        row = min(row, self._grid.rowCount() - 1)
        self.setCurrentIndex(self._grid.index(row, place))

    def spread(self) -> None:
        """Give each column what it needs, and what is spare to words."""
        columns = self._grid.columns
        widths = [self.width_of(number) for number in range(len(columns))]
        words = [number for number, declared in enumerate(columns) if _takes_spare_room(declared)] or [0]
        spare = max(0, self.viewport().width() - sum(widths))
        for number, wide in enumerate(widths):
            self.setColumnWidth(number, wide + (spare // len(words) if number in words else 0))

    def width_of(self, number: int) -> int:
        """What a column needs."""
        metrics, declared = self.fontMetrics(), self._grid.columns[number]
        wanted = metrics.averageCharWidth() * (declared.width or _CHARACTERS.get(declared.drawn_as, 18)) + SPACE_4
        label = QFontMetrics(font(strong=True)).horizontalAdvance(f"{_(declared.label)} *")
        return max(wanted, label + SPACE_4)

    def _on_resized(self) -> None:
        """The cell in hand stays in sight where a message takes room from the grid."""
        self.spread()
        if self.hasFocus():
            self.scrollTo(self.currentIndex())

    def _on_theme(self) -> None:
        self.setMinimumHeight(header_height() + _LEAST_ROWS * row_height())
        self.verticalHeader().setMinimumSectionSize(row_height())
        self.verticalHeader().setDefaultSectionSize(row_height())
        self.spread()


def _nothing(kind: FieldKind) -> object:
    """What an emptied cell holds."""
    if kind is FieldKind.BOOLEAN:
        return False
    return "" if kind in {FieldKind.TEXT, FieldKind.MULTILINE} else None


def _takes_spare_room(declared: GridColumn[D]) -> bool:
    return declared.kind in {FieldKind.TEXT, FieldKind.PICKER} and not declared.width
