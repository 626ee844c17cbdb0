"""A built report as JSON, and the check that it names nothing but what its source declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from models.database.building import DATED, NUMERIC, Definition, Fold, Key, Measure, Source, Span, Step
from models.database.errors import Invalid
from models.database.listing import Column, Filter, Kind

_MANY = frozenset({"in", "not in", "none of"})
_OPERATORS = _MANY | {"=", "<>", "<", "<=", ">", ">=", "before", "holds", "holds not", "starts"}
_MOST_ACROSS = 24
_CHARTS = frozenset({"", "bar", "line"})
_PLAIN = ("source", "top", "order", "descending", "totals", "chart", "line", "language")


def checked(definition: Definition, source: Source) -> Definition:
    """The same definition, or Invalid `report.unknown_column` for what the source does not offer."""
    names = {column.name for column in source.query.columns}
    shown = {column.name for column in source.columns}
    keys = (*definition.keys, *((definition.across,) if definition.across else ()))
    asked = [*definition.columns, *(key.column for key in keys)]
    for name in asked:
        _demand(name, name in shown)
    for key in keys:
        _demand(key.column, not key.step or source.query.column(key.column).kind in DATED)
    for measure in definition.measures:
        _demand(measure.column, _can_be_measured(measure, source))
    for condition in definition.filters:
        _demand(condition.column, condition.column in names and condition.operator in _OPERATORS)
    _demand(definition.chart, definition.chart in _CHARTS)
    if not definition.grouped and not definition.columns:
        definition = replace(definition, columns=tuple(c.name for c in source.columns if not c.optional))
    return replace(definition, top=max(1, min(definition.top, _MOST_ACROSS)))


def _demand(name: str, known: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not known:
        raise Invalid("report.unknown_column", field="definition", column=name)


def _can_be_measured(measure: Measure, source: Source) -> bool:
    if measure.fold is Fold.COUNT:
        return not measure.column
    if measure.fold is Fold.RATIO:
        return any(ratio.name == measure.column for ratio in source.ratios)
    kinds = {column.name: column.kind for column in source.columns}
    kind = kinds.get(measure.column)
    if measure.fold is Fold.SUM:
        return kind in NUMERIC - {Kind.PERCENT}
    return kind in NUMERIC or (kind in DATED and measure.fold in {Fold.LEAST, Fold.GREATEST})


def to_stored(definition: Definition) -> dict[str, Any]:
    """The definition as JSON can hold it."""
    stored: dict[str, Any] = {name: getattr(definition, name) for name in _PLAIN}
    stored |= {"columns": list(definition.columns), "span": definition.span.value}
    stored["keys"] = [[key.column, key.step.value] for key in definition.keys]
    stored["across"] = [definition.across.column, definition.across.step.value] if definition.across else None
    stored["measures"] = [[measure.column, measure.fold.value] for measure in definition.measures]
    stored["filters"] = stored_filters(definition.filters)
    return stored


def from_stored(stored: Mapping[str, Any], source: Source) -> Definition:
    """The definition that was stored; Invalid where it is none of this source."""
    try:
        across = stored.get("across")
        made = Definition(
            columns=tuple(map(str, stored.get("columns", ()))),
            keys=tuple(Key(str(column), Step(step)) for column, step in stored.get("keys", ())),
            across=Key(str(across[0]), Step(across[1])) if across else None,
            measures=tuple(Measure(str(column), Fold(fold)) for column, fold in stored.get("measures", ())),
            filters=filters_from(stored.get("filters", ()), source),
            span=Span(stored.get("span", Span.ALL)),
            **{name: stored[name] for name in _PLAIN if name in stored},
        )
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise Invalid("report.unreadable", field="definition") from error
    return checked(made, source)


def stored_filters(filters: Sequence[Filter]) -> list[list[object]]:
    """Conditions as JSON can hold them."""
    return [[f.column, f.operator, _stored_value(f.value)] for f in filters]


def filters_from(stored: Sequence[Sequence[Any]], source: Source) -> tuple[Filter, ...]:
    """Conditions as they were stored, their values of the kinds of their columns; KeyError for an unknown column."""
    return tuple(_filter(source.query.column(str(name)), str(operator), value) for name, operator, value in stored)


def _filter(column: Column, operator: str, value: Any) -> Filter:
    read = _READERS.get(column.kind, str)
    if operator in _MANY:
        return Filter(column.name, operator, tuple(read(each) for each in value))
    return Filter(column.name, operator, None if value is None else read(value))


def _stored_value(value: object) -> object:
    if isinstance(value, tuple | list):
        return [_stored_value(each) for each in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _number(value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(str(value)) from error


def _moment(value: Any) -> date | datetime:
    return datetime.fromisoformat(value) if "T" in str(value) else date.fromisoformat(str(value))


_READERS: Mapping[Kind, Callable[[Any], object]] = {
    Kind.MONEY: _number,
    Kind.QUANTITY: _number,
    Kind.PERCENT: _number,
    Kind.INTEGER: int,
    Kind.BOOLEAN: bool,
    Kind.DATE: _moment,
    Kind.TIMESTAMP: _moment,
}
