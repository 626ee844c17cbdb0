"""The pinned records below the navigation; absent where nothing is pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.shell.place_rows import PlaceRows
from desktop.shell.recent import Place
from resources.language import _
from views.kit.text import column, note
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_MOST = 6  # rows before they scroll


class PinnedRecords(QWidget):
    """In the order in which they were pinned."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.rows = PlaceRows(window, _("Pinned records"), most=_MOST, pin=self._unpin)
        layout = column(self, spacing=SPACE_1)
        layout.setContentsMargins(SPACE_3, 0, SPACE_2, SPACE_3)
        title = note(_("Pinned"), wrap=False)
        title.setContentsMargins(SPACE_1, 0, 0, 0)
        layout.addWidget(title)
        layout.addWidget(self.rows)
        self.show_pinned()

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read in it, from the top."""
        return self.rows.shown

    def show_pinned(self) -> None:
        """Show what is pinned now."""
        pinned = self._window.recent.pinned
        self.rows.show_places(pinned)
        self.setVisible(bool(pinned))

    def _unpin(self, place: Place) -> None:
        self._window.recent.pin(place.link, place.title)
        self._window.windows.changed.emit()
