"""One task of a close: where its work is done, what is left of it, its evidence and its signatures."""

from __future__ import annotations

from models.database.listing import Kind
from models.database.rights import Permission
from models.finance.closing.month import OneTask, read_close_task
from models.finance.closing.tasks import CloseTask, review_task, sign_task
from resources.language import N_, _, ngettext
from views.finance.closing.checks import rows_of, title_of
from views.finance.closing.words import area_text, name_of, owner_of, span_text, standing_of
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage

_SIGN, _DO = Permission.FINANCE_CLOSE, Permission.FINANCE_PERIODS


class CloseTaskPage(RecordPage[OneTask]):
    """A task of a period by its key; its files are the evidence."""

    subject = "ledger.close_task"

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Task"),
            read=read_close_task,
            arguments={"task_id": link.number},
            subjects=("ledger.close_task", "ledger.period", "company.attachment"),
            link=link,
        )

    def build(self) -> None:
        """What is known of the task."""
        self.facts = FactCard(self.host, across=3)
        self.parts.addWidget(self.facts)
        self.parts.addStretch(1)

    def show_record(self, record: OneTask) -> None:
        """Show how far the task is, and offer what comes next."""
        task, period = record.task, record.period
        self.set_title(name_of(self.host, task), span_text(self.host, period.starts_on, period.ends_on))
        self.facts.set_facts([*self._of_work(record), *self._of_signing(record)])
        self.set_actions(self._actions_of(task))

    def _of_work(self, record: OneTask) -> list[Fact]:
        task, period = record.task, record.period
        before = [other for other in record.board.tasks if other.code in task.after]
        facts = [
            Fact(_("State"), standing_of(self.host, task, record.board), strong=True),
            Fact(
                _("Month"),
                span_text(self.host, period.starts_on, period.ends_on),
                link=Link("finance.close", period.id),
            ),
            Fact(_("Area"), area_text(task.area)),
            Fact(_("Due"), task.due_on, Kind.DATE),
        ]
        if task.check_code:
            link = rows_of(task.check_code, period)
            facts.append(Fact(title_of(task.check_code), task.count, Kind.INTEGER, link, strong=task.blocking))
            if task.amount:
                facts.append(Fact(_("Amount"), task.amount, Kind.MONEY, link))
        if before:
            names = ", ".join(name_of(self.host, other) for other in before)
            facts.append(Fact(_("Comes after"), names, wide=True))
        return facts

    def _of_signing(self, record: OneTask) -> list[Fact]:
        task, names = record.task, record.names
        wanted = (
            ngettext("{count} file", "{count} files", task.files).format(count=task.files)
            if task.files
            else _("Wanted")
            if task.needs_evidence
            else ""
        )
        facts = [Fact(_("Owner"), owner_of(task, names))]
        if task.reviewed:
            facts.append(Fact(_("Reviewer"), names.get(task.reviewer_id or 0, _("Somebody else"))))
        if wanted:
            facts.append(Fact(_("Evidence"), wanted))
        if task.signed_at is not None:
            facts += [
                Fact(_("Signed"), task.signed_at, Kind.TIMESTAMP),
                Fact(_("Signed by"), names.get(task.signed_by or 0, "")),
            ]
        if task.reviewed_at is not None:
            facts += [
                Fact(_("Reviewed"), task.reviewed_at, Kind.TIMESTAMP),
                Fact(_("Reviewed by"), names.get(task.reviewed_by or 0, "")),
            ]
        if task.note:
            facts.append(Fact(_("Note"), task.note, wide=True))
        return facts

    # --- what can be done

    def _actions_of(self, task: CloseTask) -> tuple[Action, ...]:
        work = Action("finance.close_task.work", N_("Go to the work"), self._go, icon="info", enabled=self._why_no_page)
        assign = Action("finance.close_task.assign", N_("Assign"), self._assign, _DO, icon="user")
        unsign = Action("finance.close_task.unsign", N_("Take the signature back"), self._unsign, _DO, icon="undo")
        sign = Action(
            "finance.close_task.sign",
            N_("Sign"),
            self._sign,
            _SIGN,
            "Ctrl+Return",
            "check",
            self._why_not_signed,
            primary=True,
        )
        review = Action(
            "finance.close_task.review",
            N_("Reviewed"),
            self._review,
            _SIGN,
            "Ctrl+Return",
            "check",
            self._why_not_reviewed,
            primary=True,
        )
        if task.done:
            return (work, unsign)
        return (work, assign, sign) if task.signed_at is None else (work, assign, unsign, review)

    def _why_no_page(self, context: ActionContext) -> str | None:
        del context
        return None if self.record and self.record.task.page else _("The task names no page.")

    def _why_not_signed(self, context: ActionContext) -> str | None:
        del context
        if self.record is None or self.record.period.closed:
            return _("The period is closed.")
        task, board = self.record.task, self.record.board
        if (before := board.waits_for(task)) is not None:
            return _("Comes after {task}, which is not done.").format(task=name_of(self.host, before))
        if task.blocking:
            return ngettext("{count} is left.", "{count} are left.", task.count or 0).format(count=task.count)
        return _("It wants a file as evidence.") if task.needs_evidence and not task.files else None

    def _why_not_reviewed(self, context: ActionContext) -> str | None:
        del context
        if self.record is not None and self.record.task.signed_by == self.record.own_id:
            return _("Somebody else reviews what you have signed.")
        return None

    def _key(self) -> int:
        return (self.record.task.id or 0) if self.record else 0

    def _go(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            task, period = self.record.task, self.record.period
            found = rows_of(task.check_code, period) if task.check_code else None
            self.host.open(found if found is not None and found.kind == task.page else Link(task.page))

    def _sign(self, context: ActionContext) -> None:
        del context
        self.carry_out(sign_task, {"task_id": self._key()}, told=_("The task is signed."))

    def _review(self, context: ActionContext) -> None:
        del context
        self.carry_out(review_task, {"task_id": self._key()}, told=_("The task is reviewed."))

    def _assign(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.close_task.assign", self._key()))

    def _unsign(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.close_task.unsign", self._key()))
