"""A row of fields above the columns: each takes the condition of its column, and all stand in the one search line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from models.database.listing import Column, Kind
from resources.language import _
from views.kit.host import Host
from views.kit.list.grammar import Reader
from views.kit.list.table import RowTable
from views.kit.list.toolbar import ListToolbar
from views.kit.tab_order import tab_through
from views.kit.theme.keeping import keep
from views.kit.theme.state import field_height, scaled
from views.kit.theme.tokens import SPACE_1

_PAUSE = 300  # milliseconds
_NARROWEST = 24  # pixels at 100 %; what is narrower shows no field
_CHOSEN = frozenset({Kind.STATUS, Kind.BOOLEAN})


class ConditionLine(QLineEdit):
    """The condition on one column. Enter and Down go on to the rows, Escape empties it, F4 shows what there is."""

    left_downwards = Signal()

    def __init__(self, column: Column, values: Callable[[], Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.column, self._values = column, values
        self.setAccessibleName(_("Filter by {column}").format(column=_(column.label)))
        self.setPlaceholderText(_(column.label))
        self.setToolTip(self.accessibleName())
        if column.kind in _CHOSEN:
            self._words = QStringListModel(self)
            completer = QCompleter(self._words, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            completer.activated.connect(self.textEdited)
            self.setCompleter(completer)

    def show_problem(self, text: str) -> None:
        """Say what cannot be understood; nothing when all is well."""
        self.setToolTip(text or self.accessibleName())
        self.setAccessibleDescription(text)
        if bool(text) != (self.property("wrong") == "true"):
            self.setProperty("wrong", "true" if text else "false")
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys above; all others type."""
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self._show_values()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)

    def _show_values(self) -> None:
        if (completer := self.completer()) is not None:
            self._words.setStringList([value.strip('"') for value in self._values()])
            completer.complete()


class FilterRow(QWidget):
    """Follows the columns of `table` in place, order and width; shown from the menu or with Ctrl+Shift+F."""

    left_downwards = Signal()

    def __init__(
        self,
        host: Host,
        table: RowTable,
        columns: Sequence[Column],
        reader: Callable[[], Reader],
        toolbar: ListToolbar,
    ) -> None:
        super().__init__()
        self._host, self._table, self._reader, self._search = host, table, reader, toolbar.search
        self._key = f"list.{reader().query.name}.filter_row"
        self.fields = {place: self._field(column) for place, column in enumerate(columns) if not column.hidden}
        keep(self, QWidget.setFixedHeight, _height)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.apply)
        self._late = QTimer(self)  # columns move in dozens at a time
        self._late.setSingleShot(True)
        self._late.setInterval(0)
        self._late.timeout.connect(self._place)
        self._follow()
        self.choice = toolbar.more_menu.addAction(_("Filter row"))
        self.choice.setCheckable(True)
        self.choice.toggled.connect(self._on_chosen)
        keys = QShortcut(QKeySequence("Ctrl+Shift+F"), toolbar.parentWidget() or table)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self._on_keys)
        self.setVisible(host.preferences.read(self._key) is True)
        self.choice.setChecked(not self.isHidden())

    def apply(self) -> None:
        """Put what was typed into the search line, and search for it."""
        self._pause.stop()
        line = self._search.text().strip()
        reader = self._reader()
        for field in self.fields.values():
            if field.isModified():
                line = reader.with_part(line, field.column, field.text())
                field.setModified(False)
        if line != self._search.text().strip():
            self._search.setText(line)
            self._search.search_now()
        self._judge()

    def go_to(self, place: int) -> None:
        """Show the row, with the keyboard in the field of a column."""
        self.choice.setChecked(True)
        self.fields[place].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the table when it gets another size."""
        if event.type() == QEvent.Type.Resize:
            self._late.start()
        return super().eventFilter(watched, event)

    def _field(self, column: Column) -> ConditionLine:
        field = ConditionLine(column, partial(self._values, column), self)
        field.textEdited.connect(partial(self._on_typed, field))
        field.left_downwards.connect(self._on_left)
        return field

    def _values(self, column: Column) -> Sequence[str]:
        head = f"{column.name}:"
        return [word.removeprefix(head) for word in self._reader().complete(head)[1]]

    def _follow(self) -> None:
        header = self._table.horizontalHeader()
        for moved in (header.sectionResized, header.sectionMoved, header.geometriesChanged):
            moved.connect(self._on_moved)
        self._table.horizontalScrollBar().valueChanged.connect(self._on_moved)
        self._table.viewport().installEventFilter(self)
        self._search.textChanged.connect(self._read)

    def _on_moved(self, *_what: object) -> None:
        self._late.start()

    def _on_typed(self, field: ConditionLine, _text: str) -> None:
        field.setModified(True)
        self._pause.start()

    def _on_left(self) -> None:
        self.apply()
        self.left_downwards.emit()

    def _on_chosen(self, shown: bool) -> None:  # noqa: FBT001 - as the signal gives it
        self._host.preferences.write(self._key, True if shown else None)
        self.setVisible(shown)
        self._read()
        self._place()

    def _on_keys(self) -> None:
        """Go to the first field, or put the row away from within it."""
        if any(field.hasFocus() for field in self.fields.values()):
            self.choice.setChecked(False)
            self._table.setFocus()
            return
        self.choice.setChecked(True)
        first = next((field for field in self._from_left() if not field.isHidden()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _read(self) -> None:
        """Show what the search line says, except in a field that is typed into."""
        if self.isHidden():
            return
        line, reader = self._search.text(), self._reader()
        for field in self.fields.values():
            if not field.isModified():
                field.setText(reader.part(line, field.column))
        self._judge()

    def _judge(self) -> None:
        reader = self._reader()
        for field in self.fields.values():
            problems = reader.read(reader.with_part("", field.column, field.text())).problems if field.text() else ()
            field.show_problem(" ".join(problems))

    def _from_left(self) -> list[ConditionLine]:
        header = self._table.horizontalHeader()
        return [self.fields[place] for place in sorted(self.fields, key=header.visualIndex)]

    def _place(self) -> None:
        if self.isHidden():
            return
        header, high = self._table.horizontalHeader(), self.height() - 2 * SPACE_1
        for place, field in self.fields.items():
            wide = header.sectionSize(place) - 2
            field.setVisible(not header.isSectionHidden(place) and wide >= scaled(_NARROWEST))
            field.setGeometry(header.sectionViewportPosition(place) + 1, SPACE_1, wide, high)
        tab_through(*self._from_left())


def _height() -> int:
    return field_height() + 2 * SPACE_1
