"""Lines of an entry grid for tests of the kit, and what a test does with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication

from models.database.listing import Kind
from tests.support.keys import press
from tests.support.kit_samples import ITEMS
from views.kit.form.spec import Choice, FieldKind, Picker
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.kit.grid.view import EntryGrid

if TYPE_CHECKING:
    from views.kit.action import Row

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass(frozen=True)
class Line:
    """An item with what is sold of it."""

    item_id: int | None = None
    item: str = ""
    text: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    kind: str = "goods"

    @property
    def amount(self) -> Decimal:
        """What it comes to."""
        return (self.quantity or Decimal(0)) * (self.price or Decimal(0))


def _fill(line: Line, row: Row) -> Line:
    price = row["price"]
    assert isinstance(price, Decimal)
    return replace(line, item=str(row["number"]), text=str(row["name"]), price=price)


def _sum(lines: Sequence[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal(0))


def _check(line: Line) -> Mapping[str, str]:
    return {} if line.quantity else {"quantity": "How many?"}


SPEC: GridSpec[Line] = GridSpec(
    columns=(
        GridColumn(
            "item_id",
            "Item",
            FieldKind.PICKER,
            picker=Picker(ITEMS, ("number", "name"), lambda row: str(row["number"])),
            shown=lambda line: line.item,
            fill=_fill,
        ),
        GridColumn("text", "Text", required=True),
        GridColumn("quantity", "Quantity", FieldKind.QUANTITY),
        GridColumn("price", "Price", FieldKind.MONEY),
        GridColumn("kind", "Kind", FieldKind.CHOICE, choices=(Choice("goods", "Goods"), Choice("work", "Work"))),
        GridColumn("amount", "Amount", FieldKind.SHOWN, compute=lambda line: line.amount, shown_as=Kind.MONEY),
    ),
    new=Line,
    is_empty=lambda line: line == Line(),
    column_totals=lambda lines: {"amount": _sum(lines)},
    totals=lambda lines: (Total("Sum", _sum(lines)),),
    check=_check,
)
SCREW = Line(1, "A1", "Screw", Decimal(4), Decimal("2.50"))
NAIL = Line(2, "A2", "Nail", Decimal(8), Decimal("1.25"))
ITEM, TEXT, QUANTITY, PRICE = range(4)

MakeGrid = Callable[..., EntryGrid[Line]]


def typed(grid: EntryGrid[Line]) -> tuple[Line, ...]:
    """What has been entered."""
    return grid.lines


def place(grid: EntryGrid[Line]) -> tuple[int, int]:
    """Row and column of the cursor."""
    index = grid.table.currentIndex()
    return index.row(), index.column()


def stand(grid: EntryGrid[Line], row: int, column: int) -> None:
    """Put the cursor there."""
    grid.table.setCurrentIndex(grid.model.index(row, column))


def paste(grid: EntryGrid[Line], text: str) -> None:
    """Paste as with Ctrl+V, and let it be taken."""
    QGuiApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, CTRL)
    for _ in range(50):  # bit by bit, on a slow machine; what is looked up may be held back
        if grid.model.being_pasted:
            QCoreApplication.processEvents()
