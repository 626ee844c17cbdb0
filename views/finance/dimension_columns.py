"""The columns of dimensions in entry grids and tables: one for each dimension that has values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from models.database.listing import Filter
from models.finance.dimensions import Dimension
from models.finance.queries_dimensions import CODES
from views.kit.action import Row
from views.kit.form.spec import FieldKind, Picker
from views.kit.grid.spec import GridColumn

D = TypeVar("D")

_WIDTH = 7


def name_of(number: int) -> str:
    """What the column of a dimension is called; errors of the ledger name it so."""
    return f"dimension_{number}"


def _code(row: Row) -> str:
    return str(row["code"])


def code_picker(number: int) -> Picker:
    """Picks a value of one dimension by its code."""
    return Picker(CODES, ("code", "name"), _code, (Filter("dimension", "=", number), Filter("status", "=", "active")))


def with_code(dimensions: Mapping[str, str], number: int, code: object) -> dict[str, str]:
    """The values of a line with another code of one dimension, or without it."""
    kept = {key: value for key, value in dimensions.items() if key != str(number)}
    return {**kept, str(number): str(code)} if code else kept


def dimension_columns(
    dimensions: Sequence[Dimension],
    read: Callable[[D], Mapping[str, str]],
    write: Callable[[D, dict[str, str]], D],
    passed_when: Callable[[D], bool] | None = None,
) -> tuple[GridColumn[D], ...]:
    """A column to pick a value in for each dimension; `read` and `write` are those of a line's values by number."""
    return tuple(_column(each, read, write, passed_when) for each in dimensions)


def _column(
    dimension: Dimension,
    read: Callable[[D], Mapping[str, str]],
    write: Callable[[D, dict[str, str]], D],
    passed_when: Callable[[D], bool] | None,
) -> GridColumn[D]:
    number = dimension.number or 0

    def code_of(line: D) -> str:
        return read(line).get(str(number), "")

    def with_value(line: D, code: object) -> D:
        return write(line, with_code(read(line), number, code))

    return GridColumn(
        name_of(number),
        dimension.name,
        FieldKind.PICKER,
        width=_WIDTH,
        picker=code_picker(number),
        shown=code_of,
        read=lambda line: code_of(line) or None,
        write=with_value,
        passed_when=passed_when,
    )
