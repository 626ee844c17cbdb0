"""A picking list, delivery or return: picked by scanning or by typing, posted, printed, and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtGui import QKeyEvent

from models.database.errors import KontorError
from models.database.listing import Kind
from models.database.rights import Permission
from models.sales.delivering import (
    DeliveryLine,
    DeliveryPage,
    Picked,
    PostedDelivery,
    StartedDelivery,
    cancel_delivery,
    delivery_page,
    pick_all,
    plan_delivery,
    post_delivery,
    start_return,
)
from models.sales.rules import DELIVERY_ACTS, blockers_to_post
from models.warehouse.items import ItemDraft, find_item
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.format import format_value
from views.kit.grid.view import EntryGrid
from views.kit.host import Host, Level, Link, Message
from views.kit.preview.kept_line import KeptLine
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.warehouse.pick_lines import PickWriter, pick_grid, with_figure
from views.warehouse.pick_list_finder import PickListFinder
from views.warehouse.planned_day import PlannedDay
from views.warehouse.printing import delivery_note_print, pick_list_print
from views.warehouse.scanning import LargeRows, ScanBar, enlarge_buttons
from views.warehouse.tally import Counted, count_up

_PICK, _SHIP = Permission.WAREHOUSE_PICK, Permission.WAREHOUSE_SHIP


class DeliveryView(RecordPage[DeliveryPage]):
    """One delivery or return; while it is picked its scan field keeps the focus."""

    subject = "sales.delivery"

    def __init__(self, host: Host, link: Link) -> None:
        self.delivery_id = link.number
        self._place = ""
        self._status = ""
        self._counts: dict[int, Decimal] = {}  # by line, as they were last right
        super().__init__(
            host,
            _("Delivery"),
            read=delivery_page,
            arguments={"delivery_id": self.delivery_id},
            subjects=("sales.delivery", "sales.delivery_line"),
            link=link,
        )

    @property
    def delivery(self) -> DeliveryPage:
        """What was read last."""
        assert self.record is not None  # noqa: S101 - asked only once it is here
        return self.record

    @property
    def picking(self) -> bool:
        """Whether it is picked, and by somebody who may."""
        return self.delivery.status in DELIVERY_ACTS["pick"] and self.host.allows(_PICK)

    def concerns(self, keys: frozenset[object]) -> bool:
        """A change of this delivery or of one of its lines."""
        return self.record is None or bool(keys & {self.delivery_id, *(line.id for line in self.record.lines)})

    # --- what is shown

    def build(self) -> None:
        """The scan field, the facts with the planned day, and the lines."""
        returning = self.delivery.kind == "return"
        self.scan = ScanBar(_("Item, lot or place. *POST posts."))
        self.next = PickListFinder(self.host, self.scan)
        self.facts = FactCard(self.host, across=5)
        self.kept = KeptLine(self.host, "sales.delivery", self.delivery_id)
        self.day = PlannedDay(self.host)
        self.lines = EntryGrid(self.host, pick_grid(self.host, returning=returning), name=_("Lines"))
        self.writer = PickWriter(self.host, self.delivery_id, self)
        for part, stretch in ((self.scan, 0), (self.facts, 0), (self.kept, 0), (self.day, 0), (self.lines, 1)):
            self.parts.addWidget(part, stretch)
        LargeRows(self.lines.table)
        self.scan.scanned.connect(self._on_scanned)
        self.scan.posting.connect(self._on_post_code)
        self.scan.line.left_downwards.connect(self._on_downwards)
        self.lines.edited.connect(self._on_typed)
        self.writer.stored.connect(self.refresh)
        self.writer.saved.connect(self.refresh_actions)
        self.writer.failed.connect(self._on_not_written)
        self.day.chosen.connect(self._on_day)
        self.next.several.connect(self._on_several)
        self.setFocusProxy(self.scan if self.host.allows(_PICK) else self.lines)

    def show_record(self, record: DeliveryPage) -> None:
        """Show it; counts that are still on their way stay as they were scanned."""
        texts = {"delivery": _("Delivery {number}"), "return": _("Return {number}")}
        name = texts[record.kind].format(number=record.number or "").strip()
        self.set_title(
            name if record.number else _("{kind} for order {number}").format(kind=name, number=record.order_number),
            record.party_name,
        )
        self.header.set_chips([record.status])
        self.facts.set_facts(self._facts(record))
        self.day.show_day(record.planned_on)
        self.day.setVisible(self.picking)
        self.scan.setVisible(self.host.allows(_PICK))
        self._show_lines(record.lines)
        if record.status != self._status:
            self._status = record.status
            self.lines.set_locked(not self.picking)
            self.set_actions(self._actions(record))
            enlarge_buttons(self)
            if not self.picking:
                self.scan.say("")
                self.scan.set_hint(_("The order number on the next pick list opens it."))
            self.scan.take_focus_soon()

    def _show_lines(self, stored: Sequence[DeliveryLine]) -> None:
        unsaved = self.writer.unsaved
        shown = [replace(line, picked=unsaved.get(line.id, line.picked)) for line in stored]
        self._counts = {line.id: line.picked for line in shown}
        if [line.id for line in shown] != [line.id for line in self.lines.lines]:
            self.lines.set_lines(shown)
            return
        for row, line in enumerate(shown):
            if line != self.lines.line(row):
                self.lines.replace_line(row, line)

    def _facts(self, record: DeliveryPage) -> list[Fact]:
        order = Link("sales.order", record.order_id) if self.host.allows(Permission.SALES_READ) else None
        facts = [
            Fact(_("Customer"), record.party_name, link=Link("contacts.customer", record.party_id)),
            Fact(_("Order"), record.order_number, link=order),
        ]
        if record.delivered_on is not None:
            facts.append(Fact(_("Delivered on"), record.delivered_on, Kind.DATE))
        elif not self.picking:
            facts.append(Fact(_("Planned"), record.planned_on, Kind.DATE))
        if record.returns_id is not None:
            facts.append(Fact(_("Returns"), _("The delivery"), link=Link("warehouse.delivery", record.returns_id)))
        if record.entry_id is not None and self.host.allows(Permission.FINANCE_READ):
            facts.append(Fact(_("Voucher"), _("The voucher"), link=Link("finance.voucher", record.entry_id)))
        if record.text:
            facts.append(Fact(_("Text"), record.text, wide=True))
        return facts

    # --- what can be done

    def _actions(self, record: DeliveryPage) -> Sequence[Action]:
        note = Action("warehouse.delivery.note.print", N_("Delivery note"), self._print_note, icon="pdf")
        if record.status == "picking":
            return (*self._picking_actions(record), *(() if record.kind == "return" else (note,)), self._post_action())
        if record.kind == "return" or record.status != "posted":
            return ()
        back = Action("warehouse.delivery.return", N_("Return goods"), self._return, _PICK, icon="undo")
        return back, replace(note, primary=True)

    def _picking_actions(self, record: DeliveryPage) -> Sequence[Action]:
        returning = record.kind == "return"
        cancel = Action(
            "warehouse.delivery.cancel",
            N_("Give the return up") if returning else N_("Give the list up"),
            self._ask_to_cancel,
            _PICK,
            icon="close",
            destructive=True,
            in_menu_only=True,
        )
        everything = Action(
            "warehouse.delivery.pick_all",
            N_("All came back") if returning else N_("Picked all"),
            self._pick_all,
            _PICK,
            "F8",
            "check",
            enabled=self._nothing_left,
        )
        listed = Action("warehouse.delivery.pick_list.print", N_("Pick list"), self._print_list, icon="print")
        return (cancel, everything) if returning else (cancel, everything, listed)

    def _post_action(self) -> Action:
        return Action(
            "warehouse.delivery.post",
            N_("Post"),
            self._post,
            _SHIP,
            "Ctrl+Return",
            "delivery",
            self._blocker,
            primary=True,
        )

    def _blocker(self, context: ActionContext) -> str | None:
        del context
        if self.record is None:
            return _("The delivery is on its way.")
        found = blockers_to_post(self.delivery.status, self.lines.lines)
        return self.host.explain(KontorError(found[0], number=self.delivery.number or "")) if found else None

    def _nothing_left(self, context: ActionContext) -> str | None:
        del context
        left = self.record is None or any(line.picked < line.quantity for line in self.lines.lines)
        return None if left else _("Everything is picked already.")

    # --- picking

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nothing else takes is the beginning of a code."""
        if self.record is None or not self.host.allows(_PICK) or not self.scan.take_key(event):
            super().keyPressEvent(event)

    def _on_scanned(self, code: str) -> None:
        if not self.picking:
            self.next.find(code)
            return
        found = count_up(self.lines.lines, code, place=self._place)
        if found.line is not None:
            self._take(found)
        elif found.place:
            self._place = found.place
            self.scan.say(_("Go on at {place}.").format(place=found.place), Level.INFO)
        elif found.problem:
            self.scan.say(found.problem, Level.ERROR)
        else:
            self.host.read(find_item, {"code": code}, on_done=partial(self._on_other_item, code))

    def _take(self, found: Counted) -> None:
        assert found.line is not None  # noqa: S101 - asked by the caller
        line = found.line
        self.lines.replace_line(found.row, line)
        self.lines.table.setCurrentIndex(self.lines.model.index(found.row, len(self.lines.spec.columns) - 1))
        text = _("{picked} of {quantity} {unit}: {item}").format(
            picked=self._figure(line.picked),
            quantity=self._figure(line.quantity),
            unit=line.unit,
            item=line.description,
        )
        self.scan.say(text)
        self._store(line)

    def _on_several(self, number: str) -> None:
        self.host.open(Link("warehouse.to_pick", arguments={"order_number": number}))

    def _on_other_item(self, code: str, item: ItemDraft | None) -> None:
        if item is None:
            self.scan.say(_("Nothing has the code {code}.").format(code=code), Level.ERROR)
        else:
            self.scan.say(_("{item} is not on this list.").format(item=f"{item.code} {item.name}"), Level.ERROR)

    def _on_typed(self, row: int, name: str) -> None:
        del name
        line = with_figure(self.lines.line(row))
        wrong = self.lines.spec.check(line) if self.lines.spec.check else {}
        if wrong:
            line = replace(line, picked=self._counts[line.id])
        self.lines.replace_line(row, line)
        if wrong:
            self.scan.say(next(iter(wrong.values())), Level.ERROR)
        else:
            self.scan.say("")
            self._store(line)
        self.scan.take_focus_soon()

    def _store(self, line: DeliveryLine) -> None:
        self._counts[line.id] = line.picked
        self.writer.put(line)
        self.refresh_actions()

    def _on_not_written(self, error: KontorError) -> None:
        self.scan.say(self.host.explain(error), Level.ERROR)
        self.refresh()

    def _on_downwards(self) -> None:
        rows = [row for row, line in enumerate(self.lines.lines) if line.picked < line.quantity]
        self.lines.table.go_to(rows[0] if rows else 0, "picked")

    def _figure(self, value: Decimal) -> str:
        return format_value(value, Kind.QUANTITY, self.host.language)

    # --- acts

    def _key(self) -> dict[str, object]:
        return {"delivery_id": self.delivery_id}

    def _pick_all(self, context: ActionContext) -> None:
        del context
        self.writer.when_saved(partial(self.carry_out, pick_all, self._key(), then=self._on_picked))

    def _on_picked(self, picked: Picked) -> None:
        del picked
        self.scan.say(_("Everything is picked."))
        self.scan.take_focus()

    def _on_day(self, day: date) -> None:
        self.carry_out(plan_delivery, {**self._key(), "planned_on": day}, told=_("The day is changed."))

    def _on_post_code(self) -> None:
        why = self._blocker(self.context())
        if why is not None:
            self.scan.say(why, Level.ERROR)
        elif self.host.allows(_SHIP):
            self._post(self.context())

    def _post(self, context: ActionContext) -> None:
        """Post at once where all is picked; ask where something stays behind."""
        del context
        if not self.lines.check():
            return
        post = partial(self.writer.when_saved, self._carry_out_post)
        if self.delivery.kind == "return" or all(line.picked == line.quantity for line in self.lines.lines):
            post()
            return
        text = _("Not everything is picked. What is not is promised to the order no more; it can be picked later.")
        self.ask_first(_("Post what is picked?"), text, _("Post"), post)

    def _carry_out_post(self) -> None:
        self.carry_out(post_delivery, self._key(), then=self._on_posted)

    def _on_posted(self, posted: PostedDelivery) -> None:
        texts = {"delivery": _("Delivery {number} is posted."), "return": _("Return {number} is posted.")}
        text = texts[self.delivery.kind].format(number=posted.number)
        self.host.tell(Message(text, Level.SUCCESS, replaces="act"))

    def _ask_to_cancel(self, context: ActionContext) -> None:
        del context
        text = _("What it holds stays promised to the order, and a new list can be made.")
        act = partial(self.carry_out, cancel_delivery, self._key(), told=_("The list is given up."))
        self.ask_first(_("Give this list up?"), text, _("Give it up"), act)

    def _return(self, context: ActionContext) -> None:
        del context
        self.carry_out(start_return, self._key(), then=self._on_return)

    def _on_return(self, started: StartedDelivery) -> None:
        self.host.open(Link("warehouse.delivery", started.id))

    def _print_list(self, context: ActionContext) -> None:
        context.host.preview(pick_list_print(self.delivery_id, self.delivery.order_number))

    def _print_note(self, context: ActionContext) -> None:
        context.host.preview(delivery_note_print(self.delivery_id, self.delivery.number or ""))
