"""How a screen declares an entry grid: columns over a frozen line draft, totals, and what is wrong with a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar, cast

from models.database.listing import Kind
from views.kit.action import Row
from views.kit.form.spec import Choice, FieldKind, Picker

D = TypeVar("D")


@dataclass(frozen=True, slots=True)
class GridColumn(Generic[D]):
    """One column; `name` is an attribute of the line, or any name with `compute`, or with `read` and `write`.

    `label` is marked with N_. A column with `compute`, or of kind SHOWN, cannot be typed into.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    width: int = 0  # characters; 0 by the kind, and takes spare room where it is TEXT or PICKER
    picker: Picker | None = None
    shown: Callable[[D], str] | None = None  # PICKER: the text that stands for the line's key
    fill: Callable[[D, Row], D] | None = None  # PICKER: what else the picked row fills in
    choices: tuple[Choice, ...] = ()
    compute: Callable[[D], object] | None = None
    read: Callable[[D], object] | None = None
    write: Callable[[D, object], D] | None = None
    shown_as: Kind | None = None  # how `compute`'s value is formatted; None by `kind`
    editable_when: Callable[[D], bool] | None = None
    passed_when: Callable[[D], bool] | None = None  # Enter goes on to the next cell; Tab and the arrows do not
    required: bool = False
    remark: Callable[[D], str] | None = None  # translated; what makes the value special, shown as a mark with a tooltip

    def value_of(self, draft: D) -> object:
        """What a line holds in the column."""
        given = self.compute or self.read
        return given(draft) if given else getattr(draft, self.name)

    def with_value(self, draft: D, value: object) -> D:
        """The line with another value in the column."""
        if self.write is not None:
            return self.write(draft, value)
        changed: D = replace(cast("Any", draft), **{self.name: value})
        return changed

    @property
    def drawn_as(self) -> Kind:
        """The kind a cell of the column is drawn as."""
        if self.shown_as is not None:
            return self.shown_as
        return Kind(self.kind.value) if self.kind.value in set(Kind) else Kind.TEXT


@dataclass(frozen=True, slots=True)
class Total:
    """A figure below the grid, already translated."""

    label: str
    value: object
    kind: Kind = Kind.MONEY
    strong: bool = False


@dataclass(frozen=True, slots=True)
class GridSpec(Generic[D]):
    """An entry grid over the line class D.

    `new` makes an empty line, `is_empty` tells one. `column_totals` gives figures by column name, shown in line with
    the columns; `totals` gives those of the whole, shown below to the right. `check` returns what is wrong with a
    line by column name, already translated. With `fixed` the lines are given: none is added and none removed, but
    `another` may make a further line for the same thing, which `added` tells. So many first columns as `pinned` says
    stay in sight where all together are too wide.
    """

    columns: tuple[GridColumn[D], ...]
    new: Callable[[], D]
    is_empty: Callable[[D], bool]
    column_totals: Callable[[Sequence[D]], Mapping[str, object]] | None = None
    totals: Callable[[Sequence[D]], Sequence[Total]] | None = None
    check: Callable[[D], Mapping[str, str]] | None = None
    fixed: bool = False
    another: Callable[[D], D] | None = None
    added: Callable[[D], bool] | None = None
    pinned: int = 0
