"""Figures, dates and yes or no as a document in a language writes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from models.database.listing import Kind
from resources.language import translator

MINUS = "\N{MINUS SIGN}"
SPACE = "\N{NO-BREAK SPACE}"

_CENT = Decimal("0.01")
_LEAST_PRICE_DECIMALS = 2
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NUMERIC = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.PERCENT, Kind.INTEGER})


def is_numeric(kind: Kind) -> bool:
    """Whether values of this kind are figures, and so stand to the right."""
    return kind in _NUMERIC


class Wording:
    """How one language writes: 1 234 567,50 and 2026-03-05 in Swedish, 1,234,567.50 and 5 Mar 2026 in English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.translate: Callable[[str], str] = translator(language)
        self._swedish = language == "sv"
        self._group, self._point = (SPACE, ",") if self._swedish else (",", ".")

    def money(self, amount: Decimal) -> str:
        """An amount with two decimals."""
        return self._grouped(amount.quantize(_CENT, ROUND_HALF_UP))

    def quantity(self, quantity: Decimal) -> str:
        """A quantity with the decimals it needs."""
        return self._grouped(_shortest(quantity))

    def price(self, price: Decimal) -> str:
        """A unit price with two decimals, or with more where it has them."""
        short = _shortest(price)
        exponent = short.as_tuple().exponent
        has_more = isinstance(exponent, int) and -exponent > _LEAST_PRICE_DECIMALS
        return self._grouped(short if has_more else short.quantize(_CENT))

    def percent(self, percent: Decimal) -> str:
        """25 as 25 %; British English sets the sign close."""
        return self.quantity(percent) + (f"{SPACE}%" if self._swedish else "%")

    def day(self, day: date | None) -> str:
        """A date; nothing for None."""
        if day is None:
            return ""
        return f"{day:%Y-%m-%d}" if self._swedish else f"{day.day}{SPACE}{_MONTHS[day.month - 1]}{SPACE}{day.year}"

    def moment(self, moment: datetime | None) -> str:
        """A date with hour and minute, in the time zone of this computer where it has one; nothing for None."""
        if moment is None:
            return ""
        local = moment.astimezone() if moment.tzinfo else moment
        return f"{self.day(local.date())}{SPACE}{local:%H:%M}"

    def value(self, value: object, kind: Kind) -> str:
        """What a cell of a list shows; nothing for None."""
        if value is None:
            return ""
        if isinstance(value, bool) or kind is Kind.BOOLEAN:
            _ = self.translate
            return _("Yes") if value else _("No")
        if isinstance(value, Decimal | int) and is_numeric(kind):
            return self.figure(Decimal(value), kind)
        if isinstance(value, datetime):
            return self.day(value.date()) if kind is Kind.DATE else self.moment(value)
        return self.day(value) if isinstance(value, date) else str(value)

    def figure(self, value: Decimal, kind: Kind) -> str:
        """A figure of a numeric kind."""
        if kind is Kind.MONEY:
            return self.money(value)
        return self.percent(value) if kind is Kind.PERCENT else self.quantity(value)

    def _grouped(self, value: Decimal) -> str:
        whole, _point, fraction = f"{abs(value):,f}".partition(".")
        sign = MINUS if value < 0 else ""
        return sign + whole.replace(",", self._group) + (self._point + fraction if fraction else "")


def _shortest(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


@cache
def wording(language: str) -> Wording:
    """The wording of a language, "sv" or "en"; made once."""
    return Wording(language)
