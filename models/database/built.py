"""What comes of a built report: headings, rows, totals, and for each figure the conditions of the rows behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from models.database.building import Fold
from models.database.listing import Column, Filter


@dataclass(frozen=True, slots=True)
class Head:
    """One column: a key or a listed column, or a figure with its `fold`.

    `across` is the value of the field that lies across, as text; `rest` stands for all others, `total` for all.
    """

    column: Column
    fold: Fold | None = None
    across: str | None = None
    rest: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class BuiltRow:
    """One row; `behind` holds by column the conditions of the rows that a figure is made of, `key` that of a record."""

    values: tuple[object, ...]
    behind: Mapping[int, tuple[Filter, ...]] = field(default_factory=dict)
    key: object = None


@dataclass(frozen=True, slots=True)
class Built:
    """A report as it came out; `cut` says that there are more rows than it holds, which its totals count all the same.

    `across` is the column that lies across, for the words of its values.
    """

    heads: tuple[Head, ...]
    rows: tuple[BuiltRow, ...]
    totals: tuple[BuiltRow, ...] = ()
    across: Column | None = None
    first: date | None = None
    last: date | None = None
    cut: bool = False
