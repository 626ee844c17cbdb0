"""Designed statements and the analysis of an account on the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop.cli.statements import Answer, chosen_format, chosen_range
from models.database.errors import Invalid
from models.database.listing import Kind
from resources.language import N_, _

if TYPE_CHECKING:
    from decimal import Decimal

    from desktop.cli.context import Context
    from models.database.session import Session
    from models.finance.statements.shapes import StatementRow, StatementTable
    from models.finance.statements.table import StatementOptions
    from reports.plain.making import Request

_ANALYSIS = {
    "month": (N_("Month"), Kind.TEXT),
    "change": (N_("Movement"), Kind.MONEY),
    "change_earlier": (N_("Movement last year"), Kind.MONEY),
    "closing": (N_("Closing"), Kind.MONEY),
    "closing_earlier": (N_("Closing last year"), Kind.MONEY),
    "deviates": (N_("Deviates"), Kind.BOOLEAN),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A shipped statement with a name of its own: its title, code and usual columns.

    Programs get its accounts alone, so that every column sums to all there is; the figures of the usual columns are
    called for them as in `figures`.
    """

    title: str
    code: str
    columns: str
    figures: Mapping[str, str]

    def answer(self, context: Context) -> Answer:
        """The statement as people read it, or its accounts."""
        asked = context.options.columns
        if chosen_format(context) in {"json", "csv"}:
            return _accounts(context, self.code, asked or self.columns, {} if asked else self.figures)
        return _whole(context, self.code, asked or self.columns)


NAMED: dict[str, Named] = {
    "income-statement": Named(N_("Income statement"), "income", "period", {"period": "amount"}),
    "balance-sheet": Named(N_("Balance sheet"), "balance", "opening", {"opening": "earlier", "closing": "amount"}),
}


def statement(context: Context) -> Answer:
    """Any statement by its code, with the columns asked for."""
    return _whole(context, context.options.statement, context.options.columns or "period")


def kept_statement(context: Context, name: str) -> Request:
    """A statement as it is asked for, to be kept."""
    from reports.plain.making import Request
    from reports.plain.statements import DESIGNED

    named = NAMED.get(name)
    code, usual = (context.options.statement, "period") if named is None else (named.code, named.columns)
    options = _options(context, context.options.columns or usual)
    return Request(f"{DESIGNED}{code}", options.from_date, options.to_date, options=options)


def _whole(context: Context, code: str, layout: str) -> Answer:
    """All rows, each with its code and, indented, its title."""
    from models.finance.statements.table import statement_table

    options = _options(context, layout)
    table = context.session.read(statement_table, code=code, options=options)
    kinds = _kinds(table)
    rows = [
        {"row": row.code, "title": "  " * row.level + row.title, **dict(zip(kinds, _rounded(table, row), strict=True))}
        for row in table.rows
    ]

    def document(session: Session) -> Any:
        from models.finance.statements.document import statement_document

        return session.read(statement_document, code=code, options=options)

    return _answer(table, {"row": Kind.TEXT, "title": Kind.TEXT, **kinds}, rows, document)


def _rounded(table: StatementTable, row: StatementRow) -> tuple[Decimal | None, ...]:
    """The values of a row, percentages of a column to one decimal."""
    pairs = zip(table.columns, row.values, strict=True)
    return tuple(round(v, 1) if v is not None and column.kind == "percent" else v for column, v in pairs)


def _accounts(context: Context, code: str, layout: str, called: Mapping[str, str]) -> Answer:
    """The accounts in the rows of a statement; its columns have their codes for names, or those of `called`."""
    from models.finance.statements.checking import read_chart_accounts
    from models.finance.statements.table import statement_table

    options = replace(_options(context, layout), accounts=True)
    table = context.session.read(statement_table, code=code, options=options)
    chart = {account.number: account.kind for account in context.session.read(read_chart_accounts)}
    figures = {called.get(column, column): kind for column, kind in _kinds(table).items()}
    rows, above = [], ""
    for row in table.rows:
        above = above if row.kind == "account" else row.code
        if row.kind == "account":
            number = row.code if row.code in chart else ""
            about = {"account": number, "name": row.title.removeprefix(f"{number} "), "row": above}
            values = dict(zip(figures, row.values, strict=True))
            rows.append({**about, "kind": chart.get(row.code, "equity"), **values})
    return _answer(table, {**dict.fromkeys(("account", "name", "kind", "row"), Kind.TEXT), **figures}, rows)


def _kinds(table: StatementTable) -> dict[str, Kind]:
    return {column.code: Kind.PERCENT if column.kind == "percent" else Kind.MONEY for column in table.columns}


def _answer(
    table: StatementTable,
    kinds: Mapping[str, Kind],
    rows: Sequence[Mapping[str, Any]],
    document: Callable[[Session], Any] | None = None,
) -> Answer:
    return Answer(
        name="statement",
        title=table.title,
        kinds=kinds,
        rows=rows,
        labels={"title": _("Row"), **{column.code: column.title for column in table.columns}},
        from_date=table.from_date,
        to_date=table.to_date,
        document=document,
    )


def _options(context: Context, layout: str) -> StatementOptions:
    from models.finance.statements.table import StatementOptions

    o = context.options
    covered = context.session.read(chosen_range, from_date=o.from_date, to_date=o.to_date or o.as_of)
    return StatementOptions(
        to_date=covered.to_date,
        from_date=covered.from_date,
        layout=layout,
        after_closing=True if o.after_closing else None,
        dimension=o.dimension,
        value=o.value,
        also=tuple(o.also),
        only=o.account or "",
        accounts=o.accounts,
        book=o.book,
    )


def account_analysis_report(context: Context) -> Answer:
    """One account over twelve months with the year before beside."""
    from models.finance.account_analysis import account_analysis

    o = context.options
    if o.account is None:
        raise Invalid("report.account_missing", field="account")
    covered = context.session.read(chosen_range, from_date=o.from_date, to_date=o.to_date or o.as_of)
    found = context.session.read(account_analysis, account=o.account, to_date=covered.to_date)
    names = [name for name in _ANALYSIS if name != "month"]
    rows = [
        {"month": f"{month.starts_on:%Y-%m}", **{name: getattr(month, name) for name in names}}
        for month in found.months
    ]
    return Answer(
        name="account-analysis",
        title=f"{_('Account analysis')} {found.account} {found.name}",
        kinds={name: kind for name, (_label, kind) in _ANALYSIS.items()},
        rows=rows,
        labels={name: _(label) for name, (label, _kind) in _ANALYSIS.items()},
        from_date=found.months[0].starts_on,
        to_date=found.months[-1].ends_on,
    )
