"""Values as text: what a cell shows, and what it copies into a spreadsheet."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from models.database.listing import Kind
from resources.language import _
from views.kit.status import status_of

MINUS = "\N{MINUS SIGN}"
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"

_CENT = Decimal("0.01")
_NUMERIC = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.PERCENT, Kind.INTEGER})


def is_numeric(kind: Kind) -> bool:
    """Whether values of this kind are figures, and so stand to the right."""
    return kind in _NUMERIC


def decimal_point(language: str) -> str:
    """The decimal sign of a language."""
    return "," if language == "sv" else "."


def _grouped(value: Decimal, language: str) -> str:
    text = f"{abs(value):,f}"
    whole, _point, fraction = text.partition(".")
    whole = whole.replace(",", NARROW_SPACE if language == "sv" else ",")
    sign = MINUS if value < 0 else ""
    return sign + whole + (decimal_point(language) + fraction if fraction else "")


def _quantity(value: Decimal) -> Decimal:
    """`value` without idle zeros after the decimal sign."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def format_decimal(value: Decimal, kind: Kind, language: str) -> str:
    """A figure with grouping: money with two decimals, quantities with those they need, percent with its sign."""
    if kind is Kind.MONEY:
        return _grouped(value.quantize(_CENT, ROUND_HALF_UP), language)
    text = _grouped(_quantity(value), language)
    return f"{text}\N{NO-BREAK SPACE}%" if kind is Kind.PERCENT else text


def format_value(value: object, kind: Kind, language: str) -> str:
    """What a cell shows for `value`; nothing for None."""
    if value is None:
        return ""
    if kind is Kind.STATUS:
        return _(status_of(str(value)).label)
    if kind is Kind.BOOLEAN:
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal | int) and is_numeric(kind):
        return format_decimal(Decimal(value), kind, language)
    if isinstance(value, datetime):
        local = value.astimezone() if value.tzinfo else value
        return local.strftime("%Y-%m-%d") if kind is Kind.DATE else local.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)


def copy_value(value: object, kind: Kind, language: str) -> str:
    """`value` as a spreadsheet in `language` reads it: no grouping, an ordinary minus, the local decimal sign."""
    if isinstance(value, Decimal | int) and not isinstance(value, bool) and is_numeric(kind):
        number = Decimal(value)
        plain = number.quantize(_CENT, ROUND_HALF_UP) if kind is Kind.MONEY else _quantity(number)
        return f"{plain + 0:f}".replace(".", decimal_point(language))
    return " ".join(format_value(value, kind, language).split())
