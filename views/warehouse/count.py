"""Counting what lies on the shelves."""

from __future__ import annotations

from models.database.rights import Permission
from models.warehouse.finding import FoundPlace
from models.warehouse.moving import CountLine, Moved, count
from resources.language import _, ngettext
from views.kit.host import Host, Level, Link
from views.warehouse.stock_entry import StockEntryPage
from views.warehouse.stock_lines import COUNT_GRID, ZERO


class CountPage(StockEntryPage):
    """Scan the place, then each piece on it; or type what was counted."""

    def __init__(self, host: Host, link: Link) -> None:
        hint = _("Scan the place, then each piece on it. *POST posts.")
        super().__init__(host, link, _("Count"), grid=COUNT_GRID, permission=Permission.WAREHOUSE_COUNT, hint=hint)

    def take_place(self, place: FoundPlace) -> None:
        """The place that is counted from now on."""
        self.here = place
        self.scan.say(_("Counting at {place}.").format(place=place.code), Level.INFO)

    def post_lines(self) -> None:
        """Set the places to what was counted, unless goods have moved meanwhile."""
        lines = tuple(
            CountLine(
                item_id=line.item_id or 0,
                place_id=line.place_id or 0,
                counted=line.quantity if line.quantity is not None else ZERO,
                expected=line.on_hand,
                lot_id=line.lot_id or 0,
            )
            for line in self.lines
        )
        arguments = {"lines": lines, "on": self.draft.on, "text": self.draft.text}
        self.work_on(count, arguments, then=self.on_posted)

    def posted_text(self, moved: Moved) -> str:
        """How many places had something else than the books."""
        if not moved.moves:
            return _("The count is posted: everything was right.")
        text = ngettext(
            "The count is posted: {count} difference.", "The count is posted: {count} differences.", moved.moves
        )
        return text.format(count=moved.moves)
