"""The statements of the books as plain tables: by name, of the days between two, both included."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.database.work import Work
from models.finance.definitions import BALANCE_SHEET_FIGURES, INCOME_FIGURES, TRIAL_BALANCE_FIGURES
from models.finance.reports import (
    StatementRow,
    balance_sheet,
    fiscal_year_start,
    income_statement,
    trial_balance,
)
from models.finance.rules import ZERO
from models.finance.statements.showing import columns_shown, subtitle_of, values_shown
from models.finance.statements.table import StatementOptions, statement_table
from reports.layout.wording import Wording
from reports.plain.table import PlainTable, Values
from resources.language import N_

Maker = Callable[[Work, date | None, date | None, Wording], PlainTable]

_KINDS = {
    "asset": N_("Assets"),
    "equity": N_("Equity"),
    "liability": N_("Liabilities"),
    "income": N_("Income"),
    "expense": N_("Expenses"),
}
#: Before the code of a statement as people design them.
DESIGNED = "statement:"
INDENT = "\N{NO-BREAK SPACE}" * 3
#: Whoever reads the books may read these.
STATEMENT_RIGHT = Permission.FINANCE_READ


def _trial_balance(work: Work, first: date | None, last: date | None, words: Wording) -> PlainTable:
    found = trial_balance(work, from_date=first, to_date=last or work.today())
    names = ("opening", "debit", "credit", "closing")
    rows: list[Values] = [(r.account, r.name, r.opening, r.debit, r.credit, r.closing) for r in found.rows]
    sums = [sum((getattr(row, name) for row in found.rows), ZERO) for name in names]
    strong = frozenset({len(rows)}) if rows else frozenset[int]()
    if rows:
        rows.append(("", words.translate("Total"), *sums))
    labels = (N_("Account"), N_("Name"), N_("Opening"), N_("Debit"), N_("Credit"), N_("Closing"))
    columns = _columns(("account", "name", *names), labels, words)
    days = _days(found.from_date, found.to_date, words)
    return PlainTable(
        _title("trial-balance", words),
        days,
        columns,
        tuple(rows),
        strong,
        _notes(TRIAL_BALANCE_FIGURES, columns, words),
    )


def _income_statement(work: Work, first: date | None, last: date | None, words: Wording) -> PlainTable:
    end = last or work.today()
    start = first or fiscal_year_start(work, on=end)
    found = income_statement(work, to_date=end, from_date=start)
    rows, strong = _by_kind(found, ("income", "expense"), words, lambda row: (row.amount,))
    if rows:
        strong.add(len(rows))
        rows.append(("", words.translate("Result"), sum((row.amount for row in found), ZERO)))
    columns = _columns(("account", "name", "amount"), (N_("Account"), N_("Name"), N_("Amount")), words)
    title, days = _title("income-statement", words), _days(start, end, words)
    notes = _notes(INCOME_FIGURES, columns, words)
    return PlainTable(title, days, columns, tuple(rows), frozenset(strong), notes)


def _balance_sheet(work: Work, first: date | None, last: date | None, words: Wording) -> PlainTable:
    del first
    end = last or work.today()
    found = balance_sheet(work, on=end)
    kinds = ("asset", "equity", "liability")
    rows, strong = _by_kind(found, kinds, words, lambda row: (row.earlier, row.amount))
    if rows:
        result = [_signed(found, name) for name in ("earlier", "amount")]
        strong.add(len(rows))
        rows.append(("", words.translate("Result not booked to equity"), *result))
    labels = (N_("Account"), N_("Name"), N_("Start of the year"), N_("Amount"))
    columns = _columns(("account", "name", "earlier", "amount"), labels, words)
    title = _title("balance-sheet", words)
    notes = _notes(BALANCE_SHEET_FIGURES, columns, words)
    return PlainTable(title, words.day(end), columns, tuple(rows), frozenset(strong), notes)


def _signed(rows: Sequence[StatementRow], name: str) -> Decimal:
    """Assets less equity and liabilities: what is earned and not booked yet."""
    return sum((getattr(row, name) * (1 if row.kind == "asset" else -1) for row in rows), ZERO)


def _by_kind(
    found: Sequence[StatementRow],
    kinds: Sequence[str],
    words: Wording,
    figures: Callable[[StatementRow], tuple[Decimal, ...]],
) -> tuple[list[Values], set[int]]:
    _ = words.translate
    rows: list[Values] = []
    strong: set[int] = set()
    for kind in kinds:
        chosen = [row for row in found if row.kind == kind]
        rows += [(row.account, row.name, *figures(row)) for row in chosen]
        if chosen:
            strong.add(len(rows))
            sums = [sum(each, ZERO) for each in zip(*map(figures, chosen), strict=True)]
            rows.append(("", _("Sum of {what}").format(what=_(_KINDS[kind]).lower()), *sums))
    return rows, strong


def _columns(names: Sequence[str], labels: Sequence[str], words: Wording) -> tuple[Column, ...]:
    return tuple(
        Column(name, words.translate(label), Kind.TEXT if name in {"account", "name"} else Kind.MONEY, literal=True)
        for name, label in zip(names, labels, strict=True)
    )


def _notes(figures: Mapping[str, str], columns: Sequence[Column], words: Wording) -> tuple[str, ...]:
    return tuple(f"{c.label}: {words.translate(figures[c.name])}" for c in columns if c.name in figures)


def _days(first: date, last: date, words: Wording) -> str:
    return f"{words.day(first)} – {words.day(last)}"


def _title(name: str, words: Wording) -> str:
    return words.translate(STATEMENTS[name][0])


#: Name to title (marked with N_) and maker; the names are those of the command line.
STATEMENTS: dict[str, tuple[str, Maker]] = {
    "trial-balance": (N_("Trial balance"), _trial_balance),
    "income-statement": (N_("Income statement"), _income_statement),
    "balance-sheet": (N_("Balance sheet"), _balance_sheet),
}


def designed(work: Work, code: str, options: StatementOptions) -> PlainTable:
    """A statement as people design them, with the columns that its options ask for."""
    table = statement_table(work, code=code, options=options)
    shown = tuple(replace(column, name=f"c{at}", literal=True) for at, column in enumerate(columns_shown(table)))
    rows = tuple((f"{INDENT * row.level}{row.title}", *values_shown(table, row)) for row in table.rows)
    strong = frozenset(at for at, row in enumerate(table.rows) if row.kind in {"heading", "total"})
    return PlainTable(table.title, subtitle_of(table), shown, rows, strong)
