"""Lists as comma-separated values and as JSON, written row by row."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import BinaryIO
from uuid import UUID

from models.database.listing import Kind
from reports.layout.wording import is_numeric, wording
from reports.tables import Table

_CENT = Decimal("0.01")
#: What a spreadsheet takes for the beginning of a formula.
_FORMULA = re.compile(r"[=+\-@\t\r]")
#: A plain figure or a telephone number, which is no danger and should stay as it is.
_HARMLESS = re.compile(r"[+-][0-9 .,()\u00a0]*")


def write_csv(table: Table, stream: BinaryIO, *, language: str, plain: bool = False) -> int:
    """Write a heading and one line for each row; totals are left out, since programs would take them for a row.

    Text that a spreadsheet would run as a formula gets an apostrophe before it: quoting does not stop that, the
    apostrophe is what spreadsheets themselves mark text with, and it is seen where a space would go unnoticed.
    Figures and telephone numbers such as -5 and +46 8 123 stay as they are. JSON carries every text unchanged.
    """
    words = wording(language)
    swedish = language == "sv" and not plain
    text = io.TextIOWrapper(stream, encoding="utf-8" if plain else "utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";" if swedish else ",", lineterminator="\r\n")
    shown = table.shown
    writer.writerow([column.name if plain else column.heading(words.translate) for _at, column in shown])
    point = "," if swedish else "."
    count = 0
    for row in table.rows:
        cells = [(row[at], column.kind) for at, column in shown]
        writer.writerow([_cell(value, kind, point, table, words.translate) for value, kind in cells])
        count += 1
    text.flush()
    text.detach()
    return count


def _cell(value: object, kind: Kind, point: str, table: Table, translate: Callable[[str], str]) -> str:
    _ = translate
    if value is None:
        return ""
    if kind is Kind.STATUS:
        return _guarded(_(table.statuses.get(str(value), str(value))))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal | int | float) and is_numeric(kind):
        return str(plain_value(value, kind)).replace(".", point)
    if isinstance(value, datetime) and kind is Kind.TIMESTAMP:
        local = value.astimezone() if value.tzinfo else value
        return f"{local:%Y-%m-%d %H:%M:%S}"
    return _guarded(str(plain_value(value, kind)))


def _guarded(text: str) -> str:
    if not _FORMULA.match(text) or _HARMLESS.fullmatch(text):
        return text
    return f"'{text}"


def write_json(table: Table, stream: BinaryIO) -> int:
    """Write a list of objects, hidden columns included: they are the keys that a program opens rows by."""
    count = 0
    for row in table.rows:
        entry = {column.name: plain_value(value, column.kind) for column, value in zip(table.columns, row, strict=True)}
        stream.write(b",\n" if count else b"[\n")
        stream.write(json.dumps(entry, ensure_ascii=False).encode())
        count += 1
    stream.write(b"\n]\n" if count else b"[]\n")
    return count


def plain_value(value: object, kind: Kind) -> object:
    """A value as JSON carries it: amounts as text with two decimals, other figures as text, dates as ISO."""
    if isinstance(value, Decimal):
        return format(value.quantize(_CENT, ROUND_HALF_UP) if kind is Kind.MONEY else _shortest(value), "f")
    if isinstance(value, datetime):
        return value.date().isoformat() if kind is Kind.DATE else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _shortest(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
