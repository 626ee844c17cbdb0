"""The statements of the books as plain tables: by name, of the days between two, both included."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.database.work import Work
from models.finance.budgets.comparing import SPANS, compare_budget
from models.finance.budgets.showing import TITLES, comparison_columns, comparison_values
from models.finance.definitions import TRIAL_BALANCE_FIGURES
from models.finance.reports import trial_balance
from models.finance.rules import ZERO
from models.finance.statements.shapes import StatementTable
from models.finance.statements.showing import columns_shown, explained, subtitle_of, values_shown
from models.finance.statements.table import StatementOptions, statement_table
from reports.layout.wording import Wording
from reports.plain.table import PlainTable, Values
from reports.plain.vat import plain_vat_return
from resources.language import N_

Maker = Callable[[Work, date | None, date | None, Wording], PlainTable]

#: The name of the budget in force beside what is booked.
BUDGET = "budget"
#: Before the code of a statement as people design them.
DESIGNED = "statement:"
INDENT = "\N{NO-BREAK SPACE}" * 3
#: Whoever reads the books may read these.
STATEMENT_RIGHT = Permission.FINANCE_READ


def _trial_balance(work: Work, first: date | None, last: date | None, words: Wording) -> PlainTable:
    found = trial_balance(work, from_date=first, to_date=last or work.today())
    names = ("opening", "debit", "credit", "closing")
    rows: list[Values] = [(r.account, r.shown_name, r.opening, r.debit, r.credit, r.closing) for r in found.rows]
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


def _budget(work: Work, first: date | None, last: date | None, words: Wording) -> PlainTable:
    """The budget in force in the year of the last day, beside what is booked up to the end of its month."""
    del first
    found = compare_budget(work, day=last or work.today())
    _ = words.translate
    shown = tuple(replace(c, label=_(c.label), literal=True) for c in comparison_columns(SPANS)[:-1])
    rows = tuple(
        (row.account, row.title or _(TITLES[row.kind, row.nature]), *comparison_values(row, SPANS)[:-1])
        for row in found.rows
    )
    strong = frozenset(at for at, row in enumerate(found.rows) if not row.account)
    head = found.head
    plan = _("{code}, version {version}").format(code=head.code, version=head.version)
    until = _("until {day}").format(day=words.day(found.days("to_date")[1]))
    return PlainTable(_title(BUDGET, words), f"{plan}, {until}", shown, rows, strong)


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
    "vat-return": (N_("VAT return"), plain_vat_return),
    BUDGET: (N_("Actual against budget"), _budget),
}


def designed(work: Work, code: str, options: StatementOptions, words: Wording) -> PlainTable:
    """A statement as people design them, with the columns that its options ask for."""
    table = statement_table(work, code=code, options=options)
    shown = tuple(replace(column, name=f"c{at}", literal=True) for at, column in enumerate(columns_shown(table)))
    rows = tuple((f"{INDENT * row.level}{row.title}", *values_shown(table, row)) for row in table.rows)
    strong = frozenset(at for at, row in enumerate(table.rows) if row.kind in {"heading", "total"})
    return PlainTable(table.title, subtitle_of(table), shown, rows, strong, _meanings(table, words))


def _meanings(table: StatementTable, words: Wording) -> tuple[str, ...]:
    """What its figures are: once for all columns that are alike."""
    said = explained(table)
    named = {text: [column.title for column in table.columns if said[column.code] == text] for text in said.values()}
    alone = len(named) == 1
    return tuple(
        words.translate(text) if alone or len(titles) > 1 else f"{titles[0]}: {words.translate(text)}"
        for text, titles in named.items()
    )
