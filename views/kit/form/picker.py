"""Picking a record by typing part of its number or name; the matches appear below while one types."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QGraphicsDropShadowEffect, QPushButton, QWidget

from models.database.errors import KontorError
from models.database.listing import Filter, Page, PageRequest
from resources.language import _
from views.kit.action import Row
from views.kit.form.lines import TextLine
from views.kit.form.mark import FieldMark
from views.kit.form.spec import Picker
from views.kit.host import Host, Job, Level, Message
from views.kit.list.model import Loading, RowModel
from views.kit.list.spec import as_mapping
from views.kit.list.table import RowTable
from views.kit.text import Card, column, note
from views.kit.theme.state import row_height
from views.kit.theme.tokens import SPACE_1, SPACE_2

_PAUSE = 150  # milliseconds
_MATCHES = 40
_ROWS, _NARROWEST = 9, 460


class PickerPopup(Card):
    """The matches, floating over the window below the field."""

    chosen = Signal(object)  # Row
    landed = Signal()
    making_chosen = Signal()

    def __init__(self, host: Host, picker: Picker, window: QWidget) -> None:
        super().__init__(window)
        self._picker = picker
        self._creates = picker.create if picker.create and host.allows(picker.create.permission) else None
        self.model = RowModel(host, picker.query, self, page_size=_MATCHES)
        self.table = RowTable()
        self.table.setModel(self.model)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.horizontalHeader().hide()
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = note(_("No match"))
        self._nothing.setContentsMargins(SPACE_2, SPACE_1, SPACE_2, SPACE_1)
        self._nothing.hide()
        self._field: QWidget | None = None
        layout = column(self, margin=SPACE_1, spacing=0)
        layout.addWidget(self.table)
        layout.addWidget(self._nothing)
        self.make = QPushButton()
        self.make.setProperty("role", "chip")
        self.make.setCheckable(True)
        self.make.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.make.clicked.connect(self.making_chosen)
        self.make.hide()
        layout.addWidget(self.make)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(20)
        shadow.setOffset(0, 4)
        self.setGraphicsEffect(shadow)
        self.table.clicked_cell.connect(self._on_clicked)
        self.model.loaded.connect(self._on_landed)
        self.hide()

    def search(self, text: str) -> None:
        """Look for matches, and offer to make what was typed where that can be done."""
        self.make.setChecked(False)
        self.make.setVisible(self._creates is not None and bool(text))
        if self._creates is not None:
            self.make.setText(_(self._creates.title).format(text=text).replace("&", "&&"))
        self.model.load(PageRequest(filters=self._picker.filters, text=text))

    @property
    def making(self) -> bool:
        """Whether the cursor stands on making a new record."""
        return self.make.isVisible() and self.make.isChecked()

    def show_below(self, field: QWidget) -> None:
        """Place it under the field, or above where there is no room; it is as high as its matches need."""
        self._field = field
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        window, field = self.parentWidget(), self._field
        if window is None or field is None:
            return
        wide = min(max(field.width(), _NARROWEST), window.width() - 2 * SPACE_2)
        tallest, high = self._height(_ROWS), self._height(min(_ROWS, self.model.filled))
        corner = field.mapTo(window, QPoint(0, field.height() + 2))
        if corner.y() + tallest > window.height() - SPACE_2:
            corner = field.mapTo(window, QPoint(0, -high - 2))
        left = max(SPACE_2, min(corner.x(), window.width() - wide - SPACE_2))
        self.setGeometry(QRect(left, max(SPACE_2, corner.y()), wide, high))
        self._lay_out(wide)

    def _height(self, rows: int) -> int:
        making = self.make.sizeHint().height() if self.make.isVisibleTo(self) else 0
        said = self._nothing.sizeHint().height() if self._nothing.isVisibleTo(self) else row_height()
        return (rows * row_height() or said) + making + 2 * SPACE_1 + 2

    def current(self) -> Row | None:
        """The match the cursor stands on."""
        number = self.table.currentIndex().row()
        return self.model.row(number) if 0 <= number < self.model.filled else None

    def step(self, rows: int) -> None:
        """Move the cursor; below the last match stands making a new record."""
        last = self.model.filled - 1
        wanted = self.table.currentIndex().row() + rows
        self.make.setChecked(self.make.isVisible() and rows > 0 and (wanted > last or self.making))
        if last >= 0:
            self.table.selectRow(max(0, min(last, wanted)))

    def _lay_out(self, wide: int) -> None:
        header, names = self.table.horizontalHeader(), [declared.name for declared in self.model.columns]
        for number, name in enumerate(names):
            self.table.setColumnHidden(number, name not in self._picker.columns)
        for place, name in enumerate(self._picker.columns):
            header.moveSection(header.visualIndex(names.index(name)), place)
        declared = {column.name: column for column in self.model.columns}
        letter = self.table.fontMetrics().averageCharWidth()
        widths = {name: letter * (declared[name].width or 0) + 2 * SPACE_2 for name in self._picker.columns}
        open_ended = [name for name in self._picker.columns if not declared[name].width] or list(self._picker.columns)
        spare = wide - sum(widths.values()) - 3 * SPACE_2
        for name in self._picker.columns:
            share = spare // len(open_ended) if name in open_ended else 0
            self.table.setColumnWidth(names.index(name), widths[name] + share)

    def _on_landed(self) -> None:
        self._nothing.setVisible(not self.model.filled)
        self.table.setVisible(bool(self.model.filled))
        self._place()
        self.step(0)
        self.landed.emit()

    def _on_clicked(self, number: int) -> None:
        if number < self.model.filled:
            self.chosen.emit(self.model.row(number))


class PickerLine(TextLine):
    """Its value is the key of the picked row, or None. `picked` tells the row, for what else it fills in."""

    picked = Signal(object)  # Row

    def __init__(self, host: Host, picker: Picker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._host, self._picker = host, picker
        self._key: object | None = None
        self._row: Row | None = None
        self._settled = ""  # the text that belongs to the key
        self._wanted = False  # pick the first match as soon as it lands
        self._failed = False
        self._creating = False  # what was typed is being made
        self._popup: PickerPopup | None = None
        self._lookup: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._find)
        FieldMark(self, "down", _("Choose")).clicked.connect(self.open_matches)
        self.edited.connect(self._on_edited)

    def value(self) -> object:
        """The key, or None."""
        return self._key

    @property
    def picker(self) -> Picker:
        """What is picked from."""
        return self._picker

    def pick_from(self, picker: Picker) -> None:
        """Offer the rows of another picker from now on, as when they depend on another field."""
        self._picker = picker
        if self._popup is not None:
            self._popup.deleteLater()
            self._popup = None

    def set_value(self, value: object, text: str | None = None) -> None:
        """Show the row with this key; without `text` its text is looked up."""
        self._key, self._row = value, None
        if value is None or text is not None:
            self._settle(text or "")
            return
        self._settle("")
        request = PageRequest(filters=(Filter(self._picker.query.key, "=", value),), limit=1)
        self._lookup = self._host.fetch(self._picker.query, request, on_done=self._on_looked_up)

    def problem(self) -> str | None:
        """That what was typed fits nothing."""
        if self._failed and self.text().strip() != self._settled:
            text = _("Nothing was found for “{text}”. F4 shows all there are.")
            return text.format(text=self.text().strip())
        return None

    @property
    def picked_row(self) -> Row | None:
        """The row that was picked here; None where the key was set from outside."""
        return self._row

    @property
    def is_choosing(self) -> bool:
        """Whether Enter takes a match."""
        return self._popup is not None and self._popup.isVisible()

    @property
    def waits(self) -> bool:
        """Whether the first match, or what is being made, is taken as soon as it is here."""
        return self._wanted or self._creating

    def open_matches(self) -> None:
        """Show all there is, from the beginning."""
        self._wanted = False
        self.setFocus()
        self._show_popup().search("")

    def settle_now(self) -> bool:
        """Take the match the cursor stands on; False where the answer is still on its way or nothing fits."""
        text = self.text().strip()
        if self._creating:
            return False
        if text == self._settled:
            self._close()
            return True
        if not text:
            self._take_nothing()
            return True
        popup, pending = self._popup, self._pause.isActive()
        if pending or popup is None or popup.isHidden() or popup.model.loading is Loading.UNDER_WAY:
            self._wanted = True
            self._find()
            return self.text().strip() == self._settled
        return self._take(popup.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down walk the matches, Enter takes one, Escape closes them, F4 or Alt+Down opens them."""
        key, open_ = event.key(), self._popup is not None and self._popup.isVisible()
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self.open_matches()
        elif open_ and self._popup is not None and key in steps:
            self._popup.step(steps[Qt.Key(key)])
        elif open_ and key == Qt.Key.Key_Escape:
            self._undo()
        elif open_ and self._popup is not None and key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._popup.making:
                self._create()
            else:
                self._take(self._popup.current())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the text, to be typed over."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle on a match."""
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.settle_now()
            self._close()
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close the matches when the window changes under them."""
        if event.type() == QEvent.Type.Resize:
            self._close()
        return super().eventFilter(watched, event)

    def _on_edited(self) -> None:
        self._failed = self._wanted = False
        self._pause.start()

    def _find(self) -> None:
        self._pause.stop()
        self._show_popup().search(self.text().strip())

    def _show_popup(self) -> PickerPopup:
        if self._popup is None:
            self._popup = PickerPopup(self._host, self._picker, self.window())
            self._popup.chosen.connect(self._take)
            self._popup.landed.connect(self._on_landed)
            self._popup.making_chosen.connect(self._create)
            self.destroyed.connect(self._popup.deleteLater)
            self.window().installEventFilter(self)
        if not self._wanted:
            self._popup.show_below(self)
        return self._popup

    def _on_landed(self) -> None:
        if self._wanted and self._popup is not None:
            self._wanted = False
            self._take(self._popup.current())
            self.left.emit()

    def _take(self, row: Row | None) -> bool:
        self._close()
        if row is None:
            self._failed = True
            return False
        self._key, self._row = row[self._picker.query.key], row
        self._settle(self._picker.text(row))
        self.picked.emit(row)
        return True

    def _create(self) -> None:
        """Make a record of what was typed, and take it."""
        create = self._picker.create
        if create is None or self._creating:
            return
        self._close()
        self._creating = True
        arguments = create.arguments(self.text().strip())
        self._host.run(create.operation, arguments, on_done=self._on_made, on_failed=self._on_not_made, busy=self)

    def _on_made(self, result: object) -> None:
        create = self._picker.create
        if create is not None:
            request = PageRequest(filters=(Filter(self._picker.query.key, "=", create.key(result)),), limit=1)
            self._lookup = self._host.fetch(self._picker.query, request, on_done=self._on_made_found)

    def _on_made_found(self, page: Page) -> None:
        self._creating = False
        if page.rows:
            self._take(as_mapping(self._picker.query, page.rows[0]))
            self.left.emit()

    def _on_not_made(self, error: KontorError) -> None:
        self._creating, self._failed = False, True
        self._host.tell(Message(self._host.explain(error), Level.ERROR, replaces="create"))

    def _take_nothing(self) -> None:
        self._close()
        self._key = self._row = None
        self._settle("")
        self.picked.emit(None)

    def _undo(self) -> None:
        self.setText(self._settled)
        self._close()

    def _settle(self, text: str) -> None:
        self._pause.stop()
        self._settled, self._failed = text.strip(), False
        self.show_text(text)

    def _close(self) -> None:
        self._pause.stop()
        if self._popup is not None:
            self._popup.hide()

    def _on_looked_up(self, page: Page) -> None:
        if page.rows and self.text().strip() == self._settled:
            row = as_mapping(self._picker.query, page.rows[0])
            if row[self._picker.query.key] == self._key:
                self._settle(self._picker.text(row))


def narrowed(picker: Picker, *filters: Filter) -> Picker:
    """The picker with further filters."""
    return replace(picker, filters=(*picker.filters, *filters))
