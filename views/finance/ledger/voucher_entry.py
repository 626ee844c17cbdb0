"""Entering a voucher by keyboard: account, text, debit or credit; the difference stays in sight, one key balances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt

from models.database.errors import Invalid, KontorError
from models.database.listing import Kind
from models.database.rights import Permission
from models.finance.dimension_rules import rules_for, with_defaults
from models.finance.entering import CorrectionDraft, EntrySetup, Posting, entry_setup, post_voucher, prepare_correction
from models.finance.posting import (
    Correction,
    PostedEntry,
    VoucherDraft,
    VoucherLine,
    copy_voucher,
    correct_voucher,
)
from models.finance.reports import account_balance
from models.finance.spending.asking import VOUCHER, Cost, ask_spending
from resources.language import N_, _
from views.finance.dimension_columns import name_of
from views.finance.ledger.lists import SUBJECT
from views.finance.ledger.names import ACCOUNT, PARTY, Names
from views.finance.ledger.voucher_lines import (
    FORM,
    GROSS,
    NET,
    PLAIN,
    ZERO,
    Head,
    Line,
    as_draft,
    as_line,
    difference,
    taxed,
    voucher_grid,
    with_role,
)
from views.finance.ledger.waiting_files import WaitingFiles
from views.finance.spending.strip import OVER, Asked, BudgetStrip
from views.kit.action import Action, ActionContext
from views.kit.annex.intake import Incoming
from views.kit.entry_page import EntryPage
from views.kit.format import format_value
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, MessageAction, Question
from views.kit.keys import keys, native
from views.kit.text import Label

_BALANCE = "finance.voucher.balance"
_AMOUNTS = "finance.voucher.amounts"  # the preference that holds how amounts are typed
_TAXING = frozenset({"account", "tax_code", "debit", "credit"})


class VoucherEntryPage(EntryPage[Head, Line]):
    """A new voucher: empty, a copy (`copy_of` an entry), the correction of one (`correct`), or a filled-in `draft`."""

    def __init__(self, host: Host, link: Link) -> None:
        kept = host.preferences.read(_AMOUNTS)
        self._empty = Head(host.today, amounts=kept if kept in {NET, GROSS, PLAIN} else NET)
        self._setup = EntrySetup()
        self._balances: dict[str, Decimal] = {}
        self._taken_back: tuple[VoucherLine, ...] = ()  # the lines that a correction reverses
        super().__init__(host, _("New voucher"), form=FORM, draft=self._empty, grid=voucher_grid(), link=link)
        self.balance = Label("", ink="secondary")
        self._names = Names(self, ACCOUNT, PARTY, also=with_role)
        self.files = WaitingFiles(host, self, SUBJECT)
        self.budget = BudgetStrip(host, self._costs)
        for part in (self.balance, self.budget, self.files):
            self.body.addWidget(part)
        self.set_actions(self._acts())
        self._listen()
        self._begin(link)
        host.read(entry_setup, {}, on_done=self._on_setup)

    def leaving_loses(self) -> str | None:
        """Ask when something was typed or dropped and not posted."""
        files = _("The files that wait for the voucher are not attached yet. Leave it anyway?")
        return super().leaving_loses() or (files if self.files.files else None)

    def show_error(self, error: KontorError) -> None:
        """Say what is wrong, and which budget stops it."""
        self.budget.refused(error)
        super().show_error(error)

    def beside(self) -> tuple[object, ...]:
        """The files that wait survive the end of the program as the lines do."""
        return (self.files.files,)

    def take_beside(self, *kept: object) -> None:
        """Let the files wait again; those that are gone are told of."""
        files = kept[0] if kept and isinstance(kept[0], tuple) else ()
        gone = self.files.take_up([file for file in files if isinstance(file, Incoming)])
        if gone:
            text = _("Not there any more, and not attached: {names}").format(names=", ".join(gone))
            self.host.tell(Message(text, Level.WARNING, replaces="files"))

    def _acts(self) -> tuple[Action, ...]:
        post = Permission.FINANCE_POST
        return (
            Action("finance.voucher.templates", N_("Templates"), self._show_templates, post, "F7", "copy"),
            Action(
                _BALANCE,
                N_("Balance out"),
                self._balance,
                shortcut="F8",
                icon="check",
                enabled=self._nothing_to_balance,
            ),
            self.budget.action("finance.voucher.over_budget", OVER, self._post_over),
            Action(
                "finance.voucher.post",
                N_("Post"),
                self._post,
                post,
                "Ctrl+Return",
                "save",
                enabled=self._why_not_posted,
                primary=True,
            ),
        )

    # --- what it begins with

    def _begin(self, link: Link) -> None:
        draft, copied, corrected = (link.arguments.get(name) for name in ("draft", "copy_of", "correct"))
        if isinstance(draft, VoucherDraft):
            self._show_draft(draft)
        elif copied is not None:
            self.host.read(copy_voucher, {"entry_id": copied}, on_done=self._on_copied)
        elif corrected is not None:
            self.host.read(prepare_correction, {"entry_id": corrected}, on_done=self._on_correction)

    def _on_copied(self, draft: VoucherDraft) -> None:
        self._show_draft(replace(draft, corrects_id=None, date=self.host.today))

    def _on_correction(self, begun: CorrectionDraft) -> None:
        day = format_value(begun.reversed_on, Kind.DATE, self.host.language)
        text = _("Posting reverses {voucher} on {date} and puts this in its place.")
        self.set_title(_("Correction"), text.format(voucher=begun.corrects.partition(" ")[0], date=day))
        self._taken_back = tuple(begun.copy.lines)
        self._show_draft(begun.copy, reversed_on=begun.reversed_on, corrects=begun.corrects)

    def _show_draft(self, draft: VoucherDraft, *, reversed_on: date | None = None, corrects: str = "") -> None:
        """Its lines of tax are there already, so none are made."""
        head = Head(draft.date, draft.text, draft.series, draft.corrects_id, draft.kind, PLAIN, reversed_on, corrects)
        self.show_document(head, [as_line(line) for line in draft.lines])
        self._names.look_up()
        self.budget.wait()

    def _on_setup(self, setup: EntrySetup) -> None:
        """Show a column for each dimension."""
        self._setup = setup
        if setup.dimensions:
            spec = voucher_grid(setup.dimensions, self._missing)
            self.grid.spec = replace(self.grid.spec, check=spec.check)
            self.grid.set_columns(spec.columns)

    def _missing(self, line: Line) -> Mapping[str, str]:
        """What the rules of its account say against the dimensions of a line, by column."""
        wrong = {}
        for number, rule in rules_for(self._setup.asked, line.account, self.draft.day).items():
            has = str(number) in line.dimensions
            if rule.requirement == "required" and not has:
                wrong[name_of(number)] = _("Account {account} needs a value of {dimension}.").format(
                    account=line.account, dimension=rule.name
                )
            elif rule.requirement == "forbidden" and has:
                wrong[name_of(number)] = _("Account {account} takes no value of {dimension}.").format(
                    account=line.account, dimension=rule.name
                )
        return wrong

    def _fill_dimensions(self, row: int) -> None:
        """What rules would fill in when it is posted stands there while it can still be changed."""
        line = self.grid.line(row)
        filled = with_defaults(self._setup.asked, line.account, self.draft.day, line.dimensions)
        if filled != dict(line.dimensions):
            self.grid.replace_line(row, replace(line, dimensions=filled))

    def _listen(self) -> None:
        self.grid.left_at_end.connect(self._on_left_at_end)
        self.grid.edited.connect(self._on_edited)
        self.grid.changed.connect(self._show_balance)
        self.grid.table.selectionModel().currentRowChanged.connect(self._show_balance)
        self.form.changed.connect(self._on_head)
        for typed in (self.grid.changed, self.form.changed):
            typed.connect(self.budget.wait)
        self.budget.told.connect(self.refresh_actions)
        self.budget.entered.connect(self._on_reason)
        self.files.changed.connect(self._note)

    # --- tax and balances

    def _on_head(self) -> None:
        amounts = self.draft.amounts
        if self.draft.corrects_id is None and amounts != self.host.preferences.read(_AMOUNTS):
            self.host.preferences.write(_AMOUNTS, amounts)

    def _on_edited(self, row: int, name: str) -> None:
        """Make the lines of tax of the line that was typed; those it had before go."""
        if name == "account" and not self._undo.restoring:
            self._fill_dimensions(row)
        line = self.grid.line(row)
        if name not in _TAXING or line.follows or self._undo.restoring:
            return
        if name in {"debit", "credit"}:
            line = replace(line, typed=None)
        below = self.lines_below(row)
        try:
            base, lines = taxed(line, self._setup.rules, self.draft)
        except Invalid as error:
            self.grid.show_problem(row, "tax_code", self.host.explain(error))
            return
        if base != self.grid.line(row):
            self.grid.replace_line(row, base)
        if lines or below:
            self.grid.model.put_below(row, below, lines)
            self._names.look_up()

    def lines_below(self, row: int) -> int:
        """How many lines follow from the one in this row."""
        count = 0
        while row + count + 1 < self.grid.model.rowCount() and self.grid.line(row + count + 1).follows:
            count += 1
        return count

    def _show_balance(self, *_places: object) -> None:
        """What is on the account under the cursor, before and after this voucher."""
        row = self.grid.table.currentIndex().row()
        account = self.grid.line(row).account if 0 <= row < self.grid.model.rowCount() else None
        self.balance.setText("")
        if account is None or not self.host.allows(Permission.FINANCE_READ):
            return
        if account not in self._balances:
            self._balances[account] = ZERO  # asked for once
            on = self.draft.day or self.host.today
            done = partial(self._on_balance, account)
            self.host.read(account_balance, {"account": account, "on": on}, on_done=done, on_failed=self._on_no_balance)
        before, here = self._balances[account], sum((x.amount for x in self.lines if x.account == account), ZERO)
        here -= sum((line.amount for line in self._taken_back if line.account == account), ZERO)
        text = _("{account}: {before} now, {after} with this voucher")
        money = partial(format_value, kind=Kind.MONEY, language=self.host.language)
        self.balance.setText(text.format(account=account, before=money(before), after=money(before + here)))

    def _on_balance(self, account: str, balance: Decimal) -> None:
        self._balances[account] = balance
        self._show_balance()

    def _costs(self) -> Asked | None:
        """What the budget is asked about: the lines, without those that a correction takes back."""
        day = self.draft.day
        lines = [(line.account, line.amount, line.dimensions) for line in self.lines if line.account and line.amount]
        taken = [(line.account, -line.amount, line.dimensions) for line in self._taken_back]
        asks = day is not None and bool(lines) and self.draft.kind == "regular"
        if day is None or not asks or not self.host.allows(Permission.FINANCE_READ):
            return None
        costs = [Cost(account, amount, day, dict(values)) for account, amount, values in (*taken, *lines) if account]
        return ask_spending, {"costs": costs}

    def _on_no_balance(self, error: KontorError) -> None:
        """The voucher can be typed without."""
        del error

    # --- acts

    def _show_templates(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.voucher_templates"))

    def _on_left_at_end(self) -> None:
        if self._why_not_posted(self.context()) is None:
            self._post(self.context())

    def _nothing_to_balance(self, context: ActionContext) -> str | None:
        del context
        return None if difference(self.lines) else _("The voucher balances.")

    def _why_not_posted(self, context: ActionContext) -> str | None:
        del context
        if self.busy:
            return _("It is being posted.")
        if not self.lines:
            return _("There are no lines yet.")
        pressed = native(keys().of(_BALANCE, "F8")) or _("Balance out")
        differs = _("Debit and credit differ. {keys} balances on the line of the cursor.").format(keys=pressed)
        return differs if difference(self.lines) else None

    def _balance(self, context: ActionContext) -> None:
        """Put what is missing on the line of the cursor, or on the last line with an account."""
        del context
        place = self.grid.table.currentIndex().row()
        row = place if 0 <= place < len(self.lines) else len(self.lines) - 1
        line = self.grid.line(row)
        wanted = line.amount - difference(self.lines)
        self.grid.replace_line(row, line.with_amount(wanted), step=_("Balance out"))

    def _post_over(self, context: ActionContext) -> None:
        """Let it past the budget first."""
        del context
        if self._why_not_posted(self.context()) is None and self.check():
            self.budget.allow(VOUCHER, None, self._post_allowed)

    def _on_reason(self) -> None:
        self._post_over(self.context())

    def _post_allowed(self) -> None:
        self._post(self.context())

    def _post(self, context: ActionContext) -> None:
        del context
        if not self.check():
            return
        head, voucher = self.draft, as_draft(self.draft, self.lines)
        if head.corrects_id is not None and head.reversed_on is not None:
            arguments = {"entry_id": head.corrects_id, "date": head.reversed_on, "voucher": voucher}
            self.work_on(correct_voucher, {**arguments, "text": head.corrects}, then=self._on_corrected)
        else:
            self.work_on(post_voucher, {"voucher": voucher}, then=self._on_posting)

    def _on_posting(self, posting: Posting) -> None:
        if posting.posted is not None:
            self._on_posted(posting.posted)
            return
        other = posting.similar[0]
        answers = (
            Answer("cancel", _("Cancel")),
            Answer("show", _("Show {voucher}").format(voucher=_label(other))),
            Answer("post", _("Post anyway"), AnswerRole.PRIMARY),
        )
        text = _("Voucher {voucher} is of the same day, amount and accounts, or of the same party and amount.")
        question = Question(_("Posted already?"), text.format(voucher=_label(other)), answers)
        self.host.ask(question, on_answer=partial(self._on_sure, other))

    def _on_sure(self, other: PostedEntry, answer: str) -> None:
        if answer == "show":
            self.host.open(Link("finance.voucher", other.id), beside=True)
        elif answer == "post":
            arguments = {"voucher": as_draft(self.draft, self.lines), "sure": True}
            self.work_on(post_voucher, arguments, then=self._on_posting)

    def _on_posted(self, posted: PostedEntry) -> None:
        """Stay for the next one, on the same day and in the same series."""
        self._tell(_("Voucher {voucher} is posted.").format(voucher=_label(posted)), posted)
        self._balances.clear()
        self.budget.forget()
        self.set_title(_("New voucher"))
        kept = self.host.preferences.read(_AMOUNTS)
        amounts = str(kept) if kept in {NET, GROSS, PLAIN} else NET
        self.show_document(Head(self.draft.day, series=self.draft.series, amounts=amounts), ())
        self.form.setFocus(Qt.FocusReason.TabFocusReason)  # so that a date typed next replaces the last one

    def _on_corrected(self, correction: Correction) -> None:
        text = _("{voucher} is corrected by {correction}, and reversed by {reversal}.")
        voucher = self.draft.corrects.partition(" ")[0]
        labels = {"correction": _label(correction.correction), "reversal": _label(correction.reversal)}
        self._tell(text.format(voucher=voucher, **labels), correction.correction)
        self.give_up_work()
        self._taken_back = ()
        self.show_document(self._empty, ())
        self.host.open(Link("finance.voucher", correction.correction.id))

    def _tell(self, text: str, posted: PostedEntry) -> None:
        self._last = Link("finance.voucher", posted.id)
        self.host.tell(Message(text, Level.SUCCESS, MessageAction(_("Show"), self._open_last), replaces="posted"))
        self.files.attach(posted.id)

    def _open_last(self) -> None:
        self.host.open(self._last)


def _label(entry: PostedEntry) -> str:
    return f"{entry.series}{entry.number}"
