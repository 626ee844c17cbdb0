"""An entry grid: Enter moves on and makes the next line, pickers search as one types, blocks are pasted whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from resources.language import _
from views.kit.grid.model import GridModel
from views.kit.grid.report import PasteReport
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.kit.grid.table import EntryTable
from views.kit.grid.totals import ColumnTotals, TotalsBlock
from views.kit.host import Host
from views.kit.text import Card, Rule, column
from views.kit.undo import Undo

D = TypeVar("D")

_MANY, _PAUSE = 500, 80  # lines, and the milliseconds after a change of so many until they are added up


class EntryGrid(Card, Generic[D]):
    """Lines of a document with their totals. `lines` are those that hold something."""

    changed = Signal()  # any change of the lines
    edited = Signal(int, str)  # row, column name: typed or picked; the place to look a price up
    left_at_end = Signal()  # Enter on the empty last line: go on with what follows the grid

    def __init__(  # noqa: PLR0913 - what a grid is made of
        self,
        host: Host,
        spec: GridSpec[D],
        lines: Sequence[D] = (),
        *,
        name: str = "",
        undo: Undo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.spec = spec
        self.model: GridModel[D] = GridModel(host, spec, self, undo=undo)
        self.table = EntryTable(host, self.model, self)
        self.table.setAccessibleName(name or _("Lines"))
        self._columns = ColumnTotals(self.table, host.language)
        self._block = TotalsBlock(host.language)
        self.report = PasteReport(self.table, self.model, host.language, self)
        self.table.mend_asked.connect(self.report.go)
        layout = column(self, margin=1, spacing=0)
        layout.addWidget(self.report)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._columns)
        self._columns.setVisible(spec.column_totals is not None)
        if spec.totals is not None:
            layout.addWidget(Rule())
        layout.addWidget(self._block)
        self.setFocusProxy(self.table)
        self._later = QTimer(self, interval=_PAUSE, singleShot=True)
        self._later.timeout.connect(self._tell)
        self.model.changed.connect(self._on_changed)
        self.model.edited.connect(self.edited)
        self.table.left_at_end.connect(self.left_at_end)
        self.set_lines(lines)

    @property
    def lines(self) -> tuple[D, ...]:
        """The lines that hold something."""
        return self.model.lines

    @property
    def totals(self) -> TotalsBlock:
        """The figures below."""
        return self._block

    def set_lines(self, lines: Sequence[D], *, step: str = "") -> None:
        """Show other lines; as a `step` that can be undone, named in translated words, or as what is stored."""
        self.report.forget()
        self.model.set_lines(lines, step=step)
        if not lines:
            self.table.begin_anew()

    def set_totals(self, totals: Callable[[Sequence[D]], Sequence[Total]] | None) -> None:
        """Compute the figures below in another way, as with tax rates that have come meanwhile."""
        self.spec = replace(self.spec, totals=totals)
        self._on_changed()

    def set_columns(self, columns: tuple[GridColumn[D], ...]) -> None:
        """Show other columns, as those of dimensions that have come meanwhile; lines and cursor stay."""
        name = self.spec.columns[max(0, self.table.currentIndex().column())].name
        row, chosen = self.table.currentIndex().row(), self.table.currentIndex().isValid()
        self.spec = replace(self.spec, columns=columns)
        self.model.show_columns(self.spec)
        self.table.spread()
        names = [declared.name for declared in columns]
        if chosen and name in names:
            self.table.setCurrentIndex(self.model.index(row, names.index(name)))
        self._on_changed()

    def set_locked(self, locked: bool) -> None:  # noqa: FBT001 - reads as a setter of Qt
        """Show without letting anything be typed."""
        self.model.locked = locked
        self.set_lines(self.lines)

    def replace_line(self, row: int, draft: D, *, step: str = "") -> None:
        """Put another draft in a line's place: what follows from the last thing done, or a `step` of its own."""
        if step:
            self.model.begin(step, row)
        self.model.replace_line(row, draft)

    def line(self, row: int) -> D:
        """The line of a row, empty ones included."""
        return self.model.draft(row)

    def show_problem(self, row: int, name: str, text: str) -> None:
        """Say in a cell what the operation said was wrong."""
        names = [declared.name for declared in self.spec.columns]
        self.model.say(row, names.index(name), text)
        self.table.go_to(row, name)

    def check(self) -> bool:
        """Whether all lines are right; marks what is not and goes to the first wrong cell."""
        if not self.table.settle():
            return False
        problems = self.model.problems()
        if problems:
            self.table.go_to(*next(iter(problems)))
        return not problems

    def _on_changed(self) -> None:
        """Tell at once; of many lines, where one change may follow another, now and then."""
        if self.model.rowCount() < _MANY:
            self._tell()
        elif not self._later.isActive():
            self._later.start()

    def _tell(self) -> None:
        lines = self.lines
        if self.spec.column_totals is not None:
            sums = self.spec.column_totals(lines)
            kinds = {declared.name: (place, declared.drawn_as) for place, declared in enumerate(self.spec.columns)}
            self._columns.show_figures({kinds[name][0]: (value, kinds[name][1]) for name, value in sums.items()})
        self._block.show_totals(self.spec.totals(lines) if self.spec.totals else ())
        self.changed.emit()
