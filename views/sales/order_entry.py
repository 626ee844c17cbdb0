"""Entering a quote or an order: the customer, then line by line; the price follows customer, quantity and day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from models.database.errors import KontorError
from models.database.rights import Permission
from models.finance.accounts import TaxRate, tax_rates
from models.sales.confirming import confirm_order, send_quote
from models.sales.ordering import (
    OrderDraft,
    OrderLineDraft,
    SavedOrder,
    delete_order,
    load_order,
    new_order,
    save_order,
)
from models.sales.prices import Price, price_of
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.entry_page import EntryPage
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question
from views.sales.order_lines import complete, order_form, order_grid
from views.sales.pasted_prices import Asked, PastedPrices
from views.sales.printing import order_print

_PRICED_BY = frozenset({"item_id", "quantity"})
#: What a customer brings along and the list they are picked from does not tell.
_AGREED = ("currency", "delivery_name", "delivery_address", "prices_include_tax")


class OrderEntryPage(EntryPage[OrderDraft, OrderLineDraft]):
    """A draft. Without a key a new one: arguments `kind` quote or order, `party_id`."""

    def __init__(self, host: Host, link: Link) -> None:
        kind = str(link.arguments.get("kind") or "order")
        self.quote = kind == "quote"
        text = _("New quote") if self.quote else _("New order")
        super().__init__(host, text, form=order_form(), draft=OrderDraft(kind=kind), grid=order_grid(), link=link)
        self._agreed_with: int | None = None
        self._rates: tuple[TaxRate, ...] = ()
        self._gross = False
        self.set_actions(self._declared())
        host.read(tax_rates, {"on": host.today, "direction": "out"}, on_done=self._on_rates)
        self.form.changed.connect(self._on_head)
        self.grid.edited.connect(self._on_edited)
        self.grid.left_at_end.connect(self._on_left_at_end)
        PastedPrices(host, self.grid, asks=_asks, arguments=self._priced_by, take=_priced)
        if link.key is not None:
            self.load(load_order, {"order_id": link.key}, on_done=self._on_loaded)
        else:
            arguments = {"kind": kind, "party_id": link.arguments.get("party_id")}
            host.read(new_order, arguments, on_done=self._on_loaded)

    def _declared(self) -> tuple[Action, ...]:
        last = (
            Action(
                "sales.quote.send",
                N_("Send"),
                partial(self._save_and, self._send),
                Permission.SALES_EDIT,
                "Ctrl+Return",
                "check",
                enabled=self._why_not_confirmed,
                primary=True,
            )
            if self.quote
            else Action(
                "sales.order.confirm",
                N_("Confirm"),
                partial(self._save_and, self._confirm),
                Permission.SALES_CONFIRM,
                "Ctrl+Return",
                "check",
                enabled=self._why_not_confirmed,
                primary=True,
            )
        )
        return (
            Action(
                "sales.order.delete",
                N_("Delete"),
                self._ask_to_delete,
                Permission.SALES_EDIT,
                icon="delete",
                enabled=self._why_not_stored,
                destructive=True,
            ),
            Action(
                "sales.order.print",
                N_("Print"),
                self._print,
                icon="print",
                enabled=self._why_not_printed,
            ),
            Action("sales.order.save", N_("Save"), self._save, Permission.SALES_EDIT, "Ctrl+S", "save"),
            last,
        )

    # --- what is shown

    def _on_rates(self, rates: tuple[TaxRate, ...]) -> None:
        """The totals know the rates from now on."""
        self._rates = rates
        self._show_totals()

    def _show_totals(self) -> None:
        spec = order_grid(self._rates, gross=self.draft.prices_include_tax)
        self.grid.set_totals(spec.totals)
        if self._gross != self.draft.prices_include_tax:
            self._gross = self.draft.prices_include_tax
            self.grid.set_columns(spec.columns)

    def _on_loaded(self, draft: OrderDraft) -> None:
        self._agreed_with = draft.party_id
        self.show_document(replace(draft, lines=()), draft.lines)
        self._show_totals()
        if draft.id is not None:
            self.quote = draft.kind == "quote"
            self.set_actions(self._declared())
            self.set_title(_("Draft quote") if self.quote else _("Draft order"), draft.party_name)
        for row, line in enumerate(self.lines):
            if line.item_id is not None:
                self._ask_for_price(line, partial(self._on_list_price, row, line))

    def _on_head(self) -> None:
        """Another customer: ask what is agreed with them; prices with VAT or without: look them up again."""
        if self._gross != self.draft.prices_include_tax:
            self._show_totals()
            self._look_all_up()
        party = self.draft.party_id
        if party is None or party == self._agreed_with:
            return
        self._agreed_with = party
        if self.undo is not None and self.undo.restoring:
            return  # what was agreed with them comes back with them
        arguments = {"kind": self.draft.kind, "party_id": party}
        self.host.read(new_order, arguments, on_done=self._on_agreed)

    def _on_agreed(self, start: OrderDraft) -> None:
        """Their goods go to their place, in their currency, at their prices."""
        if start.party_id != self.draft.party_id:
            return
        agreed = {name: getattr(start, name) for name in _AGREED}
        self.form.set_draft(replace(self.draft, **agreed), original=False)
        self._show_totals()
        self._look_all_up()

    def _look_all_up(self) -> None:
        if self.undo is not None and self.undo.restoring:
            return
        for row in range(self.grid.model.rowCount()):
            self._on_edited(row, "quantity")

    def _on_edited(self, row: int, name: str) -> None:
        """Look the price up where it depends on what was typed; a typed price stays until it is emptied."""
        line = self.grid.line(row)
        if name == "unit_price":
            price: Decimal | None = line.unit_price  # a cell may be empty
            line = replace(line, own_price=price is not None)
            self.grid.replace_line(row, line)
        if line.item_id is not None and (name in _PRICED_BY or (name == "unit_price" and not line.own_price)):
            self._look_price_up(row, name)

    def _look_price_up(self, row: int, name: str) -> None:
        line = self.grid.line(row)
        self._ask_for_price(line, partial(self._on_price, row, name, line))

    def _priced_by(self) -> dict[str, object]:
        draft = self.draft
        return {"party_id": draft.party_id, "currency": draft.currency, "with_tax": draft.prices_include_tax}

    def _ask_for_price(self, line: OrderLineDraft, done: Callable[[Price], None]) -> None:
        arguments = {**self._priced_by(), "item_id": line.item_id, "quantity": line.quantity or 1}
        self.host.read(price_of, arguments, on_done=done, on_failed=self._on_no_price)

    def _on_price(self, row: int, name: str, asked: OrderLineDraft, price: Price) -> None:
        """Fill in what has not been typed over since it was asked for."""
        if row >= self.grid.model.rowCount() or (line := self.grid.line(row)).item_id != price.item_id:
            return
        found: dict[str, Any] = {"account": price.account}
        if name == "item_id":
            found |= {"description": price.description, "unit": price.unit, "tax_code": price.tax_code}
        kept = {field: value for field, value in found.items() if getattr(line, field) == getattr(asked, field)}
        if line.quantity == asked.quantity:  # else the price of the other quantity is on its way
            kept["list_price"] = price.unit_price
            if not line.own_price:
                kept["unit_price"] = price.unit_price
        self.grid.replace_line(row, replace(line, **kept))

    def _on_list_price(self, row: int, asked: OrderLineDraft, price: Price) -> None:
        """A stored price that is not the list's was set by hand."""
        if row < self.grid.model.rowCount() and (line := self.grid.line(row)) == asked:
            own = line.unit_price != price.unit_price
            self.grid.replace_line(row, replace(line, list_price=price.unit_price, own_price=own))

    def _on_no_price(self, error: KontorError) -> None:
        self.host.tell(Message(self.host.explain(error), Level.WARNING, replaces="price"))

    def _on_left_at_end(self) -> None:
        self.header.focus_primary()

    # --- why not

    def _why_not_stored(self, context: ActionContext) -> str | None:
        del context
        return None if self.draft.id is not None else _("It has not been saved.")

    def _why_not_printed(self, context: ActionContext) -> str | None:
        return self._why_not_stored(context) or (_("Save the changes first.") if self.dirty else None)

    def _why_not_confirmed(self, context: ActionContext) -> str | None:
        del context
        if self.busy:
            return _("It is being saved.")
        return None if self.lines else _("There are no lines yet.")

    # --- acts

    def _save(self, context: ActionContext) -> None:
        self._save_and(None, context)

    def _save_and(self, then: Callable[[SavedOrder], None] | None, context: ActionContext) -> None:
        """Save what has changed; `then` goes on with what is stored."""
        del context
        if not self.check():
            return
        draft = replace(self.draft, lines=tuple(complete(line) for line in self.lines))
        if draft.id is not None and not self.dirty and then is not None:
            then(SavedOrder(draft.id, draft.version or 0, draft.net, draft.tax, draft.total))
            return
        self.work_on(save_order, {"draft": draft}, then=partial(self._on_saved, then))

    def _on_saved(self, then: Callable[[SavedOrder], None] | None, saved: SavedOrder) -> None:
        draft = replace(self.draft, id=saved.id, version=saved.version, net=saved.net, tax=saved.tax, total=saved.total)
        self.show_document(draft, self.lines)
        if then is None:
            self.host.tell(Message(_("Saved."), Level.SUCCESS, replaces="save"))
            self.set_title(_("Draft quote") if self.quote else _("Draft order"), draft.party_name)
        else:
            then(saved)

    def _confirm(self, saved: SavedOrder) -> None:
        self.work_on(confirm_order, {"order_id": saved.id}, then=partial(self._go_on, saved.id))

    def _send(self, saved: SavedOrder) -> None:
        self.work_on(send_quote, {"quote_id": saved.id}, then=partial(self._go_on, saved.id))

    def _go_on(self, order_id: int, _state: Any) -> None:
        self.host.open(Link("sales.order", order_id, {"confirmed": True}))

    def _print(self, context: ActionContext) -> None:
        if self.draft.id is not None:
            context.host.preview(order_print(self.draft.id, "", quote=self.quote))

    def _ask_to_delete(self, context: ActionContext) -> None:
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        question = Question(
            _("Delete the draft?"), _("It has no number yet, so nothing is missing afterwards."), answers
        )
        context.host.ask(question, on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "delete":
            arguments = {"order_id": self.draft.id, "version": self.draft.version}
            self.work_on(delete_order, arguments, then=self._on_deleted)

    def _on_deleted(self, _gone: Any) -> None:
        self.show_document(OrderDraft(kind=self.draft.kind), ())
        self.host.open(Link("sales.quotes" if self.quote else "sales.orders"))


def _asks(line: OrderLineDraft) -> Asked | None:
    return None if line.item_id is None else (line.item_id, line.quantity or Decimal(1))


def _priced(line: OrderLineDraft, price: Price, pasted: frozenset[str]) -> OrderLineDraft:
    """A pasted line with what its item says, except what was pasted."""
    given: Decimal | None = line.unit_price  # a cell may be empty
    own = "unit_price" in pasted and given is not None
    found: dict[str, Any] = {"description": price.description, "unit": price.unit, "tax_code": price.tax_code}
    found = {name: value for name, value in found.items() if name not in pasted or not getattr(line, name)}
    unit_price = line.unit_price if own else price.unit_price
    known = replace(line, account=price.account, list_price=price.unit_price, unit_price=unit_price, own_price=own)
    return replace(known, **found)
