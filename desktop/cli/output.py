"""Answers of the command line: JSON for programs, aligned tables for people, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from uuid import UUID

from models.database.listing import Kind
from resources import language

_CENT = Decimal("0.01")
_WIDEST = 48


def plain(value: object, kind: Kind) -> object:
    """A value as JSON and CSV carry it: amounts as text with two decimals, other figures as text, dates as ISO."""
    if isinstance(value, Decimal):
        return format(value.quantize(_CENT, ROUND_HALF_UP) if kind is Kind.MONEY else _shortest(value), "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value


def records(rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, Kind]) -> list[dict[str, object]]:
    """Rows as objects whose keys are the columns."""
    return [{name: plain(row[name], kind) for name, kind in kinds.items()} for row in rows]


def print_json(answer: object) -> None:
    """Print `answer` as JSON."""
    print(json_text(answer))


def json_text(answer: object) -> str:
    """`answer` as JSON."""
    return json.dumps(answer, ensure_ascii=False, indent=2, default=_encode)


def csv_text(rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, Kind]) -> str:
    """Rows as semicolon-separated values with a header, decimal points and ISO dates."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(kinds), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(records(rows, kinds))
    return text.getvalue()


def print_table(rows: Sequence[Mapping[str, Any]], kinds: Mapping[str, Kind]) -> None:
    """Print rows under their headings, figures to the right."""
    from views.kit.format import format_value, is_numeric

    speech = language.current()
    cells = [[_cut(format_value(row[name], kind, speech)) for name, kind in kinds.items()] for row in rows]
    heads = [name.replace("_", " ") for name in kinds]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    right = [is_numeric(kind) for kind in kinds.values()]
    for line in (heads, ["-" * width for width in widths], *cells):
        parts = (c.rjust(w) if r else c.ljust(w) for c, w, r in zip(line, widths, right, strict=True))
        print("  ".join(parts).rstrip())


def _cut(text: str) -> str:
    line = " ".join(text.split("\n"))
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"


def _shortest(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _encode(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    return str(value)
