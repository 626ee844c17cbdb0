"""Lists as files: one declaration for PDF, spreadsheets, comma-separated values and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from models.company.documents import Sender
from models.database.errors import Rejected
from models.database.listing import Column

Row = Sequence[object]


class TableFormat(StrEnum):
    """The file formats of a list; the value is what the command line calls it."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"  # as spreadsheets of the language read it: semicolons and decimal commas in Swedish, with a BOM
    PLAIN_CSV = "plain-csv"  # as programs read it: commas, decimal points, no BOM
    JSON = "json"  # a list of objects whose keys are the column names, amounts as decimal text

    @property
    def extension(self) -> str:
        """What the file's name ends with, without the dot."""
        return "csv" if self is TableFormat.PLAIN_CSV else self.value


@dataclass(frozen=True, slots=True)
class Table:
    """A list with its heading: `rows` in the order of `columns`, hidden ones included; read once where it is a stream.

    `totals` holds sums by column name; `statuses` the text (marked with N_) for each word in a status column. Rows at
    the places `strong` are headings or sums; `notes` stand beneath the table on paper and in spreadsheets.
    """

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    totals: Mapping[str, object] = field(default_factory=dict)
    subtitle: str = ""
    company: Sender | None = None
    made_at: datetime | None = None
    statuses: Mapping[str, str] = field(default_factory=dict)
    strong: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[tuple[int, Column], ...]:
        """The columns that are not hidden, each with its place in a row."""
        return tuple((at, column) for at, column in enumerate(self.columns) if not column.hidden)


def write_table(table: Table, target: BinaryIO | Path, file_format: TableFormat | str, *, language: str) -> int:
    """Write a list to a stream or a file; returns how many rows it has.

    A file appears whole or not at all. ValueError for a format that does not exist.
    """
    chosen = TableFormat(file_format)
    if not isinstance(target, Path):
        return _write(table, target, chosen, language)
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as stream:
            count = _write(table, stream, chosen, language)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return count


#: What a spreadsheet can hold beside its headings, and what anybody would print.
MOST_ROWS = {TableFormat.XLSX: 1_048_000, TableFormat.PDF: 50_000}


def limited(rows: Iterable[Row], chosen: TableFormat) -> Iterator[Row]:
    """The rows; Rejected before one more than a file of this format takes."""
    most = MOST_ROWS.get(chosen)
    for count, row in enumerate(rows):
        if count == most:
            raise Rejected("export.too_many_rows", format=chosen.value.upper(), most=most)
        yield row


def _write(table: Table, stream: BinaryIO, chosen: TableFormat, language: str) -> int:
    table = replace(table, rows=limited(table.rows, chosen))
    if chosen is TableFormat.PDF:
        from reports.list_report import write_list

        return write_list(table, stream, language=language)
    if chosen is TableFormat.XLSX:
        from reports.spreadsheet import write_xlsx

        return write_xlsx(table, stream, language=language)
    from reports.delimited import write_csv, write_json

    if chosen is TableFormat.JSON:
        return write_json(table, stream)
    return write_csv(table, stream, language=language, plain=chosen is TableFormat.PLAIN_CSV)
