"""Ctrl+Z in a field: what is typed there just now is taken back first, and then what was done before on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from views.kit.undo import asked

if TYPE_CHECKING:
    from views.kit.form.view import FormView


class OwnUndo(QObject):
    """Listens to the inputs of a form."""

    def __init__(self, form: FormView[Any]) -> None:
        super().__init__(form)
        self._form = form

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let an input do what it can do by itself; the rest is the page's."""
        if event.type() not in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
            return super().eventFilter(watched, event)
        step = asked(event) if isinstance(event, QKeyEvent) else 0
        if not step or not isinstance(watched, QWidget):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # as a key, not as a shortcut of somebody else
            return True
        undo = self._form.undo
        if not (self._is_typed_in(watched) and turn_own(watched, step)):
            undo.redo() if step > 0 else undo.undo()
        return True

    def left(self, name: str) -> None:
        """A field was left: what was typed in it is one step."""
        if self._form.undo.goes_on_in(self._form, name):
            self._form.undo.close()
        forget_own(self._form.boxes[name].editor)

    def _is_typed_in(self, editor: QWidget) -> bool:
        boxes = self._form.boxes
        return any(box.editor is editor and self._form.undo.goes_on_in(self._form, name) for name, box in boxes.items())


def turn_own(editor: QWidget, step: int) -> bool:
    """Let an input take something back (-1) or do it again (1) by itself; False where it has nothing."""
    if not isinstance(editor, QLineEdit | QPlainTextEdit):
        return False
    holds = editor if isinstance(editor, QLineEdit) else editor.document()
    if not (holds.isRedoAvailable() if step > 0 else holds.isUndoAvailable()):
        return False
    editor.redo() if step > 0 else editor.undo()
    return True


def forget_own(editor: QWidget) -> None:
    """Let an input forget what it could take back by itself."""
    if isinstance(editor, QPlainTextEdit):
        editor.document().clearUndoRedoStacks()
    elif isinstance(editor, QLineEdit) and (editor.isUndoAvailable() or editor.isRedoAvailable()):
        place = editor.cursorPosition()
        editor.setText(editor.text())
        editor.setCursorPosition(place)
