"""The lines of a picking list as a grid: what to take from where, and how many of it lie ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from models.database.errors import KontorError
from models.database.listing import Kind
from models.sales.delivering import DeliveryLine, Pick, Picked, record_pick
from models.warehouse.rules import fits_unit
from resources.language import N_, _
from views.kit.form.spec import FieldKind
from views.kit.format import format_value
from views.kit.grid.spec import GridColumn, GridSpec
from views.kit.host import Host

_ZERO = Decimal(0)


def _nothing() -> DeliveryLine:
    return DeliveryLine(0, 0, 0, None, "", "", "", "", 0, None, "", 0, "", _ZERO, _ZERO)


def _is_nothing(line: DeliveryLine) -> bool:
    return not line.id


def _never(line: DeliveryLine) -> bool:
    del line
    return False


def with_figure(line: DeliveryLine) -> DeliveryLine:
    """The line with zero where its cell was emptied."""
    picked: object = line.picked
    return line if isinstance(picked, Decimal) else replace(line, picked=_ZERO)


def pick_grid(host: Host, *, returning: bool) -> GridSpec[DeliveryLine]:
    """The grid of a picking list, or of a return where what came back is counted."""

    def check(line: DeliveryLine) -> Mapping[str, str]:
        if not _ZERO <= line.picked <= line.quantity:
            most = format_value(line.quantity, Kind.QUANTITY, host.language)
            return {"picked": _("Enter a quantity between 0 and {quantity}.").format(quantity=most)}
        if not fits_unit(line.picked, line.decimals):
            return {"picked": _("{unit} has fewer decimals.").format(unit=line.unit)}
        return {}

    shown = FieldKind.SHOWN
    return GridSpec(
        columns=(
            GridColumn("place_code", N_("Place"), shown, width=10),
            GridColumn("item_code", N_("Item"), shown, width=12),
            GridColumn("description", N_("Description"), editable_when=_never),
            GridColumn("lot_code", N_("Lot"), shown, width=10),
            GridColumn("quantity", N_("To return") if returning else N_("To pick"), shown, shown_as=Kind.QUANTITY),
            GridColumn("unit", N_("Unit"), shown, width=5),
            GridColumn("picked", N_("Came back") if returning else N_("Picked"), FieldKind.QUANTITY, width=12),
        ),
        new=_nothing,
        is_empty=_is_nothing,
        check=check,
        fixed=True,
    )


class PickWriter(QObject):
    """Stores counts behind the back of whoever scans: the newest of each line, one writing at a time.

    `failed` carries the error; what could not be written is then forgotten.
    """

    stored = Signal()  # some counts are stored: what was asked of the database before may not have them
    saved = Signal()  # all is stored
    failed = Signal(object)

    def __init__(self, host: Host, delivery_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self._host, self._delivery_id = host, delivery_id
        self._waiting: dict[int, Decimal] = {}
        self._written: dict[int, Decimal] = {}
        self._then: Callable[[], None] | None = None

    @property
    def unsaved(self) -> Mapping[int, Decimal]:
        """Counts by line that the database may not have yet."""
        return {**self._written, **self._waiting}

    def put(self, line: DeliveryLine) -> None:
        """Store how many of a line lie ready."""
        self._waiting[line.id] = line.picked
        self._write()

    def when_saved(self, act: Callable[[], None]) -> None:
        """Do `act` once all is stored; not where the storing fails."""
        if self.unsaved:
            self._then = act
        else:
            act()

    def _write(self) -> None:
        if self._written or not self._waiting:
            return
        self._written, self._waiting = self._waiting, {}
        picks = tuple(Pick(line, quantity) for line, quantity in self._written.items())
        arguments = {"delivery_id": self._delivery_id, "picks": picks}
        self._host.run(record_pick, arguments, on_done=self._on_written, on_failed=self._on_failed)

    def _on_written(self, picked: Picked) -> None:
        del picked
        self._written = {}
        self._write()
        self.stored.emit()
        if not self.unsaved:
            then, self._then = self._then, None
            self.saved.emit()
            if then is not None:
                then()

    def _on_failed(self, error: KontorError) -> None:
        self._written, self._waiting, self._then = {}, {}, None
        self.failed.emit(error)
