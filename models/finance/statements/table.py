"""Any statement as a table with its figures: each opens the accounts it is made of, or their general ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid, Rejected
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.books.registers import AccountingBook, find_book, list_books
from models.finance.statements.accounts import PSEUDO, ChartAccount, selector
from models.finance.statements.budgeted import budget_drill, with_budgets, with_plan
from models.finance.statements.columns import (
    BOOK_LAYOUTS,
    GROUP_LAYOUTS,
    Asked,
    Column,
    Comparison,
    Span,
    Year,
    columns_of,
)
from models.finance.statements.consolidated import group_companies, group_drill, read_group_figures
from models.finance.statements.figures import ZERO, Figures, Standing, read_figures
from models.finance.statements.formula import DAYS, read_formula, reckon
from models.finance.statements.keeping import find_statement
from models.finance.statements.narrowing import Values, in_words, of_accounts
from models.finance.statements.shapes import (
    ACCOUNT_KINDS,
    FORMULA_KINDS,
    PLACING_KINDS,
    Drill,
    Statement,
    StatementColumn,
    StatementLine,
    StatementRow,
    StatementTable,
)
from resources.language import _, current

_HUNDRED = Decimal(100)
_LOOKS = dict.fromkeys(ACCOUNT_KINDS, "row") | {"formula": "row", "each": "total"}


@dataclass(frozen=True, slots=True)
class StatementOptions:
    """How a statement is made: its days (from the start of the fiscal year where no first one is given) and columns.

    `after_closing` None leaves it to the statement. `dimension` with `value` narrows to a value; alone it serves the
    layout "dimension". `also` narrows further dimensions to a value each, `only` to some accounts, written as in rows.
    `accounts` shows the accounts of each row below it; `empty` keeps rows without any figure. `unit` is 1 or 1000,
    `whole` leaves out decimals. `book` is the code of a further book that is read together with the company's own.
    """

    to_date: date
    from_date: date | None = None
    layout: str = "period"
    after_closing: bool | None = None
    dimension: int | None = None
    value: str | None = None
    also: Values = ()
    only: str = ""
    accounts: bool = False
    empty: bool = False
    unit: int = 1
    whole: bool = False
    book: str = ""

    @property
    def values(self) -> Values:
        """All values that it is narrowed to."""
        first = () if self.dimension is None or self.value is None else ((self.dimension, self.value),)
        return (*first, *self.also)


@operation(needs=Permission.FINANCE_READ)
def statement_table(work: Work, *, code: str, options: StatementOptions) -> StatementTable:
    """The statement `code`, a shipped or an own one, with its figures; the same for screens, files and packs."""
    return table_of(work, find_statement(work, code=code), options)


def table_of(work: Work, statement: Statement, options: StatementOptions) -> StatementTable:
    """The table of a statement that need not be stored."""
    asked = asked_for(work, statement, options)
    columns = columns_of(options.layout, asked)
    spans = [column for column in columns if isinstance(column, Span)]
    reckoned = Reckoned(statement, spans, figures_of(work, statement, spans, options))
    drills = Drills(statement, options, asked)
    rows = _rows(statement, columns, reckoned, drills, options)
    return StatementTable(
        code=statement.code,
        title=title_of(statement, options),
        from_date=asked.from_date,
        to_date=asked.to_date,
        after_closing=asked.after_closing,
        currency=work.company.currency,
        columns=tuple(_heading(column) for column in columns),
        rows=rows,
        difference=tuple(_across(columns, reckoned.proof(of_all=not (options.values or options.only)))),
        unit=options.unit,
        whole=options.whole,
        narrowed=in_words(work, options.values, options.only),
        book=asked.book[1] if asked.book else "",
        missing=reckoned.not_in_one_row(),
        covers=statement.covers,
        steps=_steps(statement),
        arguments=drills.arguments,
    )


def figures_of(work: Work, statement: Statement, spans: Sequence[Span], options: StatementOptions) -> Figures:
    """The figures of a company, or of the group whose parent it is."""
    if options.layout not in GROUP_LAYOUTS:
        also = {str(number): code for number, code in options.also}
        found = read_figures(work, spans, options.dimension, also)
        return of_accounts(with_budgets(work, found, spans, options.dimension, also), options.only)
    if options.dimension is not None or options.also:
        raise Invalid("statement.group_dimension", field="dimension")
    if options.book:
        raise Invalid("statement.group_book", field="book")
    if any(line.kind in {"opening", "change"} for line in statement.lines):
        raise Rejected("statement.group_movements", title=statement.title_in(current()))
    return of_accounts(read_group_figures(work, spans), options.only)


def title_of(statement: Statement, options: StatementOptions) -> str:
    """What a statement is called, that of a group as such."""
    title = statement.title_in(current())
    return _("Group: {title}").format(title=title) if options.layout in GROUP_LAYOUTS else title


def asked_for(work: Work, statement: Statement, options: StatementOptions) -> Asked:
    """What the columns of a statement are made for."""
    years = [
        Year(*tuple(row))
        for row in work.rows(
            "SELECT starts_on, ends_on FROM ledger.fiscal_year WHERE company_id = :company ORDER BY starts_on"
        )
    ]
    after = statement.after_closing if options.after_closing is None else options.after_closing
    after = after and options.layout not in GROUP_LAYOUTS
    asked = Asked(
        from_date=options.from_date or options.to_date,
        to_date=options.to_date,
        after_closing=after,
        years=years,
        value=options.value,
        values=_values(work, options),
        members=group_companies(work, to_date=options.to_date) if options.layout in GROUP_LAYOUTS else (),
        books=_books(work, options),
        position=statement.covers == "position",
    )
    if options.book:
        asked = replace(asked, book=_book(find_book(work, code=options.book)))
    elif options.layout == "book" and asked.books:
        asked = replace(asked, book=asked.books[0])
    begun = asked if options.from_date else replace(asked, from_date=asked.year_start(options.to_date))
    return with_plan(work, statement, options.layout, begun)


def _books(work: Work, options: StatementOptions) -> tuple[tuple[int, str], ...]:
    return tuple(_book(book) for book in list_books(work)) if options.layout in BOOK_LAYOUTS else ()


def _book(book: AccountingBook) -> tuple[int, str]:
    return book.id or 0, book.code


def _steps(statement: Statement) -> tuple[str, ...]:
    if statement.covers != "result":
        return ()
    return tuple(line.code for line in statement.lines if line.kind in PLACING_KINDS and not line.hidden)


def _values(work: Work, options: StatementOptions) -> tuple[tuple[str, str], ...]:
    if options.layout != "dimension":
        return ()
    if options.dimension is None:
        raise Invalid("statement.no_dimension", field="dimension")
    rows = work.rows(
        "SELECT code, name FROM ledger.dimension_value WHERE company_id = :company AND dimension = :dimension"
        " ORDER BY code",
        dimension=options.dimension,
    )
    return tuple((row.code, f"{row.code} {row.name}".strip()) for row in rows)


class Reckoned:
    """The value of every row in each span of days, by its code; and which accounts it is made of."""

    def __init__(self, statement: Statement, spans: Sequence[Span], figures: Figures) -> None:
        self.statement, self.spans, self.figures = statement, spans, figures
        self.order = [line.code for line in statement.lines if line.kind in ACCOUNT_KINDS]
        self.members: dict[str, tuple[ChartAccount, ...]] = {}
        for line in statement.lines:
            if line.kind in ACCOUNT_KINDS:
                test = selector(line.expression, row=line.code)
                self.members[line.code] = tuple(account for account in figures.accounts if test(account))
        self.formulas = {
            line.code: read_formula(line.expression, row=line.code)
            for line in statement.lines
            if line.kind in FORMULA_KINDS
        }
        self.values: list[dict[str, Decimal | None]] = [self._column(at) for at in range(len(spans))]

    def amount(self, line: StatementLine, account: ChartAccount, at: int) -> Decimal:
        """An account as its row shows it."""
        standing = self.figures.standings[at].get(account.number, Standing(ZERO, ZERO))
        measure = self.spans[at].measure or line.kind
        if measure in {"accounts", "each"}:
            measure = "change" if account.of_result else "closing"
        amount = standing.measured(measure)
        return -amount if line.sign == "-" else amount

    def proof(self, *, of_all: bool = True) -> list[Decimal | None]:
        """What the proof leaves over; None where the statement has none, or a column is of a part of the books."""
        if not self.statement.proof or not of_all:
            return [None] * len(self.spans)
        tree = read_formula(self.statement.proof)
        return [
            None if span.value is not None else reckon(tree, values, self.order)
            for span, values in zip(self.spans, self.values, strict=True)
        ]

    def not_in_one_row(self) -> tuple[str, ...]:
        """Accounts with figures that should stand in one row, and do in none or in several."""
        from models.finance.statements.checking import covered

        counts: dict[str, int] = {}
        for line in self.statement.lines:
            if line.kind in PLACING_KINDS:
                for account in self.members[line.code]:
                    counts[account.number] = counts.get(account.number, 0) + 1
        wanted = (account for account in self.figures.accounts if covered(self.statement, account))
        return tuple(account.number for account in wanted if counts.get(account.number, 0) != 1)

    def _column(self, at: int) -> dict[str, Decimal | None]:
        values: dict[str, Decimal | None] = {DAYS: Decimal(self.spans[at].days)}
        standings = self.figures.standings[at]
        for line in self.statement.lines:
            if line.kind in ACCOUNT_KINDS:
                members = (account for account in self.members[line.code] if account.number in standings)
                values[line.code] = sum((self.amount(line, account, at) for account in members), ZERO)
        # Formulas may name each other in any order: as many rounds as there are can be needed, and no more.
        for _round in self.formulas:
            before = dict(values)
            for code, formula in self.formulas.items():
                values[code] = reckon(formula, values, self.order)
            if values == before:
                break
        return values


class Drills:
    """Where figures lead: from a row to its accounts, from an account to its ledger, with the same days and filters."""

    def __init__(self, statement: Statement, options: StatementOptions, asked: Asked) -> None:
        self.arguments: dict[str, object] = {
            "statement": statement.code,
            "from_date": asked.from_date,
            "to_date": asked.to_date,
            "layout": options.layout,
            "after_closing": asked.after_closing,
        }
        if options.dimension is not None:
            self.arguments |= {"dimension": options.dimension, "value": options.value}
        if options.also:
            self.arguments["also"] = options.also
        if options.only:
            self.arguments["only"] = options.only
        if options.book:
            self.arguments["book"] = options.book

    def row(self, line: StatementLine, column: Column) -> Drill:
        """To what a figure is made of."""
        return Drill("finance.statement_figure", {**self.arguments, "row": line.code, "column": column.code})

    def account(self, account: ChartAccount, span: Span) -> Drill | None:
        """To the ledger of an account; the results that equity lacks have none of their own."""
        if span.of_group:
            return group_drill(account, span)
        if account.number in PSEUDO:
            return None
        if span.source == "budget":
            return budget_drill(account, span)
        arguments: dict[str, object] = {
            "account": account.number,
            "from_date": span.from_date,
            "to_date": span.to_date,
            "before_closing": not span.after_closing,
        }
        if span.value is not None:
            arguments |= {"dimension": self.arguments["dimension"], "value": span.value}
        if "also" in self.arguments:
            arguments["also"] = self.arguments["also"]
        if span.source == "both":
            return Drill("finance.account_in_books", {**arguments, "book": span.company})
        return Drill("finance.general_ledger", arguments, company=span.company)


def _rows(
    statement: Statement, columns: Sequence[Column], reckoned: Reckoned, drills: Drills, options: StatementOptions
) -> tuple[StatementRow, ...]:
    rows: list[StatementRow] = []
    for line in statement.lines:
        if line.hidden:
            continue
        row = _row(line, columns, reckoned, drills)
        if row.kind == "row" and not options.empty and not any(row.values):
            continue
        rows.append(row)
        if line.kind == "each" or (options.accounts and line.kind in ACCOUNT_KINDS):
            rows += _accounts(line, columns, reckoned, drills)
    return tuple(rows if options.empty else _without_empty_groups(rows))


def _row(line: StatementLine, columns: Sequence[Column], reckoned: Reckoned, drills: Drills) -> StatementRow:
    title = line.title if current() == "sv" or not line.title_en else line.title_en
    none = (None,) * len(columns)
    if line.kind in {"heading", "blank"}:
        return StatementRow(line.code, title, line.kind, line.level, none, none)
    factor = _HUNDRED if line.kind == "percent" else Decimal(1)
    found = [values.get(line.code) for values in reckoned.values]
    values = _across(columns, [None if value is None else value * factor for value in found])
    if line.kind in {"percent", "ratio"}:
        values = [value if _has_ratio(column) else None for column, value in zip(columns, values, strict=True)]
    opens = [None if isinstance(column, Comparison) else drills.row(line, column) for column in columns]
    return StatementRow(line.code, title, _LOOKS.get(line.kind, line.kind), line.level, tuple(values), tuple(opens))


def _accounts(line: StatementLine, columns: Sequence[Column], reckoned: Reckoned, drills: Drills) -> list[StatementRow]:
    rows = []
    for account in reckoned.members[line.code]:
        found = [reckoned.amount(line, account, at) for at in range(len(reckoned.spans))]
        if any(found):
            title = account.name if account.number in PSEUDO else f"{account.number} {account.name}"
            opens = [None if isinstance(column, Comparison) else drills.account(account, column) for column in columns]
            values = tuple(_across(columns, found))
            rows.append(StatementRow(account.number, title, "account", line.level + 1, values, tuple(opens)))
    return rows


def _across(columns: Sequence[Column], found: Sequence[Decimal | None]) -> list[Decimal | None]:
    """The values of the spans with those of the comparisons in their places."""
    values = iter(found)
    by_code: dict[str, Decimal | None] = {}
    return [by_code.setdefault(c.code, next(values) if isinstance(c, Span) else _compared(c, by_code)) for c in columns]


def _compared(column: Comparison, values: Mapping[str, Decimal | None]) -> Decimal | None:
    one, other = values[column.one], values[column.other]
    if one is None or other is None or (column.kind == "percent" and not other):
        return None
    return one - other if column.kind == "difference" else (one - other) / abs(other) * _HUNDRED


def _heading(column: Column) -> StatementColumn:
    return StatementColumn(column.code, column.title, "percent" if _is_percent(column) else "money")


def _is_percent(column: Column) -> bool:
    return isinstance(column, Comparison) and column.kind == "percent"


def _has_ratio(column: Column) -> bool:
    """No ratio is one of what was eliminated, nor a percentage of itself."""
    return not _is_percent(column) and not (isinstance(column, Span) and column.source == "eliminated")


def _without_empty_groups(rows: Sequence[StatementRow]) -> list[StatementRow]:
    """The rows without headings that nothing stands under, sums of nothing, and blanks beside each other."""
    summed: list[StatementRow] = []
    for row in rows:
        if row.kind == "total" and summed and summed[-1].kind == "heading":
            summed.pop()
            if not any(row.values):
                continue
        if not (row.kind == "total" and row.level > 0 and not any(row.values)):
            summed.append(row)
    kept: list[StatementRow] = []
    for row in reversed(summed):
        below = kept[-1] if kept else None
        idle_heading = row.kind == "heading" and (
            below is None or below.kind == "blank" or (below.kind in {"heading", "total"} and below.level <= row.level)
        )
        idle_blank = row.kind == "blank" and (below is None or below.kind == "blank")
        if not (idle_heading or idle_blank):
            kept.append(row)
    while kept and kept[-1].kind == "blank":  # above all others
        kept.pop()
    return kept[::-1]
