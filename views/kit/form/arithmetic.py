"""Sums typed into a number field: `120*1,25` is computed with Decimal, by a parser of its own."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

from models.company.numbers import parse_decimal
from models.database.errors import Invalid

_TOKEN = re.compile(r"\s*(?:(?P<number>\d(?:[\d.,'’\s]*\d)?[.,]?|[.,]\d+)|(?P<sign>[-+*/()−×xX:]))")
_SAME = {"−": "-", "×": "*", "x": "*", "X": "*", ":": "/"}
_LONGEST = 80
_LIMIT = Decimal(10) ** 15


def compute(text: str, *, language: str, decimals: int) -> Decimal:
    """The number or sum in `text`; raises Invalid.

    A plain number may have at most `decimals` decimals ("number.decimals"); the result of a sum is rounded to them.
    Anything that is no number or sum is "number.malformed"; beyond fifteen digits, "number.out_of_range".
    """
    tokens = _tokens(text)
    if not tokens:
        raise Invalid("number.malformed", text=text)
    sum_ = _Sum(tokens, language)
    value = sum_.whole()
    if abs(value) >= _LIMIT:
        raise Invalid("number.out_of_range", text=text)
    step = Decimal(1).scaleb(-decimals)
    rounded = value.quantize(step, ROUND_HALF_UP)
    if rounded != value and not sum_.computed:
        raise Invalid("number.decimals", text=text, decimals=decimals)
    return rounded


def _tokens(text: str) -> list[str]:
    stripped, tokens, place = text.strip(), list[str](), 0
    if len(stripped) > _LONGEST:
        raise Invalid("number.malformed", text=text)
    while place < len(stripped):
        found = _TOKEN.match(stripped, place)
        if found is None:
            raise Invalid("number.malformed", text=text)
        token = found.group().strip()
        tokens.append(_SAME.get(token, token))
        place = found.end()
    return tokens


class _Sum:
    """Recursive descent: sums of products of signed numbers and brackets."""

    def __init__(self, tokens: list[str], language: str) -> None:
        self._tokens, self._place, self._language = tokens, 0, language
        self.computed = False

    def whole(self) -> Decimal:
        with localcontext() as context:
            context.prec = 40
            value = self._sum()
        if self._next() is not None:
            raise self._malformed()
        return value

    def _sum(self) -> Decimal:
        value = self._product()
        while (sign := self._next()) in {"+", "-"}:
            self._step(computed=True)
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def _product(self) -> Decimal:
        value = self._signed()
        while (sign := self._next()) in {"*", "/"}:
            self._step(computed=True)
            other = self._signed()
            if sign == "/" and not other:
                raise self._malformed()
            value = value * other if sign == "*" else value / other
        return value

    def _signed(self) -> Decimal:
        sign = self._next()
        if sign is None:
            raise self._malformed()
        self._step()
        if sign in {"-", "+"}:
            value = self._signed()
            return -value if sign == "-" else value
        if sign == "(":
            value = self._sum()
            if self._next() != ")":
                raise self._malformed()
            self._step(computed=True)
            return value
        if not any(letter.isdigit() for letter in sign):
            raise self._malformed()
        return parse_decimal(sign, language=self._language)

    def _next(self) -> str | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _step(self, *, computed: bool = False) -> None:
        self._place += 1
        self.computed = self.computed or computed

    def _malformed(self) -> Invalid:
        return Invalid("number.malformed", text="".join(self._tokens))
