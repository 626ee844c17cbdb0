"""Head and lines of a receipt: what is awaited on a purchase order, and what of it has come where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models.database.listing import Kind
from models.warehouse.rules import fits_unit
from resources.language import N_, _
from views.kit.action import Row
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec
from views.warehouse.pickers import ORDER_TO_RECEIVE, PLACE

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ReceiveHead:
    """The order that goods come for; `text` is their delivery note."""

    on: date | None
    order_id: object = None
    order_text: str = ""
    number: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReceiveLine:
    """A line that is awaited, and how many of it have come; or a further part of one, of another lot or place."""

    id: int = 0
    item_code: str = ""
    barcode: str = ""
    description: str = ""
    unit: str = ""
    decimals: int = 0
    lot_tracked: bool = False
    outstanding: Decimal = _ZERO
    quantity: Decimal | None = None
    place_id: int | None = None
    place_code: str = ""
    lot_code: str = ""
    expires_on: date | None = None
    part: bool = False  # added to take a further lot
    elsewhere: Decimal = _ZERO  # how many the other parts of the line have

    @property
    def missing(self) -> Decimal:
        """How many are still to come, whichever part they go to."""
        return self.outstanding - self.elsewhere - (self.quantity or _ZERO)


def line_of(row: Row) -> ReceiveLine:
    """A row of PURCHASE_LINES_TO_RECEIVE as a line that nothing has come of."""
    place, outstanding = row["place_id"], row["outstanding"]
    return ReceiveLine(
        id=int(str(row["id"])),
        item_code=str(row["item_code"]),
        barcode=str(row["barcode"] or ""),
        description=str(row["description"]),
        unit=str(row["unit"]),
        decimals=int(str(row["decimals"])),
        lot_tracked=bool(row["lot_tracked"]),
        outstanding=outstanding if isinstance(outstanding, Decimal) else _ZERO,
        place_id=None if place is None else int(str(place)),
        place_code=str(row["place_code"] or ""),
    )


def another_part(line: ReceiveLine) -> ReceiveLine:
    """A part of the same line for another lot or place, of which nothing has come yet."""
    return replace(line, quantity=None, lot_code="", expires_on=None, part=True)


def with_sums(lines: Sequence[ReceiveLine]) -> tuple[ReceiveLine, ...]:
    """The lines, each knowing how many the other parts of the same line have."""
    sums: dict[int, Decimal] = {}
    for line in lines:
        sums[line.id] = sums.get(line.id, _ZERO) + (line.quantity or _ZERO)
    return tuple(replace(line, elsewhere=sums[line.id] - (line.quantity or _ZERO)) for line in lines)


def _is_part(line: ReceiveLine) -> bool:
    return line.part


def _outstanding(line: ReceiveLine) -> object:
    """Said once for all parts."""
    return None if line.part else line.outstanding


def _is_empty(line: ReceiveLine) -> bool:
    return not line.id


def _comes(line: ReceiveLine) -> bool:
    return bool(line.id)


def _has_lot(line: ReceiveLine) -> bool:
    return line.lot_tracked


def _never(line: ReceiveLine) -> bool:
    del line
    return False


def _check(line: ReceiveLine) -> Mapping[str, str]:
    if not line.quantity:
        return {}
    found = {}
    if line.quantity < 0 or line.missing < 0:
        found["quantity"] = _("More than is awaited, or less than nothing.")
    elif not fits_unit(line.quantity, line.decimals):
        found["quantity"] = _("{unit} has fewer decimals.").format(unit=line.unit)
    if line.lot_tracked and not line.lot_code.strip():
        found["lot_code"] = _("Write or scan the lot.")
    return found


def _fill_place(line: ReceiveLine, row: Row) -> ReceiveLine:
    return replace(line, place_code=str(row["code"]))


def _fill_order(head: ReceiveHead, row: Row) -> ReceiveHead:
    return replace(head, order_text=f"{row['number']} {row['party_name']}", number=str(row["number"]))


GRID: GridSpec[ReceiveLine] = GridSpec(
    columns=(
        GridColumn("item_code", N_("Item"), FieldKind.SHOWN, width=10),
        GridColumn("description", N_("Description"), editable_when=_never),
        GridColumn("outstanding", N_("Outstanding"), compute=_outstanding, shown_as=Kind.QUANTITY),
        GridColumn("unit", N_("Unit"), FieldKind.SHOWN, width=5),
        GridColumn("quantity", N_("Received"), FieldKind.QUANTITY, editable_when=_comes),
        GridColumn(
            "place_id",
            N_("Place"),
            FieldKind.PICKER,
            width=10,
            picker=PLACE,
            shown=lambda line: line.place_code,
            fill=_fill_place,
            editable_when=_comes,
        ),
        GridColumn("lot_code", N_("Lot"), width=12, editable_when=_has_lot),
        GridColumn("expires_on", N_("Expires"), FieldKind.DATE, editable_when=_has_lot),
    ),
    new=ReceiveLine,
    is_empty=_is_empty,
    check=_check,
    fixed=True,
    another=another_part,
    added=_is_part,
)

FORM: FormSpec[ReceiveHead] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field(
                    "order_id",
                    N_("Purchase order"),
                    FieldKind.PICKER,
                    required=True,
                    picker=ORDER_TO_RECEIVE,
                    shown=lambda head: head.order_text,
                    fill=_fill_order,
                ),
                Field("on", N_("Date"), FieldKind.DATE, required=True),
                Field("text", N_("Their delivery note")),
            ),
            across=3,
        ),
    )
)
