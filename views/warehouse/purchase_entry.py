"""Entering a purchase order: the supplier, when and where the goods are expected, and line by line what is bought."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from models.database.errors import Invalid, KontorError
from models.database.listing import Filter, Kind, PageRequest
from models.database.listing import Page as Rows
from models.database.records import SavedRow
from models.database.rights import Permission
from models.finance.spending.asking import PURCHASE_ORDER
from models.warehouse.items import ItemDraft, load_item
from models.warehouse.purchasing import (
    PurchaseDraft,
    PurchaseLineDraft,
    PurchaseState,
    ask_order,
    delete_purchase_order,
    load_purchase_order,
    new_purchase_order,
    place_purchase_order,
    save_purchase_order,
)
from models.warehouse.queries import PURCHASE_LINES
from models.warehouse.rules import blockers_to_place
from resources.language import N_, _
from views.finance.spending.strip import Asked, BudgetStrip
from views.kit.action import Action, ActionContext, Row
from views.kit.entry_page import EntryPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question
from views.kit.list.spec import as_mapping
from views.warehouse.pickers import ITEM, PLACE, SUPPLIER

_ZERO = Decimal(0)
_EDIT = Permission.PURCHASING_EDIT


def net_of(line: PurchaseLineDraft) -> Decimal:
    """Quantity times cost, in the currency of the order."""
    figures: tuple[Decimal | None, ...] = (line.quantity, line.unit_cost)  # a cell may be empty
    quantity, cost = (figure or _ZERO for figure in figures)
    return (quantity * cost).quantize(Decimal("0.01"))


def _fill_item(line: PurchaseLineDraft, row: Row) -> PurchaseLineDraft:
    another = line.item_code not in {"", row["code"]}
    return replace(
        line,
        item_code=str(row["code"]),
        description=str(row["name"]),
        unit=str(row["unit"]),
        unit_cost=_ZERO if another else line.unit_cost,
        lot_tracked=bool(row["lot_tracked"]),
    )


def _is_empty(line: PurchaseLineDraft) -> bool:
    return line.item_id is None and not line.description


def _check(line: PurchaseLineDraft) -> Mapping[str, str]:
    found = {}
    if not line.quantity or line.quantity <= 0:
        found["quantity"] = _("Enter how many are bought.")
    cost: Decimal | None = line.unit_cost
    if cost is None or cost < 0:
        found["unit_cost"] = _("Enter what one costs.")
    return found


def _totals(lines: Sequence[PurchaseLineDraft]) -> Sequence[Total]:
    return (Total(_("Net"), sum(map(net_of, lines), Decimal("0.00")), strong=True),)


GRID: GridSpec[PurchaseLineDraft] = GridSpec(
    columns=(
        GridColumn(
            "item_id",
            N_("Item"),
            FieldKind.PICKER,
            width=12,
            picker=ITEM,
            shown=lambda line: line.item_code,
            fill=_fill_item,
            required=True,
        ),
        GridColumn("description", N_("Description")),
        GridColumn("quantity", N_("Quantity"), FieldKind.QUANTITY, required=True),
        GridColumn("unit", N_("Unit"), FieldKind.SHOWN, width=6),
        GridColumn("unit_cost", N_("Unit cost"), FieldKind.MONEY, required=True),
        GridColumn("net", N_("Net"), compute=net_of, shown_as=Kind.MONEY, width=14),
    ),
    new=PurchaseLineDraft,
    is_empty=_is_empty,
    totals=_totals,
    check=_check,
)


def _fill_supplier(draft: PurchaseDraft, row: Row) -> PurchaseDraft:
    return replace(draft, party_name=str(row["name"]))


FORM: FormSpec[PurchaseDraft] = FormSpec(
    sections=(
        Section(
            "",
            (
                Field(
                    "party_id",
                    N_("Supplier"),
                    FieldKind.PICKER,
                    required=True,
                    picker=SUPPLIER,
                    shown=lambda draft: draft.party_name,
                    fill=_fill_supplier,
                    wide=False,
                ),
                Field("order_date", N_("Date"), FieldKind.DATE, required=True),
                Field("expected_on", N_("Expected"), FieldKind.DATE),
                Field("place_id", N_("Expected at"), FieldKind.PICKER, picker=PLACE),
                Field("currency", N_("Currency"), required=True, max_length=3),
                Field("their_reference", N_("Their reference")),
            ),
            across=3,
        ),
    )
)


class PurchaseEntryPage(EntryPage[PurchaseDraft, PurchaseLineDraft]):
    """A draft. Without a key a new one: arguments `party_id`, and `item_id` to begin with."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("New purchase order"), form=FORM, draft=PurchaseDraft(), grid=GRID, link=link)
        self.budget = BudgetStrip(host, self._bought)
        self.body.addWidget(self.budget)
        self.set_actions(self._declared())
        self.budget.told.connect(self.refresh_actions)
        self.budget.entered.connect(self._on_reason)
        for part in (self.form, self.grid):
            part.changed.connect(self.budget.wait)
        self.grid.left_at_end.connect(self._on_left_at_end)
        self.grid.edited.connect(self._on_edited)
        self._item = link.arguments.get("item_id")
        if link.key is not None:
            self.load(load_purchase_order, {"order_id": link.key}, on_done=self._on_loaded)
        else:
            self._begin(link.arguments.get("party_id"))

    def _declared(self) -> tuple[Action, ...]:
        return (
            Action(
                "warehouse.purchase.delete",
                N_("Delete the draft"),
                self._ask_to_delete,
                _EDIT,
                icon="delete",
                enabled=self._why_not_deleted,
                destructive=True,
                in_menu_only=True,
            ),
            self.budget.action("warehouse.purchase.over_budget", N_("Place over budget…"), self._place_over),
            Action("warehouse.purchase.save", N_("Save"), self._save, _EDIT, "Ctrl+S", "save"),
            Action(
                "warehouse.purchase.place",
                N_("Place the order"),
                self._place,
                _EDIT,
                "Ctrl+Return",
                "check",
                self._why_not_placed,
                primary=True,
            ),
        )

    # --- loading

    def _begin(self, party_id: object) -> None:
        self.host.read(new_purchase_order, {"party_id": party_id}, on_done=self._on_loaded)

    def _on_loaded(self, draft: PurchaseDraft) -> None:
        if draft.id is not None:
            self.set_title(_("Draft purchase order"), draft.party_name)
        self.show_document(draft, draft.lines)
        self.budget.wait()
        if self._item is not None:
            self.host.read(load_item, {"item_id": self._item}, on_done=self._on_item)

    def _on_item(self, item: ItemDraft) -> None:
        self._item = None
        line = PurchaseLineDraft(
            item_id=item.id,
            description=item.name,
            item_code=item.code,
            unit=item.unit,
            lot_tracked=item.lot_tracked,
        )
        self.grid.set_lines((*self.lines, line), step=_("Insert line"))
        self._look_cost_up(len(self.lines) - 1)

    # --- what it cost last time

    def _on_edited(self, row: int, name: str) -> None:
        cost: Decimal | None = self.grid.line(row).unit_cost  # a cell may be empty
        if name == "item_id" or (name == "unit_cost" and cost is None):
            self._look_cost_up(row)

    def _look_cost_up(self, row: int) -> None:
        item, supplier = self.grid.line(row).item_id, self.draft.party_id
        if item is not None and supplier is not None and not self.grid.line(row).unit_cost:
            filters = (Filter("item_id", "=", item), Filter("party_id", "=", supplier))
            request = PageRequest(filters=filters, descending=True, limit=1)
            self.host.fetch(PURCHASE_LINES, request, on_done=partial(self._on_cost, row, item))

    def _on_cost(self, row: int, item: int, page: Rows) -> None:
        line = self.grid.line(row) if row < len(self.lines) else None
        if line is not None and page.rows and line.item_id == item and not line.unit_cost:
            cost = as_mapping(PURCHASE_LINES, page.rows[0])["unit_cost"]
            if isinstance(cost, Decimal):
                self.grid.replace_line(row, replace(line, unit_cost=cost))

    # --- what can be done

    def _whole(self) -> PurchaseDraft:
        return replace(self.draft, lines=self.lines)

    def _why_not_placed(self, context: ActionContext) -> str | None:
        del context
        if self.busy:
            return _("It is being saved.")
        found = blockers_to_place(self.draft.party_id, self.lines)
        return self.host.explain(KontorError(found[0])) if found else None

    def _why_not_deleted(self, context: ActionContext) -> str | None:
        del context
        return _("It has not been saved.") if self.draft.id is None else None

    def _on_left_at_end(self) -> None:
        if self._why_not_placed(self.context()) is None:
            self._place(self.context())

    def _save(self, context: ActionContext) -> None:
        del context
        self._save_and(self._on_only_saved)

    def _place(self, context: ActionContext) -> None:
        del context
        self._save_and(self._on_saved_to_place)

    def _place_over(self, context: ActionContext) -> None:
        del context
        self._save_and(self._allow)

    def _on_reason(self) -> None:
        self._place_over(self.context())

    def _allow(self) -> None:
        self.budget.allow(PURCHASE_ORDER, self.draft.id, self._on_saved_to_place)

    def _bought(self) -> Asked | None:
        """What the budget is asked about, once there is a line with an item and a cost."""
        lines = tuple(line for line in self.lines if line.item_id is not None and line.quantity and line.unit_cost)
        return (ask_order, {"draft": replace(self.draft, lines=lines)}) if lines else None

    def _save_and(self, then: Callable[[], None]) -> None:
        if self.check():
            self.work_on(save_purchase_order, {"draft": self._whole()}, then=partial(self._on_saved, then))

    def _on_saved(self, then: Callable[[], None], saved: SavedRow) -> None:
        self.show_document(replace(self._whole(), id=saved.id, version=saved.version), self.lines)
        self.set_title(_("Draft purchase order"), self.draft.party_name)
        then()

    def _on_only_saved(self) -> None:
        self.host.tell(Message(_("Saved."), Level.SUCCESS, replaces="save"))

    def _on_saved_to_place(self) -> None:
        self.work_on(place_purchase_order, {"order_id": self.draft.id}, then=self._on_placed)

    def _on_placed(self, state: PurchaseState) -> None:
        """Show the order; who comes back here begins a new one."""
        self.budget.forget()
        self.show_document(PurchaseDraft(), ())
        self.set_title(_("New purchase order"))
        self._begin(None)
        self.host.open(Link("warehouse.purchase_order", state.id))
        text = _("Purchase order {number} is placed.").format(number=state.number)
        self.host.tell(Message(text, Level.SUCCESS, replaces="act"))

    def show_error(self, error: KontorError) -> None:
        """What is wrong with the lines as a whole is told in the strip."""
        self.budget.refused(error)
        if isinstance(error, Invalid) and error.params.get("field") == "lines":
            self.host.tell(Message(self.host.explain(error), Level.ERROR, replaces="save"))
        else:
            super().show_error(error)

    def _ask_to_delete(self, context: ActionContext) -> None:
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        question = Question(_("Delete the draft?"), _("It has no number yet, so nothing will be missing."), answers)
        context.host.ask(question, on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "delete":
            arguments = {"order_id": self.draft.id, "version": self.draft.version}
            self.work_on(delete_purchase_order, arguments, then=self._on_deleted)

    def _on_deleted(self, gone: SavedRow) -> None:
        del gone
        self.show_document(PurchaseDraft(), ())
        self.set_title(_("New purchase order"))
        self._begin(None)
        self.host.open(Link("warehouse.purchase_orders"))
