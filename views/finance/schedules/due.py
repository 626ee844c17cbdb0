"""What is due until a day: repetitions, planned reversals, parts of spread amounts; posted in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.schedules.due import DueItem, Posted, due_items, post_due
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.action import Action, ActionContext
from views.kit.format import format_value
from views.kit.host import Host, Level, Link, Message
from views.kit.table import TableRow

_KINDS = {
    "recurring": N_("Recurring voucher"),
    "reversal": N_("Planned reversal"),
    "deferral": N_("Spread amount"),
}
_PAGES = {"recurring": "finance.recurring_voucher", "deferral": "finance.deferral"}
_MONTH = timedelta(days=31)


class DuePage(ReportPage[tuple[DueItem, ...]]):
    """Everything due until the end of this month, or another day."""

    columns = (
        Column("due_on", N_("Day"), Kind.DATE, width=12),
        Column("kind", N_("Kind"), width=22),
        Column("text", N_("Text")),
        Column("amount", N_("Amount"), Kind.MONEY, width=16),
    )
    from_start = False

    def __init__(self, host: Host, link: Link) -> None:
        if not link.arguments:
            last = (host.today.replace(day=1) + _MONTH).replace(day=1) - timedelta(days=1)
            link = Link(link.kind, link.key, {"to_date": last})
        super().__init__(host, _("What is due"), due_items, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The day."""
        return {"to": span.to_date}

    def own_actions(self) -> tuple[Action, ...]:
        """Post."""
        return (
            Action(
                "finance.due.post",
                N_("Post all"),
                self._post,
                Permission.FINANCE_POST,
                "Ctrl+Return",
                "check",
                enabled=self._why_not,
                primary=True,
            ),
        )

    def show_record(self, record: tuple[DueItem, ...]) -> None:
        """Show what is due."""
        super().show_record(record)
        day = format_value(self.bar.span.to_date, Kind.DATE, self.host.language)
        self.set_title(_("What is due"), _("until {day}").format(day=day))
        self.refresh_actions()

    def rows_of(self, record: tuple[DueItem, ...]) -> Sequence[TableRow]:
        """Each thing, opening what it follows from."""
        rows = []
        for item in record:
            link = Link("finance.voucher", item.entry_id)
            if item.kind == "recurring":
                link = Link(_PAGES[item.kind], item.id)
            values = (item.due_on, _(_KINDS[item.kind]), item.text, item.amount)
            rows.append(TableRow(values, dict.fromkeys(range(len(values)), link)))
        return rows

    def _why_not(self, context: ActionContext) -> str | None:
        del context
        return None if self.record else _("Nothing is due until that day.")

    def _post(self, context: ActionContext) -> None:
        del context
        self.carry_out(post_due, {"to": self.bar.span.to_date}, then=self._on_posted)

    def _on_posted(self, posted: Posted) -> None:
        text = _("{count} vouchers are posted.").format(count=posted.all)
        self.host.tell(Message(text, Level.SUCCESS, replaces="act"))
