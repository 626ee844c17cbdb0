"""Closing a month: how far it has come, what still stands in the way, who has signed what, and what happened to it."""

from __future__ import annotations

from functools import partial

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.accounts import lock_period
from models.finance.closing.month import MonthClose, read_close
from models.finance.closing.periods import close_periods
from models.finance.closing.tasks import begin_close
from resources.language import N_, _, ngettext
from views.finance.closing.checks import rows_of, title_of
from views.finance.closing.words import AREAS, area_text, event_text, name_of, owner_of, span_text, standing_of
from views.kit.action import Action, ActionContext
from views.kit.form.lines import ChoiceBox
from views.kit.form.spec import Choice
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import Label, heading, note, row

_DO = Permission.FINANCE_PERIODS
_TASKS = (
    Column("task", N_("Task")),
    Column("owner", N_("Owner"), width=10),
    Column("due", N_("Due"), Kind.DATE),
    Column("left", N_("Left"), Kind.INTEGER),
    Column("amount", N_("Amount"), Kind.MONEY),
    Column("standing", N_("State"), width=14),
)
_EXPLAINS = {
    "left": N_("How many the check of this task finds now. It is signed when there are none."),
    "amount": N_("What they come to together, in the company's currency."),
}
_CHANGED = (
    Column("account", N_("Account"), width=10),
    Column("debit_then", N_("Debit at the close"), Kind.MONEY),
    Column("credit_then", N_("Credit at the close"), Kind.MONEY),
    Column("debit_now", N_("Debit now"), Kind.MONEY),
    Column("credit_now", N_("Credit now"), Kind.MONEY),
)
_HISTORY = (
    Column("at", N_("When"), Kind.TIMESTAMP, width=18),
    Column("event", N_("What"), width=20),
    Column("area", N_("Area"), width=16),
    Column("user", N_("By"), width=20),
    Column("reason", N_("Reason")),
)


