"""Makes a built report: reads its rows or groups within a time limit, and lays the figures out under their headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import column, func, select
from sqlalchemy.exc import DBAPIError

from models.database.building import DATED, Definition, Fold, Key, Measure, Source, Step
from models.database.built import Built, BuiltRow, Head
from models.database.built_days import period_days
from models.database.built_groups import Cell, Groups, fetch_groups_of, keeps_currencies_apart
from models.database.built_names import checked, filters_from
from models.database.errors import Rejected
from models.database.listing import Column, Filter, Kind, PageRequest
from models.database.paging import fetch_page, narrowed
from models.database.work import Work

SECONDS = 15
_CANCELLED = "57014"
#: Rows of a list; of groups there are fewer.
MOST_ROWS = 10_000


def build(
    work: Work, *, source: Source, definition: Definition, first: date | None = None, last: date | None = None
) -> Built:
    """The report of the rows between two days, both included, with the reader's own rights.

    Rejected `report.too_slow` where the database needs longer than `SECONDS`; Invalid for names the source lacks.
    """
    wanted = checked(definition, source)
    filters = (*wanted.filters, *_of_days(source, first, last))
    work.connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{SECONDS}s'")
    try:
        made = _grouped(work, source, wanted, filters) if wanted.grouped else _listed(work, source, wanted, filters)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == _CANCELLED:
            raise Rejected("report.too_slow", seconds=SECONDS) from error
        raise
    return replace(made, first=first, last=last)


def _of_days(source: Source, first: date | None, last: date | None) -> tuple[Filter, ...]:
    made = []
    if source.day and first is not None:
        made.append(Filter(source.day, ">=", first))
    if source.day and last is not None:
        made.append(Filter(source.day, "<", last + timedelta(days=1)))
    return tuple(made)


# --- lists


def _listed(work: Work, source: Source, wanted: Definition, filters: tuple[Filter, ...]) -> Built:
    heads = tuple(Head(source.query.column(name)) for name in wanted.columns)
    order = _list_order(source, wanted)
    descending = wanted.descending if order else None
    request = PageRequest(filters, order=order, limit=MOST_ROWS + 1, descending=descending)
    page = fetch_page(work, query=source.query, request=request)
    names = [declared.name for declared in source.query.columns]
    places = [names.index(name) for name in wanted.columns]
    opens = names.index(source.opens[1]) if source.opens[1] in names else None
    rows = tuple(
        BuiltRow(tuple(row[place] for place in places), key=None if opens is None else row[opens])
        for row in page.rows[:MOST_ROWS]
    )
    totals = _list_totals(work, source, wanted, filters) if wanted.totals and rows else ()
    return Built(heads, rows, totals, cut=len(page.rows) > MOST_ROWS)


def _list_order(source: Source, wanted: Definition) -> tuple[str, ...]:
    if wanted.order is None or wanted.order >= len(wanted.columns):
        return ()
    return (wanted.columns[wanted.order], source.query.key)


def _list_totals(work: Work, source: Source, wanted: Definition, filters: tuple[Filter, ...]) -> tuple[BuiltRow, ...]:
    """The sums of amounts, quantities left out: those of different units have none. None where currencies differ."""
    summed = [c.name for c in source.summable if c.kind is Kind.MONEY and c.name in wanted.columns]
    if not summed:
        return ()
    currencies = func.count(column(source.currency).distinct()) if source.currency else func.count()
    asked: Any = select(currencies, *(func.sum(column(name)) for name in summed))
    statement = narrowed(work, asked, query=source.query, request=PageRequest(filters))
    found = work.connection.execute(statement).one()
    if source.currency and found[0] > 1:
        return ()
    sums = dict(zip(summed, found[1:], strict=True))
    return (BuiltRow(tuple(sums.get(name) for name in wanted.columns)),)


# --- groups


def _grouped(work: Work, source: Source, wanted: Definition, filters: tuple[Filter, ...]) -> Built:
    if not wanted.measures:
        wanted = replace(wanted, measures=(Measure("", Fold.COUNT),))
    groups = fetch_groups_of(work, source, wanted, filters)
    layout = _Layout(source, wanted, filters, groups)
    across = source.query.column(wanted.across.column) if wanted.across else None
    return Built(layout.heads, layout.rows(), layout.totals(), across, cut=groups.cut)


class _Layout:
    """Cells under headings: the keys, then the figures of each value across, of the rest, and of all."""

    def __init__(self, source: Source, wanted: Definition, filters: tuple[Filter, ...], groups: Groups) -> None:
        self._source, self._wanted, self._filters, self._groups = source, wanted, filters, groups
        self._apart = keeps_currencies_apart(source, wanted)
        self._places: list[tuple[str | None, bool]] = [(None, False)]
        if wanted.across is not None:
            self._places = [(value, False) for value in groups.across]
            self._places += [("", True)] if groups.more else []
            self._places += [(None, False)] if len(self._places) > 1 else []
        self.heads = (*self._key_heads(), *self._figure_heads())

    def rows(self) -> tuple[BuiltRow, ...]:
        """A row for each group, in the order asked for."""
        rows = list(self._rows(cell for cell in self._groups.cells if cell.keys is not None))
        order = self._wanted.order
        if order is not None and order < len(self.heads):
            rows.sort(key=lambda row: _rank(row.values[order], descending=self._wanted.descending))
        elif self._wanted.descending:
            rows.reverse()
        return tuple(rows)

    def totals(self) -> tuple[BuiltRow, ...]:
        """The figures of all groups together, for each currency; none where there are no groups to sum."""
        if not self._wanted.totals or not self._wanted.keys:
            return ()
        return tuple(self._rows(cell for cell in self._groups.cells if cell.keys is None))

    def _rows(self, cells: Iterable[Cell]) -> Iterable[BuiltRow]:
        by_row: dict[tuple[str, tuple[object, ...] | None], dict[tuple[str | None, bool], Cell]] = {}
        for cell in cells:
            by_row.setdefault((cell.currency, cell.keys), {})[cell.across, cell.rest] = cell
        for (currency, keys), found in by_row.items():
            yield self._row(currency, keys, found)

    def _row(
        self, currency: str, keys: tuple[object, ...] | None, found: dict[tuple[str | None, bool], Cell]
    ) -> BuiltRow:
        width = len(self._wanted.keys)
        values: list[object] = [currency] if self._apart else []
        values += keys if keys is not None else [None] * width
        of_row = [*self._filters, *self._of_keys(currency, keys)]
        behind = {at: tuple(of_row) for at in range(len(values))}
        for place in self._places:
            conditions = (*of_row, *self._of_place(place))
            cell = found.get(place)
            for number in range(len(self._wanted.measures)):
                if cell is not None:
                    behind[len(values)] = conditions
                values.append(cell.figures[number] if cell is not None else None)
        return BuiltRow(tuple(values), behind)

    def _of_keys(self, currency: str, keys: tuple[object, ...] | None) -> list[Filter]:
        made = [Filter(self._source.currency, "=", currency)] if self._apart else []
        for key, value in zip(self._wanted.keys, keys or (), strict=False):
            made += _conditions(self._source, key, value)
        return made

    def _of_place(self, place: tuple[str | None, bool]) -> list[Filter]:
        value, is_rest = place
        across = self._wanted.across
        if across is None or value is None:
            return []
        if not is_rest:
            return _conditions(self._source, across, _typed(self._source, across, value))
        return _of_rest(self._source, across, self._groups.across)

    def _key_heads(self) -> Iterable[Head]:
        if self._apart:
            yield Head(self._source.query.column(self._source.currency))
        for key in self._wanted.keys:
            declared = self._source.query.column(key.column)
            if key.step is not Step.VALUE:
                yield Head(replace(declared, kind=Kind.TEXT))
            else:
                yield Head(replace(declared, kind=Kind.DATE) if declared.kind is Kind.TIMESTAMP else declared)

    def _figure_heads(self) -> Iterable[Head]:
        lies_across = self._wanted.across is not None
        for value, is_rest in self._places:
            for measure in self._wanted.measures:
                total = lies_across and value is None
                yield Head(_measured(self._source, measure), measure.fold, value, is_rest, total)


def _measured(source: Source, measure: Measure) -> Column:
    if measure.fold is Fold.COUNT:
        return Column("count", "", Kind.INTEGER)
    if measure.fold is Fold.RATIO:
        ratio = source.ratio(measure.column)
        return Column(ratio.name, ratio.label, Kind.PERCENT)
    declared = source.query.column(measure.column)
    is_mean = measure.fold is Fold.AVERAGE and declared.kind is Kind.INTEGER
    return replace(declared, kind=Kind.QUANTITY) if is_mean else declared


def _conditions(source: Source, key: Key, value: object) -> list[Filter]:
    """The conditions that leave the rows of one group."""
    declared = source.query.column(key.column)
    if value is None or (value == "" and declared.kind not in {Kind.TEXT, Kind.STATUS}):
        return [Filter(key.column, "=", None)]
    if key.step is not Step.VALUE:
        first, past = period_days(str(value))
        return [Filter(key.column, ">=", first), Filter(key.column, "<", past)]
    if declared.kind is Kind.TIMESTAMP and isinstance(value, date):
        return [Filter(key.column, ">=", value), Filter(key.column, "<", value + timedelta(days=1))]
    return [Filter(key.column, "=", value)]


def _of_rest(source: Source, across: Key, listed: Sequence[str]) -> list[Filter]:
    """The conditions of all that has no column of its own: other values, or the days before the first that has."""
    if source.query.column(across.column).kind in DATED:
        made = _conditions(source, across, _typed(source, across, min(listed)))
        return [Filter(across.column, "before", made[0].value)]
    is_text = source.query.column(across.column).kind in {Kind.TEXT, Kind.STATUS}
    values = tuple(_typed(source, across, value) for value in listed if value or is_text)
    # What is empty has a column of its own, or is one of the rest.
    return [Filter(across.column, "not in" if "" in listed else "none of", values)]


def _typed(source: Source, key: Key, value: str) -> object:
    """A value across, which travels as text, as its column holds it."""
    declared = source.query.column(key.column)
    if key.step is not Step.VALUE or declared.kind in {Kind.TEXT, Kind.STATUS} or not value:
        return value
    if declared.kind is Kind.BOOLEAN:
        return value == "true"
    (made,) = filters_from([[key.column, "=", value]], source)
    return made.value


def _rank(value: Any, *, descending: bool) -> tuple[bool, Any]:
    """Sorts numbers, days and texts, what is empty last either way."""
    if value is None:
        return (True, 0)
    if isinstance(value, str):
        return (False, _Reversed(value)) if descending else (False, value)
    if isinstance(value, datetime | date):
        number = value.toordinal()
        return (False, -number if descending else number)
    return (False, -value if descending else value)


class _Reversed:
    """A text that sorts the other way round."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __lt__(self, other: _Reversed) -> bool:
        return self._text > other._text
