"""Formulas over the rows of a statement: sums of groups, the four operations, numbers; read and reckoned."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, DivisionByZero, InvalidOperation

from models.database.errors import Invalid

#: How many days a column has, as formulas know it.
DAYS = "days"
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)(?:\s*\.\.\s*([A-Za-z_]\w*))?|([-+*/()]))")


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of accounts from one code to another, summed."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One of the four operations on two parts."""

    left: Node
    sign: str
    right: Node


#: A number, the code of a row, a group, or an operation.
Node = Decimal | str | Group | Operation
_SIGNS = frozenset("+-*/)")
_OPERATIONS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}


@dataclass(slots=True)
class _Reader:
    """Reads by descent: sums of products of atoms."""

    row: str
    text: str
    tokens: list[Node]
    at: int = 0

    def sum(self) -> Node:
        return self._chain(self.product, {"+", "-"})

    def product(self) -> Node:
        return self._chain(self.atom, {"*", "/"})

    def atom(self) -> Node:
        part = self._next()
        if part == "(":
            inner = self.sum()
            if self._next() != ")":
                raise self.wrong()
            return inner
        if isinstance(part, str) and part in _SIGNS:
            raise self.wrong()
        return part

    def wrong(self) -> Invalid:
        return Invalid("statement.wrong_formula", field="expression", row=self.row, formula=self.text)

    def _chain(self, part: Callable[[], Node], signs: set[str]) -> Node:
        found = part()
        while self.at < len(self.tokens) and self.tokens[self.at] in signs:
            sign = str(self._next())
            found = Operation(found, sign, part())
        return found

    def _next(self) -> Node:
        if self.at >= len(self.tokens):
            raise self.wrong()
        self.at += 1
        return self.tokens[self.at - 1]


def read_formula(text: str, *, row: str = "") -> Node:
    """The tree of a formula; Invalid with the row where it cannot be read."""
    reader = _Reader(row, text, [])
    place = 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        if match is None:
            raise reader.wrong()
        number, first, last, sign = match.groups()
        reader.tokens.append(Decimal(number) if number else Group(first, last) if last else first or sign)
        place = match.end()
    tree = reader.sum()
    if reader.at != len(reader.tokens):
        raise reader.wrong()
    return tree


def codes_of(node: Node, order: Sequence[str]) -> tuple[str, ...]:
    """The codes of the rows that a formula names, groups row by row."""
    if isinstance(node, Decimal):
        return ()
    if isinstance(node, str):
        return () if node == DAYS else (node,)
    if isinstance(node, Group):
        return _between(node, order)
    return codes_of(node.left, order) + codes_of(node.right, order)


def _between(group: Group, order: Sequence[str]) -> tuple[str, ...]:
    first, last = (order.index(code) if code in order else -1 for code in (group.first, group.last))
    return tuple(order[first : last + 1]) if 0 <= first <= last else (group.first, group.last)


def reckon(node: Node, values: Mapping[str, Decimal | None], order: Sequence[str]) -> Decimal | None:
    """What a formula comes to; None where it divides by zero or asks for what is not there."""
    if isinstance(node, Decimal):
        return node
    if isinstance(node, str):
        return values.get(node)
    if isinstance(node, Group):
        return sum((values.get(code) or Decimal(0) for code in _between(node, order)), Decimal(0))
    left, right = reckon(node.left, values, order), reckon(node.right, values, order)
    if left is None or right is None:
        return None
    try:
        return _OPERATIONS[node.sign](left, right)
    except (DivisionByZero, InvalidOperation):
        return None


def weights(node: Node, order: Sequence[str]) -> dict[str, Decimal] | None:
    """How often each row counts in a formula; None where it is no sum of rows."""
    one = Decimal(1)
    if node == DAYS:
        return None
    if isinstance(node, Decimal):
        return None if node else {}
    if not isinstance(node, Operation):
        return dict.fromkeys(codes_of(node, order), one)
    if node.sign == "*" and isinstance(node.right, Decimal):
        scaled = weights(node.left, order)
        return None if scaled is None else {code: weight * node.right for code, weight in scaled.items()}
    left, right = weights(node.left, order), weights(node.right, order)
    if left is None or right is None or node.sign not in "+-":
        return None
    factor = one if node.sign == "+" else -one
    return {code: left.get(code, Decimal(0)) + right.get(code, Decimal(0)) * factor for code in {**left, **right}}
