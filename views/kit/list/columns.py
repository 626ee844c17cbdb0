"""Widths, order and visibility of a list's columns: sensible at first, then as the user left them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu

from models.database.listing import Column, Filter, Kind
from resources.language import _
from views.kit.host import Preferences
from views.kit.list.room import Wish, share
from views.kit.list.table import RowTable
from views.kit.theme.fonts import font
from views.kit.theme.state import scaled, state
from views.kit.theme.tokens import SPACE_3, SPACE_4

#: Characters that a column of each kind has room for: as a rule, and where room is scarce.
_CHARACTERS: Mapping[Kind, tuple[int, int]] = {
    Kind.TEXT: (22, 14),
    Kind.MONEY: (14, 12),
    Kind.QUANTITY: (11, 7),
    Kind.PERCENT: (9, 6),
    Kind.DATE: (11, 10),
    Kind.TIMESTAMP: (16, 15),
    Kind.INTEGER: (9, 5),
    Kind.BOOLEAN: (8, 4),
    Kind.STATUS: (16, 13),
}
_SHORT = 12  # characters of text that are not shortened, such as numbers and codes
_LEAST_SHARE = 0.6  # of a longer text
_PAUSE = 400  # milliseconds of rest before the widths are written


class ColumnMemory(QObject):
    """Lays out the columns of a table and remembers what the user makes of them under `key`.

    Until the user chooses columns, those that are optional stay away where there is no room for them; until the user
    sets widths, the columns share the room there is.
    """

    def __init__(self, table: RowTable, columns: tuple[Column, ...], preferences: Preferences, key: str) -> None:
        super().__init__(table)
        self._table, self._columns, self._preferences, self._key = table, columns, preferences, key
        self._off: set[int] = set()  # by the user
        self._said: set[int] = set()  # what they would show is known
        self._away: set[int] = set()  # for want of room
        self._chosen = self._sized = self._restoring = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.write)
        header = table.horizontalHeader()
        header.setSectionsMovable(True)
        header.sectionResized.connect(self._on_sized)
        header.sectionMoved.connect(self._on_chosen)
        table.viewport().installEventFilter(self)
        self._text_size = state().text_size
        state().changed.connect(self._on_theme)
        self._restore()

    def write(self) -> None:
        """Remember order, widths at 100 % (0: as there is room) and what is hidden."""
        self._preferences.write(self._key, self.state())

    def state(self) -> list[list[object]] | None:
        """Name, width and whether it is hidden of each column from left to right; None where nothing was chosen."""
        if not self._chosen:
            return None
        header = self._table.horizontalHeader()
        places = [header.logicalIndex(place) for place in range(header.count())]
        return [[self._columns[place].name, self._stored_width(place), place in self._off] for place in places]

    def show_state(self, stored: object) -> None:
        """Lay the columns out as in `state`, and remember it."""
        self._reset()
        if isinstance(stored, list):
            self._preferences.write(self._key, stored)
            self._restore()

    def leave_out(self, names: Collection[str]) -> None:
        """Do without the columns of these names, since every row would say the same; the user's choice is kept."""
        self._said = {place for place, column in enumerate(self._columns) if column.name in names}
        self._lay_out()

    def wanted(self) -> list[int]:
        """The columns from left to right, with those that only stay away for want of room."""
        header = self._table.horizontalHeader()
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [place for place in order if place not in self._off | self._said]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room anew, for as long as the user has set no widths."""
        if event.type() == QEvent.Type.Resize and not self._sized:
            self._lay_out()
        return super().eventFilter(watched, event)

    def menu(self, within: QMenu | None = None) -> QMenu:
        """Which columns are shown, as check marks; `within` another menu it goes with that one."""
        menu = QMenu(within or self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, within is None)
        for place, column in enumerate(self._columns):
            if place not in self._said:
                choice = menu.addAction(_(column.label))
                choice.setCheckable(True)
                choice.setChecked(place not in self._off | self._away)
                choice.setData(place)
        menu.addSeparator()
        menu.addAction(_("Reset columns")).setData(-1)
        menu.triggered.connect(self._on_menu_choice)
        return menu

    # --- what is remembered

    def _restore(self) -> None:
        stored = self._preferences.read(self._key)
        if isinstance(stored, list):
            self._restoring = True
            self._apply(stored)
            self._restoring = False
        self._lay_out()

    def _apply(self, stored: list[list[object]]) -> None:
        header = self._table.horizontalHeader()
        names = [column.name for column in self._columns]
        known = [entry for entry in stored if entry[0] in names]
        self._chosen = bool(known)
        self._sized = any(entry[1] for entry in known)
        for target, (name, width, hidden) in enumerate(known):
            place = names.index(str(name))
            header.moveSection(header.visualIndex(place), target)
            if self._sized:
                stays = isinstance(width, int) and width > 0
                self._table.setColumnWidth(place, scaled(int(str(width))) if stays else self._wish(place).natural)
            if hidden:
                self._off.add(place)

    def _stored_width(self, place: int) -> int:
        if not self._sized:
            return 0
        wide = self._table.horizontalHeader().sectionSize(place) or self._wish(place).natural
        return round(wide * 100 / self._text_size)

    # --- how wide they are

    def _on_theme(self) -> None:
        """Widths that the user has set grow with the text; the others are shared anew."""
        grown, self._text_size = state().text_size / self._text_size, state().text_size
        if self._sized:
            header = self._table.horizontalHeader()
            self._restoring = True
            for place in range(header.count()):
                header.resizeSection(place, round(header.sectionSize(place) * grown))
            self._restoring = False
        self._lay_out()

    def _lay_out(self) -> None:
        """Show what is wanted, as wide as there is room for."""
        wanted = self.wanted()
        room = self._table.viewport().width()
        widths = dict(zip(wanted, share([self._wish(place) for place in wanted], room), strict=True))
        self._restoring = True
        self._away = set() if self._sized else {place for place in wanted if not widths[place]}
        for place in range(len(self._columns)):
            self._table.setColumnHidden(place, place not in widths or place in self._away)
            if not self._sized and widths.get(place):
                self._table.setColumnWidth(place, widths[place])
        self._restoring = False

    def _wish(self, place: int) -> Wish:
        column = self._columns[place]
        natural, least = _CHARACTERS[column.kind]
        if column.width:
            short = column.kind is Kind.TEXT and column.width <= _SHORT
            natural = column.width
            least = natural if short else min(least, natural)
            if column.kind is Kind.TEXT and not short:
                least = max(_SHORT, round(natural * _LEAST_SHARE))
        metrics = self._table.fontMetrics()
        one = max(metrics.averageCharWidth(), metrics.horizontalAdvance("0"))
        label = QFontMetrics(font(strong=True)).horizontalAdvance(_(column.label)) + SPACE_4
        return Wish(
            max(one * natural + SPACE_4, label + SPACE_3),
            max(one * least + SPACE_4, label),
            grows=column.kind is Kind.TEXT and not column.width,
            optional=column.optional and not self._chosen,
        )

    # --- what the user does

    def _on_chosen(self) -> None:
        """From now on exactly the chosen columns are shown."""
        if not self._restoring:
            self._off |= self._away
            self._away = set()
            self._chosen = True
            self._pause.start()

    def _on_sized(self) -> None:
        if not self._restoring:
            self._sized = True
            self._on_chosen()

    def hide(self, place: int) -> None:
        """Do without a column, unless it is the last one."""
        self._on_chosen()
        if len(self.wanted()) > 1:
            self._off.add(place)
        self._lay_out()

    def _on_menu_choice(self, choice: QAction) -> None:
        place = int(choice.data())
        if place < 0:
            self._reset()
        elif choice.isChecked():
            self._on_chosen()
            self._off.discard(place)
            self._lay_out()
        else:
            self.hide(place)

    def _reset(self) -> None:
        header = self._table.horizontalHeader()
        self._restoring = True
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        self._pause.stop()
        self._off, self._chosen, self._sized = set(), False, False
        self._lay_out()
        self._preferences.write(self._key, None)


def said_by(filters: Sequence[Filter], columns: Sequence[Column]) -> frozenset[str]:
    """The columns in which all rows that pass `filters` say the same: with `party_id` given, those of the party."""
    given = {one.column.removesuffix("_id") for one in filters if one.operator == "="}
    return frozenset(
        column.name
        for column in columns
        if column.name in given or any(column.name.startswith(f"{record}_") for record in given)
    )
