"""What waits to be picked: chosen from the list, or by scanning the number on a printed pick list."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeyEvent

from models.database.listing import Page as Rows
from models.database.listing import PageRequest
from models.sales.queries import DELIVERIES_TO_PICK
from resources.language import _
from views.kit.host import Host, Level, Link
from views.kit.list.spec import as_mapping
from views.kit.page import ListPage
from views.warehouse.lists import TO_PICK_LIST
from views.warehouse.scanning import LargeRows, ScanBar, enlarge_buttons


class ToPickPage(ListPage):
    """The picking lists under way, the oldest first."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, TO_PICK_LIST, link=link)
        self.scan = ScanBar(_("The order number on the pick list opens it."))
        self.body.insertWidget(0, self.scan)
        self.setFocusProxy(self.scan)
        self.scan.scanned.connect(self._on_scanned)
        self.scan.line.left_downwards.connect(self.list.table.setFocus)
        LargeRows(self.list.table)
        enlarge_buttons(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing else takes is the beginning of a code."""
        if not self.scan.take_key(event):
            super().keyPressEvent(event)

    def _on_scanned(self, code: str) -> None:
        request = PageRequest(text=code)
        self.host.fetch(DELIVERIES_TO_PICK, request, on_done=partial(self._on_found, code))

    def _on_found(self, code: str, page: Rows) -> None:
        rows = [as_mapping(DELIVERIES_TO_PICK, values) for values in page.rows]
        found = [row for row in rows if str(row["order_number"]).casefold() == code.casefold()]
        if len(found) == 1:
            self.scan.say("")
            self.host.open(Link("warehouse.delivery", found[0]["id"]))
        elif found:
            self.list.toolbar.search.setText(code)
            self.list.toolbar.search.search_now()
            self.scan.say(_("Order {number} has several lists. Choose one.").format(number=code), Level.WARNING)
        else:
            self.scan.say(_("No list waits for order {number}.").format(number=code), Level.ERROR)
