"""The reports by name: the statements of the books, and every list that the screens show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from desktop.cli.budgets import comparison_answer
from desktop.cli.built_reports import built_answer
from desktop.cli.designed import NAMED, account_analysis_report, statement
from desktop.cli.statements import STATEMENTS, Answer, Maker
from models.database.listing import Filter, Kind, ListQuery, PageRequest
from resources.language import N_, _

if TYPE_CHECKING:
    from desktop.cli.context import Context

_DOMAINS = ("finance", "contacts", "warehouse", "sales", "service", "company")
_MOST = 1_000_000
_ALL: dict[str, tuple[str, Maker]] = {
    **STATEMENTS,
    **{name: (each.title, each.answer) for name, each in NAMED.items()},
    "budget": (N_("Actual against budget"), comparison_answer),
    "statement": (N_("Statement"), statement),
    "account-analysis": (N_("Account analysis"), account_analysis_report),
}


def list_reports() -> list[dict[str, str]]:
    """Name and title of every report."""
    statements = [{"name": name, "title": _(title)} for name, (title, _make) in _ALL.items()]
    return statements + [{"name": name, "title": _(query.title)} for name, query in _lists().items()]


def find_report(name: str) -> Maker:
    """What makes the report `name`: a statement, a list, or what somebody built under that name."""
    if name in _ALL:
        return _ALL[name][1]
    query = _lists().get(name.replace("_", "-"))
    if query is None:
        return lambda context: built_answer(context, name)
    return lambda context: _listing(context, name, query)


def _lists() -> dict[str, ListQuery]:
    found: dict[str, ListQuery] = {}
    for domain in _DOMAINS:
        with suppress(ModuleNotFoundError):
            module = vars(import_module(f"models.{domain}.queries"))
            declared = (*module.values(), *module.get("QUERIES", ()))
            found |= {query.name.replace("_", "-"): query for query in declared if isinstance(query, ListQuery)}
    return found


def _listing(context: Context, name: str, query: ListQuery) -> Answer:
    """A declared list; a range, an account and a party apply where the list has such columns."""
    from models.database.paging import fetch_all

    o = context.options
    names = [column.name for column in query.columns]
    request = PageRequest(filters=tuple(_filters(o, query)), text=o.search)
    page = context.session.read(fetch_all, query=query, request=request, limit=o.limit or _MOST)
    return Answer(
        name=name,
        title=_(query.title),
        kinds={column.name: column.kind for column in query.columns},
        rows=[dict(zip(names, row, strict=True)) for row in page.rows],
        labels={column.name: _(column.label) for column in query.columns if not column.hidden},
        from_date=o.from_date,
        to_date=o.to_date or o.as_of,
    )


def _filters(options: Any, query: ListQuery) -> Iterator[Filter]:
    names = {column.name for column in query.columns}
    day = next((column.name for column in query.columns if column.kind is Kind.DATE), None)
    last = options.to_date or options.as_of
    if options.from_date and day:
        yield Filter(day, ">=", options.from_date)
    if last and day:
        yield Filter(day, "<=", last)
    if options.account and "account" in names:
        yield Filter("account", "=", options.account)
    if options.party and "party_code" in names:
        yield Filter("party_code", "=", options.party)
