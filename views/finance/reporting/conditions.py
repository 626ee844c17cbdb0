"""Conditions as they are typed, for a report that was saved in another language or by no hand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from models.database.building import Definition, Source
from models.database.listing import Filter, Kind
from resources.language import _
from views.kit.status import status_of


def typed_line(definition: Definition, source: Source, language: str) -> str:
    """The search line that asks for the conditions of a definition."""
    if definition.line and definition.language == language:
        return definition.line
    return " ".join(_typed(each, source, language) for each in definition.filters)


def _typed(condition: Filter, source: Source, language: str) -> str:
    column = source.query.column(condition.column)
    name, operator = column.name, condition.operator
    if operator in {"<>", "not in", "holds not"}:
        name, operator = f"-{name}", "="
    value = condition.value[0] if isinstance(condition.value, tuple | list) and condition.value else condition.value
    if value is None or value == "":
        return f'{name}:""'
    shown = _(status_of(str(value)).label) if column.kind is Kind.STATUS else _written(value, language)
    sign = ":" if operator in {"in", "holds"} or column.kind is Kind.STATUS else operator
    quoted = f'"{shown}"' if " " in shown else shown
    return f"{name}{sign}{quoted}"


def _written(value: object, language: str) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Decimal | int):
        return str(value).replace(".", "," if language == "sv" else ".")
    return f"{value:%Y-%m-%d}" if isinstance(value, date | datetime) else str(value)
