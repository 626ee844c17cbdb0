"""The language of the search line: `status:open due<2026-12-01 amount:100..500 -city:lund "Bygg"`.

A word with one of `: = != < <= > >=` after the name of a column is a condition; all else is searched for as text. A
column is named by its label without spaces or its name in the list, or as much of it as tells it from the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.company.numbers import parse_decimal
from models.database.errors import Invalid
from models.database.listing import Column, Filter, Kind, ListQuery
from resources.language import _
from views.kit.form.dates import parse_date, step_month
from views.kit.format import format_value
from views.kit.status import STATUS_WORDS

_WORD = re.compile(r'(?P<minus>-)?(?P<name>[^\W\d][\w.]*)(?P<sign>!=|<=|>=|[:=<>])(?P<value>"[^"]*"?|\S*)|"[^"]*"?|\S+')
_SIGNED = re.compile(r"!=|<=|>=|[=<>]")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")
_YES, _NO = frozenset({"yes", "ja", "1", "true"}), frozenset({"no", "nej", "0", "false"})
_OPPOSITE = {"=": "<>", "<>": "=", "in": "not in", "holds": "holds not"}
_MOST_PROPOSED = 8
_ORDERED = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.PERCENT, Kind.INTEGER, Kind.DATE, Kind.TIMESTAMP})


class _Misread(Exception):
    """A value is none of its column's kind."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a search line asks for: conditions with the words for them, text, and what could not be understood."""

    filters: tuple[Filter, ...] = ()
    text: str = ""
    said: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads search lines for one list; `seen` gives values of a column that are on show, to propose them."""

    query: ListQuery
    language: str
    today: date
    seen: Callable[[str], Iterable[object]] = lambda _column: ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that can be asked about."""
        return tuple(column for column in self.query.columns if not column.hidden)

    def read(self, line: str) -> Sentence:
        """What `line` asks for."""
        filters: list[Filter] = []
        said: list[str] = []
        problems: list[str] = []
        texts: list[str] = []
        for found in _WORD.finditer(line):
            if found["name"] is None:
                texts.append(found.group().strip('"'))
                continue
            columns = self.called(found["name"])
            value = found["value"].strip('"')
            if len(columns) != 1:
                texts.append(found.group())
                problems.append(self._not_one(found["name"], columns))
            elif found["value"] == '""':
                filters.append(Filter(columns[0].name, "=", "" if columns[0].kind is Kind.TEXT else None))
                said.append(_("{column} is empty").format(column=_(columns[0].label)))
            elif value:
                try:
                    made = self._condition(columns[0], found["sign"], value, negated=found["minus"] is not None)
                except (Invalid, _Misread):
                    problems.append(_misread(columns[0], value))
                else:
                    filters += made
                    said.append(self._words(columns[0], made))
        return Sentence(tuple(filters), " ".join(text for text in texts if text), tuple(said), tuple(problems))

    def part(self, line: str, column: Column) -> str:
        """The conditions of `line` on one column, without its name: ">100 <=500", "lund", "-lund"."""
        return " ".join(_without_name(found) for found in _WORD.finditer(line) if self._is_about(found, column))

    def with_part(self, line: str, column: Column, typed: str) -> str:
        """`line` with the conditions on one column replaced by what `part` would give of them; none where empty."""
        words = [found.group() for found in _WORD.finditer(line) if not self._is_about(found, column)]
        name = _spoken(column) if list(self.called(_spoken(column))) == [column] else column.name
        return " ".join([*words, *(_with_name(name, each) for each in _conditions(typed))])

    def _is_about(self, found: re.Match[str], column: Column) -> bool:
        return found["name"] is not None and list(self.called(found["name"])) == [column]

    def called(self, name: str) -> Sequence[Column]:
        """The columns that `name` may mean: one where it is said in full or tells enough."""
        wanted = name.casefold()
        exact = [column for column in self.columns if wanted in _names(column)]
        return exact or [c for c in self.columns if any(known.startswith(wanted) for known in _names(c))]

    def complete(self, line: str) -> tuple[str, Sequence[str]]:
        """The word at the end of `line` and what it may go on to: names of columns, then values."""
        words = [found for found in _WORD.finditer(line) if found.end() == len(line)]
        if not words:
            return "", [f"{_spoken(column)}:" for column in self.columns] if not line.strip() else []
        word = words[-1]
        if word["name"] is None:
            typed = word.group()
            return typed, [f"{_spoken(column)}:" for column in self.called(typed)] if typed.isidentifier() else []
        columns = self.called(word["name"])
        if len(columns) != 1:
            return "", []
        head = f"{word['minus'] or ''}{word['name']}{word['sign']}"
        return word.group(), [head + value for value in self._values(columns[0], word["value"])]

    # --- conditions

    def _condition(self, column: Column, sign: str, value: str, *, negated: bool) -> Sequence[Filter]:
        if ".." in value and column.kind in _ORDERED:
            low, _dots, high = value.partition("..")
            edges = ((low, ">="), (high, "<="))
            return [self._compared(column, operator, edge) for edge, operator in edges if edge]
        if sign in {"<", "<=", ">", ">="}:
            if column.kind not in _ORDERED:
                raise _Misread
            return [self._compared(column, sign, value)]
        span = self._span(column, value)
        if span is not None and not negated and sign != "!=":
            return span
        one = self._equal(column, value, whole=sign in {"=", "!="})
        return [Filter(one.column, _OPPOSITE[one.operator], one.value) if negated or sign == "!=" else one]

    def _compared(self, column: Column, operator: str, value: str) -> Filter:
        span = self._span(column, value)
        if span is not None:
            first, following = span[0].value, span[1].value
            edge = following if operator in {"<=", ">"} else first
            return Filter(column.name, {"<=": "<", ">": ">="}.get(operator, operator), edge)
        return Filter(column.name, operator, self._value(column, value))

    def _span(self, column: Column, value: str) -> Sequence[Filter] | None:
        """A month or a year of a date: from its first day to before the one that follows."""
        if column.kind not in {Kind.DATE, Kind.TIMESTAMP}:
            return None
        if month := _MONTH.fullmatch(value):
            first, following = self._months(int(month[1]), int(month[2]), 1)
        elif _YEAR.fullmatch(value):
            first, following = self._months(int(value), 1, 12)
        elif column.kind is Kind.TIMESTAMP:
            day = self._date(value)
            first, following = day, day + timedelta(days=1)
        else:
            return None
        return [Filter(column.name, ">=", first), Filter(column.name, "<", following)]

    def _months(self, year: int, month: int, count: int) -> tuple[date, date]:
        try:
            first = date(year, month, 1)
            return first, step_month(first, count)
        except ValueError as error:
            raise Invalid("date.malformed", text=f"{year}-{month}") from error

    def _equal(self, column: Column, value: str, *, whole: bool) -> Filter:
        if column.kind is Kind.STATUS:
            words = _statuses(value)
            if not words:
                raise _Misread
            return Filter(column.name, "=", words[0]) if len(words) == 1 else Filter(column.name, "in", words)
        if column.kind is Kind.TEXT and not whole:
            return Filter(column.name, "holds", value)
        return Filter(column.name, "=", self._value(column, value))

    def _value(self, column: Column, value: str) -> object:
        readers: dict[Kind, Callable[[str], object]] = {
            Kind.DATE: self._date,
            Kind.TIMESTAMP: self._date,
            Kind.BOOLEAN: _truth,
            Kind.INTEGER: self._whole,
            Kind.MONEY: self._number,
            Kind.QUANTITY: self._number,
            Kind.PERCENT: self._number,
        }
        return readers.get(column.kind, str)(value)

    def _date(self, value: str) -> date:
        found = parse_date(value, today=self.today)
        if found is None:
            raise Invalid("date.malformed", text=value)
        return found

    def _number(self, value: str) -> Decimal:
        return parse_decimal(value, language=self.language)

    def _whole(self, value: str) -> int:
        return int(self._number(value))

    # --- words

    def _words(self, column: Column, made: Sequence[Filter]) -> str:
        return f"{_(column.label)} " + _(" and ").join(self._said(column, one) for one in made)

    def _said(self, column: Column, one: Filter) -> str:
        if isinstance(one.value, tuple):
            value = _(" or ").join(format_value(each, column.kind, self.language) for each in one.value)
        else:
            value = format_value(one.value, Kind.DATE if isinstance(one.value, date) else column.kind, self.language)
        signs = {"in": "=", "not in": "\N{NOT EQUAL TO}", "<>": "\N{NOT EQUAL TO}", "<=": "\N{LESS-THAN OR EQUAL TO}"}
        signs |= {">=": "\N{GREATER-THAN OR EQUAL TO}", "holds": _("holds"), "holds not": _("does not hold")}
        return f"{signs.get(one.operator, one.operator)} {value}"

    def _not_one(self, name: str, columns: Sequence[Column]) -> str:
        if not columns:
            return _("There is no column “{name}” here; it was searched for as text.").format(name=name)
        names = ", ".join(_spoken(column) for column in columns)
        return _("“{name}” can be {columns}; type more of it.").format(name=name, columns=names)

    def _values(self, column: Column, typed: str) -> Sequence[str]:
        begun = typed.strip('"').casefold()
        if column.kind is Kind.BOOLEAN:
            words = [_("yes"), _("no")]
        elif column.kind in {Kind.DATE, Kind.TIMESTAMP}:
            words = [f"{self.today:%Y-%m-%d}", f"{self.today:%Y-%m}", f"{self.today:%Y}"]
        elif column.kind in {Kind.STATUS, Kind.TEXT}:
            shown = {format_value(value, column.kind, self.language) for value in self.seen(column.name)}
            words = sorted(shown - {""}, key=str.casefold)
        else:
            words = []
        fitting = [word for word in words if word.casefold().startswith(begun)]
        return [f'"{word}"' if " " in word else word for word in fitting[:_MOST_PROPOSED]]


