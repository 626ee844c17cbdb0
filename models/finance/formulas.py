"""Formulas of voucher templates: a small language of figures, names, + - * / and brackets, worked out exactly.

    amount * 0.25        total / 1.25        round(total * 0.12)        (a + b) / 2

Figures may be written with a decimal comma. `rest` is what balances the lines above and below. Nothing else is known:
no attribute, no call but round(), which takes whole units.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext

from models.database.errors import Invalid
from models.finance.rules import round_money

REST = "rest"
_TOKEN = re.compile(r"\s*(?:(\d+(?:[.,]\d+)?)|([^\W\d]\w*)|([-+*/()]))")
_LONGEST, _DEEPEST = 200, 20
_WHOLE = Decimal(1)

Value = Callable[[Mapping[str, Decimal]], Decimal]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was understood: `names` are the figures it asks for, in their order, without `rest`."""

    text: str
    names: tuple[str, ...]
    value: Value

    @property
    def is_rest(self) -> bool:
        """Whether it is what balances the others."""
        return self.text.strip().casefold() == REST

    def amount(self, figures: Mapping[str, Decimal]) -> Decimal:
        """What it comes to, rounded to two decimals; Invalid where it divides by zero or outgrows money."""
        with localcontext() as context:
            context.prec = 40
            try:
                found = round_money(self.value(figures))
            except ArithmeticError as error:
                raise Invalid("template.no_figure", formula=self.text) from error
        if abs(found) >= Decimal(10) ** 16:
            raise Invalid("template.no_figure", formula=self.text)
        return found


def read_formula(text: str) -> Formula:
    """Understand a formula; Invalid ("template.bad_formula") says at what it stops."""
    if len(text) > _LONGEST:
        raise Invalid("template.bad_formula", formula=text[:_LONGEST], at=_LONGEST)
    if text.strip().casefold() == REST:
        return Formula(text, (), lambda figures: figures[REST])
    reading = _Reading(text)
    value = reading.sum()
    if not reading.ended:
        raise reading.stopped()
    return Formula(text, tuple(dict.fromkeys(reading.names)), value)


def names_of(formulas: Sequence[Formula]) -> tuple[str, ...]:
    """The figures that all of them ask for, each once, in order."""
    return tuple(dict.fromkeys(name for formula in formulas for name in formula.names))


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    place = 0
    while text[place:].strip():
        found = _TOKEN.match(text, place)
        if found is None:
            raise Invalid("template.bad_formula", formula=text, at=len(text) - len(text[place:].lstrip()) + 1)
        yield found.group().strip(), found.end() - len(found.group().strip())
        place = found.end()


class _Reading:
    """Reads one formula from left to right, by what binds least first."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._place = self._depth = 0
        self.names: list[str] = []

    @property
    def ended(self) -> bool:
        return self._place == len(self._tokens)

    @property
    def _next(self) -> str:
        return "" if self.ended else self._tokens[self._place][0]

    def stopped(self) -> Invalid:
        """What is said where it stands."""
        at = len(self._text) if self.ended else self._tokens[self._place][1]
        return Invalid("template.bad_formula", formula=self._text, at=at + 1)

    def sum(self) -> Value:
        value = self._product()
        while self._next in {"+", "-"}:
            value = _joined(self._take(), value, self._product())
        return value

    def _product(self) -> Value:
        value = self._single()
        while self._next in {"*", "/"}:
            value = _joined(self._take(), value, self._single())
        return value

    def _single(self) -> Value:
        word = self._next
        if word == "-":
            self._take()
            negated = self._nested(self._single)
            return lambda figures: -negated(figures)
        if word == "(":
            self._take()
            return self._bracketed()
        if word[:1].isdigit():
            figure = Decimal(self._take().replace(",", "."))
            return lambda _figures: figure
        if word[:1].isalpha() or word[:1] == "_":
            return self._named(self._take())
        raise self.stopped()

    def _named(self, name: str) -> Value:
        if name.casefold() == "round" and self._next == "(":
            self._take()
            inner = self._bracketed()
            return lambda figures: inner(figures).quantize(_WHOLE, ROUND_HALF_UP)
        if name.casefold() == REST:
            self._place -= 1
            raise self.stopped()
        self.names.append(name)
        return lambda figures: figures[name]

    def _bracketed(self) -> Value:
        value = self._nested(self.sum)
        if self._next != ")":
            raise self.stopped()
        self._take()
        return value

    def _nested(self, read: Callable[[], Value]) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self.stopped()
        value = read()
        self._depth -= 1
        return value

    def _take(self) -> str:
        self._place += 1
        return self._tokens[self._place - 1][0]


def _joined(sign: str, left: Value, right: Value) -> Value:
    if sign == "+":
        return lambda figures: left(figures) + right(figures)
    if sign == "-":
        return lambda figures: left(figures) - right(figures)
    if sign == "*":
        return lambda figures: left(figures) * right(figures)
    return lambda figures: left(figures) / right(figures)
