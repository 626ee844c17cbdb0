"""Receiving goods: choose the order, scan or type what has come, post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from PySide6.QtGui import QKeyEvent

from models.database.listing import Filter, Kind, PageRequest
from models.database.listing import Page as Rows
from models.database.rights import Permission
from models.warehouse.finding import FoundCode, FoundPlace, find_code
from models.warehouse.moving import Received, ReceivedLine, receive_goods
from models.warehouse.queries import PURCHASE_LINES_TO_RECEIVE, PURCHASE_ORDERS
from resources.language import N_, _, ngettext
from views.kit.action import Action, ActionContext
from views.kit.entry_page import EntryPage
from views.kit.format import format_value
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.list.spec import as_mapping
from views.warehouse.receive_lines import FORM, GRID, ReceiveHead, ReceiveLine, line_of, with_sums
from views.warehouse.scanning import LargeRows, ScanBar, enlarge_buttons

_MOST = 1000


class ReceivePage(EntryPage[ReceiveHead, ReceiveLine]):
    """Arguments `order_id`, or `party_id` of a supplier whose only open order is then taken."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Receive goods"), form=FORM, draft=ReceiveHead(host.today), grid=GRID, link=link)
        self.scan = ScanBar(_("Order, item, lot or place. *POST posts."))
        self.body.insertWidget(0, self.scan)
        self.setFocusProxy(self.scan)
        self._shown: object = None
        self._place: FoundPlace | None = None
        self._last = -1
        LargeRows(self.grid.table)
        self.set_actions(self._declared())
        enlarge_buttons(self)
        self.scan.scanned.connect(self._on_scanned)
        self.scan.posting.connect(self._on_post_code)
        self.scan.line.left_downwards.connect(self._on_downwards)
        self.form.changed.connect(self._on_head)
        self.grid.changed.connect(self._on_lines_changed)
        self.grid.table.selectionModel().currentRowChanged.connect(self.refresh_actions)
        self._open_asked(link)

    def _declared(self) -> tuple[Action, ...]:
        return (
            Action("warehouse.receive.all", N_("Everything came"), self._all, shortcut="F8", icon="check"),
            Action(
                "warehouse.receive.another",
                N_("Another lot or place"),
                self._another,
                shortcut="F7",
                icon="add",
                enabled=self._why_not_another,
            ),
            Action(
                "warehouse.receive.post",
                N_("Post"),
                self._post,
                Permission.WAREHOUSE_RECEIVE,
                "Ctrl+Return",
                "delivery",
                self._why_not_posted,
                primary=True,
            ),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing else takes is the beginning of a code."""
        if not self.scan.take_key(event):
            super().keyPressEvent(event)

    # --- the order

    def _open_asked(self, link: Link) -> None:
        column = "id" if link.arguments.get("order_id") is not None else "party_id"
        key = link.arguments.get("order_id") or link.arguments.get("party_id")
        if key is not None:
            self._look_for_order((Filter(column, "=", key),))

    def _look_for_order(self, filters: Sequence[Filter], code: str = "") -> None:
        wanted = (*filters, Filter("status", "=", "ordered"))
        request = PageRequest(filters=wanted, limit=2)
        self.host.fetch(PURCHASE_ORDERS, request, on_done=partial(self._on_orders, code))

    def _on_orders(self, code: str, page: Rows) -> None:
        if len(page.rows) == 1:
            row = as_mapping(PURCHASE_ORDERS, page.rows[0])
            text = f"{row['number']} {row['party_name']}"
            draft = replace(self.draft, order_id=row["id"], order_text=text, number=str(row["number"]))
            self.form.set_draft(draft, original=False)
        elif code:
            self.scan.say(_("Nothing has the code {code}.").format(code=code), Level.ERROR)

    def _on_head(self) -> None:
        if self.draft.order_id != self._shown:
            self._shown = self.draft.order_id
            self._fetch_lines()

    def _fetch_lines(self) -> None:
        self._last = -1
        if self._shown is None:
            self.show_document(self.draft, ())
            return
        filters = (Filter("purchase_order_id", "=", self._shown),)
        request = PageRequest(filters=filters, limit=_MOST)
        self.host.fetch(PURCHASE_LINES_TO_RECEIVE, request, on_done=partial(self._on_lines, self._shown))

    def _on_lines(self, order: object, page: Rows) -> None:
        if order != self._shown:
            return
        rows = [as_mapping(PURCHASE_LINES_TO_RECEIVE, values) for values in page.rows]
        self.show_document(self.draft, [line_of(row) for row in rows])
        if rows:
            self.scan.say(_("Order {number}: scan what has come.").format(number=rows[0]["number"]), Level.INFO)
        self.scan.take_focus_soon()

    # --- scanning

    def _on_scanned(self, code: str) -> None:
        if self._shown is None:
            self._look_for_order((Filter("number", "=", code),), code)
        elif (row := self._row_of(code)) is not None:
            self._count_up(row)
        elif lines := self._same_item(code):
            text = _("All of {item} have come already.").format(item=self.grid.line(lines[0]).description)
            self.scan.say(text, Level.ERROR)
        else:
            self.host.read(find_code, {"code": code}, on_done=self._on_found)

    def _same_item(self, code: str) -> list[int]:
        """The rows of an item by its code, else by its barcode."""
        wanted = code.casefold()
        lines = list(enumerate(self.lines))
        by_code = [row for row, line in lines if line.item_code.casefold() == wanted]
        return by_code or [row for row, line in lines if line.barcode and line.barcode.casefold() == wanted]

    def _row_of(self, code: str) -> int | None:
        """The row that takes one more: of the first line that is awaited still, its newest part."""
        open_rows = [row for row in self._same_item(code) if self.grid.line(row).missing > 0]
        if not open_rows:
            return None
        first = self.grid.line(open_rows[0]).id
        return max(row for row in open_rows if self.grid.line(row).id == first)

    def _count_up(self, row: int) -> None:
        line = self.grid.line(row)
        line = replace(line, quantity=(line.quantity or Decimal(0)) + min(Decimal(1), line.missing))
        if self._place is not None:
            line = replace(line, place_id=self._place.id, place_code=self._place.code)
        self._last = row
        self.grid.replace_line(row, line)
        self.grid.table.setCurrentIndex(self.grid.model.index(row, 0))
        text = _("{received} of {outstanding} {unit}: {item}")
        self.scan.say(
            text.format(
                received=self._figure(line.quantity),
                outstanding=self._figure(line.outstanding),
                unit=line.unit,
                item=line.description,
            )
        )
        if line.lot_tracked and not line.lot_code:
            self.scan.say(_("Scan the lot of {item}.").format(item=line.description), Level.WARNING)

    def _on_found(self, found: FoundCode) -> None:
        last = self.grid.line(self._last) if 0 <= self._last < len(self.lines) else None
        if found.item is not None:
            name = f"{found.item.code} {found.item.name}"
            self.scan.say(_("{item} is not awaited on this order.").format(item=name), Level.ERROR)
        elif found.place is not None:
            self._place = found.place
            self.scan.say(_("What comes next lies at {place}.").format(place=found.place.code), Level.INFO)
        elif last is not None and last.lot_tracked and not last.lot_code:
            self.grid.replace_line(self._last, replace(last, lot_code=found.code))
            self.scan.say(_("Lot {lot} of {item}.").format(lot=found.code, item=last.description))
        else:
            self.scan.say(_("Nothing has the code {code}.").format(code=found.code), Level.ERROR)

    def _on_downwards(self) -> None:
        rows = [row for row, line in enumerate(self.lines) if line.missing > 0]
        self.grid.table.go_to(rows[0] if rows else 0, "quantity")

    def _figure(self, value: Decimal | None) -> str:
        return format_value(value, Kind.QUANTITY, self.host.language)

    def _all(self, context: ActionContext) -> None:
        """What is missing comes to the newest part of each line."""
        del context
        for row in reversed(range(len(self.lines))):
            line = self.grid.line(row)
            self.grid.replace_line(row, replace(line, quantity=(line.quantity or Decimal(0)) + line.missing))
        self.scan.take_focus_soon()

    # --- a line in parts

    def _on_lines_changed(self) -> None:
        """Let each part of a line know of the others."""
        for row, (line, known) in enumerate(zip(self.lines, with_sums(self.lines), strict=True)):
            if line != known:
                self.grid.replace_line(row, known)
                return  # which comes back here

    def _another(self, context: ActionContext) -> None:
        del context
        if self.grid.table.settle():
            row = self.grid.table.currentIndex().row()
            self.grid.model.add_another(row)
            self.grid.table.go_to(row + 1, "quantity")

    def _why_not_another(self, context: ActionContext) -> str | None:
        del context
        row = self.grid.table.currentIndex().row()
        return None if 0 <= row < len(self.lines) else _("Choose the line that came in several lots first.")

    # --- posting

    def _why_not_posted(self, context: ActionContext) -> str | None:
        del context
        if self.busy:
            return _("It is being posted.")
        if self.draft.order_id is None:
            return _("Choose the purchase order first.")
        came = any(line.quantity for line in self.lines)
        return None if came else _("Nothing has come yet. Scan it, or enter how many.")

    def _on_post_code(self) -> None:
        why = self._why_not_posted(self.context())
        if why is not None:
            self.scan.say(why, Level.ERROR)
        else:
            self._post(self.context())

    def _post(self, context: ActionContext) -> None:
        del context
        if not self.check():
            self.scan.say(_("A line is not complete. Look at what is marked."), Level.ERROR)
            return
        lines = tuple(
            ReceivedLine(line.id, line.quantity, line.place_id, line.lot_code.strip(), line.expires_on)
            for line in self.lines
            if line.quantity
        )
        arguments = {"lines": lines, "on": self.draft.on, "text": self.draft.text}
        self.work_on(receive_goods, arguments, then=self._on_received)

    def _on_received(self, received: Received) -> None:
        """Tell of it, and stay with the order while more is awaited."""
        self._order = Link("warehouse.purchase_order", self.draft.order_id)
        text = ngettext(
            "{count} line of order {number} is received.",
            "{count} lines of order {number} are received.",
            received.moves,
        ).format(count=received.moves, number=self.draft.number)
        offer = MessageAction(_("Open the order"), self._open_order)
        self.host.tell(Message(text, Level.SUCCESS, offer, replaces="posted"))
        self.scan.say("")
        self._place = None
        if received.order_status == "ordered":
            self.form.set_draft(replace(self.draft, text=""))
            self._fetch_lines()
        else:
            self._shown = None
            self.show_document(ReceiveHead(self.draft.on), ())
        self.scan.take_focus_soon()

    def _open_order(self) -> None:
        self.host.open(self._order)
