"""Moving goods from place to place."""

from __future__ import annotations

from dataclasses import replace

from models.database.rights import Permission
from models.warehouse.finding import FoundPlace
from models.warehouse.moving import Moved, TransferLine, transfer
from resources.language import _, ngettext
from views.kit.host import Host, Level, Link
from views.warehouse.stock_entry import StockEntryPage
from views.warehouse.stock_lines import TRANSFER_GRID, ZERO, StockLine


class TransferPage(StockEntryPage):
    """Scan the place, what is taken from it, and the place it goes to."""

    def __init__(self, host: Host, link: Link) -> None:
        hint = _("Scan the place, then the goods, then where they go. *POST posts.")
        super().__init__(host, link, _("Transfer"), grid=TRANSFER_GRID, permission=Permission.WAREHOUSE_MOVE, hint=hint)

    def take_place(self, place: FoundPlace) -> None:
        """The place that lines without a target go to; without such lines the place to take from."""
        rows = [row for row, line in enumerate(self.lines) if line.to_place_id is None]
        if self.here is None or not rows:
            self.here = place
            self.scan.say(_("From {place}: scan the goods.").format(place=place.code), Level.INFO)
            return
        if any(self.grid.line(row).place_id == place.id for row in rows):
            self.scan.say(_("From and to are the same place."), Level.ERROR)
            return
        for row in rows:
            moved = replace(self.grid.line(row), to_place_id=place.id, to_place_code=place.code)
            self.grid.replace_line(row, moved)
        self.here = None
        self.scan.say(_("To {place}.").format(place=place.code))

    def same_line(self, line: StockLine, wanted: StockLine) -> bool:
        """The same goods, still without a target."""
        return super().same_line(line, wanted) and line.to_place_id is None

    def post_lines(self) -> None:
        """Move them in one step."""
        lines = tuple(
            TransferLine(
                item_id=line.item_id or 0,
                from_place_id=line.place_id or 0,
                to_place_id=line.to_place_id or 0,
                quantity=line.quantity or ZERO,
                lot_id=line.lot_id or 0,
            )
            for line in self.lines
        )
        arguments = {"lines": lines, "on": self.draft.on, "text": self.draft.text}
        self.work_on(transfer, arguments, then=self.on_posted)

    def posted_text(self, moved: Moved) -> str:
        """How many lines are moved."""
        return ngettext("{count} line is moved.", "{count} lines are moved.", moved.moves).format(count=moved.moves)
