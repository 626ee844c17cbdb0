"""Draws and edits the cells of an entry grid: the current cell framed, wrong ones underlined."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QLineEdit, QStyle, QStyleOptionViewItem, QWidget

from views.kit.form.box import make_editor
from views.kit.form.lines import CheckMark, ChoiceBox, TextLine
from views.kit.form.own_undo import turn_own
from views.kit.form.picker import PickerLine
from views.kit.form.spec import Field
from views.kit.grid.model import GridModel
from views.kit.host import Host
from views.kit.list.cell import Index
from views.kit.list.delegate import CellDelegate
from views.kit.theme.colours import colour
from views.kit.theme.state import tokens
from views.kit.undo import asked

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MARK = 7  # pixels


class EntryDelegate(CellDelegate):
    """Edits with the inputs of forms."""

    mend_asked = Signal(int)  # the next mistake (1) or the previous one (-1)
    moved = Signal(int, bool)  # an editor was left forwards (1) or backwards (-1), and whether with Enter

    def __init__(self, host: Host, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._host, self._view = host, view
        self._step, self._passing = 0, False
        self.mending = False  # F8 is for what has to be mended
        self._editor: QWidget | None = None  # the one that is open

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell without the tint of a selection, then its frame or the mark of a mistake."""
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        option.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, option, index)
        cell = _model(index).cell(index.row(), index.column())
        box: QRect = option.rect
        if cell.wrong:
            painter.fillRect(QRect(box.left() + 4, box.bottom() - 3, box.width() - 8, 2), colour(tokens().negative))
        elif cell.remark:
            _draw_mark(painter, box)
        if current and self._view.hasFocus():
            look = tokens()
            half = (look.focus_width + 1) // 2
            painter.setPen(QPen(colour(look.accent if cell.editable else look.edge), look.focus_width))
            painter.drawRect(box.adjusted(half, half, -half, -half - 1))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """The input a form would have."""
        del option
        declared = _model(index).columns[index.column()]
        field: Field[Any] = Field(
            declared.name, declared.label, declared.kind, picker=declared.picker, choices=declared.choices
        )
        editor = make_editor(self._host, field, parent)
        editor.setMinimumHeight(0)
        editor.setMaximumHeight(16777215)
        if isinstance(editor, PickerLine):
            editor.left.connect(self._on_picker_left)
        self._editor = editor
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's value, selected, to be typed over."""
        model = _model(index)
        value = model.value(index.row(), index.column())
        if isinstance(editor, PickerLine):
            editor.set_value(value, model.cell(index.row(), index.column()).text)
        elif isinstance(editor, TextLine | ChoiceBox | CheckMark):
            editor.set_value(value)
        if isinstance(editor, QLineEdit):
            if typed := model.line(index.row()).typed.get(model.columns[index.column()].name):
                editor.setText(typed)  # once more, to be mended
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take what was typed; what cannot be read is said in the cell."""
        if not isinstance(model, GridModel) or not isinstance(editor, TextLine | ChoiceBox | CheckMark):
            return
        if problem := editor.problem():
            typed = editor.text().strip() if isinstance(editor, QLineEdit) else ""
            model.refuse(index.row(), index.column(), problem, typed)
            return
        picked = editor.picked_row if isinstance(editor, PickerLine) else None
        model.put(index.row(), index.column(), editor.value(), picked)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Forget an editor that is closed, as by Escape."""
        if editor is self._editor:
            self._editor = None
        super().destroyEditor(editor, index)

    def settle(self) -> bool:
        """Take what stands in an open editor; False where a picked record is still looked up."""
        if self._editor is not None:
            self._finish(self._editor, 0)
        return self._editor is None

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill the cell."""
        del index
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab take the value and move; a picker may have to wait for its answer."""
        if self.mending and is_f8(event) and isinstance(watched, QWidget):
            event.accept()
            if event.type() == QEvent.Type.KeyPress and self._finish(watched, 0):
                self.mend_asked.emit(mending_step(event))
            return True
        if isinstance(watched, QWidget) and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if (turn := asked(event)) and not turn_own(watched, turn):
                return self._undo(watched, turn)
            if turn:
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._editor = None  # given up: a picker that is left like this tells nothing
            step = _step(event)
            if step:
                self._finish(watched, step, passing=event.key() in _ENTER)
                return True
        if event.type() == QEvent.Type.FocusOut and isinstance(watched, PickerLine):
            return False  # it settles first, and tells with `left`
        return super().eventFilter(watched, event)

    def _undo(self, editor: QWidget, step: int) -> bool:
        """Nothing is left to take back in the input: it is closed, and what was done before is the page's."""
        self._editor = None
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        undo = _model(self._view.currentIndex()).undo
        undo.redo() if step > 0 else undo.undo()
        return True

    def _finish(self, editor: QWidget, step: int, *, passing: bool = False) -> bool:
        """Take what stands in an input; False where a picked record is still looked up."""
        self._step, self._passing = step, passing
        if isinstance(editor, PickerLine) and not editor.settle_now() and editor.waits:
            return False
        self._close(editor)
        return True

    def _on_picker_left(self) -> None:
        editor = self.sender()
        if isinstance(editor, PickerLine) and not editor.waits:
            self._close(editor)

    def _close(self, editor: QWidget) -> None:
        if editor is not self._editor:
            return  # leaving it is told once more while it closes
        self._editor = None
        step, self._step = self._step, 0
        self.commitData.emit(editor)
        self.closeEditor.emit(editor)
        if step:
            self.moved.emit(step, self._passing)


def _draw_mark(painter: QPainter, box: QRect) -> None:
    """A small corner, as spreadsheets mark a cell with a comment."""
    corner = QPolygon([box.topRight(), box.topRight() - QPoint(_MARK, 0), box.topRight() + QPoint(0, _MARK)])
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tokens().accent))
    painter.drawPolygon(corner)
    painter.restore()


def is_f8(event: QEvent) -> bool:
    """Whether it is the key of the next mistake, or about to be."""
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F8


def mending_step(event: QEvent) -> int:
    """The next mistake, or with Shift the previous one."""
    shift = isinstance(event, QKeyEvent) and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
    return -1 if shift else 1


def _step(event: QKeyEvent) -> int:
    if event.key() in _ENTER or event.key() == Qt.Key.Key_Tab:
        return -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
    return -1 if event.key() == Qt.Key.Key_Backtab else 0


def _model(index: Index) -> GridModel[Any]:
    model = index.model()
    if not isinstance(model, GridModel):
        message = f"{type(model).__name__} is no GridModel"
        raise TypeError(message)
    return model
