"""Takes unreachable objects away on the GUI thread alone.

Python collects on whichever thread happens to allocate. A widget or timer that a worker thread takes away so, while Qt
uses it, ends the program; and a full collection in the middle of a key press is felt.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000  # milliseconds
_MANY = 2000  # young objects, from which on it is worth while
_FULL_EVERY = 4  # young collections to one of everything


class Collector(QObject):
    """Collects from `begin` to `close`; meanwhile no other thread does."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        self._times = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)

    def begin(self) -> None:
        """Take the collecting over."""
        gc.disable()
        self._timer.start()

    def spare_what_is_loaded(self) -> None:
        """Look no more at what is there now and stays, such as modules: the rest is gone through in milliseconds."""
        gc.freeze()

    def close(self) -> None:
        """Leave it as it was."""
        self._timer.stop()
        gc.unfreeze()
        if self._was_enabled:
            gc.enable()

    def collect(self) -> None:
        """Collect where enough has gathered: what is young, and now and then everything."""
        if gc.get_count()[0] < _MANY:
            return
        self._times += 1
        gc.collect(2 if self._times % _FULL_EVERY == 0 else 1)
