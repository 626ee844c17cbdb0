"""A block copied in a spreadsheet, taken into the cells of an entry grid: read in slices, shown whole as one step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from models.database.errors import Invalid
from models.database.listing import Filter, Page, PageRequest
from resources.language import _
from views.kit.form.lines import DECIMALS
from views.kit.form.spec import FieldKind, Picker
from views.kit.grid.looking_up import LookUp
from views.kit.grid.model import GridModel, Line, Pasted
from views.kit.grid.reading import Notation, block, notation_of, read_cell, why_not
from views.kit.host import Host
from views.kit.list.spec import as_mapping

_WRITTEN_SEVERAL_WAYS = frozenset({*DECIMALS, FieldKind.DATE})
_SLICE = 0.012  # seconds that the window may stand still


@dataclass
class _Block:
    """A block on its way into the lines."""

    rows: list[list[str]]
    row: int
    targets: tuple[int, ...]  # the columns its cells go to
    notations: dict[int, Notation] = field(default_factory=dict)
    look_ups: dict[int, LookUp] = field(default_factory=dict)
    made: list[Line[Any]] = field(default_factory=list)

    def column(self, at: int) -> list[str]:
        """Its cells in one of its columns."""
        return [cells[at] for cells in self.rows if at < len(cells)]


class Paste(QObject):
    """Puts a block into a model from a cell on, right and down, over the cells that can be typed into."""

    begun = Signal(int)  # so many rows
    advanced = Signal(int)  # so many rows have been read
    ended = Signal(int)  # so many rows stand in the lines; 0 where it was given up

    def __init__(self, host: Host, model: GridModel[Any]) -> None:
        super().__init__(model)
        self._host, self._model = host, model
        self._block: _Block | None = None
        self._work: Iterator[None] = iter(())
        self._taking = False  # the lines are taking the block
        self._waits_for = 0
        self._today, self._usual = host.today, Notation(host.language)
        self._turn = QTimer(self, interval=0, singleShot=True)
        self._turn.timeout.connect(self._go_on)
        model.modelReset.connect(self._on_reset)

    def put(self, text: str, row: int, column: int) -> None:
        """Take the block; cells that cannot be read keep their value and say why. Nothing is typed meanwhile."""
        if self._block is not None or self._model.locked or not text.strip():
            return
        self._work, self._today, self._usual = iter(()), self._host.today, Notation(self._host.language)
        targets = tuple(place for place in range(column, len(self._model.columns)) if self._typed(place))
        rows = block(text)
        room = len(rows) if self._model.grows else self._model.rowCount() - row
        self._block = pasted = _Block(rows[:room], row, targets)
        self._model.being_pasted = True
        self.begun.emit(len(pasted.rows))
        for at, place in enumerate(targets):
            picker, texts = self._model.columns[place].picker, pasted.column(at)
            if picker is not None and any(texts):
                pasted.look_ups[place] = LookUp(self._host, picker, filter(None, texts), self._on_found, self)
        self._waits_for = len(pasted.look_ups)
        for found in pasted.look_ups.values():
            found.start()
        if not pasted.look_ups:
            self._begin()

    def cancel(self) -> None:
        """Give up what is on its way; the lines stay as they are."""
        if self._block is not None:
            self._work = iter(())
            self._end(0)

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

    # --- in slices

    def _on_reset(self) -> None:
        """Other lines are shown: what is on its way belongs to those before."""
        if not self._taking:
            self.cancel()
            self._work = iter(())

    def _on_found(self) -> None:
        self._waits_for -= 1
        if not self._waits_for:
            self._begin()

    def _begin(self) -> None:
        if self._block is not None:
            self._work = self._steps(self._block)
            self._go_on()

    def _go_on(self) -> None:
        """Work until the window wants its turn."""
        until = time.perf_counter() + _SLICE
        for _done in self._work:
            if time.perf_counter() > until:
                self._turn.start()
                return

    def _steps(self, pasted: _Block) -> Iterator[None]:
        """Read row by row, let the lines take them at once, then tell what was typed in each."""
        for at, place in enumerate(pasted.targets):
            if self._model.columns[place].kind in _WRITTEN_SEVERAL_WAYS:
                pasted.notations[place] = notation_of(pasted.column(at), self._host.language)
                yield
        for number, cells in enumerate(pasted.rows):
            line = self._read(pasted, self._model.line(pasted.row + number), cells)
            self._model.wrong(line)
            pasted.made.append(line)
            if not number % 100:
                self.advanced.emit(number)
            yield
        self._taking = True
        self._model.take_block(pasted.row, pasted.made, _("Paste"), self._model.columns[pasted.targets[0]].name)
        self._taking = False
        self._end(len(pasted.made))
        if self._model.whole_blocks and len(pasted.made) > 1:
            across = max(map(len, pasted.rows))
            names = frozenset(self._model.columns[place].name for place in pasted.targets[:across])
            self._model.pasted.emit(Pasted(range(pasted.row, pasted.row + len(pasted.made)), names))
            return
        for number, cells in enumerate(pasted.rows):
            for place, _text in zip(pasted.targets, cells, strict=False):
                if pasted.row + number < self._model.rowCount():
                    self._model.edited.emit(pasted.row + number, self._model.columns[place].name)
            yield

    def _end(self, rows: int) -> None:
        pasted, self._block = self._block, None
        self._model.being_pasted = False
        if pasted is not None:
            for found in pasted.look_ups.values():
                found.cancel()
                found.deleteLater()
        self.ended.emit(rows)

    def _read(self, pasted: _Block, line: Line[Any], cells: list[str]) -> Line[Any]:
        draft, refused, typed = line.draft, dict(line.refused), dict(line.typed)
        for place, text in zip(pasted.targets, cells, strict=False):
            declared = self._model.columns[place]
            if not self._model.takes(place, draft):
                continue
            for words in (refused, typed):
                words.pop(declared.name, None)
            found = pasted.look_ups.get(place)
            try:
                draft = self._with(draft, place, text, found, pasted.notations.get(place, self._usual))
            except Invalid:
                refused[declared.name] = (found.problems.get(text) if found else None) or why_not(declared, text)
                typed[declared.name] = text
        return Line(draft, refused, typed)

    def _with(self, draft: Any, place: int, text: str, found: LookUp | None, notation: Notation) -> Any:
        """The draft with a cell taken over; raises Invalid where it cannot be read."""
        declared = self._model.columns[place]
        if found is None or not text:
            value = read_cell(declared, text, notation, self._today)
            return declared.with_value(draft, value)
        row = found.rows.get(text)
        if row is None or declared.picker is None:
            raise Invalid("record.not_found", text=text)
        taken = declared.with_value(draft, row[declared.picker.query.key])
        return declared.fill(taken, row) if declared.fill is not None else taken
