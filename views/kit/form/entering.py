"""Enter in a field goes on to the next one, as in lines of documents, unless its user wants it otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from views.kit.form.picker import PickerLine

if TYPE_CHECKING:
    from views.kit.form.view import FormView

#: The preference that says False where Enter is to stay in its field.
ENTER_MOVES = "form.enter_moves"
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Entering(QObject):
    """Listens to the inputs of a form."""

    def __init__(self, form: FormView[Any]) -> None:
        super().__init__(form)
        self._form = form

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, except where it ends a line of text or takes a match."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            stays = isinstance(watched, QPlainTextEdit) or (isinstance(watched, PickerLine) and watched.is_choosing)
            if isinstance(watched, QWidget) and not stays and not event.modifiers() & _HELD and self._moves():
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._go(watched, -1 if back else 1)
                return True
        return super().eventFilter(watched, event)

    def _moves(self) -> bool:
        return self._form.host.preferences.read(ENTER_MOVES) is not False

    def _go(self, editor: QWidget, step: int) -> None:
        """To the next input that can be used, and from the last one to what follows the form."""
        boxes = [box for box in self._form.boxes.values() if box.isEnabledTo(self._form)]
        place = next((number for number, box in enumerate(boxes) if box.editor is editor), len(boxes)) + step
        if 0 <= place < len(boxes):
            boxes[place].editor.setFocus(Qt.FocusReason.TabFocusReason)
        elif place >= len(boxes):
            self._form.left_at_end.emit()
