"""Takes the rows of a source together: one statement with the figures of every group, and of all their totals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Date, Subquery, Text, case, cast, column, func, literal_column, select, tuple_

from models.database.building import DATED, Definition, Fold, Key, Measure, Source, Step
from models.database.built_days import PATTERNS
from models.database.listing import Filter, Kind, PageRequest
from models.database.paging import narrowed, shown
from models.database.work import Work

#: More figures than anybody looks at.
MOST_CELLS = 20_000
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """The figures of one group; `keys` None for a total over all of them, `across` None for one over that field."""

    currency: str
    keys: tuple[object, ...] | None
    across: str | None
    rest: bool
    figures: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Groups:
    """All cells, and the values across in their order; `more` says that others are taken together as the rest."""

    cells: tuple[Cell, ...]
    across: tuple[str, ...]
    more: bool
    cut: bool


def fetch_groups_of(work: Work, source: Source, definition: Definition, filters: Sequence[Filter]) -> Groups:
    """The figures that `definition` asks for of the rows that `filters` leave."""
    inner = _inner(work, source, definition, filters)
    listed, more = _listed(work, inner, source, definition)
    cells = _fetch(work, inner, source, definition, listed)
    return Groups(cells[:MOST_CELLS], tuple(sorted(listed)), more, len(cells) > MOST_CELLS)


def keeps_currencies_apart(source: Source, definition: Definition) -> bool:
    """Whether amounts of several currencies may meet, so that each currency needs rows of its own."""
    if not source.currency or any(key.column == source.currency for key in definition.keys):
        return False
    names = [m.column for m in definition.measures if m.fold not in {Fold.COUNT, Fold.RATIO}]
    return any(source.query.column(name).kind is Kind.MONEY for name in names)


def _inner(work: Work, source: Source, definition: Definition, filters: Sequence[Filter]) -> Subquery:
    """The rows with what they are taken together by under plain names, so that no expression is written twice."""
    asked: list[Any] = [_key(source, key).label(f"k{at}") for at, key in enumerate(definition.keys)]
    if definition.across is not None:
        asked.append(func.coalesce(cast(_key(source, definition.across), Text), "").label("x"))
    if keeps_currencies_apart(source, definition):
        asked.append(func.coalesce(column(source.currency), "").label("c"))
    names = dict.fromkeys(name for measure in definition.measures for name in _read_by(source, measure))
    asked += [column(name).label(f"v_{name}") for name in names]
    statement = select(*(asked or [literal_column("1").label("one")]))
    return narrowed(work, statement, query=source.query, request=PageRequest(tuple(filters))).subquery("rows")


def _key(source: Source, key: Key) -> Any:
    declared = source.query.column(key.column)
    subject: Any = shown(source.query, key.column)
    if key.step is not Step.VALUE:
        return func.to_char(subject, PATTERNS[key.step])
    if declared.kind in DATED:
        return cast(subject, Date)
    return func.coalesce(subject, "") if declared.kind in {Kind.TEXT, Kind.STATUS} else subject


def _read_by(source: Source, measure: Measure) -> tuple[str, ...]:
    if measure.fold is Fold.RATIO:
        ratio = source.ratio(measure.column)
        return ratio.part, ratio.whole
    return (measure.column,) if measure.column else ()


def _figure(source: Source, measure: Measure, inner: Subquery) -> Any:
    folds: Mapping[Fold, Callable[[Any], Any]] = {
        Fold.SUM: func.sum,
        Fold.AVERAGE: func.avg,
        Fold.LEAST: func.min,
        Fold.GREATEST: func.max,
    }
    if measure.fold is Fold.COUNT:
        return func.count()
    if measure.fold is Fold.RATIO:
        ratio = source.ratio(measure.column)
        part, whole = inner.c[f"v_{ratio.part}"], inner.c[f"v_{ratio.whole}"]
        return func.round(_PERCENT * func.sum(part) / func.nullif(func.sum(whole), 0), 2)
    return folds[measure.fold](inner.c[f"v_{measure.column}"])


def _listed(work: Work, inner: Subquery, source: Source, definition: Definition) -> tuple[tuple[str, ...], bool]:
    """The values that get a column of their own: the latest days, else those with the greatest first figure."""
    if definition.across is None:
        return (), False
    across = inner.c.x
    is_dated = source.query.column(definition.across.column).kind in DATED
    measures = [m for m in definition.measures if m.fold is not Fold.COUNT and m.fold is not Fold.RATIO]
    weighs = func.sum(func.abs(inner.c[f"v_{measures[0].column}"])) if measures and not is_dated else func.count()
    order = (across.desc(),) if is_dated else (weighs.desc().nulls_last(), across)
    statement = select(across).group_by(across).order_by(*order).limit(definition.top + 1)
    found = work.connection.execute(statement).scalars().all()
    return tuple(found[: definition.top]), len(found) > definition.top


def _fetch(
    work: Work, inner: Subquery, source: Source, definition: Definition, listed: tuple[str, ...]
) -> tuple[Cell, ...]:
    keys: list[Any] = [inner.c[f"k{at}"] for at in range(len(definition.keys))]
    currency: list[Any] = [inner.c.c] if keeps_currencies_apart(source, definition) else []
    across: list[Any] = []
    if definition.across is not None:
        inner, across = _with_rest(inner, listed)
        keys = [inner.c[f"k{at}"] for at in range(len(definition.keys))]
        currency = [inner.c.c] if currency else []
    figures = [_figure(source, measure, inner) for measure in definition.measures]
    sets = dict.fromkeys(
        (*currency, *some_keys, *some_across) for some_keys in ((), tuple(keys)) for some_across in ((), tuple(across))
    )
    levels = [func.grouping(keys[0]) if keys else literal_column("0")]
    levels.append(func.grouping(across[0]) if across else literal_column("0"))
    statement = select(*currency, *keys, *across, *figures, *levels).select_from(inner)
    statement = statement.group_by(func.grouping_sets(*(tuple_(*one) for one in sets)))
    # Totals come first, so that they are there whatever is cut off.
    ordered = [_sorted(source, key, each) for key, each in zip(definition.keys, keys, strict=True)]
    totals_first = [func.grouping(some[0]).desc() for some in (keys, across) if some]
    statement = statement.order_by(*totals_first, *currency, *ordered).limit(MOST_CELLS + 1)
    rows = work.connection.execute(statement).all()
    return tuple(_cell(tuple(row), len(currency), len(keys), bool(across)) for row in rows)


def _sorted(source: Source, key: Key, subject: Any) -> Any:
    """Texts in the order of the alphabet; what is empty comes last."""
    is_text = source.query.column(key.column).kind is Kind.TEXT and key.step is Step.VALUE
    return (func.company.sort_key(subject) if is_text else subject).asc().nulls_last()


def _with_rest(inner: Subquery, listed: tuple[str, ...]) -> tuple[Subquery, list[Any]]:
    """The same rows, each with its value across, or marked as one of the rest."""
    is_listed = inner.c.x.in_(listed)
    others = [each for each in inner.c if each.name != "x"]
    wider = select(*others, case((is_listed, inner.c.x), else_="").label("y"), (~is_listed).label("r")).subquery("told")
    return wider, [wider.c.y, wider.c.r]


def _cell(row: tuple[Any, ...], currencies: int, keys: int, has_across: bool) -> Cell:  # noqa: FBT001 - of a row
    currency = str(row[0]) if currencies else ""
    *rest, is_total, is_row_total = row[currencies:]
    figures = tuple(rest[keys + 2 * has_across :])
    across, is_rest = (rest[keys], bool(rest[keys + 1])) if has_across and not is_row_total else (None, False)
    return Cell(
        currency, None if is_total else tuple(rest[:keys]), across, is_rest, tuple(_plain(figure) for figure in figures)
    )


def _plain(figure: object) -> object:
    """Averages come with sixteen decimals."""
    return round(figure, 6) if isinstance(figure, Decimal) else figure
