"""A plan: account by account and month by month, typed or pasted; approved for good, copied as the next version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

from models.database.errors import Conflict, KontorError
from models.database.listing import Kind
from models.database.rights import Permission
from models.finance.budgets.planning import (
    BudgetHead,
    Kept,
    approve_budget,
    copy_budget,
    delete_budget,
    save_budget_lines,
)
from models.finance.budgets.sheet import (
    BudgetSheet,
    SheetLine,
    as_row,
    brought_together,
    read_budget_sheet,
    spread_line,
)
from resources.language import N_, _
from views.finance.budgets.grid import FORM, Head, budget_grid, name_of
from views.kit.action import Action, ActionContext
from views.kit.entry_page import EntryPage
from views.kit.format import format_value
from views.kit.host import Answer, AnswerRole, Host, Level, Link, Message, Question
from views.kit.text import note

_PLAN = Permission.FINANCE_BUDGET
_SIGNS = N_("Income and costs are both typed as positive figures. An amount for the year is spread over its months.")


class BudgetPage(EntryPage[Head, SheetLine]):
    """The plan with the key of the link; argument `account` puts the cursor on its row."""

    subject = "ledger.budget"

    def __init__(self, host: Host, link: Link) -> None:
        grid = budget_grid((), (), spread_line_evenly)
        super().__init__(host, _("Budget"), form=FORM, draft=Head(), grid=grid, link=link, later=True)
        self._sheet: BudgetSheet | None = None
        self.hint = note("")
        self.hint.hide()
        self.body.addWidget(self.hint)
        self.load(read_budget_sheet, {"budget_id": link.number}, on_done=self._on_read)

    @property
    def head(self) -> BudgetHead | None:
        """What the plan is called and where it stands."""
        return self._sheet.budget.head if self._sheet is not None else None

    # --- what is read

    def _on_read(self, sheet: BudgetSheet) -> None:
        self._sheet = sheet
        head = sheet.budget.head
        spec = budget_grid(head.months, sheet.dimensions, self._spread)
        way = self.draft.way if self.entered else Head().way
        self.use(FORM, Head(head.title, head.kind, way), spec, sheet.lines)
        editable = head.is_draft and self.host.allows(_PLAN)
        self.form.setEnabled(editable)
        self.grid.set_locked(not editable)
        self.grid.table.selectionModel().currentChanged.connect(self._say_where)
        self._say_where()
        self.hint.show()
        self.setFocusProxy(self.grid)
        self._show_head(head)
        self.set_actions(self._acts(head))
        self._go_to_account()
        self.show_annex(head.id)

    def _show_head(self, head: BudgetHead) -> None:
        year = _("{first} to {last}").format(first=self._day(head.year_from), last=self._day(head.year_to))
        self.set_title(_("{code}, version {version}").format(code=head.code, version=head.version), year)
        self.header.set_chips([head.kind, head.status])

    def _day(self, day: object) -> str:
        return format_value(day, Kind.DATE, self.host.language)

    def _go_to_account(self) -> None:
        wanted = self.link.arguments.get("account") if self.link is not None else None
        for row, line in enumerate(self.lines):
            if wanted is not None and line.account == wanted:
                self.grid.table.go_to(row, "year")
                return

    def _say_where(self, *_places: object) -> None:
        """The account under the cursor, which may be out of sight among so many months, and its last year."""
        index = self.grid.table.currentIndex()
        line = self.grid.line(index.row()) if 0 <= index.row() < self.grid.model.rowCount() else None
        if line is None or line.account is None or self._sheet is None:
            self.hint.setText(_(_SIGNS))
            return
        month, before = place_of(self._sheet, self.grid.spec.columns[index.column()].name, line)
        where = ", ".join(filter(None, (f"{line.account} {line.name}", month)))
        amount = format_value(before, Kind.MONEY, self.host.language)
        last_year = _("{where}: {amount} last year").format(where=where, amount=amount)
        self.hint.setText(where if before is None else last_year)

    def _spread(self, line: SheetLine, amount: Decimal | None) -> SheetLine:
        before = self._sheet.last_year if self._sheet is not None else ()
        return spread_line(line, amount, self.draft.way, before)

    # --- what can be done

    def _acts(self, head: BudgetHead) -> tuple[Action, ...]:
        approve = Permission.FINANCE_BUDGET_APPROVE
        shown = (
            Action("finance.budget.compare", N_("Actual against budget"), self._compare, icon="report"),
            Action("finance.budget.version", N_("Copy as new version"), self._copy, _PLAN, icon="copy"),
            Action(
                "finance.budget.copy",
                N_("Copy with changes"),
                self._copy_changed,
                _PLAN,
                icon="copy",
                in_menu_only=True,
            ),
        )
        if not head.is_draft:
            return shown
        return (
            *shown,
            Action(
                "finance.budget.delete",
                N_("Delete draft"),
                self._ask_to_delete,
                _PLAN,
                icon="delete",
                destructive=True,
                in_menu_only=True,
            ),
            Action(
                "finance.budget.approve",
                N_("Approve"),
                self._ask_to_approve,
                approve,
                "Ctrl+Return",
                "check",
                enabled=self._why_not_approved,
            ),
            Action("finance.budget.save", N_("Save"), self._save, _PLAN, "Ctrl+S", "save", primary=True),
        )

    def _why_not_approved(self, context: ActionContext) -> str | None:
        del context
        if self.busy:
            return _("It is being saved.")
        return None if any(line.total for line in self.lines) else _("There are no amounts yet.")

    def _compare(self, context: ActionContext) -> None:
        del context
        if self.head is not None:
            self.host.open(Link("finance.budget_comparison", arguments={"budget": self.head.id}))

    def _copy(self, context: ActionContext) -> None:
        del context
        if self.head is not None:
            self.work_on(copy_budget, {"budget_id": self.head.id}, then=self._on_copied)

    def _on_copied(self, kept: Kept) -> None:
        self.host.open(Link("finance.budget", kept.id))
        self.host.tell(
            Message(_("This is the new version. Change it, then approve it."), Level.SUCCESS, replaces="act")
        )

    def _copy_changed(self, context: ActionContext) -> None:
        del context
        if self.head is not None:
            self.host.open(Link("finance.new_budget", self.head.id))

    # --- saving and approving

    def _save(self, context: ActionContext) -> None:
        del context
        self._save_and(self._on_only_saved)

    def _save_and(self, then: Callable[[Kept], None]) -> None:
        head = self.head
        if head is not None and self.check():
            rows = [as_row(line, head.months) for line in self.lines]
            arguments = {
                "budget_id": head.id,
                "version": head.row_version,
                "rows": rows,
                "title": self.draft.title.strip(),
                "kind": self.draft.kind,
            }
            self.work_on(save_budget_lines, arguments, then=partial(self._on_saved, then))

    def show_error(self, error: KontorError) -> None:
        """Where somebody else has saved meanwhile, their rows are read, and those changed here put on top."""
        if isinstance(error, Conflict) and self.head is not None:
            self.host.read(read_budget_sheet, {"budget_id": self.head.id}, on_done=self._on_theirs)
        else:
            super().show_error(error)

    def _on_theirs(self, sheet: BudgetSheet) -> None:
        if self._sheet is None or not sheet.budget.head.is_draft:
            self._on_read(sheet)
            return
        together = brought_together(self._sheet.lines, self.lines, sheet.lines)
        self._sheet = sheet
        self.show_document(self.draft, sheet.lines)
        self.grid.set_lines(together, step=_("Bring together"))
        text = _(
            "Somebody else has saved this budget. Your rows stand on top of theirs: look at them, then save again."
        )
        self.host.tell(Message(text, Level.WARNING, replaces="save"))

    def _on_saved(self, then: Callable[[Kept], None], kept: Kept) -> None:
        self.give_up_work()
        self.show_document(self.draft, self.lines)
        if self._sheet is not None:
            budget = self._sheet.budget
            head = replace(budget.head, row_version=kept.version)
            self._sheet = replace(self._sheet, budget=replace(budget, head=head), lines=self.lines)
        then(kept)

    def _on_only_saved(self, kept: Kept) -> None:
        del kept
        self.host.tell(Message(_("Saved."), Level.SUCCESS, replaces="save"))

    def _ask_to_approve(self, context: ActionContext) -> None:
        del context
        answers = (Answer("cancel", _("Cancel")), Answer("approve", _("Approve"), AnswerRole.PRIMARY))
        text = _("It never changes from here on. A copy becomes the next version.")
        self.host.ask(Question(_("Approve for good?"), text, answers), on_answer=self._on_approve)

    def _on_approve(self, answer: str) -> None:
        if answer == "approve":
            self._save_and(self._approve)

    def _approve(self, kept: Kept) -> None:
        self.work_on(approve_budget, {"budget_id": kept.id, "version": kept.version}, then=self._on_approved)

    def _on_approved(self, kept: Kept) -> None:
        self.host.tell(Message(_("The plan is approved."), Level.SUCCESS, replaces="act"))
        self.host.read(read_budget_sheet, {"budget_id": kept.id}, on_done=self._on_read)

    # --- deleting

    def _ask_to_delete(self, context: ActionContext) -> None:
        del context
        answers = (Answer("cancel", _("Cancel")), Answer("delete", _("Delete"), AnswerRole.DESTRUCTIVE))
        question = Question(_("Delete the draft?"), _("Its amounts are gone with it."), answers)
        self.host.ask(question, on_answer=self._on_delete)

    def _on_delete(self, answer: str) -> None:
        if answer == "delete" and self.head is not None:
            arguments = {"budget_id": self.head.id, "version": self.head.row_version}
            self.work_on(delete_budget, arguments, then=self._on_deleted)

    def _on_deleted(self, result: object) -> None:
        del result
        self.give_up_work()
        self.show_document(self.draft, self.lines)  # nothing is lost by leaving
        self.host.tell(Message(_("The draft is deleted."), Level.SUCCESS, replaces="act"))
        self.host.open(Link("finance.budgets"))


def place_of(sheet: BudgetSheet, column: str, line: SheetLine) -> tuple[str, Decimal | None]:
    """The month that a column is of, and what last year had in it, or in the year; None where there was nothing."""
    months = [name_of(month) for month in sheet.budget.head.months]
    place = months.index(column) if column in months else None
    same = [e for e in sheet.last_year if (e.account, dict(e.dimensions)) == (line.account, dict(line.dimensions))]
    found = [each.total if place is None else each.months[place] for each in same]
    known = [amount for amount in found if amount is not None]
    return ("" if place is None else column[:7]), sum(known, Decimal(0)) if known else None


def spread_line_evenly(line: SheetLine, amount: Decimal | None) -> SheetLine:
    """The row with a year's amount in equal months."""
    return spread_line(line, amount, Head().way)
