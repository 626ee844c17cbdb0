"""How a report is built of a declared list: which columns, taken together by what, summed how, of which days.

A `Source` names a reporting view with what may be picked of it; a `Definition` is what somebody picked. Names that a
source does not declare never reach the database, and values travel as parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from models.database.listing import Column, Filter, Kind, ListQuery
from models.database.rights.permissions import Permission

NUMERIC = frozenset({Kind.MONEY, Kind.QUANTITY, Kind.PERCENT, Kind.INTEGER})
DATED = frozenset({Kind.DATE, Kind.TIMESTAMP})


class Fold(StrEnum):
    """What is made of the values of a group."""

    SUM = "sum"
    AVERAGE = "average"
    LEAST = "least"
    GREATEST = "greatest"
    COUNT = "count"  # how many rows; of no column
    RATIO = "ratio"  # the percentage that a `Ratio` of the source names


class Step(StrEnum):
    """How finely dates are taken together."""

    VALUE = ""  # as they are; the only one for what is no date
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Span(StrEnum):
    """Which days a report is of, reckoned from the day it is made."""

    ALL = "all"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    LAST_QUARTER = "last_quarter"
    YEAR_TO_DATE = "year_to_date"  # from the first day of the fiscal year
    LAST_YEAR = "last_year"
    TWELVE_MONTHS = "twelve_months"


@dataclass(frozen=True, slots=True)
class Ratio:
    """100 times the sum of one column through the sum of another; nothing where that is nought."""

    name: str
    label: str
    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure is, in `words` marked with N_; another meaning gets the next version and its first day."""

    words: str
    version: int = 1
    since: date = date(2026, 11, 26)


@dataclass(frozen=True, slots=True)
class Source:
    """What reports can be built of: a list, who may, what its rows open, and what its figures are.

    `figures` says in words what each column is made of; `opens` is the page of a row with the column of its key.
    """

    query: ListQuery
    permission: Permission
    day: str = ""  # the column that the days of a report are of
    opens: tuple[str, str] = ("", "")
    ratios: tuple[Ratio, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that can be picked."""
        return tuple(column for column in self.query.columns if not column.hidden)

    @property
    def summable(self) -> tuple[Column, ...]:
        """The columns that have a sum."""
        return tuple(column for column in self.columns if column.kind in NUMERIC - {Kind.PERCENT})

    @property
    def currency(self) -> str:
        """The column that says in which currency the amounts of a row are; empty where all are in one."""
        return next((column.name for column in self.query.columns if column.name == "currency"), "")

    def ratio(self, name: str) -> Ratio:
        """The ratio called `name`; KeyError where there is none."""
        for ratio in self.ratios:
            if ratio.name == name:
                return ratio
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Key:
    """One column that rows are taken together by."""

    column: str
    step: Step = Step.VALUE


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of each group; `column` is empty for the count of rows."""

    column: str
    fold: Fold = Fold.SUM


@dataclass(frozen=True, slots=True)
class Definition:
    """What somebody picked. Without `keys`, `across` and `measures` it is a list of `columns`.

    `order` is the place of the column of the result that rows stand in the order of; None for that of the keys.
    """

    source: str
    columns: tuple[str, ...] = ()
    keys: tuple[Key, ...] = ()
    across: Key | None = None
    top: int = 6  # columns across before the rest is taken together
    measures: tuple[Measure, ...] = ()
    filters: tuple[Filter, ...] = ()
    span: Span = Span.ALL
    order: int | None = None
    descending: bool = False
    totals: bool = True
    chart: str = ""  # "", "bar" or "line"
    line: str = ""  # the filters as they were typed, in `language`
    language: str = ""

    @property
    def grouped(self) -> bool:
        """Whether rows are taken together."""
        return bool(self.keys or self.across or self.measures)
