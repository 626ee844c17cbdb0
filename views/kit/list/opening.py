"""How the rows of a list are opened: in front, or beside with Ctrl+Enter, the middle button and from the menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from resources.language import _
from views.kit.action import BoundAction, menu_of
from views.kit.host import Host
from views.kit.list.model import RowModel
from views.kit.list.spec import ListSpec
from views.kit.list.table import RowTable

_MOST = 10  # rows opened at once: more would be a slip of the hand


class Opening(QObject):
    """Opens the rows of one list as its `spec` says."""

    def __init__(self, host: Host, spec: ListSpec, table: RowTable, model: RowModel, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._spec, self._table, self._model = host, spec, table, model
        table.opened.connect(self._on_opened)
        table.opened_beside.connect(self._on_opened_beside)
        table.clicked_beside.connect(self._on_opened_beside)

    def menu(self, actions: Sequence[BoundAction]) -> QMenu:
        """What can be done with the selected rows: the acts of the list, opening them beside, copying."""
        menu = menu_of(actions, self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._spec.opens is not None and self._table.selected_rows():
            menu.addAction(_("Open in new tab") + "\tCtrl+Enter", self._on_menu)
        menu.addSeparator()
        menu.addAction(_("Copy"), self._table.copy_selection)
        menu.addAction(_("Copy with headings"), partial(self._table.copy_selection, headings=True))
        return menu

    def _on_menu(self) -> None:
        for number in self._table.selected_rows()[:_MOST]:
            self._open(number, beside=True)

    def _on_opened(self, number: int) -> None:
        self._open(number, beside=False)

    def _on_opened_beside(self, number: int, column: int = 0) -> None:
        del column
        self._open(number, beside=True)

    def _open(self, number: int, *, beside: bool) -> None:
        if self._spec.opens is None or number >= self._model.filled:
            return
        link = self._spec.opens(self._model.row(number))
        if link is not None:
            self._host.open(link, beside=beside)
