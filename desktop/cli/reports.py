"""The reports by name: the statements of the books, and every list that the screens show."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from models.database.errors import Invalid
from models.database.listing import Filter, Kind, ListQuery, PageRequest
from models.database.work import Work
from resources.language import N_, _

if TYPE_CHECKING:
    from desktop.cli.context import Context

_DOMAINS = ("finance", "contacts", "warehouse", "sales", "service")
_PAGE = 5000

_SUMS = {
    "account": Kind.TEXT,
    "name": Kind.TEXT,
    "opening": Kind.MONEY,
    "debit": Kind.MONEY,
    "credit": Kind.MONEY,
    "closing": Kind.MONEY,
}
_LEDGER = {
    "account": Kind.TEXT,
    "name": Kind.TEXT,
    "entry_date": Kind.DATE,
    "voucher": Kind.TEXT,
    "text": Kind.TEXT,
    "debit": Kind.MONEY,
    "credit": Kind.MONEY,
    "balance": Kind.MONEY,
}
_JOURNAL = {
    "entry_date": Kind.DATE,
    "voucher": Kind.TEXT,
    "text": Kind.TEXT,
    "account": Kind.TEXT,
    "account_name": Kind.TEXT,
    "debit": Kind.MONEY,
    "credit": Kind.MONEY,
}
_STATEMENT = {"account": Kind.TEXT, "name": Kind.TEXT, "kind": Kind.TEXT, "amount": Kind.MONEY}


@dataclass(frozen=True, slots=True)
class Answer:
    """A report's rows; `kinds` names all columns in order, `labels` those that people see."""

    name: str
    title: str
    kinds: Mapping[str, Kind]
    rows: Sequence[Mapping[str, Any]]
    labels: Mapping[str, str]
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """The days that a report covers."""

    from_date: date
    to_date: date


def list_reports() -> list[dict[str, str]]:
    """Name and title of every report."""
    statements = [{"name": name, "title": _(title)} for name, (title, _make) in _STATEMENTS.items()]
    return statements + [{"name": name, "title": _(query.title)} for name, query in _lists().items()]


def find_report(name: str) -> Callable[[Context], Answer]:
    """What makes the report `name`; Invalid where there is none."""
    if name in _STATEMENTS:
        return _STATEMENTS[name][1]
    query = _lists().get(name.replace("_", "-"))
    if query is None:
        raise Invalid("report.unknown", field="name", name=name)
    return lambda context: _listing(context, name, query)


def _lists() -> dict[str, ListQuery]:
    found: dict[str, ListQuery] = {}
    for domain in _DOMAINS:
        with suppress(ModuleNotFoundError):
            for query in import_module(f"models.{domain}.queries").QUERIES:
                found.setdefault(query.name.replace("_", "-"), query)
    return found


def _listing(context: Context, name: str, query: ListQuery) -> Answer:
    """A declared list; a range and an account apply where the list has such columns."""
    from models.database.paging import fetch_all

    o = context.options
    names = [column.name for column in query.columns]
    request = PageRequest(filters=tuple(_filters(o, query)), text=o.search)
    page = context.session.read(fetch_all, query=query, request=request, limit=o.limit or 1_000_000)
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


def chosen_range(work: Work, *, from_date: date | None, to_date: date | None) -> Range:
    """The range asked for; what was left open is filled from the fiscal year meant, else the present, else the last."""
    row = work.row(
        "SELECT starts_on, ends_on FROM ledger.fiscal_year WHERE company_id = :company"
        " ORDER BY (coalesce(CAST(:day AS date), company.today(:company)) BETWEEN starts_on AND ends_on) DESC,"
        " starts_on DESC LIMIT 1",
        day=to_date or from_date,
    )
    if row is None:
        raise Invalid("ledger.no_period", date=(to_date or from_date or "").__str__())
    return Range(from_date or row.starts_on, to_date or row.ends_on)


def _range(context: Context) -> Range:
    o = context.options
    return context.session.read(chosen_range, from_date=o.from_date, to_date=o.to_date or o.as_of)


def _statement(name: str, kinds: Mapping[str, Kind], rows: Sequence[Mapping[str, Any]], covered: Range) -> Answer:
    title = _(_STATEMENTS[name][0])
    return Answer(
        name, title, kinds, rows, {column: _(_LABELS[column]) for column in kinds}, covered.from_date, covered.to_date
    )


