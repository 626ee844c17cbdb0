"""A report as a plain table, which JSON can hold without losing a figure, and which every file format is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models.company.documents import Sender
from models.database.listing import Column, Kind
from reports.tables import Table

Values = tuple[object, ...]
_NUMBERS = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class PlainTable:
    """Headings and rows with all words already in one language; `strong` are the rows that are headings or sums.

    `notes` stand beneath: what the figures are.
    """

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: tuple[Values, ...]
    strong: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()


def to_content(table: PlainTable) -> dict[str, Any]:
    """The table as JSON holds it: amounts as decimal text, days in ISO 8601."""
    return {
        "title": table.title,
        "subtitle": table.subtitle,
        "columns": [[column.name, column.label, column.kind.value] for column in table.columns],
        "rows": [[_stored(value) for value in row] for row in table.rows],
        "strong": sorted(table.strong),
        "notes": list(table.notes),
    }


def from_content(content: Mapping[str, Any]) -> PlainTable:
    """The table that was stored."""
    columns = tuple(Column(name, label, Kind(kind), literal=True) for name, label, kind in content["columns"])
    rows = tuple(
        tuple(_read(value, column.kind) for value, column in zip(row, columns, strict=True)) for row in content["rows"]
    )
    strong, notes = frozenset(content.get("strong", ())), tuple(content.get("notes", ()))
    return PlainTable(content["title"], content.get("subtitle", ""), columns, rows, strong, notes)


def as_table(table: PlainTable, sender: Sender | None, made_at: datetime | None) -> Table:
    """The table as files are written from it."""
    return Table(
        title=table.title,
        columns=table.columns,
        rows=table.rows,
        subtitle=table.subtitle,
        company=sender,
        made_at=made_at,
        strong=table.strong,
        notes=table.notes,
    )


def differences(before: PlainTable, now: PlainTable) -> PlainTable:
    """The rows that are not the same in both, first as they were and then as they are; empty where all are."""
    heads = (Column("when", "", Kind.TEXT), *_wider(before, now).columns)
    width = len(heads) - 1
    gone = [("then", *_filled(row, width)) for row in _beyond(before.rows, now.rows)]
    come = [("now", *_filled(row, width)) for row in _beyond(now.rows, before.rows)]
    # What a row is about stands in its texts; rows about the same stand together.
    paired: list[Values] = []
    for row in gone:
        paired.append(row)
        paired += [other for other in come if _subject(other) == _subject(row)]
    paired += [row for row in come if row not in paired]
    return replace(now, columns=heads, rows=tuple(paired), strong=frozenset())


def _wider(one: PlainTable, other: PlainTable) -> PlainTable:
    return one if len(one.columns) > len(other.columns) else other


def _filled(row: Values, width: int) -> Values:
    return (*row, *[None] * (width - len(row)))


def _subject(row: Values) -> Values:
    return tuple(value for value in row[1:] if isinstance(value, str))


def _beyond(rows: Sequence[Values], others: Sequence[Values]) -> list[Values]:
    """The rows that are oftener in `rows` than in `others`."""
    mine, theirs = _counted(rows), _counted(others)
    return [row for row in dict.fromkeys(rows) if mine[row] > theirs.get(row, 0)]


def _counted(rows: Sequence[Values]) -> dict[Values, int]:
    counts: dict[Values, int] = {}
    for row in rows:
        counts[row] = counts.get(row, 0) + 1
    return counts


def _stored(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date | datetime) else value


def _read(value: Any, kind: Kind) -> object:
    if value is None:
        return None
    if kind in _NUMBERS:
        return Decimal(str(value))
    if kind is Kind.DATE:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if kind is Kind.TIMESTAMP else value
