"""Reads spreadsheets and delimited text as rows of texts under headings, whatever program wrote them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.database.errors import Invalid

_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # XLSX and ODS; XLS
_DELIMITERS = ";\t,|"
_SAMPLE = 20


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row's cells as texts, and its line in the file from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings and the rows below them that hold anything, each as wide as the headings."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(content: bytes) -> Sheet:
    """The first sheet of a spreadsheet, or a text with delimiters.

    Raises Invalid "exchange.unreadable" for anything else, "exchange.empty" where there is no row below headings.
    """
    table = _spreadsheet(content) if content.startswith(_SPREADSHEETS) else _delimited(content)
    filled = [SheetRow(line, tuple(cells)) for line, cells in enumerate(table, 1) if any(cells)]
    if not filled:
        raise Invalid("exchange.empty")
    top = _place_of_headings(filled)
    headings = _without_empty_end(filled[top].cells)
    rows = tuple(SheetRow(row.line, _as_wide(row.cells, len(headings))) for row in filled[top + 1 :])
    if not rows:
        raise Invalid("exchange.empty")
    return Sheet(headings, rows)


def _place_of_headings(rows: Sequence[SheetRow]) -> int:
    """The first row with several cells near the top: titles and merged cells above it hold one each."""
    return next((place for place, row in enumerate(rows[:_SAMPLE]) if sum(map(bool, row.cells)) > 1), 0)


def _spreadsheet(content: bytes) -> Iterable[list[str]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as error:
        raise Invalid("exchange.unreadable", detail=str(error)) from error
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: object) -> str:
    """A cell as one would type it: whole numbers without decimals, dates as ISO."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _delimited(content: bytes) -> Iterable[list[str]]:
    text = decode_text(content)
    if "\0" in text:
        raise Invalid("exchange.unreadable", detail="binary")
    lines = text.splitlines()
    delimiter = _delimiter(lines[:_SAMPLE])
    # One row is one line here: findings name lines, and no column of ours holds several.
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]


def decode_text(content: bytes) -> str:
    """The text of a file: by its mark, else UTF-8 where it is valid, else the character set of Windows."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiter(lines: Sequence[str]) -> str:
    """The sign that parts most cells in the same number on most lines."""
    return max(_DELIMITERS, key=lambda sign: _agreement([line.count(sign) for line in lines if line.strip()]))


def _agreement(counts: Sequence[int]) -> tuple[int, int]:
    first = counts[0] if counts else 0
    return (sum(1 for count in counts if count == first), first) if first else (0, 0)


def _without_empty_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    filled = [place for place, cell in enumerate(cells, 1) if cell]
    return cells[: filled[-1]]


def _as_wide(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*cells, *("",) * (width - len(cells)))[:width]
