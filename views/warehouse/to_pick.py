"""What waits to be picked: chosen from the list, or by scanning the number on a printed pick list."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent

from resources.language import _
from views.kit.host import Host, Link
from views.kit.page import ListPage
from views.warehouse.lists import TO_PICK_LIST
from views.warehouse.pick_list_finder import PickListFinder
from views.warehouse.scanning import LargeRows, ScanBar, enlarge_buttons


class ToPickPage(ListPage):
    """The picking lists under way, the oldest first; argument `order_number` of those to choose from."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, TO_PICK_LIST, link=link)
        self.scan = ScanBar(_("The order number on the pick list opens it."))
        self.finder = PickListFinder(host, self.scan)
        self.body.insertWidget(0, self.scan)
        self.setFocusProxy(self.scan)
        self.scan.scanned.connect(self.finder.find)
        self.finder.several.connect(self._narrow)
        self.scan.line.left_downwards.connect(self.list.table.setFocus)
        LargeRows(self.list.table)
        enlarge_buttons(self)
        if (number := link.arguments.get("order_number")) is not None:
            self._narrow(str(number))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing else takes is the beginning of a code."""
        if not self.scan.take_key(event):
            super().keyPressEvent(event)

    def _narrow(self, code: str) -> None:
        self.list.toolbar.search.setText(code)
        self.list.toolbar.search.search_now()
