"""Reads one page of a declared list by key: the same cost for the first page and the ten-thousandth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    column,
    false,
    func,
    or_,
    select,
    table,
    text,
    true,
    tuple_,
)

from models.database.listing import Filter, Kind, ListQuery, Page, PageRequest
from models.database.work import Work
from resources.language import current

_SEARCH_LIMIT = 2000
_AT_ONCE = 2000  # rows of a stream that are in memory
_SCREEN = 1000  # rows; who wants more reads far anyway
_NEAR = (timedelta(days=1), timedelta(days=15))
_OPERATORS = {"=", "<>", "<", "<=", ">", ">=", "starts", "in", "not in", "none of", "before", "holds", "holds not"}


def fetch_page(work: Work, *, query: ListQuery, request: PageRequest) -> Page:
    """One page of `query`, in its order or the request's, after the row the request names."""
    order = request.order or query.order
    if order[-1] != query.key:
        order = (*order, query.key)
    descending = query.descending if request.descending is None else request.descending
    names = list(dict.fromkeys([*(c.name for c in query.columns), *order]))
    columns = [shown(query, name).label(name) for name in names]
    statement = narrowed(work, select(*columns), query=query, request=request)
    if request.after is not None:
        statement = statement.where(
            _after([shown(query, name) for name in order], request.after, descending=descending)
        )
    keys = [shown(query, name).desc() if descending else shown(query, name).asc() for name in order]
    rows: Sequence[Row[Any]] = ()
    for near in _stretches(query, request, order, descending=descending):
        rows = work.connection.execute(statement.where(near).order_by(*keys).limit(request.limit)).all()
        if len(rows) == request.limit:
            break
    width = len(query.columns)
    last = tuple(rows[-1]._mapping[name] for name in order) if len(rows) == request.limit else None  # noqa: SLF001
    return Page(rows=[tuple(row)[:width] for row in rows], after=last)


def _stretches(
    query: ListQuery, request: PageRequest, order: tuple[str, ...], *, descending: bool
) -> Iterator[ColumnElement[bool]]:
    """The next days, more of them, and all: the rows of a page stand in the first stretch that has enough."""
    if query.by_days and order[0] == query.order[0] and request.limit <= _SCREEN:
        bounds = {"<=", "="} if descending else {">=", "="}
        days = [each.value for each in request.filters if each.column == order[0] and each.operator in bounds]
        edges = [*days, *(request.after or ())[:1]]
        starts = [day for day in edges if isinstance(day, date)]
        if starts:
            day = min(starts) if descending else max(starts)
            for near in _NEAR:
                yield column(order[0]) >= day - near if descending else column(order[0]) <= day + near
    yield true()


def narrowed(
    work: Work, asked: Select[*tuple[Any, ...]], *, query: ListQuery, request: PageRequest
) -> Select[*tuple[Any, ...]]:
    """`asked` of the view of a list, with only the rows that the request's filters and text leave."""
    statement = asked.select_from(table(query.view, schema="reporting"))
    if query.by_company:
        statement = statement.where(column("company_id") == work.company_id)
    for condition in request.filters:
        statement = statement.where(
            _condition(shown(query, condition.column), condition), _among(work, query, condition)
        )
    if request.text.strip():
        statement = statement.where(_matches(work, query, request.text.strip()))
    return statement


def stream(work: Work, *, query: ListQuery, request: PageRequest) -> Iterator[Sequence[object]]:
    """Every row that the filters leave, read from the server bit by bit while it is written somewhere."""
    order = request.order or query.order
    descending = query.descending if request.descending is None else request.descending
    columns = [shown(query, each.name).label(each.name) for each in query.columns]
    subjects = [shown(query, name) for name in dict.fromkeys([*order, query.key])]
    keys = [subject.desc() if descending else subject.asc() for subject in subjects]
    statement = narrowed(work, select(*columns), query=query, request=request).order_by(*keys)
    yield from work.connection.execute(statement, execution_options={"yield_per": _AT_ONCE})


def fetch_all(work: Work, *, query: ListQuery, request: PageRequest, limit: int = 1_000_000) -> Page:
    """All rows of a list that the filters leave, for an export."""
    return fetch_page(
        work,
        query=query,
        request=PageRequest(request.filters, request.text, request.order, request.descending, None, limit),
    )


