"""What became of a pasted block: how far it is, how many rows are fine, and the way from one mistake to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from models.database.listing import Kind
from resources.language import _, ngettext
from views.kit.form.notice import Notice
from views.kit.format import format_value
from views.kit.grid.model import GridModel
from views.kit.text import Label, LinkButton, row
from views.kit.theme.tokens import SPACE_3

if TYPE_CHECKING:
    from views.kit.grid.table import EntryTable

_PAUSE = 120  # milliseconds from a change of the lines until they are counted


class PasteReport(Notice):
    """Stands above the cells from the beginning of a paste until all of it is mended or forgotten."""

    mending_changed = Signal(bool)

    def __init__(self, table: EntryTable, model: GridModel[Any], language: str, parent: QWidget | None = None) -> None:
        super().__init__("info", "info", parent)
        self._table, self._model, self._language = table, model, language
        self._rows = 0
        self._says, self._where = Label("", strong=True), Label("", wrap=True)
        self._previous, self._next = LinkButton(_("Previous (Shift+F8)")), LinkButton(_("Next (F8)"))
        self._previous.clicked.connect(self._on_previous)
        self._next.clicked.connect(self._on_next)
        self._arrange()
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.count)
        paste = table.paste
        paste.begun.connect(self._on_begun)
        paste.advanced.connect(self._on_advanced)
        paste.ended.connect(self._on_ended)
        model.changed.connect(self._on_changed)
        table.selectionModel().currentChanged.connect(self._say_where)

    @property
    def words(self) -> str:
        """What it says."""
        return self._says.text()

    @property
    def where(self) -> str:
        """What it says of the mistake that the cursor stands on."""
        return self._where.text()

    def count(self) -> None:
        """Count the lines anew."""
        lines, wrong = len(self._model.lines), self._model.wrong_rows()
        fine = max(0, lines - wrong)
        texts = [ngettext("{count} row is fine", "{count} rows are fine", fine).format(count=self._figure(fine))]
        if wrong:
            texts.append(ngettext("{count} to mend", "{count} to mend", wrong).format(count=self._figure(wrong)))
        self._say(", ".join(texts), "bad" if wrong else "good", "error" if wrong else "check")
        self._mend(going=bool(wrong))

    def go(self, step: int) -> None:
        """Put the cursor into the next wrong cell, or the previous one."""
        index = self._table.currentIndex()
        found = self._model.next_wrong(index.row(), index.column(), step)
        if found is not None:
            self._table.go_to(found[0], self._model.columns[found[1]].name)
            self._say_where()

    def forget(self) -> None:
        """Other lines are shown."""
        self._pause.stop()
        self._mend(going=False)
        self.hide()

    def _on_begun(self, rows: int) -> None:
        self._rows = rows
        self._on_advanced(0)

    def _on_advanced(self, rows: int) -> None:
        text = _("Reading row {done} of {rows}…")
        self._mend(going=False)
        self._say(text.format(done=self._figure(rows), rows=self._figure(self._rows)), "info", "info")
        self.setVisible(self._rows > 1)

    def _on_ended(self, rows: int) -> None:
        if rows > 1:
            self._pause.start(0)
        else:
            self.forget()

    def _on_changed(self) -> None:
        if not self.isHidden() and not self._model.being_pasted and not self._pause.isActive():
            self._pause.start()

    def _on_previous(self) -> None:
        self.go(-1)

    def _on_next(self) -> None:
        self.go(1)

    def _mend(self, *, going: bool) -> None:
        for part in (self._previous, self._next):
            part.setVisible(going)
        self._table.mending = going
        self._say_where()

    def _say_where(self) -> None:
        """The words of the mistake under the cursor: a tooltip alone would ask for the mouse."""
        index, text = self._table.currentIndex(), ""
        if self._table.mending and index.isValid():
            name = self._model.columns[index.column()].name
            found = self._model.wrong(self._model.line(index.row())).get(name, "")
            place = _("Row {row}, {column}: {problem}")
            label = _(self._model.columns[index.column()].label)
            text = found and place.format(row=self._figure(index.row() + 1), column=label, problem=found)
        self._where.setText(text)
        self._where.setVisible(bool(text))

    def _say(self, text: str, tone: str, icon: str) -> None:
        self._says.setText(text)
        for label in (self._says, self._where):
            label.set_ink(tone)
        self.set_tone(tone, icon)

    def _figure(self, number: int) -> str:
        return format_value(number, Kind.INTEGER, self._language)

    def _arrange(self) -> None:
        line = row(spacing=SPACE_3)
        line.addWidget(self._says)
        line.addWidget(self._previous)
        line.addWidget(self._next)
        line.addStretch()
        self.content.addLayout(line)
        self.content.addWidget(self._where)
