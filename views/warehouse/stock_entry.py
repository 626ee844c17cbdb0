"""What entering transfers and counts has in common: scanning, looking up what lies there, posting once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QKeyEvent

from models.database.rights import Permission
from models.warehouse.finding import FoundCode, FoundPlace, Level, find_code, level_at
from models.warehouse.items import ItemDraft
from models.warehouse.moving import Moved
from models.warehouse.rules import GOODS
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.entry_page import EntryPage
from views.kit.grid.spec import GridSpec
from views.kit.host import Host, Link, Message, MessageAction
from views.kit.host import Level as Weight
from views.warehouse.scanning import LargeRows, ScanBar, enlarge_buttons
from views.warehouse.stock_lines import HEAD, ZERO, MoveHead, StockLine

_LOOKED_UP = frozenset({"item_id", "place_id", "lot_code"})


class StockEntryPage(EntryPage[MoveHead, StockLine]):
    """Lines of goods at places; a subclass says what a scanned place means and how the lines are posted."""

    def __init__(  # noqa: PLR0913 - what the two pages differ in
        self, host: Host, link: Link, text: str, *, grid: GridSpec[StockLine], permission: Permission, hint: str
    ) -> None:
        super().__init__(host, text, form=HEAD, draft=MoveHead(host.today), grid=grid, link=link)
        self.scan = ScanBar(hint)
        self.here: FoundPlace | None = None
        self._entry: int | None = None
        self.body.insertWidget(0, self.scan)
        self.setFocusProxy(self.scan)
        LargeRows(self.grid.table)
        self.set_actions(
            (
                Action(
                    "warehouse.lines.clear", N_("Begin anew"), self._clear, icon="undo", enabled=self._why_not_cleared
                ),
                Action(
                    "warehouse.lines.post",
                    N_("Post"),
                    self._post,
                    permission,
                    "Ctrl+Return",
                    "save",
                    self._why_not_posted,
                    primary=True,
                ),
            )
        )
        enlarge_buttons(self)
        self.scan.scanned.connect(self._on_scanned)
        self.scan.posting.connect(self._on_post_code)
        self.scan.line.left_downwards.connect(self.grid.table.setFocus)
        self.grid.edited.connect(self._on_edited)

    # --- what a subclass says

    def take_place(self, place: FoundPlace) -> None:
        """Go on with a scanned place."""
        raise NotImplementedError

    def same_line(self, line: StockLine, wanted: StockLine) -> bool:
        """Whether a scanned piece is one more of a line."""
        return line.where == wanted.where

    def post_lines(self) -> None:
        """Post the lines with `work_on`; `on_posted` takes the answer."""
        raise NotImplementedError

    def posted_text(self, moved: Moved) -> str:
        """What is told once they are posted."""
        raise NotImplementedError

    # --- scanning

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing else takes is the beginning of a code."""
        if not self.scan.take_key(event):
            super().keyPressEvent(event)

    def _on_scanned(self, code: str) -> None:
        self.host.read(find_code, {"code": code}, on_done=self._on_found)

    def _on_found(self, found: FoundCode) -> None:
        if found.item is not None:
            self._take_item(found.item)
        elif found.place is not None:
            self.take_place(found.place)
        elif len(found.lots) == 1:
            done = partial(self._on_lot_item, found.code)
            self.host.read(find_code, {"code": found.lots[0].item_code}, on_done=done)
        elif found.lots:
            self.scan.say(_("Several items have a lot {lot}. Enter it by hand.").format(lot=found.code), Weight.ERROR)
        else:
            self.scan.say(_("Nothing has the code {code}.").format(code=found.code), Weight.ERROR)

    def _on_lot_item(self, lot: str, found: FoundCode) -> None:
        if found.item is not None:
            self._take_item(found.item, lot)

    def _take_item(self, item: ItemDraft, lot: str = "") -> None:
        name = f"{item.code} {item.name}"
        if item.kind != GOODS:
            self.scan.say(_("{item} is not kept in stock.").format(item=name), Weight.ERROR)
        elif item.lot_tracked and not lot:
            self.scan.say(_("{item} is kept by lots. Scan the lot.").format(item=name), Weight.WARNING)
        elif self.here is None:
            self.scan.say(_("Scan the place first."), Weight.ERROR)
        else:
            self._count_up(item, self.here, lot)

    def _count_up(self, item: ItemDraft, place: FoundPlace, lot: str) -> None:
        wanted = StockLine(
            item_id=item.id,
            item_code=item.code,
            item_name=item.name,
            unit=item.unit,
            lot_tracked=item.lot_tracked,
            place_id=place.id,
            place_code=place.code,
            lot_code=lot,
        )
        lines = [self.grid.line(row) for row in range(self.grid.model.rowCount())]
        row = next((row for row, line in enumerate(lines) if self.same_line(line, wanted)), len(self.lines))
        line = lines[row] if row < len(self.lines) else wanted
        line = replace(line, quantity=(line.quantity or ZERO) + 1)
        self.grid.replace_line(row, line)
        self.grid.table.setCurrentIndex(self.grid.model.index(row, 0))
        text = _("{place}: {quantity} {unit} {item}")
        self.scan.say(text.format(place=place.code, quantity=line.quantity, unit=item.unit, item=item.name))
        if not line.known:
            self._look_up(row)

    # --- what lies there

    def _on_edited(self, row: int, name: str) -> None:
        if name in _LOOKED_UP:
            self.grid.replace_line(row, replace(self.grid.line(row), known=False, lot_id=0))
            self._look_up(row)

    def _look_up(self, row: int) -> None:
        line = self.grid.line(row)
        item, place, lot = line.where
        if item is not None and place is not None and (lot or not line.lot_tracked):
            arguments = {"item_id": item, "place_id": place, "lot_code": lot}
            self.host.read(level_at, arguments, on_done=partial(self._on_level, line.where))

    def _on_level(self, where: tuple[object, ...], level: Level) -> None:
        for row in range(self.grid.model.rowCount()):
            line = self.grid.line(row)
            if line.where == where:
                known = replace(line, known=True, lot_id=level.lot_id, on_hand=level.on_hand, available=level.available)
                self.grid.replace_line(row, known)

    # --- posting

    def _why_not_posted(self, context: ActionContext) -> str | None:
        del context
        if self.busy:
            return _("It is being posted.")
        return None if self.lines else _("There are no lines yet.")

    def _why_not_cleared(self, context: ActionContext) -> str | None:
        del context
        return None if self.lines else _("There are no lines yet.")

    def _on_post_code(self) -> None:
        why = self._why_not_posted(self.context())
        if why is not None:
            self.scan.say(why, Weight.ERROR)
        else:
            self._post(self.context())

    def _post(self, context: ActionContext) -> None:
        del context
        if not self.check():
            self.scan.say(_("A line is not complete. Look at what is marked."), Weight.ERROR)
        elif all(line.known for line in self.lines):
            self.post_lines()
        else:
            self.scan.say(_("What lies there is being looked up. Try again in a moment."), Weight.WARNING)

    def on_posted(self, moved: Moved) -> None:
        """Tell of it and be ready for the next."""
        self._entry = moved.entry_id
        may = moved.entry_id is not None and self.host.allows(Permission.FINANCE_READ)
        offer = MessageAction(_("Open the voucher"), self._open_entry) if may else None
        self.host.tell(Message(self.posted_text(moved), Weight.SUCCESS, offer, replaces="posted"))
        self._start()

    def _open_entry(self) -> None:
        self.host.open(Link("finance.voucher", self._entry))

    def _clear(self, context: ActionContext) -> None:
        del context
        self._start()

    def _start(self) -> None:
        self.here = None
        self.show_document(MoveHead(self.draft.on), ())
        self.scan.say("")
        self.scan.take_focus_soon()