def _picked(kinds: Mapping[str, Kind], record: object) -> dict[str, Any]:
    return {name: getattr(record, name) for name in kinds}


def _trial_balance(context: Context) -> Answer:
    from models.finance.reports import trial_balance

    covered = _range(context)
    found = context.session.read(trial_balance, from_date=covered.from_date, to_date=covered.to_date)
    account = context.options.account
    rows = [_picked(_SUMS, row) for row in found.rows if account in (None, row.account)]
    return _statement("trial-balance", _SUMS, rows, covered)


def _income_statement(context: Context) -> Answer:
    from models.finance.reports import income_statement

    covered = _range(context)
    found = context.session.read(income_statement, from_date=covered.from_date, to_date=covered.to_date)
    return _statement("income-statement", _STATEMENT, [_picked(_STATEMENT, row) for row in found], covered)


def _balance_sheet(context: Context) -> Answer:
    from models.finance.reports import balance_sheet

    covered = _range(context)
    kinds = {**_STATEMENT, "earlier": Kind.MONEY}
    found = context.session.read(balance_sheet, on=covered.to_date)
    return _statement("balance-sheet", kinds, [_picked(kinds, row) for row in found], covered)


def _general_ledger(context: Context) -> Answer:
    """The lines of one account, or of all that have any: each account opens with its balance."""
    from models.finance.reports import trial_balance

    covered = _range(context)
    sums = context.session.read(trial_balance, from_date=covered.from_date, to_date=covered.to_date)
    account = context.options.account
    rows = [line for row in sums.rows if account in (None, row.account) for line in _account(context, row, covered)]
    return _statement("general-ledger", _LEDGER, rows, covered)


def _account(context: Context, sums: Any, covered: Range) -> Iterator[dict[str, Any]]:
    from models.finance.reports import general_ledger

    about = {"account": sums.account, "name": sums.name}
    nothing = Decimal("0.00")
    opening = {"entry_date": covered.from_date, "voucher": "", "text": _("Opening balance"), "debit": nothing}
    yield {**about, **opening, "credit": nothing, "balance": sums.opening}
    mark = None
    while True:
        page = context.session.read(
            general_ledger,
            account=sums.account,
            from_date=covered.from_date,
            to_date=covered.to_date,
            after=mark,
            limit=_PAGE,
        )
        for line in page.rows:
            yield {**_picked({k: v for k, v in _LEDGER.items() if k not in about}, line), **about}
        mark = page.after
        if mark is None:
            return


def _journal(context: Context) -> Answer:
    from models.finance.reports import journal

    covered = _range(context)
    rows: list[dict[str, Any]] = []
    after = 0
    while entries := context.session.read(
        journal, from_date=covered.from_date, to_date=covered.to_date, after=after, limit=_PAGE
    ):
        rows += [line for entry in entries for line in _journal_lines(entry)]
        after = entries[-1].head.id
    return _statement("journal", _JOURNAL, rows, covered)


def _journal_lines(entry: Any) -> Iterator[dict[str, Any]]:
    for line in entry.lines:
        yield {
            "entry_date": entry.head.entry_date,
            "voucher": entry.head.voucher,
            "text": line.text or entry.head.text,
            "account": line.account,
            "account_name": line.account_name,
            "debit": max(line.amount, Decimal("0.00")),
            "credit": max(-line.amount, Decimal("0.00")),
        }


_LABELS = {
    "account": N_("Account"),
    "account_name": N_("Account name"),
    "amount": N_("Amount"),
    "balance": N_("Balance"),
    "closing": N_("Closing"),
    "credit": N_("Credit"),
    "debit": N_("Debit"),
    "earlier": N_("At the start of the year"),
    "entry_date": N_("Date"),
    "kind": N_("Kind"),
    "name": N_("Name"),
    "opening": N_("Opening"),
    "text": N_("Text"),
    "voucher": N_("Voucher"),
}
_STATEMENTS: dict[str, tuple[str, Callable[[Context], Answer]]] = {
    "trial-balance": (N_("Trial balance"), _trial_balance),
    "general-ledger": (N_("General ledger"), _general_ledger),
    "journal": (N_("Journal"), _journal),
    "income-statement": (N_("Income statement"), _income_statement),
    "balance-sheet": (N_("Balance sheet"), _balance_sheet),
}
