"""What was done on a page, taken back and done again in the order in which it was done: fields and lines in one row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

_MOST = 200  # steps; what is older cannot be taken back


class Part(Protocol):
    """A part of a page that is typed into, such as a form or a grid."""

    def state(self) -> object:
        """What stands in it, not to be changed later; equal to another one where nothing differs."""

    def restore(self, state: Any) -> None:
        """Let stand in it what stood there."""

    def show_place(self, where: object) -> None:
        """Put the cursor where something changed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done: `words` name it, translated; `states` are those of all parts on its other side."""

    words: str
    part: Part
    where: object
    states: tuple[object, ...]


class Undo(QObject):
    """The steps of one page. What follows from a step by itself, such as a price looked up, belongs to that step."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: list[Part] = []
        self._past: list[Step] = []
        self._future: list[Step] = []
        self._goes_on: tuple[Part, object] | None = None  # where the last step is still being typed
        self._restoring = False

    @property
    def restoring(self) -> bool:
        """Whether something is being taken back or done again: nothing is to follow from it by itself."""
        return self._restoring

    @property
    def undo_words(self) -> str | None:
        """What would be taken back."""
        return self._past[-1].words if self._past else None

    @property
    def redo_words(self) -> str | None:
        """What would be done again."""
        return self._future[-1].words if self._future else None

    def join(self, part: Part, instead: Part | None = None) -> None:
        """Take back what is done in a part, too, from now on; `instead` of one that has gone. Forgets all steps."""
        self._parts = [*(one for one in self._parts if one is not instead), part]
        self.clear()

    def begin(self, words: str, part: Part, where: object, *, goes_on: bool = False) -> None:
        """Something is about to be done; with `goes_on` the same thing in the same place continues until `close`."""
        if self._restoring or (goes_on and self.goes_on_in(part, where)):
            return
        self.close()
        self._past = [*self._past[1 - _MOST :], Step(words, part, where, self._states())]
        self._future = []
        self._goes_on = (part, where) if goes_on else None
        self.changed.emit()

    def goes_on_in(self, part: Part, where: object) -> bool:
        """Whether the last step is still being typed there."""
        return self._goes_on is not None and self._goes_on[0] is part and self._goes_on[1] == where

    def close(self) -> None:
        """What was being typed is one step; it is none where in the end nothing changed."""
        if self._goes_on is not None:
            self._goes_on = None
            if self._past and self._past[-1].states == self._states():
                self._past.pop()
            self.changed.emit()

    def clear(self) -> None:
        """Forget all: another record is shown, or this one was saved."""
        had = bool(self._past or self._future)
        self._past, self._future, self._goes_on = [], [], None
        if had:
            self.changed.emit()

    def undo(self) -> None:
        """Take the last step back and show where."""
        self._turn(self._past, self._future)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._turn(self._future, self._past)

    def heed(self, event: QKeyEvent) -> bool:
        """Whether a key was one of ours; then it has been done."""
        wanted = asked(event)
        if wanted:
            self.redo() if wanted > 0 else self.undo()
        return bool(wanted)

    def _states(self) -> tuple[object, ...]:
        return tuple(part.state() for part in self._parts)

    def _turn(self, taken: list[Step], put: list[Step]) -> None:
        self.close()
        if not taken or self._restoring:
            return
        step = taken.pop()
        now = self._states()
        put.append(Step(step.words, step.part, step.where, now))
        self._restoring = True
        try:
            for part, before, state in zip(self._parts, now, step.states, strict=True):
                if before != state:
                    part.restore(state)
            step.part.show_place(step.where)
        finally:
            self._restoring = False
        self.changed.emit()


def asked(event: QKeyEvent) -> int:
    """-1 where a key asks to take back, 1 to do again, else 0. Ctrl+Y and Ctrl+Shift+Z are known on every system."""
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    again = {(Qt.Key.Key_Y, control), (Qt.Key.Key_Z, control | shift)}
    if (Qt.Key(event.key()), event.modifiers()) in again or event.matches(QKeySequence.StandardKey.Redo):
        return 1
    return -1 if event.matches(QKeySequence.StandardKey.Undo) else 0