def _without_name(found: re.Match[str]) -> str:
    """`-lund` of `-city:lund`, `>100` of `amount>100`."""
    sign, value = found["sign"], found["value"].strip('"') or found["value"]
    return f"{found['minus'] or ''}{'' if sign == ':' else sign}{value}"


def _conditions(typed: str) -> Sequence[str]:
    """Several where each begins with a sign, as in `>100 <=500`; otherwise all of it is one value."""
    words = typed.split()
    return words if len(words) > 1 and all(_SIGNED.match(word) for word in words) else [typed.strip()] * bool(words)


def _with_name(name: str, typed: str) -> str:
    """`city:"nya lund"` of `nya lund`, `-city:lund` of `-lund`; the minus of a number stays with the number."""
    sign = (found := _SIGNED.match(typed)) and found[0]
    value = typed.removeprefix(sign or "").strip()
    minus = "-" if not sign and value.startswith("-") and not value[1:2].isdigit() else ""
    value = value.removeprefix(minus)
    quoted = f'"{value}"' if " " in value else value
    return f"{minus}{name}{sign or ':'}{quoted}"


def _names(column: Column) -> set[str]:
    return {column.name.casefold(), _spoken(column).casefold()}


def _spoken(column: Column) -> str:
    """The label as one word."""
    return re.sub(r"\W", "", _(column.label))


def _statuses(value: str) -> tuple[str, ...]:
    """The status words that `value` stands for: the one of that name or label, else all that begin so."""
    wanted = value.casefold()
    known = [(code, _(status.label).casefold()) for code, status in STATUS_WORDS.items() if "." not in code]
    exact = tuple(code for code, label in known if wanted in {code, label})
    return exact or tuple(code for code, label in known if label.startswith(wanted) or code.startswith(wanted))


def _truth(value: str) -> bool:
    word = value.casefold()
    if word not in _YES | _NO:
        raise _Misread
    return word in _YES


def _misread(column: Column, value: str) -> str:
    asked = {
        Kind.DATE: _("a date such as 2026-12-01, +7, v48, a month 2026-12 or a year"),
        Kind.TIMESTAMP: _("a date such as 2026-12-01, +7, v48, a month 2026-12 or a year"),
        Kind.BOOLEAN: _("yes or no"),
        Kind.STATUS: _("one of the words of that column"),
        Kind.TEXT: _("text; it has no order"),
    }.get(column.kind, _("a number"))
    return _("{column} cannot be “{value}”: it takes {kind}.").format(column=_(column.label), value=value, kind=asked)
