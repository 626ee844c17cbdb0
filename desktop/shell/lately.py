"""The records looked at last, below the navigation: folded away until somebody wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.shell.place_rows import PlaceRows
from desktop.shell.recent import Place
from resources.language import _
from views.kit.text import LinkButton, column
from views.kit.theme.icons import set_icon
from views.kit.theme.tokens import SPACE_1, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_FEW, _MOST = 5, 8  # shown at first; rows before they scroll
_UNFOLDED = "recent.unfolded"


class RecentRecords(QWidget):
    """The newest first, without those that are pinned and the one in front; whether it is folded is kept."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._unfolded = window.host.preferences.read(_UNFOLDED) is True
        self._all = False
        self.title = QPushButton(_("Recent"))
        self.title.setProperty("role", "quiet")
        self.title.setStyleSheet("text-align: left; padding: 1px 2px; min-height: 0")
        self.title.clicked.connect(self._on_title)
        self.rows = PlaceRows(window, _("Recent records"), most=_MOST, pin=self._on_pin)
        self.more = LinkButton("")
        self.more.clicked.connect(self._on_more)
        layout = column(self, spacing=SPACE_1)
        layout.setContentsMargins(SPACE_3, 0, SPACE_2, SPACE_3)
        layout.addWidget(self.title)
        layout.addWidget(self.rows)
        layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_recent()

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read in it, from the top."""
        return self.rows.shown if not self.rows.isHidden() else ()

    def show_recent(self) -> None:
        """Show what was looked at last."""
        places = self._places()
        self.setVisible(bool(places))
        set_icon(self.title, "down" if self._unfolded else "right", small=True)
        self.title.setAccessibleName(_("Recent, unfolded") if self._unfolded else _("Recent, folded"))
        self.rows.show_places(places if self._all else places[:_FEW])
        self.rows.setVisible(self._unfolded)
        self.more.setText(_("Fewer") if self._all else _("More"))
        self.more.setVisible(self._unfolded and len(places) > _FEW)

    def _places(self) -> tuple[Place, ...]:
        recent, here = self._window.recent, self._window.pages.history.current
        pinned = {(place.link.kind, place.link.key) for place in recent.pinned}
        return tuple(
            place
            for place in recent.recent
            if (place.link.kind, place.link.key) not in pinned and (here is None or place.link != here.link)
        )

    def _on_title(self) -> None:
        self._unfolded = not self._unfolded
        self._window.host.preferences.write(_UNFOLDED, True if self._unfolded else None)
        self.show_recent()

    def _on_more(self) -> None:
        self._all = not self._all
        self.show_recent()

    def _on_pin(self, place: Place) -> None:
        self._window.recent.pin(place.link, place.title)
        self._window.windows.changed.emit()
