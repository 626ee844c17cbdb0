"""Lists as spreadsheets: typed cells, a heading that stays, and a row of sums."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from models.database.listing import Column, Kind
from reports.layout.wording import Wording, is_numeric, wording
from reports.tables import Row, Table

#: A spreadsheet holds fifteen digits; a figure with more is written as text rather than wrongly.
_DIGITS = 15
_WIDTHS = {
    Kind.TEXT: 24,
    Kind.MONEY: 15,
    Kind.QUANTITY: 12,
    Kind.PERCENT: 9,
    Kind.DATE: 11,
    Kind.TIMESTAMP: 17,
    Kind.INTEGER: 9,
    Kind.BOOLEAN: 8,
    Kind.STATUS: 14,
}
_FORMATS = {
    Kind.MONEY: "#,##0.00;[Red]-#,##0.00",
    Kind.QUANTITY: "#,##0.######",
    Kind.PERCENT: "0.##%",
    Kind.DATE: "yyyy-mm-dd",
    Kind.TIMESTAMP: "yyyy-mm-dd hh:mm",
    Kind.INTEGER: "0",
}
_UNTOLD = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the library takes no time zone
_SHEET_NAME = 31
_LEAST_WIDTH = 6


def write_xlsx(table: Table, stream: BinaryIO, *, language: str) -> int:
    """Write a workbook of one sheet, row by row in little memory; returns how many rows it has.

    Text is always written as text, whatever it begins with: no cell becomes a formula or a link.
    """
    return write_book([table], stream, language=language)


def write_book(tables: Sequence[Table], stream: BinaryIO, *, language: str) -> int:
    """Write a workbook with a sheet for each table; returns how many rows there are in all."""
    table = tables[0]
    book = xlsxwriter.Workbook(
        stream,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    words = wording(language)
    book.set_properties({"title": table.title, "company": table.company.name if table.company else "", **_made(table)})
    count = sum(_SheetWriter(book, each, words, number).write() for number, each in enumerate(tables))
    book.close()
    return count


def _made(table: Table) -> dict[str, datetime]:
    return {"created": table.made_at.replace(tzinfo=None) if table.made_at else _UNTOLD}


class _SheetWriter:
    """The one sheet of the book, from its heading to its sums."""

    def __init__(self, book: Any, table: Table, words: Wording, number: int) -> None:
        self._table, self._words = table, words
        name = "".join(" " if sign in r"[]:*?/\'" else sign for sign in table.title).strip()[:_SHEET_NAME]
        taken = {sheet.get_name().casefold() for sheet in book.worksheets()}
        if name.casefold() in taken:
            name = f"{name[: _SHEET_NAME - 4]} {number + 1}"
        self._sheet = book.add_worksheet(name or "1")
        family = {"font_name": "Calibri", "font_size": 11}
        self._title = book.add_format({**family, "bold": True, "font_size": 14})
        self._muted = book.add_format({**family, "font_color": "#57606A"})
        head = {**family, "bold": True, "bg_color": "#ECEFF3", "bottom": 1, "valign": "vcenter", "text_wrap": True}
        self._heads = {
            right: book.add_format({**head, "align": "right" if right else "left"}) for right in (True, False)
        }
        self._formats = {
            kind: book.add_format({**family, "num_format": _FORMATS.get(kind, "@"), "valign": "top"}) for kind in Kind
        }
        self._sums = {
            kind: book.add_format({**family, "num_format": _FORMATS.get(kind, "@"), "bold": True, "top": 1})
            for kind in Kind
        }

    def write(self) -> int:
        """Write all rows from the top down; returns how many."""
        table, sheet = self._table, self._sheet
        shown = table.shown
        first = self._write_title()
        for place, (_at, column) in enumerate(shown):
            label = column.heading(self._words.translate)
            width = column.width or max(_WIDTHS[column.kind], len(label) + 2)
            sheet.set_column(place, place, max(width, _LEAST_WIDTH))
            sheet.write_string(first, place, label, self._heads[is_numeric(column.kind)])
        sheet.freeze_panes(first + 1, 0)
        last = first
        for number, row in enumerate(table.rows):
            last += 1
            self._write_row(last, row, shown, strong=number in table.strong)
        sheet.autofilter(first, 0, max(last, first + 1), len(shown) - 1)
        if table.totals:
            self._write_sums(last + 1, shown)
        for number, note in enumerate(table.notes):
            sheet.write_string(last + 3 + number, 0, note, self._muted)
        sheet.repeat_rows(first)
        sheet.fit_to_pages(1, 0)
        sheet.set_paper(9)  # A4
        return last - first

    def _write_title(self) -> int:
        """Title, company and what the list is about; returns the row of the headings."""
        table, sheet = self._table, self._sheet
        sheet.write_string(0, 0, table.title, self._title)
        company = table.company.name if table.company else ""
        about = "   ".join(part for part in (company, table.subtitle, self._words.moment(table.made_at)) if part)
        if about:
            sheet.write_string(1, 0, about, self._muted)
        return 3

    def _write_row(self, at: int, row: Row, shown: tuple[tuple[int, Column], ...], *, strong: bool = False) -> None:
        for place, (source, column) in enumerate(shown):
            self._write_cell(at, place, row[source], column.kind, self._sums if strong else self._formats)

    def _write_sums(self, at: int, shown: tuple[tuple[int, Column], ...]) -> None:
        _ = self._words.translate
        for place, (_source, column) in enumerate(shown):
            value = self._table.totals.get(column.name)
            if value is None and place == 0:
                self._sheet.write_string(at, place, _("Total"), self._sums[Kind.TEXT])
            elif value is None:
                self._sheet.write_blank(at, place, None, self._sums[Kind.TEXT])
            else:
                self._write_cell(at, place, value, column.kind, self._sums)

    def _write_cell(self, at: int, place: int, value: object, kind: Kind, formats: dict[Kind, Any]) -> None:
        sheet = self._sheet
        if value is None:
            return
        if isinstance(value, bool):
            sheet.write_boolean(at, place, value, formats[Kind.BOOLEAN])
        elif isinstance(value, Decimal | int | float) and is_numeric(kind):
            self._write_figure(at, place, Decimal(str(value)), kind, formats)
        elif isinstance(value, datetime) and kind is not Kind.DATE:
            local = value.astimezone().replace(tzinfo=None) if value.tzinfo else value
            sheet.write_datetime(at, place, local, formats[Kind.TIMESTAMP])
        elif isinstance(value, date):
            sheet.write_datetime(at, place, value, formats[Kind.DATE])
        else:
            _ = self._words.translate
            text = _(self._table.statuses.get(str(value), str(value))) if kind is Kind.STATUS else str(value)
            sheet.write_string(at, place, text[:32767], formats[Kind.TEXT])

    def _write_figure(self, at: int, place: int, value: Decimal, kind: Kind, formats: dict[Kind, Any]) -> None:
        if len(value.normalize().as_tuple().digits) > _DIGITS:
            self._sheet.write_string(at, place, self._words.figure(value, kind), formats[kind])
        else:
            number = value / 100 if kind is Kind.PERCENT else value
            self._sheet.write_number(at, place, float(number), formats[kind])
