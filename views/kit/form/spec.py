"""How a screen declares a form: sections of fields over a frozen draft dataclass, and the operation that saves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from models.database.listing import Filter, Kind, ListQuery
from views.kit.action import Row

D = TypeVar("D")


class FieldKind(StrEnum):
    """What is entered, and so with what; the value's Python type in brackets."""

    TEXT = "text"  # str
    MULTILINE = "multiline"  # str
    MONEY = "money"  # Decimal | None, two decimals
    QUANTITY = "quantity"  # Decimal | None, four decimals
    RATE = "rate"  # Decimal | None, six decimals: what a unit of a currency costs
    PERCENT = "percent"  # Decimal | None, 25 means 25 %
    INTEGER = "integer"  # int | None
    DATE = "date"  # date | None
    CHOICE = "choice"  # the value of the Choice
    BOOLEAN = "boolean"  # bool
    PICKER = "picker"  # the key of a row | None
    SHOWN = "shown"  # read-only, formatted by `shown_as`


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few values; `label` is marked with N_."""

    value: object
    label: str


@dataclass(frozen=True, slots=True)
class Create:
    """A record made on the spot from what was typed: `title`, marked with N_, names it with {text}.

    `operation` is called with `arguments(text)`; `key` finds the key of the new record in its result.
    """

    title: str
    permission: str
    operation: Callable[..., Any]
    arguments: Callable[[str], Mapping[str, object]]
    key: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Picker:
    """A record is picked from `query` by number, name or part of it, or made with `create`.

    `columns` are what the pop-up shows and what the search fits; `text` makes what stays in the field.
    """

    query: ListQuery
    columns: tuple[str, ...]
    text: Callable[[Row], str]
    filters: tuple[Filter, ...] = ()
    create: Create | None = None


@dataclass(frozen=True, slots=True)
class Field(Generic[D]):
    """One input bound to the attribute `name` of the draft. `label`, `help` and `check`'s answers: see each.

    `label` and `help` are marked with N_; `check` returns what is wrong, already translated, or None.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    help: str = ""
    enabled_when: Callable[[D], bool] | None = None
    picker: Picker | None = None
    shown: Callable[[D], str] | None = None  # PICKER: the text of the draft's key, sparing a look-up
    fill: Callable[[D, Row], D] | None = None  # PICKER: what else the picked row fills in
    choices: tuple[Choice, ...] = ()
    check: Callable[[D], str | None] | None = None
    shown_as: Kind = Kind.TEXT  # SHOWN only
    max_length: int = 0
    wide: bool = False  # takes the whole width
    span: int = 1  # places it takes side by side


@dataclass(frozen=True, slots=True)
class Section(Generic[D]):
    """Fields under a heading, `across` side by side; `title` and `hint` are marked with N_."""

    title: str
    fields: tuple[Field[D], ...]
    hint: str = ""
    across: int = 2


@dataclass(frozen=True, slots=True)
class FormSpec(Generic[D]):
    """A form over the draft class D.

    `save` is the operation, `arguments` makes its keyword arguments from the draft. `fetch` with `fetch_arguments`
    reads the record again as a draft, for reloading and comparing after a conflict. `check` returns what is wrong
    with the whole, by field name, already translated.
    """

    sections: tuple[Section[D], ...]
    save: Callable[..., object] | None = None
    arguments: Callable[[D], Mapping[str, object]] | None = None
    fetch: Callable[..., D] | None = None
    fetch_arguments: Callable[[D], Mapping[str, object]] | None = None
    check: Callable[[D], Mapping[str, str]] | None = None

    @property
    def fields(self) -> tuple[Field[D], ...]:
        """All fields in the order they are filled in."""
        return tuple(field for section in self.sections for field in section.fields)
