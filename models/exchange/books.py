"""The books of a company as a file of another program states them, whatever its format.

Amounts are in the file's own currency, debit positive. Years are counted from the file's own: 0, and -1 before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

#: Amounts by account for each year of the file.
YearAmounts = Mapping[int, Mapping[str, Decimal]]
#: Amounts by account, dimension and value for each year of the file.
ValueAmounts = Mapping[int, Mapping[tuple[str, int, str], Decimal]]
#: What is planned by account, dimensions with their codes, and the first day of the month.
BudgetKey = tuple[str, tuple[tuple[str, str], ...], date]
BudgetAmounts = Mapping[BudgetKey, Decimal]


@dataclass(frozen=True, slots=True)
class FileAccount:
    """An account; `kind` asset, liability, equity, income or expense where the file says so."""

    number: str
    name: str
    kind: str | None = None
    unit: str = ""
    sru: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileDimension:
    """A dimension; `parent` is the one it lies under."""

    number: int
    name: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class FileValue:
    """A value (object) of a dimension."""

    dimension: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A row of a voucher; `dimensions` maps dimension numbers to codes."""

    account: str
    amount: Decimal
    dimensions: Mapping[str, str] = field(default_factory=dict)
    row_date: date | None = None
    text: str = ""
    quantity: Decimal | None = None
    signature: str = ""
    at_line: int | None = None


@dataclass(frozen=True, slots=True)
class StruckLine:
    """A row of the correction trail, in no sum: `kind` R was added afterwards, B was struck out."""

    kind: str
    position: int
    line: FileLine


@dataclass(frozen=True, slots=True)
class FileVoucher:
    """A voucher; series and number are empty where whoever takes it in shall give them."""

    day: date
    lines: tuple[FileLine, ...]
    series: str = ""
    number: str = ""
    text: str = ""
    registered_on: date | None = None
    signature: str = ""
    history: tuple[StruckLine, ...] = ()
    at_line: int | None = None


@dataclass(frozen=True, slots=True)
class BookFile:
    """Everything that a file says. `complete` is False for one that only adds vouchers (SIE 4I)."""

    complete: bool
    company: str = ""
    org_number: str = ""
    years: Mapping[int, tuple[date, date]] = field(default_factory=dict)
    accounts: Sequence[FileAccount] = ()
    dimensions: Sequence[FileDimension] = ()
    values: Sequence[FileValue] = ()
    opening: YearAmounts = field(default_factory=dict)  # balance accounts at the start of a year
    closing: YearAmounts = field(default_factory=dict)  # balance accounts at its end
    results: YearAmounts = field(default_factory=dict)  # accounts of the result over it
    #: Changes by account and month (its first day), for each year; empty where the file has none.
    changes: Mapping[int, Mapping[date, Mapping[str, Decimal]]] = field(default_factory=dict)
    #: What is planned by account, dimensions and month, for each year.
    budgets: Mapping[int, BudgetAmounts] = field(default_factory=dict)
    value_opening: ValueAmounts = field(default_factory=dict)
    value_closing: ValueAmounts = field(default_factory=dict)
    vouchers: Sequence[FileVoucher] = ()
    #: True where the vouchers make up year 0; otherwise its balances do.
    has_vouchers: bool = False
