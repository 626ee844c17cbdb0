"""Opens the picking list of the order whose number was scanned."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from models.database.listing import Page, PageRequest
from models.sales.queries import DELIVERIES_TO_PICK
from resources.language import _
from views.kit.host import Host, Level, Link
from views.kit.list.spec import as_mapping
from views.warehouse.scanning import ScanBar


class PickListFinder(QObject):
    """Says in `scan` what was not found; `several` carries an order number with more than one list under way."""

    several = Signal(str)

    def __init__(self, host: Host, scan: ScanBar) -> None:
        super().__init__(scan)
        self._host, self._scan = host, scan

    def find(self, code: str) -> None:
        """Open the list of the order with this number."""
        self._host.fetch(DELIVERIES_TO_PICK, PageRequest(text=code), on_done=partial(self._on_found, code))

    def _on_found(self, code: str, page: Page) -> None:
        rows = [as_mapping(DELIVERIES_TO_PICK, values) for values in page.rows]
        found = [row for row in rows if str(row["order_number"]).casefold() == code.casefold()]
        if len(found) == 1:
            self._scan.say("")
            self._host.open(Link("warehouse.delivery", found[0]["id"]))
        elif found:
            self._scan.say(_("Order {number} has several lists. Choose one.").format(number=code), Level.WARNING)
            self.several.emit(code)
        else:
            self._scan.say(_("No list waits for order {number}.").format(number=code), Level.ERROR)
