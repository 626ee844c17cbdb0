"""One invoice or credit note: entered while it is a draft, shown with all that belongs to it once it is posted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QShowEvent

from models.contacts.queries import CUSTOMERS, SUPPLIERS
from models.database.errors import Conflict, KontorError
from models.database.listing import Filter, PageRequest
from models.database.listing import Page as Rows
from models.database.rights import Permission
from models.finance.invoicing import (
    PostedInvoice,
    SavedInvoice,
    credit_invoice,
    delete_invoice,
    post_invoice,
    save_invoice,
)
from models.finance.overview import InvoiceOverview, invoice_overview
from models.finance.posting import unsettle
from models.finance.spending.asking import SUPPLIER_INVOICE, ask_bill
from resources.language import _
from views.finance.invoices.acts import draft_actions, entry_link, posted_actions
from views.finance.invoices.doubles import Doubles
from views.finance.invoices.draft import DRAFT, NEW, Head, Line, as_stored, head_of, lines_of
from views.finance.invoices.entry import fill_party, invoice_form, invoice_grid
from views.finance.invoices.pricing import Prices
from views.finance.invoices.sheet import TITLES, InvoiceSheet
from views.finance.printing import invoice_print, issue_invoice
from views.finance.spending.strip import Asked, BudgetStrip
from views.kit.action import ActionContext
from views.kit.empty import EmptyState
from views.kit.entry_page import EntryPage
from views.kit.host import Answer, AnswerRole, Host, Job, Level, Link, Message, Question
from views.kit.list.spec import as_mapping


class InvoicePage(EntryPage[Head, Line]):
    """The invoice of the link's key; without a key a new one of the kind, to `party_id` where the link names one."""

    subject = "finance.invoice"

    def __init__(self, host: Host, link: Link, kind: str = "customer_invoice") -> None:
        head = Head(kind=kind, invoice_date=host.today)
        form, grid = invoice_form(head), invoice_grid(head)
        later = link.key is not None  # it may be posted, and is not typed on then
        super().__init__(host, _(NEW[kind]), form=form, draft=head, grid=grid, link=link, later=later)
        self.record: InvoiceOverview | None = None
        self._key = link.key
        self._job: Job | None = None
        self._stale = False  # something changed while it was out of sight
        self._unsettled = 0
        self.prices = Prices(self)
        self.doubles = Doubles(self, self.prices)
        self.budget = BudgetStrip(host, self._bill)
        self.budget.told.connect(self.refresh_actions)
        self.budget.entered.connect(self._on_reason)
        self.sheet = InvoiceSheet(host)
        self._nothing = EmptyState("warning")
        self._nothing.acted.connect(self.refresh)
        self.body.addWidget(self.budget)
        for part in (self.sheet, self._nothing):
            part.hide()
            self.body.addWidget(part, 1)
        self.sheet.payments.table.selectionModel().currentChanged.connect(self.refresh_actions)
        host.on_change("finance.invoice", self._on_changed, self)
        for subject in ("ledger.entry", "ledger.settlement"):
            host.on_change(subject, self._on_booked, self)
        if link.key is None:
            self._listen()
            self._enter()
            self._prefill(link.arguments.get("party_id"))
        else:
            self.refresh()

    @property
    def another(self) -> Link:
        """The next invoice to customers or from suppliers."""
        return entry_link(self.draft.kind if self.record is None else self.record.invoice.kind)

    @property
    def editing(self) -> bool:
        """Whether it is a draft that the user may change."""
        posted = self.record is not None and self.record.invoice.posted_at is not None
        return not posted and self.host.allows(Permission.FINANCE_INVOICE_EDIT)

    def refresh(self) -> None:
        """Read it again; what is typed and not saved stays."""
        self._stale = False
        if self._key is None or self.dirty or self.busy:
            return
        if self._job is not None:
            self._job.cancel()
        self._job = self.host.read(
            invoice_overview, {"invoice_id": self._key}, on_done=self._on_read, on_failed=self._on_not_read
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with changes that came while it was out of sight."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def show_error(self, error: KontorError) -> None:
        """Say what is wrong; where somebody else changed the draft, offer to read it again."""
        self.budget.refused(error)
        if isinstance(error, Conflict) and self._key is not None:
            answers = (
                Answer("cancel", _("Keep mine on the screen")),
                Answer("read", _("Read it again"), AnswerRole.DESTRUCTIVE),
            )
            text = _("{problem} What you have typed is lost when it is read again.")
            text = text.format(problem=self.host.explain(error))
            self.host.ask(Question(_("The draft was changed"), text, answers), on_answer=self._on_conflict_answer)
            return
        for number, line in enumerate(self.lines):
            if error.params.get("field") == "tax_code" and line.tax_code == error.params.get("tax_code"):
                self.grid.show_problem(number, "tax_code", self.host.explain(error))
        super().show_error(error)

    def leaving_loses(self) -> str | None:
        """Nothing, once it is posted."""
        return super().leaving_loses() if self.editing else None

    # --- what is shown

    def _on_read(self, record: InvoiceOverview) -> None:
        self.record = record
        self._nothing.hide()
        self.show_annex(self.link.number if self.link is not None else 0)
        if self.editing:
            self._edit(head_of(record), lines_of(record.invoice, record.item_codes))
        else:
            self._show(record)

    def _show(self, record: InvoiceOverview) -> None:
        invoice, first = record.invoice, self.sheet.isHidden()
        if self.entered:
            self.form.hide()
            self.grid.hide()
        self.undo = None
        self.budget.forget()
        if first:
            self.give_up_work()  # of a draft that has been posted since
        self.set_title(_(TITLES[invoice.kind]).format(number=invoice.number or ""), invoice.party_name)
        self.header.set_chips([record.status])
        self.sheet.show_invoice(record)
        self.sheet.show()
        self.set_actions(posted_actions(self))
        if first:
            self.setFocusProxy(self.sheet)
            self.sheet.setFocus()

    def _edit(self, head: Head, lines: tuple[Line, ...]) -> None:
        same = (head.is_sale, head.is_credit) == (self.draft.is_sale, self.draft.is_credit)
        if not (self.entered and same):
            self.use(invoice_form(head), head, invoice_grid(head), lines)
            self._listen()
        else:
            self.show_document(head, lines)
        self.set_title(_(DRAFT[head.kind]), head.party_name)
        self.header.set_chips(["draft"])
        self._enter()

    def _enter(self) -> None:
        """Offer the fields."""
        self.sheet.hide()
        self.undo = self._undo
        self.form.show()
        self.grid.show()
        self.set_actions(draft_actions(self))
        self.prices.begin()
        self.budget.wait()

    def _listen(self) -> None:
        """Hear of what is typed; once for each form."""
        self.grid.left_at_end.connect(self.header.focus_primary)
        self.prices.listen()
        self.doubles.listen()
        for part in (self.form, self.grid):
            part.changed.connect(self.budget.wait)

    def _on_not_read(self, error: KontorError) -> None:
        if self.record is None:
            self._nothing.explain(_("There is nothing to show"), self.host.explain(error), _("Try again"))
            self._nothing.show()
        else:
            self.host.tell(Message(self.host.explain(error), Level.ERROR, replaces="read"))

    def _on_conflict_answer(self, answer: str) -> None:
        if answer == "read":
            self.show_document(self.draft, self.lines)  # counts as stored, so that it may be replaced
            self.refresh()

    def _on_changed(self, keys: frozenset[object]) -> None:
        credits_it = self.record is not None and not self.editing  # a credit note of it may have come
        if not keys or self._key in keys or credits_it:
            self._catch_up()

    def _on_booked(self, keys: frozenset[object]) -> None:
        """What is paid may have changed."""
        del keys
        if not self.editing:
            self._catch_up()

    def _catch_up(self) -> None:
        """At once where it is seen, else when it is seen again."""
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _prefill(self, party_id: object) -> None:
        if party_id is not None:
            query = CUSTOMERS if self.draft.is_sale else SUPPLIERS
            request = PageRequest(filters=(Filter("id", "=", party_id),), limit=1)
            self.host.fetch(query, request, on_done=self._on_party)

    def _on_party(self, found: Rows) -> None:
        query = CUSTOMERS if self.draft.is_sale else SUPPLIERS
        for values in found.rows:
            row = as_mapping(query, values)
            head = replace(self.draft, party_id=int(str(row["id"])))
            self.form.set_draft(fill_party(head, row), original=False)
            self.grid.setFocus()

    # --- acts on a draft

    def save(self, context: ActionContext) -> None:
        """Save what has changed."""
        del context
        self._save_and(None)

    def post(self, context: ActionContext) -> None:
        """Save what has changed and post."""
        del context
        self._save_and(self._post)

    def post_over(self, context: ActionContext) -> None:
        """Save what has changed, let it past the budget, and post."""
        del context
        self._save_and(self._allow)

    def _on_reason(self) -> None:
        self.post_over(self.context())

    def _allow(self) -> None:
        self.budget.allow(SUPPLIER_INVOICE, self.draft.id, self._post)

    def _bill(self) -> Asked | None:
        """What the budget is asked about, once there is a supplier, a day and a line with an account."""
        head, lines = self.draft, [line for line in self.lines if line.account and line.amount]
        ready = head.party_id is not None and head.invoice_date is not None and bool(lines) and self.editing
        if head.kind != "supplier_invoice" or not ready:
            return None
        return ask_bill, {"invoice": as_stored(head, lines)}

    def _save_and(self, then: Callable[[], None] | None) -> None:
        if not self.check():
            return
        if then is not None and self.draft.id is not None and not self.dirty:
            then()
            return
        head = self.draft
        arguments = {"invoice": as_stored(head, self.lines), "invoice_id": head.id, "version": head.version}
        self.work_on(save_invoice, arguments, then=partial(self._on_saved, then))

    def _on_saved(self, then: Callable[[], None] | None, saved: SavedInvoice) -> None:
        self._key = saved.id
        self.link = Link("finance.invoice", saved.id)
        self.show_document(replace(self.draft, id=saved.id, version=saved.row_version), self.lines)
        self.set_title(_(DRAFT[self.draft.kind]), self.draft.party_name)
        self.header.set_chips(["draft"])
        if then is None:
            self.host.tell(Message(_("Saved."), Level.SUCCESS, replaces="save"))
            self.refresh()
        else:
            then()

    def _post(self) -> None:
        self.work_on(post_invoice, {"invoice_id": self.draft.id}, then=self._on_posted)

    def _on_posted(self, posted: PostedInvoice) -> None:
        text = _("Posted as number {number}.").format(number=posted.number)
        self.host.tell(Message(text, Level.SUCCESS, replaces="save"))
        if self.draft.is_sale:
            self.host.run(issue_invoice, {"invoice_id": posted.id}, on_done=self._on_issued)
        self.refresh()

    def _on_issued(self, issued: object) -> None:
        """The document is kept as it went out; there is nothing to say."""

    def ask_to_delete(self, context: ActionContext) -> None:
        """Ask, and delete the draft."""
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        text = _("It has no number yet, so nothing is missing afterwards.")
        context.host.ask(Question(_("Delete the draft?"), text, answers), on_answer=self._on_answer)

    def _on_answer(self, answer: str) -> None:
        if answer == "delete":
            arguments = {"invoice_id": self.draft.id, "version": self.draft.version}
            self.work_on(delete_invoice, arguments, then=self._on_deleted)

    def _on_deleted(self, _gone: object) -> None:
        sale, self._key = self.draft.is_sale, None
        self.show_document(Head(kind=self.draft.kind, invoice_date=self.host.today), ())
        self.host.open(Link("finance.customer_invoices" if sale else "finance.supplier_invoices"))

    # --- acts on either

    def print(self, context: ActionContext) -> None:
        """Show the PDF; that of a posted invoice is kept as it is shown first."""
        if self.record is not None and self.record.invoice.posted_at is not None:
            context.host.run(issue_invoice, {"invoice_id": self._key}, on_done=self._preview)
        else:
            self._preview(None)

    def _preview(self, _issued: object) -> None:
        number = self.record.invoice.number if self.record is not None else None
        if self._key is not None:
            self.host.preview(invoice_print(int(str(self._key)), number or ""))

    def ask_to_unsettle(self, context: ActionContext) -> None:
        """Ask, and take the chosen payment off the invoice."""
        del context
        payment = self.sheet.chosen_payment
        if payment is not None:
            self._unsettled = payment.settlement_id
            text = _("The payment stays in the books, and both are open again.")
            answers = (Answer("cancel", _("Cancel")), Answer("unsettle", _("Take off"), AnswerRole.DESTRUCTIVE))
            self.host.ask(
                Question(_("Take the payment off the invoice?"), text, answers), on_answer=self._on_unsettle_answer
            )

    def _on_unsettle_answer(self, answer: str) -> None:
        if answer == "unsettle":
            self.work_on(
                unsettle,
                {"settlement_id": self._unsettled, "reason": _("Taken off the invoice")},
                then=self._on_unsettled,
            )

    def _on_unsettled(self, _gone: object) -> None:
        self.host.tell(Message(_("The items are open again."), Level.SUCCESS, replaces="act"))
        self.refresh()

    def credit(self, context: ActionContext) -> None:
        """Make a credit note of the whole, as a draft to be changed."""
        arguments = {"invoice_id": self._key, "on": context.host.today}
        self.work_on(credit_invoice, arguments, then=self._on_credited)

    def _on_credited(self, saved: SavedInvoice) -> None:
        self.host.open(Link("finance.invoice", saved.id))