def shown(query: ListQuery, name: str) -> ColumnElement[Any]:
    """A column as it is shown: in the language of the user, where the view has it in both."""
    english = next((each.english for each in query.columns if each.name == name), "")
    if not english or current() == "sv":
        return column(name)
    return case((column(english) != "", column(english)), else_=column(name))


def _condition(subject: ColumnElement[Any], condition: Filter) -> ColumnElement[bool]:
    if condition.operator not in _OPERATORS:
        raise ValueError(condition.operator)
    if condition.operator == "starts":
        return func.starts_with(subject, condition.value)
    if condition.operator in {"none of", "before"}:
        return _or_nothing(subject, condition)
    if condition.operator in {"in", "not in"}:
        among = subject.in_(condition.value)  # type: ignore[arg-type]
        return among if condition.operator == "in" else ~among
    if condition.operator in {"holds", "holds not"}:
        held = func.lower(subject).contains(str(condition.value).lower(), autoescape=True)
        return held if condition.operator == "holds" else ~held
    return _compared(subject, condition)


def _compared(subject: ColumnElement[Any], condition: Filter) -> ColumnElement[bool]:
    if condition.value == "" and condition.operator == "=":
        return or_(subject == "", subject.is_(None))
    if condition.value is None:
        return subject.is_(None) if condition.operator == "=" else subject.is_not(None)
    return subject.bool_op(condition.operator)(condition.value)


def _or_nothing(subject: ColumnElement[Any], condition: Filter) -> ColumnElement[bool]:
    """Other values, or earlier ones, or none at all."""
    value: Any = condition.value
    return or_(subject < value if condition.operator == "before" else ~subject.in_(value), subject.is_(None))


def _matches(work: Work, query: ListQuery, words: str) -> ColumnElement[bool]:
    """Substring search: row rules would switch the trigram index off, so a definer function finds the keys."""
    if query.search is None:
        return _holds(query, words)
    found = work.connection.execute(
        text(f"SELECT {query.search}(:company, :words, :limit)"),
        {"company": work.company_id, "words": words, "limit": _SEARCH_LIMIT},
    ).scalars()
    keys = list(found)
    return column(query.key).in_(keys) if keys else false()


def _among(work: Work, query: ListQuery, condition: Filter) -> ColumnElement[bool]:
    """The few rows with a value, where a function finds them sooner than the view, which has no index for it."""
    finder = next((each.keys for each in query.columns if each.name == condition.column), "")
    if not finder or condition.operator != "=" or not condition.value:
        return true()
    keys = work.connection.execute(
        text(f"SELECT {finder}(:company, :value, :limit)"),
        {"company": work.company_id, "value": condition.value, "limit": _SEARCH_LIMIT},
    ).scalar()
    return true() if keys is None else column(query.key).in_(keys)


def _holds(query: ListQuery, words: str) -> ColumnElement[bool]:
    """For a short list without a search function: each word begins the number, or stands in another text."""
    texts = [c.name for c in query.columns if c.kind is Kind.TEXT and not c.hidden]
    if not texts:
        return true()
    number, *others = texts
    return and_(
        true(),
        *(
            or_(
                func.starts_with(func.lower(column(number)), word),
                *(func.lower(shown(query, name)).contains(word, autoescape=True) for name in others),
            )
            for word in words.lower().split()
        ),
    )


def _after(order: Sequence[ColumnElement[Any]], values: tuple[object, ...], *, descending: bool) -> ColumnElement[bool]:
    """Rows after `values` in the order: one row comparison, which an index serves; spelled out where one is null."""
    if None not in values:
        row, edge = tuple_(*order), tuple_(*values)
        return row < edge if descending else row > edge
    alternatives = []
    for position, (subject, value) in enumerate(zip(order, values, strict=True)):
        equal = [each.is_not_distinct_from(v) for each, v in zip(order[:position], values, strict=False)]
        if value is None:
            # Nulls sort as the greatest value.
            beyond: ColumnElement[bool] = subject.is_not(None) if descending else false()
        else:
            beyond = subject < value if descending else or_(subject > value, subject.is_(None))
        alternatives.append(and_(*equal, beyond))
    return or_(*alternatives)
