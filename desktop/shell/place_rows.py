"""Rows of records to go back to, as the pinned and the recent ones stand below the navigation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QMenu, QSizePolicy

from desktop.shell.recent import Place
from resources.language import _
from views.kit.beside import answering, is_middle
from views.kit.theme.icons import icon
from views.kit.theme.state import scaled, state
from views.kit.theme.tokens import ICON

if TYPE_CHECKING:
    from desktop.shell.window import MainWindow

_HEIGHT = 28  # of a row, pixels at 100 %
_PLACE = Qt.ItemDataRole.UserRole


class PlaceRows(QListWidget):
    """Enter or a click opens one in front, with Ctrl or the middle button beside; the menu pins it or takes the pin."""

    def __init__(self, window: MainWindow, name: str, *, most: int, pin: Callable[[Place], None]) -> None:
        super().__init__()
        self._window, self._most, self._pin = window, most, pin
        self._shown: tuple[Place, ...] = ()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # the navigation says how wide
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.viewport().setAutoFillBackground(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)
        state().changed.connect(self._fill)

    @property
    def shown(self) -> tuple[str, ...]:
        """What can be read in it, from the top."""
        return tuple(self.item(row).text() for row in range(self.count()))

    def show_places(self, places: Sequence[Place]) -> None:
        """Show these."""
        if tuple(places) != self._shown:
            self._shown = tuple(places)
            self._fill()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button opens beside."""
        item = self.itemAt(event.position().toPoint())
        if is_middle(event) and item is not None:
            with answering(event):
                self._open(item)
        else:
            super().mouseReleaseEvent(event)

    def _fill(self) -> None:
        self.clear()
        self.setIconSize(QSize(scaled(ICON), scaled(ICON)))
        for place in self._shown:
            spec = self._window.registry.find(place.link.kind)
            item = QListWidgetItem(icon((spec.icon if spec is not None else "") or "link"), place.title)
            item.setSizeHint(QSize(0, scaled(_HEIGHT)))
            item.setToolTip(place.title)
            item.setData(_PLACE, place)
            self.addItem(item)
        self.setFixedHeight(scaled(_HEIGHT) * min(self._most, len(self._shown)))

    def _on_chosen(self, item: QListWidgetItem) -> None:
        with answering():
            self._open(item)

    def _open(self, item: QListWidgetItem) -> None:
        place: Place = item.data(_PLACE)
        self._window.open_record(place.link)

    def _on_menu(self, position: QPoint) -> None:
        item = self.itemAt(position)
        if item is None:
            return
        place: Place = item.data(_PLACE)
        is_pinned = self._window.recent.is_pinned(place.link)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open in new tab"), partial(self._window.open_beside, place.link))
        menu.addAction(_("Unpin") if is_pinned else _("Pin"), partial(self._pin, place))
        menu.popup(self.mapToGlobal(position))
