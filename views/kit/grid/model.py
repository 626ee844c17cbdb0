"""The lines of an entry grid: drafts, what is wrong with them, and one empty line at the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from resources.language import _
from views.kit.form.spec import FieldKind
from views.kit.format import copy_value, format_value
from views.kit.grid.spec import GridColumn, GridSpec
from views.kit.host import Host
from views.kit.list.cell import Cell, CellModel, Index, alignment
from views.kit.undo import Undo

D = TypeVar("D")


@dataclass(frozen=True)
class Line(Generic[D]):
    """A draft, why something could not be taken over into it, how that was typed, and what an operation said of it.

    All but the draft by column name.
    """

    draft: D
    refused: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, str] = field(default_factory=dict)  # of what is refused; it stays, to be mended
    said: Mapping[str, str] = field(default_factory=dict)  # until the line is changed or checked again
    found: dict[str, str] | None = field(default=None, compare=False, repr=False)  # what is wrong, once it was asked


@dataclass(frozen=True)
class Pasted:
    """A block that was taken: its rows, and the names of the columns it filled."""

    rows: range
    names: frozenset[str]


class GridModel(CellModel, Generic[D]):
    """Lines as rows; the last row is an empty line to go on with, unless the lines are fixed."""

    edited = Signal(int, str)  # row, column name: what was typed or picked
    pasted = Signal(object)  # Pasted; instead of `edited` for each cell, where `whole_blocks` is set
    changed = Signal()  # any change of the lines
    place_wanted = Signal(int, str)  # row, column name: the cursor is to go there

    def __init__(
        self, host: Host, spec: GridSpec[D], parent: QObject | None = None, *, undo: Undo | None = None
    ) -> None:
        super().__init__(parent)
        self._host, self.spec = host, spec
        self.columns = spec.columns
        self._lines: list[Line[D]] = [Line(spec.new())]
        self._filled: tuple[D, ...] | None = None  # the lines that hold something, until one changes
        self._checked = False
        self.locked = False
        self.being_pasted = False
        self.whole_blocks = False
        self.undo = undo or Undo(self)
        self.undo.join(self)

    @property
    def grows(self) -> bool:
        """Whether lines can be added and removed."""
        return not (self.locked or self.spec.fixed or self.being_pasted)

    @property
    def lines(self) -> tuple[D, ...]:
        """The lines that hold something."""
        if self._filled is None:
            self._filled = tuple(line.draft for line in self._lines if not self.spec.is_empty(line.draft))
        return self._filled

    def set_lines(self, lines: Sequence[D], *, step: str = "") -> None:
        """Show other lines: as a `step`, named in translated words, else what could be undone is forgotten."""
        if step:
            self.begin(step)
        else:
            self._checked = False
        self._become([Line(draft) for draft in lines])
        if not step:
            self.undo.clear()

    def show_columns(self, spec: GridSpec[D]) -> None:
        """Show the same lines in the columns of another spec."""
        self.beginResetModel()
        self.spec, self.columns = spec, spec.columns
        self._lines = [replace(line, found=None) for line in self._lines]
        self.endResetModel()

    def begin(self, words: str, row: int | None = None, name: str = "") -> None:
        """Something is about to be done with the lines, or with one: `words` name it, translated."""
        self.undo.begin(words, self, (len(self.lines) if row is None else row, name))

    def state(self) -> list[Line[D]]:
        """The lines, to come back to."""
        return list(self._lines)

    def restore(self, state: list[Line[D]]) -> None:
        """Show lines that were here before."""
        self._become(state)

    def show_place(self, where: object) -> None:
        """Ask for the cursor to go to a row and column name."""
        if isinstance(where, tuple):
            self.place_wanted.emit(*where)

    def draft(self, row: int) -> D:
        """The line of a row, empty ones included."""
        return self._lines[row].draft

    def value(self, row: int, column: int) -> object:
        """What a cell holds."""
        return self.columns[column].value_of(self._lines[row].draft)

    def editable(self, row: int, column: int) -> bool:
        """Whether a cell can be typed into."""
        return not self.being_pasted and self.takes(column, self._lines[row].draft)

    def passed(self, row: int, column: int) -> bool:
        """Whether Enter goes on to the cell after this one."""
        declared = self.columns[column]
        return declared.passed_when is not None and declared.passed_when(self._lines[row].draft)

    def takes(self, column: int, draft: D) -> bool:
        """Whether a line takes a value in a column."""
        declared = self.columns[column]
        if self.locked or declared.compute is not None or declared.kind is FieldKind.SHOWN:
            return False
        return declared.editable_when is None or declared.editable_when(draft)

    def put(
        self,
        row: int,
        column: int,
        value: object,
        picked: Mapping[str, object] | None = None,
        *,
        own_step: bool = True,
    ) -> None:
        """Take a typed value, or a picked row with what else it fills in; a step of undo of its own, or not."""
        declared = self.columns[column]
        draft = declared.with_value(self._lines[row].draft, value)
        if declared.fill is not None and picked is not None:
            draft = declared.fill(draft, picked)
        line = self._lines[row]
        taken = Line(draft, _without(line.refused, declared.name), _without(line.typed, declared.name))
        if draft != line.draft or taken.refused != line.refused:
            if own_step:
                self.begin(_(declared.label), row, declared.name)
            self._replace(row, taken)
            self.edited.emit(row, declared.name)

    def refuse(self, row: int, column: int, text: str, typed: str) -> None:
        """Say why what was typed could not be taken over into a cell, and leave it there."""
        line, name = self._lines[row], self.columns[column].name
        self._replace(row, Line(line.draft, {**line.refused, name: text}, {**line.typed, name: typed}))

    def say(self, row: int, column: int, text: str) -> None:
        """Show what an operation found wrong in a cell; it may be right again without the cell being changed."""
        self._replace(row, replace(self._lines[row], said={self.columns[column].name: text}, found=None))

    def replace_lines(self, drafts: Mapping[int, D]) -> None:
        """Put other drafts in the places of many lines at once; not a step of undo."""
        for row, draft in drafts.items():
            self._lines[row] = Line(draft, self._lines[row].refused, self._lines[row].typed)
        if drafts:
            self._filled = None
            self._redraw()
            self.changed.emit()

    def replace_line(self, row: int, draft: D) -> None:
        """Put another draft in a line's place, such as one with its price looked up; not a step of undo."""
        self._replace(row, Line(draft, self._lines[row].refused, self._lines[row].typed))

    def put_below(self, row: int, taken_out: int, drafts: Sequence[D]) -> None:
        """Put lines in the place of some below a row: what follows from the last thing done; not a step of undo.

        The cursor stays where it is, and an input that is open too.
        """
        first, above = row + 1, self._lines[: row + 1]
        if taken_out:
            self.beginRemoveRows(QModelIndex(), first, row + taken_out)
            self._lines = [*above, *self._lines[first + taken_out :]]
            self.endRemoveRows()
        if drafts:
            self.beginInsertRows(QModelIndex(), first, row + len(drafts))
            self._lines = [*above, *map(Line, drafts), *self._lines[first:]]
            self.endInsertRows()
        self._filled = None
        self.changed.emit()

    def remove(self, row: int) -> None:
        """Delete a line; of fixed lines only one that was added."""
        if not 0 <= row < len(self._lines):
            return
        added = self.spec.added is not None and self.spec.added(self._lines[row].draft)
        if self.grows or (added and not self.locked):
            self.begin(_("Delete line"), row)
            self._become(self._lines[:row] + self._lines[row + 1 :])

    def insert(self, row: int, drafts: Sequence[D] = ()) -> None:
        """Put lines, or one empty one, before a row."""
        if self.grows:
            self.begin(_("Insert line"), row)
            made = [Line(draft) for draft in drafts or (self.spec.new(),)]
            self._become(self._lines[:row] + made + self._lines[row:])

    def add_another(self, row: int) -> None:
        """Put a further line for the same thing below a row."""
        if self.spec.another is not None and not self.locked:
            self.begin(_("Insert line"), row + 1)
            added = Line(self.spec.another(self._lines[row].draft))
            self._become([*self._lines[: row + 1], added, *self._lines[row + 1 :]])

    def line(self, row: int) -> Line[D]:
        """A line with what is wrong in it; an empty one below the last."""
        return self._lines[row] if row < len(self._lines) else Line(self.spec.new())

    def take_block(self, row: int, lines: Sequence[Line[D]], words: str, name: str) -> None:
        """Put lines in the place of those from a row on, as one step; from now on all that is wrong is shown."""
        self.begin(words, row, name)
        self._checked = self._checked or len(lines) > 1
        self._become([*self._lines[:row], *lines, *self._lines[row + len(lines) :]])

    def wrong(self, line: Line[D]) -> dict[str, str]:
        """What is wrong in a line, by column name; asked once for each line, which is never changed."""
        if line.found is None:
            object.__setattr__(line, "found", self._wrong(line))  # what follows from a line is no change of it
        return line.found or {}

    def wrong_rows(self) -> int:
        """How many lines there is something wrong in."""
        return sum(1 for line in self._lines if self.wrong(line))

    def next_wrong(self, row: int, column: int, step: int) -> tuple[int, int] | None:
        """The next wrong cell after a place, or before it with a `step` of -1; from the other end after the last."""
        names = [declared.name for declared in self.columns]
        places = [
            (at, names.index(name)) for at, line in enumerate(self._lines) for name in names if name in self.wrong(line)
        ]
        if step < 0:
            places.reverse()
        beyond = (place for place in places if (place > (row, column)) is (step > 0) and place != (row, column))
        return next(beyond, places[0] if places else None)

    def problems(self) -> dict[tuple[int, str], str]:
        """What is wrong, by row and column name; shown in the cells from now on."""
        self._checked = True
        self._lines = [replace(line, said={}) if line.said else line for line in self._lines]
        self._redraw()
        rows = enumerate(self._lines)
        return {(row, name): text for row, line in rows for name, text in self.wrong(line).items()}

    # --- what the table asks

    def rowCount(self, parent: Index | None = None) -> int:
        """The lines, with the empty one."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """As declared."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place that exists."""
        declared, line = self.columns[column], self._lines[row]
        empty = self.spec.is_empty(line.draft)
        value = self.value(row, column)
        text = line.typed.get(declared.name) or ("" if empty else self._text(declared, line.draft, value))
        wrong = {**line.said, **(self.wrong(line) if self._checked else line.refused)}.get(declared.name, "")
        remark = declared.remark(line.draft) if declared.remark else ""
        editable = self.editable(row, column)
        return Cell(text, declared.drawn_as, value, wrong=wrong, remark=remark, editable=editable)

    def copied(self, row: int, column: int) -> str:
        """The cell as it is pasted into a spreadsheet."""
        declared = self.columns[column]
        if declared.kind in {FieldKind.PICKER, FieldKind.CHOICE}:
            return self.cell(row, column).text
        return copy_value(self.value(row, column), declared.drawn_as, self._host.language)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The translated label of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        declared = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{_(declared.label)} *" if declared.required else _(declared.label)
        return alignment(declared.drawn_as) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be gone to; some can be typed into."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return base | Qt.ItemFlag.ItemIsEditable if self.editable(index.row(), index.column()) else base

    # --- inside

    def _text(self, declared: GridColumn[D], draft: D, value: object) -> str:
        if declared.kind is FieldKind.PICKER:
            return declared.shown(draft) if declared.shown and value is not None else str(value or "")
        if declared.kind is FieldKind.CHOICE:
            return next((_(choice.label) for choice in declared.choices if choice.value == value), "")
        return format_value(value, declared.drawn_as, self._host.language)

    def _wrong(self, line: Line[D]) -> dict[str, str]:
        if self.spec.is_empty(line.draft) and not line.refused:
            return {}
        missing = {
            declared.name: _("This must be filled in.")
            for declared in self.columns
            if declared.required and not declared.compute and declared.value_of(line.draft) in {None, ""}
        }
        found = self.spec.check(line.draft) if self.spec.check else {}
        return {**missing, **found, **line.refused}

    def _replace(self, row: int, line: Line[D]) -> None:
        self._lines[row] = line
        self._filled = None
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))
        self._go_on()
        self.changed.emit()

    def _go_on(self) -> None:
        """Keep one empty line at the end."""
        if self.grows and not self.spec.is_empty(self._lines[-1].draft):
            self.beginInsertRows(QModelIndex(), len(self._lines), len(self._lines))
            self._lines.append(Line(self.spec.new()))
            self.endInsertRows()

    def _become(self, lines: list[Line[D]]) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self._filled = None
        if not self._lines or (self.grows and not self.spec.is_empty(self._lines[-1].draft)):
            self._lines.append(Line(self.spec.new()))
        self.endResetModel()
        self.changed.emit()

    def _redraw(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(self.columns) - 1))


def _without(words: Mapping[str, str], name: str) -> Mapping[str, str]:
    return {other: text for other, text in words.items() if other != name}