class CloseMonthPage(RecordPage[MonthClose]):
    """The close of a period by its key; without a key that of the earliest period that is not closed."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Close the month"),
            read=read_close,
            arguments={"period_id": link.number or None},
            subjects=("ledger.period", "ledger.close_task", "ledger.close_template", "ledger.reconciliation"),
            link=link,
        )
        for subject in ("ledger.entry", "finance.invoice", "finance.bank_transaction"):
            host.on_change(subject, self._on_posted, self)

    def build(self) -> None:
        """The month to choose, how far it is, its tasks, what changed since it was closed, what happened to it."""
        self.months = ChoiceBox(())
        self.months.setAccessibleName(_("Month"))
        self.months.edited.connect(self._on_month)
        line = row()
        line.addWidget(Label(_("Month"), ink="secondary"))
        line.addWidget(self.months)
        line.addStretch(1)
        self.facts = FactCard(self.host, across=6)
        self.gauge = note("")
        self.tasks = TableView(self.host, _TASKS, fitted=True, explains=_EXPLAINS)
        self.changed_heading = heading(_("Changed since the close"))
        self.changed = TableView(self.host, _CHANGED, fitted=True)
        self.history_heading = heading(_("What happened"))
        self.history = TableView(self.host, _HISTORY, fitted=True)
        self.parts.addLayout(line)
        for part in (self.facts, self.gauge, self.tasks, self.changed_heading, self.changed):
            self.parts.addWidget(part)
        self.parts.addWidget(self.history_heading)
        self.parts.addWidget(self.history)
        self.parts.addStretch(1)

    def show_record(self, record: MonthClose) -> None:
        """Show how far the month has come, and offer what comes next."""
        period = record.period
        self._arguments = {"period_id": period.id}  # and stays with it, also when it is closed
        self.months.offer([Choice(c.id, span_text(self.host, c.starts_on, c.ends_on)) for c in record.choices])
        self.months.set_value(period.id)
        self.set_title(_("Close the month"), span_text(self.host, period.starts_on, period.ends_on))
        state = "locked" if period.closed else "frozen" if period.frozen_areas else "open"
        self.header.set_chips([state])
        self.facts.set_facts(self._facts_of(record))
        self.gauge.setText(_gauge_text(record))
        self.gauge.setVisible(not period.closed)
        self.tasks.setVisible(bool(record.board.tasks))
        self.tasks.set_rows([self._task_row(record, place) for place in range(len(record.board.tasks))])
        for part in (self.changed_heading, self.changed):
            part.setVisible(bool(record.changed))
        self.changed.set_rows(self._changed_rows(record))
        for part in (self.history_heading, self.history):
            part.setVisible(bool(record.history))
        self.history.set_rows(
            [TableRow((e.at, event_text(e.event), area_text(e.area), e.user, e.reason)) for e in record.history]
        )
        self.set_actions(self._actions_of(record))

    def record_key(self, record: MonthClose) -> int:
        """The period shown, which may be another than the link names."""
        return record.period.id

    # --- what is shown

    def _facts_of(self, record: MonthClose) -> list[Fact]:
        period, board = record.period, record.board
        days = {"from_date": period.starts_on, "to_date": period.ends_on}
        none = _("None") if period.closed else _("Not begun")
        signed = _("{done} of {all}").format(done=period.done, all=period.tasks) if period.tasks else none
        facts = [
            Fact(_("Ready"), f"{board.ready} %", strong=True),
            Fact(_("Tasks done"), signed),
            Fact(_("Locked areas"), area_text(", ".join(period.locked_areas)) or _("None"), wide=True),
            Fact(_("Trial balance"), _("Show"), link=Link("finance.trial_balance", arguments=days)),
            Fact(_("Reconciled accounts"), _("Show"), link=Link("finance.reconciliations", period.id)),
        ]
        if period.frozen_areas:
            facts.append(Fact(_("Only these post"), period.people, wide=True))
            facts.append(Fact(_("Until"), period.frozen_until, Kind.DATE))
        if period.closed_at is not None:
            facts += [
                Fact(_("Closed"), period.closed_at, Kind.TIMESTAMP),
                Fact(_("Closed by"), period.closed_by),
                Fact(
                    _("Working days to close"),
                    period.working_days,
                    Kind.INTEGER,
                    explains=N_("Working days from the last day of the period until it was closed."),
                ),
            ]
        return facts

    def _task_row(self, record: MonthClose, place: int) -> TableRow:
        task = record.board.tasks[place]
        left = rows_of(task.check_code, record.period) if task.check_code else None
        own = Link("finance.close_task", task.id) if task.id is not None else left
        links = {0: own} if own is not None else {}
        if left is not None and task.blocking:
            links |= {3: left, 4: left}
        values = (
            name_of(self.host, task),
            owner_of(task, record.names),
            task.due_on,
            task.count,
            task.amount or None,
            standing_of(self.host, task, record.board),
        )
        return TableRow(values, links, strong=task.blocking)

    def _changed_rows(self, record: MonthClose) -> list[TableRow]:
        days = {"from_date": record.period.starts_on, "to_date": record.period.ends_on}
        rows = []
        for total in record.changed:
            link = Link("finance.general_ledger", arguments={"account": total.account, **days})
            values = (total.account, total.debit_then, total.credit_then, total.debit_now, total.credit_now)
            rows.append(TableRow(values, dict.fromkeys(range(5), link)))
        return rows

    def _on_month(self) -> None:
        self.read_instead({"period_id": self.months.value()})

    def _on_posted(self, keys: frozenset[object]) -> None:
        """What is posted may clear a check: it is counted anew when the page is looked at again, or with F5."""
        del keys
        self._stale = True

    # --- what can be done

    def _actions_of(self, record: MonthClose) -> tuple[Action, ...]:
        if record.period.closed:
            return (Action("finance.close.reopen", N_("Open again"), self._reopen, _DO, icon="undo"),)
        freeze = (
            Action("finance.close.thaw", N_("Lift the freeze"), self._thaw, _DO, icon="undo")
            if record.period.frozen_areas
            else Action("finance.close.freeze", N_("Freeze"), self._freeze, _DO, icon="lock")
        )
        locks = tuple(
            Action(
                f"finance.close.lock_{area.value}",
                _LOCKS[str(area.value)],
                partial(self._lock, str(area.value)),
                _DO,
                in_menu_only=True,
                icon="lock",
            )
            for area in AREAS
            if area.value not in record.period.locked_areas
        )
        begin = Action("finance.close.begin", N_("Begin the close"), self._begin, _DO, icon="check", primary=True)
        close = Action(
            "finance.close.close",
            N_("Close the month"),
            self._ask_to_close,
            _DO,
            icon="lock",
            primary=True,
            enabled=self._why_not_closed,
        )
        return (*locks, freeze, close if record.board.begun else begin)

    def _period(self) -> int:
        return self.record.period.id if self.record else 0

    def _why_not_closed(self, context: ActionContext) -> str | None:
        del context
        left = self.record.period.tasks - self.record.period.done if self.record else 0
        text = ngettext("{count} task is not done yet.", "{count} tasks are not done yet.", left)
        return text.format(count=left) if left else None

    def _begin(self, context: ActionContext) -> None:
        del context
        self.carry_out(begin_close, {"period_id": self._period()}, told=_("The tasks of the month are here."))

    def _lock(self, area: str, context: ActionContext) -> None:
        del context
        self.carry_out(lock_period, {"period_id": self._period(), "area": area}, told=_("The area is locked."))

    def _freeze(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.close.freeze", self._period()))

    def _thaw(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.close.thaw", self._period()))

    def _reopen(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            period = self.record.period
            arguments = {"unlock": True, "first": period.starts_on, "last": period.ends_on}
            self.host.open(Link("finance.period", period.id, arguments))

    def _ask_to_close(self, context: ActionContext) -> None:
        del context
        text = _("Nothing can be posted in it any more, and earlier months close with it. It can be opened again.")
        self.ask_first(_("Close the month?"), text, _("Close"), self._close, harmful=False)

    def _close(self) -> None:
        self.carry_out(close_periods, {"last_period_id": self._period()}, told=_("The month is closed."))


_LOCKS = {
    "general": N_("Lock vouchers"),
    "receivables": N_("Lock receivables"),
    "payables": N_("Lock payables"),
    "stock": N_("Lock stock"),
    "payroll": N_("Lock payroll"),
}


def _gauge_text(record: MonthClose) -> str:
    """What still stands in the way, in one line."""
    if record.period.closed:
        return ""
    left = [f"{title_of(task.check_code)}: {task.count}" for task in record.board.blocking]
    return _("In the way: {what}.").format(what=", ".join(left)) if left else _("Nothing stands in the way.")
