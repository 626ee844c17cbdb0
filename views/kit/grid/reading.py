"""Cells copied in a spreadsheet, read as values: numbers and dates as Swedes and as the English write them."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.database.errors import Invalid
from resources.language import _
from views.kit.form.arithmetic import compute
from views.kit.form.dates import parse_date
from views.kit.form.lines import DECIMALS
from views.kit.form.spec import FieldKind
from views.kit.grid.spec import GridColumn

_TRUE = frozenset({"1", "x", "yes", "ja", "true", "sant"})
_UNIT = re.compile(r"\s*(?:kr|:-|[A-Z]{3}|[€$£%])$")
_BEFORE = re.compile(r"^(?:[A-Z]{3}|[€$£])\s*(?=[\d(+\-−])")
_IN_BRACKETS = re.compile(r"\((.+)\)")
#: A comma or point that can only be a decimal sign, by the language that writes it.
_DECIMAL = {
    "sv": re.compile(r"(?:^|\D)\d{1,3}(?:[.\s\u00a0\u202f]\d{3})+,\d+$|,(?:\d{1,2}|\d{4,})$"),
    "en": re.compile(r"\d,\d{3}\.\d+$|\d(?:,\d{3}){2,}$|\.(?:\d{1,2}|\d{4,})$"),
}
_PARTS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_NAMED = re.compile(r"(\d{1,2})[\s\-]([a-zå]{3})[a-zå]*\.?[\s\-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH_MONTHS = {"may": 5, "oct": 10}
_YEAR_OF_MONTHS = 12


def block(text: str) -> list[list[str]]:
    """The cells of copied text: lines parted by line breaks, cells by tabs; a trailing line break is none.

    A cell in quotation marks may hold line breaks of its own.
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if whole.count('"') % 2:
        return [[cell.strip().strip('"') for cell in line.split("\t")] for line in whole.split("\n")]
    lines = csv.reader(whole.splitlines(keepends=True), delimiter="\t")
    return [[" ".join(cell.split("\n")).strip() for cell in line] or [""] for line in lines]


@dataclass(frozen=True, slots=True)
class Notation:
    """How a column of a block writes its values: `language` of its numbers, and whether months come before days."""

    language: str
    month_first: bool = False


def notation_of(texts: Iterable[str], language: str) -> Notation:
    """What the cells of a column say together; where they leave it open, as `language` writes."""
    seen = list(texts)
    numbers = [_bare(text).strip("()") for text in seen]
    signs = {name for name, found in _DECIMAL.items() if any(found.search(text) for text in numbers)}
    days = [(int(found[1]), int(found[2])) for text in seen if (found := _PARTS.fullmatch(text))]
    month_first = any(second > _YEAR_OF_MONTHS for _first, second in days)
    return Notation(signs.pop() if len(signs) == 1 else language, month_first)


def read_cell(declared: GridColumn[Any], text: str, notation: Notation, today: date) -> object:
    """A pasted text as the column's value; raises Invalid."""
    if declared.kind in DECIMALS:
        return _number(declared, text, notation.language)
    readers: dict[FieldKind, Callable[[], object]] = {
        FieldKind.DATE: lambda: _date(text, today, month_first=notation.month_first),
        FieldKind.BOOLEAN: lambda: text.casefold() in _TRUE,
        FieldKind.CHOICE: lambda: _choice(declared, text),
        FieldKind.PICKER: lambda: None,
    }
    return readers.get(declared.kind, lambda: text)()


def why_not(declared: GridColumn[Any], text: str) -> str:
    """What to do about a cell that cannot be read, translated."""
    if declared.kind in DECIMALS:
        return _("“{text}” is not a number. Write it like 1 234,50.").format(text=text)
    if declared.kind is FieldKind.DATE:
        return _("“{text}” is not a date. Write it like 2026-11-24.").format(text=text)
    if declared.kind is FieldKind.CHOICE:
        offered = ", ".join(_(choice.label) for choice in declared.choices)
        return _("“{text}” is not one of: {offered}.").format(text=text, offered=offered)
    return _("“{text}” cannot be read here.").format(text=text)


def _bare(text: str) -> str:
    """A number without currency and percent sign."""
    return _BEFORE.sub("", _UNIT.sub("", text.strip()))


def _number(declared: GridColumn[Any], text: str, language: str) -> object:
    plain = _bare(text)
    if not plain:
        return None
    bracketed = _IN_BRACKETS.fullmatch(plain)  # as bookkeepers write what is negative
    plain = bracketed[1] if bracketed else plain
    own = [name for name, found in _DECIMAL.items() if found.search(plain)]
    number = compute(plain, language=own[0] if len(own) == 1 else language, decimals=DECIMALS[declared.kind])
    number = -number if bracketed else number
    return int(number) if declared.kind is FieldKind.INTEGER else number


def _date(text: str, today: date, *, month_first: bool) -> date | None:
    typed = text.strip().lower()
    try:
        if found := _PARTS.fullmatch(typed):
            first, second, year = (int(part) for part in found.groups())
            return date(year, first, second) if month_first else date(year, second, first)
        if found := _YEAR_FIRST.fullmatch(typed):
            return date(*(int(part) for part in found.groups()))
        if found := _NAMED.fullmatch(typed):
            return date(int(found[3]), _month(found[2]), int(found[1]))
    except ValueError as error:
        raise Invalid("date.malformed", text=text) from error
    return parse_date(text, today=today)


def _month(name: str) -> int:
    return _ENGLISH_MONTHS.get(name) or _MONTHS.index(name) + 1


def _choice(declared: GridColumn[Any], text: str) -> object:
    for choice in declared.choices:
        if text.casefold() in {str(choice.value).casefold(), _(choice.label).casefold()}:
            return choice.value
    raise Invalid("choice.unknown", text=text)
