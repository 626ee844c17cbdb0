"""The pinned records below the navigation; absent where nothing is pinned."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QMenu, QSizePolicy, QWidget

from desktop.shell.recent import Place
from resources.language import _
from views.kit.beside import answering
from views.kit.text import column, note
from views.kit.theme.icons import icon
from views.kit.theme.state import scaled, state
from views.kit.theme.tokens import ICON, SPACE_1, SPACE_2, SPACE_3

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_HEIGHT = 28  # of a row, pixels at 100 %
_MOST = 6  # rows before they scroll
_PLACE = Qt.ItemDataRole.UserRole


class PinnedRecords(QWidget):
    """Enter or a click opens one in front, with Ctrl beside; the menu takes the pin away."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._shown: tuple[Place, ...] = ()
        self.rows = QListWidget()
        self.rows.setAccessibleName(_("Pinned records"))
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the navigation says how wide
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.viewport().setAutoFillBackground(False)
        self.rows.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.rows.customContextMenuRequested.connect(self._on_menu)
        self.rows.itemClicked.connect(self._on_chosen)
        self.rows.itemActivated.connect(self._on_chosen)
        layout = column(self, spacing=SPACE_1)
        layout.setContentsMargins(SPACE_3, 0, SPACE_2, SPACE_3)
        title = note(_("Pinned"), wrap=False)
        title.setContentsMargins(SPACE_1, 0, 0, 0)
        layout.addWidget(title)
        layout.addWidget(self.rows)
        state().changed.connect(self._fill)
        self.show_pinned()

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read in it, from the top."""
        return tuple(self.rows.item(row).text() for row in range(self.rows.count()))

    def show_pinned(self) -> None:
        """Show what is pinned now."""
        pinned = self._window.recent.pinned
        if pinned != self._shown or not pinned:
            self._shown = pinned
            self._fill()

    def _fill(self) -> None:
        self.rows.clear()
        self.rows.setIconSize(QSize(scaled(ICON), scaled(ICON)))
        for place in self._shown:
            spec = self._window.registry.find(place.link.kind)
            item = QListWidgetItem(icon((spec.icon if spec is not None else "") or "link"), place.title)
            item.setSizeHint(QSize(0, scaled(_HEIGHT)))
            item.setToolTip(place.title)
            item.setData(_PLACE, place)
            self.rows.addItem(item)
        self.rows.setFixedHeight(scaled(_HEIGHT) * min(_MOST, len(self._shown)))
        self.setVisible(bool(self._shown))

    def _on_chosen(self, item: QListWidgetItem) -> None:
        place: Place = item.data(_PLACE)
        with answering():
            self._window.open_record(place.link)

    def _on_menu(self, position: QPoint) -> None:
        item = self.rows.itemAt(position)
        if item is None:
            return
        place: Place = item.data(_PLACE)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open in new tab"), partial(self._window.open_beside, place.link))
        menu.addAction(_("Unpin"), partial(self._unpin, place))
        menu.popup(self.rows.mapToGlobal(position))

    def _unpin(self, place: Place) -> None:
        self._window.recent.pin(place.link, place.title)
        self.show_pinned()
