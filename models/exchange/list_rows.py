"""Turns the rows of a sheet into records of ours, with a finding for every cell that cannot be what it should."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.company.numbers import parse_decimal
from models.database.errors import Invalid
from models.exchange.columns import TargetColumn, Value, chosen_columns
from models.exchange.findings import Finding, Severity
from models.exchange.sheets import Sheet

_MOST_FINDINGS = 50
_YES = frozenset({"1", "true", "yes", "ja", "x", "y", "j", "sant"})
_NO = frozenset({"", "0", "false", "no", "nej", "n", "falskt"})
_KNOWN_BY = ("code", "org_number", "barcode", "name")
_LARGEST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class ListRow:
    """A record: its line in the file, and the values of the columns that the file has."""

    line: int
    values: Mapping[str, Any]


#: What is wrong with a record as a whole: column, code and parameters.
Check = Callable[[Mapping[str, Any]], Iterator[tuple[str, str, dict[str, object]]]]


@dataclass(frozen=True, slots=True)
class ListRows:
    """The records, which columns they have, the heading of each, and what is to be said about them."""

    columns: Mapping[str, str]
    rows: tuple[ListRow, ...]
    findings: tuple[Finding, ...]


def read_rows(  # noqa: PLR0913 - what kinds of lists differ in
    sheet: Sheet,
    targets: Sequence[TargetColumn],
    wanted: Mapping[str, str],
    *,
    language: str,
    check: Check,
    needs: str = "name",
    cards: bool = True,
) -> ListRows:
    """The records of a sheet; a row without the column `needs` is refused, and a card that stands twice is too."""
    places = chosen_columns(targets, sheet.headings, wanted)
    headings = {name: sheet.headings[place] for name, place in places.items()}
    reader = _Reader({target.name: target for target in targets}, headings, language)
    if needs not in places:
        known = ", ".join(heading for heading in sheet.headings if heading)
        code = "list.no_name_column" if needs == "name" else f"list.no_{needs}_column"
        return ListRows(headings, (), (Finding(Severity.ERROR, code, 1, {"known": known}),))
    used = set(places.values())
    for place, heading in enumerate(sheet.headings):
        if heading and place not in used:
            reader.findings.append(Finding(Severity.INFORMATION, "list.heading_left_out", 1, {"heading": heading}))
    rows: list[ListRow] = []
    lines: dict[tuple[str, str], int] = {}
    for row in sheet.rows:
        values = {name: reader.value(row.line, name, row.cells[place]) for name, place in places.items()}
        for name, code, params in check(values):
            reader.note(Severity.ERROR, row.line, name, code, params)
        name, value = _identity(values) if cards else ("", "")
        if value and (name, value) in lines:
            reader.refuse(row.line, name, "list.number_twice", number=value, first=lines[name, value])
        lines.setdefault((name, value), row.line)
        rows.append(ListRow(row.line, values))
    return ListRows(headings, tuple(rows), tuple(reader.findings[:_MOST_FINDINGS]))


def _identity(values: Mapping[str, Any]) -> tuple[str, str]:
    """By what a record is known: column and value."""
    name = next((name for name in _KNOWN_BY if values.get(name)), "name")
    return name, str(values.get(name) or "").casefold() if name == "name" else str(values[name])


class _Reader:
    """Reads cells, and notes what it could not read."""

    def __init__(self, targets: Mapping[str, TargetColumn], headings: Mapping[str, str], language: str) -> None:
        self._targets, self._headings, self._language = targets, headings, language
        self.findings: list[Finding] = []

    def note(self, severity: Severity, line: int, name: str, code: str, params: Mapping[str, object]) -> None:
        """Note something about a cell."""
        self.findings.append(Finding(severity, code, line, {"heading": self._headings.get(name, name), **params}))

    def refuse(self, line: int, name: str, code: str, **params: object) -> None:
        """Note what is wrong in a column."""
        self.note(Severity.ERROR, line, name, code, params)

    def value(self, line: int, name: str, text: str) -> object:
        """What a cell says; None where it cannot be read or says nothing."""
        target = self._targets[name]
        if target.value is Value.WORD:
            meaning = (target.words or {}).get(text.casefold())
            if text and meaning is None:
                self.note(
                    Severity.WARNING,
                    line,
                    name,
                    "list.unknown_word",
                    {"text": text, "known": ", ".join(target.words or ())},
                )
            return meaning
        if target.value is Value.YES_NO:
            if text.casefold() not in _YES | _NO:
                self.refuse(line, name, "list.no_yes_or_no", text=text)
            return text.casefold() in _YES
        if target.value is Value.TEXT:
            if len(text) > target.longest:
                self.refuse(line, name, "list.too_long", longest=target.longest)
            return text
        if target.value is Value.DATE:
            return self._day(line, name, text)
        return self._number(line, name, text, whole=target.value is Value.WHOLE)

    def _day(self, line: int, name: str, text: str) -> date | None:
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.refuse(line, name, "list.no_date", text=text)
            return None

    def _number(self, line: int, name: str, text: str, *, whole: bool) -> Decimal | None:
        if not text:
            return None
        words = text.split()
        try:
            number = parse_decimal(words[0] if whole and words else text, language=self._language)
        except Invalid:
            number = None
        if number is None or abs(number) >= _LARGEST or (whole and number != int(number)):
            self.refuse(line, name, "list.no_number", text=text)
            return None
        return number
