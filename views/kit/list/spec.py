"""How a screen declares a list: the query behind it, what can be done with its rows, and how it is filtered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.database.listing import Column, Filter, ListQuery
from views.kit.action import Action, ActionContext, Row
from views.kit.host import Link


@dataclass(frozen=True, slots=True)
class QuickFilter:
    """One of the filter buttons above a list; only one is on at a time. `label` is marked with N_."""

    key: str
    label: str
    filters: tuple[Filter, ...]

    @classmethod
    def of_status(cls, word: str, label: str) -> QuickFilter:
        """The rows of one status."""
        return cls(word, label, (Filter("status", "=", word),))


@dataclass(frozen=True, slots=True)
class ListSpec:
    """A list on a screen. All texts are marked with N_ and translated where they are shown."""

    query: ListQuery
    actions: tuple[Action, ...] = ()
    opens: Callable[[Row], Link | None] | None = None  # what Enter and double-click show
    empty_title: str = ""
    empty_hint: str = ""
    empty_action: Action | None = None
    quick_filters: tuple[QuickFilter, ...] = ()
    start_filter: str = ""  # key of the quick filter that is on at first
    subjects: tuple[str, ...] = ()  # what a change of makes the list fetch anew
    sums: tuple[str, ...] | None = None  # columns summed in the footer; None takes the columns of money

    @property
    def visible(self) -> tuple[Column, ...]:
        """The columns that can be shown."""
        return tuple(column for column in self.query.columns if not column.hidden)


def as_mapping(query: ListQuery, values: tuple[object, ...]) -> Mapping[str, object]:
    """A row by column name."""
    return {column.name: value for column, value in zip(query.columns, values, strict=True)}


def opens(kind: str, key: str = "id") -> Callable[[Row], Link]:
    """Enter on a row shows the page `kind` of the record in its column `key`."""

    def open_row(row: Row) -> Link:
        return Link(kind, row[key])

    return open_row


def begins(kind: str, /, **arguments: object) -> Callable[[ActionContext], None]:
    """An act shows the page `kind` without a key, as to enter a new record."""

    def begin(context: ActionContext) -> None:
        context.host.open(Link(kind, arguments=arguments))

    return begin


def shows_elsewhere(kind: str, key: str, company: str) -> Callable[[ActionContext], None]:
    """An act shows the page `kind` of the record in the column `key`, in the company in the column `company`."""

    def show(context: ActionContext) -> None:
        there = context.row[company]
        context.host.open(Link(kind, context.row[key], company=there if isinstance(there, int) else None))

    return show


def new_action(name: str, title: str, run: Callable[[ActionContext], None], permission: str) -> Action:
    """The primary act of a list: to enter a new record with Ctrl+N. `title` is marked with N_."""
    return Action(name, title, run, permission, "Ctrl+N", "add", primary=True)
