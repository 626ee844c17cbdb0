"""How a list is declared: once, for the screen, its export and the command line.

A `ListQuery` names a view of the schema `reporting` with its typed, labelled columns and the order it is paged in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds; decides alignment, format, editor and spreadsheet type."""

    TEXT = "text"
    MONEY = "money"  # Decimal, two decimals, right-aligned
    QUANTITY = "quantity"  # Decimal, the unit's decimals
    PERCENT = "percent"  # Decimal, 25 means 25 %
    DATE = "date"
    TIMESTAMP = "timestamp"  # timezone-aware datetime
    INTEGER = "integer"
    BOOLEAN = "boolean"
    STATUS = "status"  # a word from STATUS_WORDS, shown as a chip


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` as in the view, `label` marked with N_ and translated where it is shown."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    width: int = 0  # characters; 0 lets the kind decide
    hidden: bool = False  # fetched (a key to open the row by) but not shown
    optional: bool = False  # stays away on screens that have no room for it
    literal: bool = False  # the label is data, or translated already
    english: str = ""  # the column of the view that says the same in English, where it says anything
    # Function of the schema search: (company, value, limit) -> array of the keys of the rows with just this value; null
    # where they are more, or no index can tell.
    keys: str = ""

    def heading(self, translate: Callable[[str], str]) -> str:
        """The label in the language of `translate`."""
        return self.label if self.literal else translate(self.label)


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A list: reads `view` of the schema reporting, ordered by `order` (the last one unique), found by `search`.

    What a row says of the record of its column `party_id` stands in columns called `party_...`, and so for every key.
    """

    name: str  # stable: command line, settings and saved views refer to it
    title: str
    view: str  # without the schema
    columns: tuple[Column, ...]
    order: tuple[str, ...] = ("id",)
    descending: bool = False
    key: str = "id"
    search: str | None = None  # function of the schema search: (company, text, limit) -> ids
    by_company: bool = True  # False for what the companies share
    # The view has no index for its order, whose first column is a day: a page is looked for among the next days first.
    by_days: bool = False

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on a list, its value as the column's Python type.

    `operator` is one of = <> < <= > >=, starts (text), holds and "holds not" (text, whatever its case), in and "not in"
    (a tuple); "none of" and before (a day) also leave rows without a value.
    """

    column: str
    operator: str
    value: object


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which rows of a list: after the row with these order values, at most `limit`."""

    filters: tuple[Filter, ...] = ()
    text: str = ""  # substring search
    order: tuple[str, ...] = ()  # empty: the list's own
    descending: bool | None = None
    after: tuple[object, ...] | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in the order of the list's columns, and where the next page begins (None at the end)."""

    rows: Sequence[tuple[object, ...]]
    after: tuple[object, ...] | None
    totals: Mapping[str, object] = field(default_factory=dict)
