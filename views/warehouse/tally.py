"""Which line of a picking list a scanned code counts up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from models.sales.delivering import DeliveryLine
from resources.language import _

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of a code: the line with its new count, a place to go on at, or what is wrong (translated)."""

    row: int = -1
    line: DeliveryLine | None = None
    place: str = ""
    problem: str = ""
    unknown: bool = False  # the list knows nothing of this code


def count_up(lines: Sequence[DeliveryLine], code: str, *, place: str = "") -> Counted:
    """Count one more of the item or lot with this code, at `place` before other places; or go on at a place.

    A code counts once and never beyond what the list asks for; the last of a line may be less than one whole.
    """
    wanted = code.casefold()
    if not (found := _of(lines, wanted)):
        known = next((line.place_code for line in lines if line.place_code.casefold() == wanted), "")
        return Counted(place=known) if known else Counted(unknown=True)
    left = [row for row in found if lines[row].picked < lines[row].quantity]
    if not left:
        text = _("All of {item} are picked already.").format(item=lines[found[0]].description)
        return Counted(problem=text)
    here = [row for row in left if lines[row].place_code == place] or left
    lots = {lines[row].lot_code for row in here}
    if len(lots) > 1:
        return Counted(
            problem=_("{item} lies there in several lots. Scan the lot.").format(item=lines[here[0]].item_code)
        )
    line = lines[here[0]]
    return Counted(here[0], replace(line, picked=min(line.picked + ONE, line.quantity)))


def _of(lines: Sequence[DeliveryLine], code: str) -> list[int]:
    """The rows of an item by its code, else by its barcode, else by lot, as far as they are goods."""
    for name in ("item_code", "barcode", "lot_code"):
        found = [
            row
            for row, line in enumerate(lines)
            if line.place_id is not None and getattr(line, name).casefold() == code
        ]
        if found:
            return found
    return []
