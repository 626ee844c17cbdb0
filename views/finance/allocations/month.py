"""A month of allocations: what each rule would spread, or has spread; booked all at once or one by one, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.allocations.running import Allocated, MonthOfAllocations, Proposal, allocate, read_allocations
from resources.language import N_, _, ngettext
from views.finance.allocations.lists import SHOW_KEYS, SHOW_RULES, SHOW_RUNS, SUBJECTS
from views.finance.allocations.parts import AMOUNT, COLUMNS, EXPLAINS, HUNDRED, ledger_link, part_rows, summed_rows
from views.finance.allocations.taking_back import TakesBack
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span, beside, this_month
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.table import TableRow

_POST = Permission.FINANCE_POST
_VOUCHER = len(COLUMNS) + 1


class AllocatePage(TakesBack[MonthOfAllocations], ReportPage[MonthOfAllocations]):
    """The rules in use in a month with their parts; the month that ended last is proposed."""

    columns = (
        *COLUMNS,
        Column("state", N_("Status"), Kind.STATUS, width=14),
        Column("voucher", N_("Voucher"), width=8),
    )
    explains = EXPLAINS
    from_start = False
    steps = True

    def __init__(self, host: Host, link: Link) -> None:
        self._of_row: tuple[Proposal, ...] = ()
        self._posted: Link | None = None
        self.by_account = link.arguments.get("accounts") is True
        if not link.arguments:
            link = Link(link.kind, link.key, {"to_date": host.today.replace(day=1) - timedelta(days=1)})
        super().__init__(host, _("Allocate"), read_allocations, link)
        for subject in SUBJECTS:
            host.on_change(subject, self._on_changed, self)
        self.table.table.selectionModel().currentRowChanged.connect(self.refresh_actions)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The month of the day."""
        return {"month": span.to_date.replace(day=1)}

    def own_actions(self) -> tuple[Action, ...]:
        """Book, take back, and where keys and rules are."""
        return (
            Action("finance.allocate.accounts", N_("Show or hide accounts"), self._by_account, icon="columns"),
            SHOW_RULES,
            SHOW_KEYS,
            SHOW_RUNS,
            Action(
                "finance.allocate.take_back",
                N_("Take back"),
                self._ask_to_take_back,
                _POST,
                icon="undo",
                enabled=self._why_not_taken_back,
            ),
            Action(
                "finance.allocate.one",
                N_("Post this rule"),
                self._post_one,
                _POST,
                "Ctrl+Shift+Return",
                "check",
                enabled=self._why_not_one,
            ),
            Action(
                "finance.allocate.all",
                N_("Post all"),
                self._post_all,
                _POST,
                "Ctrl+Return",
                "check",
                enabled=self._why_not_all,
                primary=True,
            ),
        )

    def show_record(self, record: MonthOfAllocations) -> None:
        """Show the rules of the month."""
        super().show_record(record)
        self.set_title(_("Allocate"), f"{record.month:%Y-%m}")
        if not self.table.table.currentIndex().isValid():
            self._go_to_first_waiting()
        self.refresh_actions()

    def rows_of(self, record: MonthOfAllocations) -> Sequence[TableRow]:
        """Each rule with its parts beneath."""
        rows: list[TableRow] = []
        of_row: list[Proposal] = []
        make = part_rows if self.by_account else summed_rows
        for proposal in record.rows:
            parts = make(proposal.taken, proposal.put, dimension=proposal.dimension, month=record.month, more=2)
            late = [_late_row(proposal, record.month)] if proposal.late else []
            rows += [_rule_row(proposal, parts), *late, *parts]
            of_row += [proposal] * (1 + len(late) + len(parts))
        self._of_row = tuple(of_row)
        nothing = _("No rule is in use in this month. Make one under Allocation rules.")
        return rows or [TableRow((nothing, *("",) * _VOUCHER))]

    def _go_to_first_waiting(self) -> None:
        places = [place for place, row in enumerate(self.table.rows) if row.strong]
        waiting = (place for place in places if self._of_row[place].state == "ready")
        if (place := next(waiting, next(iter(places), None))) is not None:
            self.table.table.setCurrentIndex(self.table.model.index(place, 0))

    def _step(self, by: int, context: ActionContext) -> None:
        """A month on, whatever day stands there."""
        del context
        self.bar.show_span(Span(beside(this_month(self.bar.span.to_date), by).to_date))
        self._on_chosen()

    def _by_account(self, context: ActionContext) -> None:
        """Each account of a part by itself, or their sum."""
        del context
        self.by_account = not self.by_account
        if self.record is not None:
            self.show_record(self.record)

    def chosen(self) -> Proposal | None:
        """The rule that the cursor stands in, or the only one."""
        row = self.table.table.currentIndex().row()
        if 0 <= row < len(self._of_row):
            return self._of_row[row]
        return self.record.rows[0] if self.record is not None and len(self.record.rows) == 1 else None

    def _why_not_all(self, context: ActionContext) -> str | None:
        del context
        if self.record is None:
            return _("The figures are on their way.")
        return None if self.record.waiting else _("Nothing of this month is left to be booked.")

    def _why_not_one(self, context: ActionContext) -> str | None:
        del context
        proposal = self.chosen()
        if proposal is None:
            return _("Go to the rule first.")
        if proposal.run_id is not None:
            return _("It is booked already.")
        if proposal.state == "nothing":
            return _("It has nothing to spread in this month.")
        if proposal.waits_for:
            return _("It counts on what “{rule}” puts. Book that first, or all.").format(rule=proposal.waits_for)
        return None

    def _why_not_taken_back(self, context: ActionContext) -> str | None:
        del context
        proposal = self.chosen()
        if proposal is None:
            return _("Go to the rule first.")
        return None if proposal.run_id is not None else _("It is not booked.")

    def _post_all(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.carry_out(allocate, {"month": self.record.month}, then=self._on_posted)

    def _post_one(self, context: ActionContext) -> None:
        del context
        proposal = self.chosen()
        if self.record is not None and proposal is not None:
            arguments = {"month": self.record.month, "rule_id": proposal.rule_id}
            self.carry_out(allocate, arguments, then=self._on_posted)

    def _on_posted(self, done: Allocated) -> None:
        count = len(done.posted)
        if not count:
            self.host.tell(Message(_("There was nothing to spread."), replaces="act"))
            return
        text = ngettext("{count} voucher is posted.", "{count} vouchers are posted.", count).format(count=count)
        self._posted = Link("finance.voucher", done.posted[0].id)
        self.host.tell(Message(text, Level.SUCCESS, MessageAction(_("Show"), self._open), replaces="act"))

    def _open(self) -> None:
        if self._posted is not None:
            self.host.open(self._posted)

    def _ask_to_take_back(self, context: ActionContext) -> None:
        del context
        proposal = self.chosen()
        if proposal is not None and proposal.run_id is not None:
            self.ask_to_take_back(proposal.run_id, proposal.voucher)


def _rule_row(proposal: Proposal, parts: Sequence[TableRow]) -> TableRow:
    """The rule; what it spreads opens its run, or before that where it stands."""
    weight = proposal.weight or None
    values = (
        f"{proposal.position} {proposal.title}",
        proposal.key_code,
        weight,
        HUNDRED if weight else None,
        proposal.amount,
        proposal.state,
        proposal.voucher,
    )
    links = {0: Link("finance.allocation_rule", proposal.rule_id), 1: Link("finance.allocation_key", proposal.key_id)}
    if proposal.run_id is not None:
        links[AMOUNT] = Link("finance.allocation_run", proposal.run_id)
        links[_VOUCHER] = Link("finance.voucher", proposal.entry_id)
    elif parts:
        links[AMOUNT] = parts[0].links[AMOUNT]
    return TableRow(values, links, strong=True)


def _late_row(proposal: Proposal, month: date) -> TableRow:
    """What came after the rule was booked; it opens where that stands."""
    text = _("Came afterwards: take it back and post it again")
    links = {AMOUNT: ledger_link(proposal.taken[0], proposal.dimension, month)} if proposal.taken else {}
    return TableRow((text, "", None, None, proposal.late, "", ""), links, level=1)
