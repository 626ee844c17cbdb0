"""A block copied in a spreadsheet, taken into the cells of an entry grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from models.database.errors import Invalid
from models.database.listing import Filter, Page, PageRequest
from resources.language import _
from views.kit.form.arithmetic import compute
from views.kit.form.dates import parse_date
from views.kit.form.lines import DECIMALS
from views.kit.form.spec import FieldKind, Picker
from views.kit.grid.model import GridModel
from views.kit.grid.spec import GridColumn
from views.kit.host import Host
from views.kit.list.spec import as_mapping

_TRUE = frozenset({"1", "x", "yes", "ja", "true", "sant"})


def block(text: str) -> list[list[str]]:
    """The cells of copied text: lines parted by line breaks, cells by tabs; a trailing line break is none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    return [[cell.strip().strip('"') for cell in line.split("\t")] for line in lines]


class Paste(QObject):
    """Puts a block into a model from a cell on, right and down, over the cells that can be typed into."""

    def __init__(self, host: Host, model: GridModel[Any]) -> None:
        super().__init__(model)
        self._host, self._model = host, model

    def put(self, text: str, row: int, column: int) -> None:
        """Take the block; cells that cannot be read keep their value and say why."""
        rows = block(text)
        self._model.begin(_("Paste"), row, self._model.columns[column].name)
        self._model.ensure(row + len(rows))
        for down, cells in enumerate(rows[: self._model.rowCount() - row]):
            targets = (place for place in range(column, len(self._model.columns)) if self._typed(place))
            self._put_cells(row + down, list(zip(targets, cells, strict=False)))

    def repeat(self, row: int, column: int) -> None:
        """Take the value of the cell above; a picked record is read again for what else it fills in."""
        declared, value = self._model.columns[column], self._model.value(row - 1, column)
        if declared.picker is None or value is None:
            self._model.put(row, column, value)
            return
        query = declared.picker.query
        request = PageRequest(filters=(Filter(query.key, "=", value),), limit=1)
        self._host.fetch(query, request, on_done=partial(self._on_read_again, row, column, declared.picker))

    def _on_read_again(self, row: int, column: int, picker: Picker, page: Page) -> None:
        if page.rows and row < self._model.rowCount():
            picked = as_mapping(picker.query, page.rows[0])
            self._model.put(row, column, picked[picker.query.key], picked)

    def _typed(self, place: int) -> bool:
        declared = self._model.columns[place]
        return declared.compute is None and declared.kind is not FieldKind.SHOWN

    def _put_cells(self, row: int, cells: Sequence[tuple[int, str]]) -> None:
        """From the left; what stands right of a picked record waits for it, being more than it fills in by itself."""
        for number, (place, text) in enumerate(cells):
            picker = self._model.columns[place].picker
            if picker is not None and text and self._model.editable(row, place):
                self._look_up(row, cells[number:], picker)
                return
            self._put_cell(row, place, text)

    def _put_cell(self, row: int, place: int, text: str) -> None:
        if not self._model.editable(row, place):
            return
        try:
            value = read_cell(self._model.columns[place], text, self._host.language, self._host.today)
        except Invalid:
            self._model.refuse(row, place, _("“{text}” cannot be read here.").format(text=text))
            return
        self._model.put(row, place, value, own_step=False)

    def _look_up(self, row: int, cells: Sequence[tuple[int, str]], picker: Picker) -> None:
        request = PageRequest(filters=picker.filters, text=cells[0][1], limit=20)
        self._host.fetch(picker.query, request, on_done=partial(self._on_found, row, cells, picker))

    def _on_found(self, row: int, cells: Sequence[tuple[int, str]], picker: Picker, page: Page) -> None:
        (place, text), *rest = cells
        if row >= self._model.rowCount():
            return
        found = [as_mapping(picker.query, values) for values in page.rows]
        alike = [one for one in found if text.casefold() in {str(one[name]).casefold() for name in picker.columns}]
        chosen = alike or found
        if len(chosen) == 1:
            self._model.put(row, place, chosen[0][picker.query.key], chosen[0], own_step=False)
        else:
            message = _("“{text}” fits several.") if chosen else _("Nothing was found for “{text}”.")
            self._model.refuse(row, place, message.format(text=text))
        self._put_cells(row, rest)


def read_cell(declared: GridColumn[Any], text: str, language: str, today: date) -> object:
    """A pasted text as the column's value; raises Invalid."""
    if declared.kind in DECIMALS:
        return _number(declared, text, language)
    readers: dict[FieldKind, Callable[[], object]] = {
        FieldKind.DATE: lambda: parse_date(text, today=today),
        FieldKind.BOOLEAN: lambda: text.casefold() in _TRUE,
        FieldKind.CHOICE: lambda: _choice(declared, text),
        FieldKind.PICKER: lambda: None,
    }
    return readers.get(declared.kind, lambda: text)()


def _number(declared: GridColumn[Any], text: str, language: str) -> object:
    if not text:
        return None
    number = compute(text.removesuffix("%"), language=language, decimals=DECIMALS[declared.kind])
    return int(number) if declared.kind is FieldKind.INTEGER else number


def _choice(declared: GridColumn[Any], text: str) -> object:
    for choice in declared.choices:
        if text.casefold() in {str(choice.value).casefold(), _(choice.label).casefold()}:
            return choice.value
    raise Invalid("choice.unknown", text=text)
