"""How the figures of a statement are shown: in öre, whole units or thousands, its percentages as text."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from models.database.listing import Column, Kind
from models.finance.definitions import STATEMENT_FIGURES
from models.finance.statements.shapes import StatementRow, StatementTable
from resources.language import N_, _, current

_TENTH, _CENT, _ONE = Decimal("0.1"), Decimal("0.01"), Decimal(1)
_MINUS = "\N{MINUS SIGN}"


def columns_shown(table: StatementTable) -> tuple[Column, ...]:
    """The columns of a statement as lists declare them, that of the titles first."""
    money = Kind.INTEGER if table.whole or table.unit > 1 else Kind.MONEY
    kinds = {"money": money, "percent": Kind.PERCENT}
    figures = (Column(column.code, column.title, kinds[column.kind], width=11) for column in table.columns)
    return (Column("title", N_("Row")), *figures)


def explained(table: StatementTable) -> dict[str, str]:
    """What the figures of each column are, by its code and marked with N_."""
    usual = STATEMENT_FIGURES.get(table.covers, STATEMENT_FIGURES[""])
    return {column.code: STATEMENT_FIGURES.get(column.code, usual) for column in table.columns}


def values_shown(table: StatementTable, row: StatementRow) -> tuple[object, ...]:
    """The figures of a row in the order of the columns, rounded as the table wants them."""
    return tuple(_shown(table, row, at) for at in range(len(table.columns)))


def _shown(table: StatementTable, row: StatementRow, at: int) -> object:
    value = row.values[at]
    if value is None:
        return None
    if row.kind == "percent":
        return _text(value.quantize(_TENTH, ROUND_HALF_UP)) + "\N{NO-BREAK SPACE}%"
    if row.kind == "ratio":
        return _text(value.quantize(_CENT, ROUND_HALF_UP))
    if table.columns[at].kind == "percent":
        return value.quantize(_TENTH, ROUND_HALF_UP)
    if table.whole or table.unit > 1:
        return (value / table.unit).quantize(_ONE, ROUND_HALF_UP) + 0
    return value.quantize(_CENT, ROUND_HALF_UP)


def _text(value: Decimal) -> str:
    sign = _MINUS if value < 0 else ""
    text = f"{abs(value):f}"
    return sign + (text.replace(".", ",") if current() == "sv" else text)


def subtitle_of(table: StatementTable) -> str:
    """Days, state of closing, filter and unit of a statement in words."""
    days = _("{first} to {last}").format(first=table.from_date.isoformat(), last=table.to_date.isoformat())
    return f"{days}, {state_of(table)}"


def state_of(table: StatementTable) -> str:
    """The same without the days."""
    parts = [_("after closing entries") if table.after_closing else _("before closing entries")]
    parts += [_("with book {book}").format(book=table.book)] if table.book else []
    parts += [_("only {value}").format(value=", ".join(table.narrowed))] if table.narrowed else []
    amounts = _("{currency} thousands") if table.unit > 1 else _("whole {currency}") if table.whole else "{currency}"
    return ", ".join([*parts, amounts.format(currency=table.currency)])
