"""What can be done with an invoice, as a draft and once it is posted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from models.database.rights import Permission
from resources.language import N_, _
from views.finance.spending.strip import OVER
from views.kit.action import Action, ActionContext
from views.kit.host import Link

if TYPE_CHECKING:
    from views.finance.invoices.invoice import InvoicePage

_EDIT, _POST = Permission.FINANCE_INVOICE_EDIT, Permission.FINANCE_INVOICE_POST


def entry_link(kind: str) -> Link:
    """Where the next invoice is entered after one of this kind: to customers, or from suppliers."""
    return Link("finance.customer_invoice" if kind.startswith("customer") else "finance.supplier_invoice")


def draft_actions(page: InvoicePage) -> tuple[Action, ...]:
    """Delete, print, save, post."""

    def not_stored(context: ActionContext) -> str | None:
        del context
        return None if page.draft.id is not None else _("It has not been saved.")

    def not_printed(context: ActionContext) -> str | None:
        return not_stored(context) or (_("Save the changes first.") if page.dirty else None)

    def not_saved(context: ActionContext) -> str | None:
        del context
        return _("It is being saved.") if page.busy else None

    def not_posted(context: ActionContext) -> str | None:
        return not_saved(context) or (None if page.lines else _("There are no lines yet."))

    delete = Action(
        "finance.invoice.delete",
        N_("Delete"),
        page.ask_to_delete,
        _EDIT,
        icon="delete",
        enabled=not_stored,
        destructive=True,
    )
    show = Action("finance.invoice.print", N_("Preview"), page.print, icon="print", enabled=not_printed)
    save = Action("finance.invoice.save", N_("Save"), page.save, _EDIT, "Ctrl+S", "save", enabled=not_saved)
    post = Action(
        "finance.invoice.post", N_("Post"), page.post, _POST, "Ctrl+Return", "check", enabled=not_posted, primary=True
    )
    over = page.budget.action("finance.invoice.over_budget", OVER, page.post_over)
    bills = page.draft.kind == "supplier_invoice"
    return (delete, *((show,) if page.draft.is_sale else ()), *((over,) if bills else ()), save, post)


def posted_actions(page: InvoicePage) -> tuple[Action, ...]:
    """Credit what is no credit note itself, and print what goes to a customer."""

    def not_credited(context: ActionContext) -> str | None:
        del context
        found = page.record.credited_by if page.record is not None else ()
        return _("A credit note of it is being made already.") if any(not note.number for note in found) else None

    def not_taken_off(context: ActionContext) -> str | None:
        del context
        if page.record is None or not page.record.payments:
            return _("Nothing has been paid.")
        return None if page.sheet.chosen_payment is not None else _("Choose the payment first.")

    record = page.record
    posted = record is not None and record.invoice.posted_at is not None
    kind = record.invoice.kind if record is not None else ""
    credit = Action(
        "finance.invoice.credit", N_("Make a credit note"), page.credit, _EDIT, icon="undo", enabled=not_credited
    )
    take_off = Action(
        "finance.invoice.unsettle",
        N_("Take a payment off"),
        page.ask_to_unsettle,
        Permission.FINANCE_SETTLE,
        icon="undo",
        enabled=not_taken_off,
        in_menu_only=True,
    )
    show = Action("finance.invoice.print", N_("Print"), page.print, icon="print", primary=True)
    asset = Action(
        "finance.invoice.asset",
        N_("Make an asset of it"),
        partial(_make_asset, page),
        Permission.FINANCE_POST,
        icon="item",
        in_menu_only=True,
    )
    return (
        *((take_off,) if posted else ()),
        *((asset,) if posted and kind == "supplier_invoice" else ()),
        *((credit,) if posted and kind.endswith("_invoice") else ()),
        *((show,) if kind.startswith("customer") else ()),
    )


def _make_asset(page: InvoicePage, context: ActionContext) -> None:
    """Take what a posted invoice bought into the register of fixed assets."""
    if page.record is not None:
        context.host.open(Link("finance.asset", arguments={"entry_id": page.record.invoice.entry_id}))
