"""What one figure of a statement is made of: accounts with how they count in it, or the rows of a ratio."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation
from models.finance.statements.columns import Span, columns_of
from models.finance.statements.figures import ZERO
from models.finance.statements.formula import codes_of, read_formula, weights
from models.finance.statements.keeping import find_statement
from models.finance.statements.narrowing import in_words
from models.finance.statements.shapes import ACCOUNT_KINDS, FORMULA_KINDS, Drill, Statement, StatementLine
from models.finance.statements.table import Drills, Reckoned, StatementOptions, asked_for, figures_of, title_of
from resources.language import current


@dataclass(frozen=True, slots=True)
class FigurePart:
    """An account, or a row of a ratio, with what it adds to the figure."""

    code: str
    title: str
    amount: Decimal
    drill: Drill | None


@dataclass(frozen=True, slots=True)
class StatementFigure:
    """A figure with its parts; `sums` says that they add up to it."""

    statement: str
    row: str
    column: str
    from_date: date
    to_date: date
    amount: Decimal | None
    parts: tuple[FigurePart, ...]
    sums: bool
    narrowed: tuple[str, ...] = ()  # to which part of the books, in words


@operation(needs=Permission.FINANCE_READ)
def statement_figure(
    work: Work, *, statement: str, row: str, column: str, options: StatementOptions
) -> StatementFigure:
    """The parts of the figure in a row and a column of a statement that is made with `options`."""
    found = find_statement(work, code=statement)
    asked = asked_for(work, found, options)
    spans = [each for each in columns_of(options.layout, asked) if isinstance(each, Span) and each.code == column]
    lines = {line.code: line for line in found.lines}
    if not spans or row not in lines:
        raise Invalid("statement.no_figure", row=row, column=column)
    reckoned = Reckoned(found, spans, figures_of(work, found, spans, options))
    drills = Drills(found, options, asked)
    counts = _leaves(found, lines[row])
    span = spans[0]
    parts = (
        _rows_of(lines[row], reckoned, drills, span)
        if counts is None
        else _accounts_of(lines, counts, reckoned, drills, span)
    )
    return StatementFigure(
        statement=title_of(found, options),
        row=_title(lines[row]),
        column=span.title,
        from_date=span.from_date,
        to_date=span.to_date,
        amount=reckoned.values[0].get(row),
        parts=tuple(parts),
        sums=counts is not None,
        narrowed=in_words(work, options.values, options.only),
    )


def _title(line: StatementLine) -> str:
    return line.title if current() == "sv" or not line.title_en else line.title_en


def _leaves(statement: Statement, line: StatementLine) -> Mapping[str, Decimal] | None:
    """How often each row of accounts counts in a row; None where that is no sum."""
    if line.kind in ACCOUNT_KINDS:
        return {line.code: Decimal(1)}
    if line.kind not in FORMULA_KINDS - {"percent", "ratio"}:
        return None
    order = [each.code for each in statement.lines if each.kind in ACCOUNT_KINDS]
    by_code = {each.code: each for each in statement.lines}
    direct = weights(read_formula(line.expression, row=line.code), order)
    if direct is None:
        return None
    found: dict[str, Decimal] = {}
    for code, weight in direct.items():
        below = _leaves(statement, by_code[code]) if code in by_code and code != line.code else None
        if below is None:
            return None
        for leaf, count in below.items():
            found[leaf] = found.get(leaf, ZERO) + weight * count
    return found


def _accounts_of(
    lines: Mapping[str, StatementLine],
    counts: Mapping[str, Decimal],
    reckoned: Reckoned,
    drills: Drills,
    span: Span,
) -> list[FigurePart]:
    parts: dict[str, FigurePart] = {}
    for code, count in counts.items():
        for account in reckoned.members[code]:
            amount = reckoned.amount(lines[code], account, 0) * count
            before = parts.get(account.number)
            if before is not None:
                parts[account.number] = replace(before, amount=before.amount + amount)
            elif amount:
                parts[account.number] = FigurePart(account.number, account.name, amount, drills.account(account, span))
    return sorted((part for part in parts.values() if part.amount), key=lambda part: part.code)


def _rows_of(line: StatementLine, reckoned: Reckoned, drills: Drills, span: Span) -> list[FigurePart]:
    tree = read_formula(line.expression, row=line.code)
    named = dict.fromkeys(codes_of(tree, reckoned.order))
    lines = {each.code: each for each in reckoned.statement.lines}
    return [
        FigurePart("", _title(lines[code]), reckoned.values[0].get(code) or ZERO, drills.row(lines[code], span))
        for code in named
        if code in lines
    ]
