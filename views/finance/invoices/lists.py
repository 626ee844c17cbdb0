"""The lists of invoices: to customers and from suppliers; several drafts are posted at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.invoicing import PostedInvoice, post_invoices
from models.finance.queries import CUSTOMER_INVOICES, SUPPLIER_INVOICES
from resources.language import N_, _
from views.finance.printing import invoice_pieces
from views.kit.action import Action, ActionContext, Needs, Row
from views.kit.host import Host, Level, Link, Message
from views.kit.list.spec import ListSpec, QuickFilter
from views.kit.preview.batch import Batch

_UNPAID = (Filter("status", "<>", "draft"), Filter("remaining", "<>", 0))


class Posted(QObject):
    """Says how many drafts a list has posted."""

    def __init__(self, context: ActionContext) -> None:
        super().__init__(context.source)
        self._host: Host = context.host

    def tell(self, posted: tuple[PostedInvoice, ...]) -> None:
        """Say which numbers were taken."""
        if len(posted) == 1:
            text = _("Posted as number {number}.").format(number=posted[0].number)
        else:
            first, last = posted[0].number, posted[-1].number
            text = _("{count} posted, numbers {first} to {last}.").format(count=len(posted), first=first, last=last)
        self._host.tell(Message(text, Level.SUCCESS, replaces="act"))
        self.deleteLater()


def open_invoice(row: Row) -> Link:
    """The page of an invoice."""
    return Link("finance.invoice", row["id"])


def _new(kind: str) -> Callable[[ActionContext], None]:
    def run(context: ActionContext) -> None:
        context.host.open(Link(kind))

    return run


def _why_not_posted(context: ActionContext) -> str | None:
    drafts = all(row["status"] == "draft" for row in context.rows)
    return None if drafts else _("Only drafts can be posted.")


def _by_date(row: Row) -> tuple[str, int]:
    return str(row["invoice_date"]), int(str(row["id"]))


def _post(context: ActionContext) -> None:
    keys = [row["id"] for row in sorted(context.rows, key=_by_date)]
    told = Posted(context)
    context.host.run(post_invoices, {"invoice_ids": keys}, on_done=told.tell, busy=context.source)


POST = Action(
    "finance.invoices.post",
    N_("Post"),
    _post,
    Permission.FINANCE_INVOICE_POST,
    "Ctrl+Return",
    "check",
    enabled=_why_not_posted,
    needs=Needs.SOME,
)


def _why_not_sent(context: ActionContext) -> str | None:
    drafts = any(row["status"] == "draft" for row in context.rows)
    return _("Post the drafts first; only invoices with a number go out.") if drafts else None


def _send(context: ActionContext) -> None:
    pieces = invoice_pieces(context.rows)
    Batch(context.host, _("Invoices"), pieces, context.source).start()


SEND = Action(
    "finance.invoices.send",
    N_("Print or e-mail"),
    _send,
    Permission.FINANCE_INVOICE_READ,
    "Ctrl+Shift+P",
    "print",
    enabled=_why_not_sent,
    needs=Needs.SOME,
)
NEW_CUSTOMER_INVOICE = Action(
    "finance.customer_invoice.new",
    N_("New invoice"),
    _new("finance.customer_invoice"),
    Permission.FINANCE_INVOICE_EDIT,
    "Ctrl+N",
    "add",
    primary=True,
)
NEW_SUPPLIER_INVOICE = Action(
    "finance.supplier_invoice.new",
    N_("New supplier invoice"),
    _new("finance.supplier_invoice"),
    Permission.FINANCE_INVOICE_EDIT,
    "Ctrl+N",
    "add",
    primary=True,
)
_QUICK = (
    QuickFilter("draft", N_("Drafts"), (Filter("status", "=", "draft"),)),
    QuickFilter("unpaid", N_("Unpaid"), _UNPAID),
    QuickFilter("overdue", N_("Overdue"), (Filter("status", "=", "overdue"),)),
)
SUBJECTS = ("finance.invoice", "ledger.entry", "ledger.settlement")

CUSTOMER_INVOICE_LIST = ListSpec(
    CUSTOMER_INVOICES,
    actions=(NEW_CUSTOMER_INVOICE, POST, SEND),
    opens=open_invoice,
    empty_title=N_("No invoices yet"),
    empty_hint=N_("Write one here, or invoice an order that has been delivered."),
    empty_action=NEW_CUSTOMER_INVOICE,
    quick_filters=_QUICK,
    subjects=SUBJECTS,
)
SUPPLIER_INVOICE_LIST = ListSpec(
    SUPPLIER_INVOICES,
    actions=(NEW_SUPPLIER_INVOICE, POST),
    opens=open_invoice,
    empty_title=N_("No supplier invoices yet"),
    empty_hint=N_("Enter what has come in; it is posted and paid from here."),
    empty_action=NEW_SUPPLIER_INVOICE,
    quick_filters=_QUICK,
    subjects=SUBJECTS,
)
