"""Widths, order and visibility of a list's columns: sensible at first, then as the user left them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from models.database.listing import Column, Kind
from resources.language import _
from views.kit.host import Preferences
from views.kit.list.table import RowTable
from views.kit.theme.tokens import SPACE_4

_CHARACTERS: Mapping[Kind, int] = {
    Kind.TEXT: 22,
    Kind.MONEY: 14,
    Kind.QUANTITY: 11,
    Kind.PERCENT: 9,
    Kind.DATE: 11,
    Kind.TIMESTAMP: 16,
    Kind.INTEGER: 9,
    Kind.BOOLEAN: 8,
    Kind.STATUS: 16,
}
_PAUSE = 400  # milliseconds of rest before the widths are written


class ColumnMemory(QObject):
    """Lays out the columns of a table and remembers what the user makes of them under `key`."""

    sort_changed = Signal()

    def __init__(self, table: RowTable, columns: tuple[Column, ...], preferences: Preferences, key: str) -> None:
        super().__init__(table)
        self._table, self._columns, self._preferences, self._key = table, columns, preferences, key
        self._touched = self._restoring = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.write)
        header = table.horizontalHeader()
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_menu)
        header.sectionResized.connect(self._on_touched)
        header.sectionMoved.connect(self._on_touched)
        table.viewport().installEventFilter(self)
        self._restore()

    def write(self) -> None:
        """Remember order, widths and what is hidden."""
        header = self._table.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        stored = [
            [self._columns[place].name, self._natural(place, header.sectionSize(place)), header.isSectionHidden(place)]
            for place in places
        ]
        self._preferences.write(self._key, stored)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give spare room to the columns of text, for as long as the user has set no widths."""
        if event.type() == QEvent.Type.Resize and not self._touched:
            self._spread()
        return super().eventFilter(watched, event)

    def menu(self) -> QMenu:
        """Which columns are shown, as check marks."""
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header = self._table.horizontalHeader()
        for place, column in enumerate(self._columns):
            choice = menu.addAction(_(column.label))
            choice.setCheckable(True)
            choice.setChecked(not header.isSectionHidden(place))
            choice.setData(place)
        menu.addSeparator()
        menu.addAction(_("Reset columns")).setData(-1)
        menu.triggered.connect(self._on_chosen)
        return menu

    def _restore(self) -> None:
        stored = self._preferences.read(self._key)
        self._restoring = True
        self._defaults()
        if isinstance(stored, list):
            self._apply(stored)
        self._restoring = False

    def _defaults(self) -> None:
        for place, column in enumerate(self._columns):
            self._table.setColumnWidth(place, self._width(column))

    def _apply(self, stored: list[list[object]]) -> None:
        header = self._table.horizontalHeader()
        names = [column.name for column in self._columns]
        known = [entry for entry in stored if entry[0] in names]
        for target, (name, width, hidden) in enumerate(known):
            place = names.index(str(name))
            header.moveSection(header.visualIndex(place), target)
            if isinstance(width, int) and width > 0:
                self._table.setColumnWidth(place, width)
            header.setSectionHidden(place, bool(hidden))
        self._touched = bool(known)

    def _width(self, column: Column) -> int:
        metrics = self._table.fontMetrics()
        label = metrics.horizontalAdvance(_(column.label)) + 2 * SPACE_4
        return max(metrics.averageCharWidth() * (column.width or _CHARACTERS[column.kind]) + SPACE_4, label)

    def _natural(self, place: int, width: int) -> int:
        return width or self._width(self._columns[place])

    @staticmethod
    def _stretches(column: Column) -> bool:
        return column.kind is Kind.TEXT and not column.width

    def _spread(self) -> None:
        header = self._table.horizontalHeader()
        shown = [place for place in range(header.count()) if not header.isSectionHidden(place)]
        widths = {place: self._width(self._columns[place]) for place in shown}
        texts = [place for place in shown if self._stretches(self._columns[place])] or shown[-1:]
        spare = self._table.viewport().width() - sum(widths.values())
        weight = sum(widths[place] for place in texts)
        self._restoring = True
        for place in shown:
            extra = spare * widths[place] // weight if spare > 0 and place in texts else 0
            self._table.setColumnWidth(place, widths[place] + extra)
        self._restoring = False

    def _on_touched(self) -> None:
        if not self._restoring:
            self._touched = True
            self._pause.start()

    def _on_menu(self, position: QPoint) -> None:
        self.menu().popup(self._table.horizontalHeader().mapToGlobal(position))

    def _on_chosen(self, choice: QAction) -> None:
        place, header = int(choice.data()), self._table.horizontalHeader()
        if place < 0:
            self._reset()
            return
        hidden = not choice.isChecked()
        if not hidden or header.hiddenSectionCount() < header.count() - 1:
            header.setSectionHidden(place, hidden)
            self._on_touched()

    def _reset(self) -> None:
        header = self._table.horizontalHeader()
        for place in range(header.count()):
            header.setSectionHidden(place, False)
            header.moveSection(header.visualIndex(place), place)
        self._pause.stop()
        self._touched = False
        self._spread()
        self._preferences.write(self._key, None)
