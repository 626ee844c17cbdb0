"""The rows of a list taken together by one column: how many they are and what they come to; each group opens them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHeaderView, QMenu

from models.database.errors import KontorError
from models.database.grouping import CURRENCY, Group, fetch_groups, has_currency
from models.database.listing import Column, Kind, ListQuery, PageRequest
from resources.language import N_, _
from views.kit.format import format_value
from views.kit.host import ExportFormat, Host, Job, TableExport
from views.kit.list.table import RowTable
from views.kit.table import FixedModel, TableRow

#: What rows can be taken together by.
_GROUPING = frozenset({Kind.TEXT, Kind.STATUS, Kind.DATE, Kind.TIMESTAMP, Kind.BOOLEAN})
_WIDTH = 16  # characters
_COUNT = Column("count", N_("Rows"), Kind.INTEGER, width=8)


class Groups(QObject):
    """Shows the groups of a list in `table`. `chosen` carries the column and the value whose rows are wanted."""

    chosen = Signal(str, object)
    loaded = Signal()
    failed = Signal(object)  # KontorError

    def __init__(self, host: Host, query: ListQuery, sums: Sequence[Column], parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._query, self._sums = host, query, tuple(sums)
        self._currency = (query.column(CURRENCY),) if has_currency(query) and sums else ()
        self.by: Column | None = None
        self._groups: Sequence[Group] = ()
        self._job: Job | None = None
        self._offered: QMenu | None = None
        self.table = RowTable()
        self.table.setAccessibleName(_(query.title))
        self.table.opened.connect(self._on_opened)
        self.table.opened_beside.connect(self._on_opened)
        self._model = FixedModel(host, (), self)

    @property
    def columns(self) -> tuple[Column, ...]:
        """What rows can be taken together by."""
        return tuple(column for column in self._query.columns if not column.hidden and column.kind in _GROUPING)

    def offer_in(self, menu: QMenu, choose: Callable[[str], None]) -> None:
        """Put the choices at the end of a menu: none, or one of the columns; `choose` gets its name."""
        menu.aboutToShow.connect(partial(self._offer, menu, choose))

    def _offer(self, menu: QMenu, choose: Callable[[str], None]) -> None:
        if self._offered is not None:
            self._offered.deleteLater()
        self._offered = inner = menu.addMenu(_("Group by"))
        for name, label in (("", _("Nothing")), *((column.name, _(column.label)) for column in self.columns)):
            act = inner.addAction(label)
            act.setCheckable(True)
            act.setChecked(name == (self.by.name if self.by else ""))
            act.triggered.connect(partial(_pass_on, choose, name))

    def take_together(self, name: str) -> None:
        """Group by a column from the next loading on; by none where there is none called `name`."""
        self.by = next((column for column in self.columns if column.name == name), None)
        if self.by is not None:
            shown = replace(self.by, kind=Kind.TEXT) if _by_month(self.by) else self.by
            self._model = FixedModel(self._host, (shown, *self._currency, _COUNT, *self._sums), self)
            self.table.setModel(self._model)
            one = self.table.fontMetrics().averageCharWidth()
            for place in range(1, len(self._model.columns)):
                self.table.setColumnWidth(place, one * _WIDTH)
            self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def load(self, request: PageRequest) -> None:
        """Fetch the groups of what `request` asks for."""
        if self.by is None:
            return
        if self._job is not None:
            self._job.cancel()
        arguments = {
            "query": self._query,
            "request": request,
            "by": self.by.name,
            "sums": tuple(column.name for column in self._sums),
        }
        self._job = self._host.read(fetch_groups, arguments, on_done=self._on_groups, on_failed=self._on_failed)

    def export(self, form: ExportFormat) -> None:
        """Write the groups as they stand."""
        rows = tuple(row.values for row in self._model.rows)
        self._host.export_table(TableExport(_(self._query.title), self._model.columns, rows, form))

    def _on_groups(self, groups: Sequence[Group]) -> None:
        self._job, self._groups = None, groups
        rows = [TableRow((self._shown(one.value), *self._currencies(one), one.count, *one.sums)) for one in groups]
        if len(rows) > 1:
            rows += [self._total([one for one in groups if one.currency == each]) for each in _currencies_of(groups)]
        self._model.set_rows(rows)
        self.loaded.emit()

    def _total(self, groups: Sequence[Group]) -> TableRow:
        sums = [sum((one.sums[n] for one in groups), Decimal(0)) for n in range(len(self._sums))]
        count = sum(one.count for one in groups)
        return TableRow((_("Total"), *self._currencies(groups[0]), count, *sums), total=True)

    def _currencies(self, group: Group) -> tuple[str, ...]:
        return (group.currency,) if self._currency else ()

    def _on_failed(self, error: KontorError) -> None:
        self._job = None
        self.failed.emit(error)

    def _on_opened(self, row: int) -> None:
        if self.by is not None and row < len(self._groups):
            self.chosen.emit(self.by.name, self._groups[row].value)

    def _shown(self, value: object) -> object:
        if value in {None, ""}:
            return _("(empty)") if self.by is not None and self.by.kind is not Kind.STATUS else ""
        return f"{value:%Y-%m}" if isinstance(value, date) else value


def condition(column: Column, value: object, language: str) -> str:
    """The words of the search line that leave only the rows of a group."""
    if value in {None, ""}:
        return f'{column.name}:""'
    if isinstance(value, date):
        return f"{column.name}:{value:%Y-%m}"
    if column.kind is Kind.STATUS:
        return f"{column.name}={value}"
    text = format_value(value, column.kind, language)
    return f'{column.name}="{text}"' if column.kind is Kind.TEXT else f"{column.name}:{text.lower()}"


def _currencies_of(groups: Sequence[Group]) -> list[str]:
    return sorted({one.currency for one in groups})


def _by_month(column: Column) -> bool:
    return column.kind in {Kind.DATE, Kind.TIMESTAMP}


def _pass_on(choose: Callable[[str], None], name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a slot
    choose(name)
