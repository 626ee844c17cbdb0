"""What a statement is: its rows as they are designed, and the table that comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

#: What a row shows. `accounts` are what stood on them at the end of a column's days (accounts of the balance sheet) or
#: came on them in these days (accounts of the result); `each` shows the accounts one by one below it, whatever is
#: chosen; `change`, `opening` and `closing` say which of the figures it is.
ROW_KINDS = (
    "heading",
    "accounts",
    "each",
    "change",
    "opening",
    "closing",
    "total",
    "formula",
    "percent",
    "ratio",
    "blank",
)
#: How far a row may be indented.
DEEPEST = 6
ACCOUNT_KINDS = frozenset({"accounts", "each", "change", "opening", "closing"})
#: Those that say where an account belongs.
PLACING_KINDS = frozenset({"accounts", "each", "change"})
FORMULA_KINDS = frozenset({"total", "formula", "percent", "ratio"})
#: Which accounts must stand in exactly one row: those of the result, of the balance sheet, or all but the cash.
COVERS = ("", "result", "position", "all")


@dataclass(frozen=True, slots=True)
class StatementLine:
    """A row as it is designed.

    `expression` is accounts ("3000-3799, !3740, kind:income, role:bank") or a formula over other rows by their code
    ("sales..other", "income + costs"). `sign` "-" shows credit as positive. A hidden row is only there for formulas.
    """

    code: str
    kind: str
    title: str = ""
    title_en: str = ""
    level: int = 0
    expression: str = ""
    sign: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A designed statement; shipped ones have no `id`. `proof` is a formula that must come to zero."""

    code: str
    title: str
    title_en: str
    lines: tuple[StatementLine, ...]
    covers: str = ""
    after_closing: bool = False  # as it is usually read
    proof: str = ""
    id: int | None = None
    row_version: int | None = None

    def title_in(self, language: str) -> str:
        """Its title in a language of the screens."""
        return self.title if language == "sv" or not self.title_en else self.title_en


@dataclass(frozen=True, slots=True)
class Drill:
    """What a figure is made of, as the kind, the arguments and the key of a page; `company` is one that is not open."""

    kind: str
    arguments: Mapping[str, object]
    key: int | str | None = None
    company: int | None = None


@dataclass(frozen=True, slots=True)
class StatementColumn:
    """A column of a table: `money` in whole units of `StatementTable.unit`, or `percent`."""

    code: str
    title: str
    kind: Literal["money", "percent"] = "money"


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A row of a table: a value and a drill for each column, None where there is none.

    `kind` says how it looks and what its values are: heading, row, account, total, percent, ratio or blank.
    """

    code: str
    title: str
    kind: str
    level: int
    values: tuple[Decimal | None, ...]
    drills: tuple[Drill | None, ...]


@dataclass(frozen=True, slots=True)
class StatementTable:
    """A statement with its figures, ready for a screen, a file or a pack.

    Amounts are in `currency`, exact to the cent; `unit` (1, 1000) says what they are to be shown in, `whole` without
    decimals. `difference` is what the proof of the statement leaves over in each column: zero where it holds.
    """

    code: str
    title: str
    from_date: date
    to_date: date
    after_closing: bool
    currency: str
    columns: tuple[StatementColumn, ...]
    rows: tuple[StatementRow, ...]
    difference: tuple[Decimal | None, ...] = ()
    unit: int = 1
    whole: bool = False
    narrowed: tuple[str, ...] = ()  # to which part of the books, in words
    book: str = ""  # the further book that is read with the company's own
    missing: tuple[str, ...] = ()  # accounts with figures that stand in no row, or in more than one
    covers: str = ""  # as its design says
    steps: tuple[str, ...] = ()  # the rows that the result is the sum of, where it is a statement of the result
    arguments: Mapping[str, object] = field(default_factory=dict)  # that make the same table again
