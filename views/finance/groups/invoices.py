"""The list of invoices that sister companies sent, and the act that makes the draft of one."""

from __future__ import annotations

from PySide6.QtCore import QObject

from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.groups.invoices import take_sister_invoice
from models.finance.groups.queries import SISTER_INVOICES
from models.finance.invoicing import SavedInvoice
from resources.language import N_, _
from views.kit.action import Action, ActionContext, Needs, Row
from views.kit.host import Host, Level, Link, Message
from views.kit.list.spec import ListSpec, QuickFilter, shows_elsewhere


class Taken(QObject):
    """Says that the draft is made, and opens it."""

    def __init__(self, context: ActionContext) -> None:
        super().__init__(context.source)
        self._host: Host = context.host

    def show(self, saved: SavedInvoice) -> None:
        """Open the draft."""
        text = _("A draft is made. Look through accounts and VAT, then post it.")
        self._host.tell(Message(text, Level.SUCCESS, replaces="act"))
        self._host.open(Link("finance.invoice", saved.id))
        self.deleteLater()


def _take(context: ActionContext) -> None:
    wanted = {"sister_invoice_id": context.row["sister_invoice_id"]}
    context.host.run(take_sister_invoice, wanted, on_done=Taken(context).show, busy=context.source)


def _why_not(context: ActionContext) -> str | None:
    return None if context.row["status"] == "open" else _("It is here already. Press Enter to open it.")


def _open(row: Row) -> Link | None:
    return Link("finance.invoice", row["invoice_id"]) if row["invoice_id"] is not None else None


SISTER_INVOICE_LIST = ListSpec(
    SISTER_INVOICES,
    actions=(
        Action(
            "finance.sister_invoice.take",
            N_("Make draft"),
            _take,
            Permission.FINANCE_INVOICE_EDIT,
            "Ctrl+Return",
            "add",
            enabled=_why_not,
            needs=Needs.ONE,
            primary=True,
        ),
        Action(
            "finance.sister_invoice.elsewhere",
            N_("Open in the other company"),
            shows_elsewhere("finance.invoice", "sister_invoice_id", "sister_id"),
            Permission.FINANCE_INVOICE_READ,
            icon="company",
            needs=Needs.ONE,
        ),
    ),
    opens=_open,
    empty_title=N_("No invoices from sister companies"),
    empty_hint=N_(
        "Choose on the card of an organisation which of your companies it is. What the others invoice it is then shown"
        " here, ready to be taken over."
    ),
    quick_filters=(QuickFilter("open", N_("To take over"), (Filter("status", "=", "open"),)),),
    subjects=("finance.invoice", "finance.sister_invoice", "contacts.party"),
    sums=(),
)
