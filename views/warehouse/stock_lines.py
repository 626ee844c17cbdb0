"""The lines of transfers and counts, and the grids they are entered in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.database.listing import Kind
from resources.language import N_, _
from views.kit.action import Row
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec
from views.warehouse.pickers import GOODS, PLACE

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class MoveHead:
    """Day and text of a transfer or count."""

    on: date | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class StockLine:
    """Goods at a place. `quantity` is what is moved or was counted; `known` says that the level was looked up."""

    item_id: int | None = None
    item_code: str = ""
    item_name: str = ""
    unit: str = ""
    lot_tracked: bool = False
    place_id: int | None = None
    place_code: str = ""
    to_place_id: int | None = None
    to_place_code: str = ""
    lot_code: str = ""
    lot_id: int | None = 0  # None: there is no such lot
    on_hand: Decimal = ZERO
    available: Decimal = ZERO
    known: bool = False
    quantity: Decimal | None = None

    @property
    def where(self) -> tuple[int | None, int | None, str]:
        """What a level belongs to: item, place, lot."""
        return self.item_id, self.place_id, self.lot_code.strip()

    @property
    def difference(self) -> Decimal | None:
        """Counted less what the books have; None before it was counted."""
        return self.quantity - self.on_hand if self.known and self.quantity is not None else None


def _fill_item(line: StockLine, row: Row) -> StockLine:
    tracked = bool(row["lot_tracked"])
    return replace(
        line,
        item_code=str(row["code"]),
        item_name=str(row["name"]),
        unit=str(row["unit"]),
        lot_tracked=tracked,
        lot_code=line.lot_code if tracked else "",
    )


def _is_empty(line: StockLine) -> bool:
    return line.item_id is None and not line.lot_code and line.quantity is None


def _lot_problem(line: StockLine) -> str:
    if line.lot_tracked and not line.lot_code.strip():
        return _("Write or scan the lot.")
    return _("The item has no such lot.") if line.known and line.lot_id is None else ""


def _check_transfer(line: StockLine) -> Mapping[str, str]:
    found = {"lot_code": text} if (text := _lot_problem(line)) else {}
    if line.quantity is not None and line.quantity <= 0:
        found["quantity"] = _("Enter how many are moved.")
    elif line.quantity is not None and line.known and line.quantity > line.available:
        found["quantity"] = _("More than is available there.")
    if line.place_id is not None and line.place_id == line.to_place_id:
        found["to_place_id"] = _("From and to are the same place.")
    return found


def _check_count(line: StockLine) -> Mapping[str, str]:
    found = {"lot_code": text} if (text := _lot_problem(line)) else {}
    if line.quantity is not None and line.quantity < 0:
        found["quantity"] = _("Write what was counted, zero or more.")
    return found


def _shows_lot(line: StockLine) -> bool:
    return line.lot_tracked


def _never(line: StockLine) -> bool:
    del line
    return False


def _available(line: StockLine) -> object:
    return line.available if line.known else None


def _difference(line: StockLine) -> object:
    return line.difference


def _place(name: str, label: str) -> GridColumn[StockLine]:
    """A place, whose code stands in the attribute beside its key."""
    code = name.replace("_id", "_code")

    def shown(line: StockLine) -> str:
        return str(getattr(line, code))

    def fill(line: StockLine, row: Row) -> StockLine:
        return replace(line, **{code: str(row["code"])})  # type: ignore[arg-type] # a code is text

    return GridColumn(name, label, FieldKind.PICKER, width=12, picker=PLACE, shown=shown, fill=fill, required=True)


_LOT: GridColumn[StockLine] = GridColumn("lot_code", N_("Lot"), width=12, editable_when=_shows_lot)


def _grid(
    check: Callable[[StockLine], Mapping[str, str]],
    *,
    quantity: str,
    before: Sequence[GridColumn[StockLine]] = (),
    within: Sequence[GridColumn[StockLine]],
    after: Sequence[GridColumn[StockLine]] = (),
) -> GridSpec[StockLine]:
    """Lines of goods: which, of which lot, how many; and where, in the order that it is done in."""
    item: GridColumn[StockLine] = GridColumn(
        "item_id",
        N_("Item"),
        FieldKind.PICKER,
        width=12,
        picker=GOODS,
        shown=lambda line: line.item_code,
        fill=_fill_item,
        required=True,
    )
    columns = (
        *before,
        item,
        GridColumn("item_name", N_("Name"), editable_when=_never),
        *within,
        GridColumn("quantity", quantity, FieldKind.QUANTITY, required=True),
        GridColumn("unit", N_("Unit"), FieldKind.SHOWN, width=6),
        *after,
    )
    return GridSpec(columns=columns, new=StockLine, is_empty=_is_empty, check=check)


TRANSFER_GRID: GridSpec[StockLine] = _grid(
    _check_transfer,
    within=(
        _place("place_id", N_("From")),
        _LOT,
        GridColumn("available", N_("Available"), compute=_available, shown_as=Kind.QUANTITY, width=10),
    ),
    quantity=N_("Quantity"),
    after=(_place("to_place_id", N_("To")),),
)

#: What the books have is not shown: who counts is not to be led. The difference is, once something is counted.
COUNT_GRID: GridSpec[StockLine] = _grid(
    _check_count,
    before=(_place("place_id", N_("Place")),),
    within=(_LOT,),
    quantity=N_("Counted"),
    after=(GridColumn("difference", N_("Difference"), compute=_difference, shown_as=Kind.QUANTITY, width=12),),
)

HEAD: FormSpec[MoveHead] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field("on", N_("Date"), FieldKind.DATE, required=True),
                Field("text", N_("Text")),
            ),
        ),
    )
)
