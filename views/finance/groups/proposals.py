"""Eliminations that the books of the companies ask for, with their amounts, accepted in one act."""

from __future__ import annotations

from collections.abc import Sequence

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.groups.proposing import Proposal, Proposals, accept_eliminations, propose_eliminations
from models.finance.groups.registers import GroupAdjustment
from resources.language import N_, _, ngettext
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Level, Link, Message
from views.kit.table import TableRow

_EXPLAINS = {
    "amount": N_(
        "What both companies say, in the currency of the parent: balances at the rate of the last day, sales and costs"
        " of the days at their average, less what is eliminated already. The smaller of the two where they differ."
    ),
}


class ProposalsPage(ReportPage[Proposals]):
    """Each proposal opens what the companies say; all are accepted at once, as of the last day."""

    columns = (
        Column("name", N_("Name")),
        Column("what", N_("What"), width=18),
        Column("debit", N_("Debit"), width=8),
        Column("credit", N_("Credit"), width=8),
        Column("amount", N_("Amount"), Kind.MONEY, width=15),
    )
    explains = _EXPLAINS

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Proposed eliminations"), propose_eliminations, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The days."""
        return {"from_date": span.from_date, "to_date": span.to_date}

    def own_actions(self) -> tuple[Action, ...]:
        """Accept them."""
        return (
            Action(
                "finance.elimination_proposals.accept",
                N_("Accept all"),
                self._accept,
                Permission.FINANCE_ACCOUNTS,
                "Ctrl+Return",
                "check",
                enabled=self._why_not,
                primary=True,
            ),
        )

    def show_record(self, record: Proposals) -> None:
        """Show the rows, and how many they are."""
        super().show_record(record)
        self.set_title(_("Proposed eliminations"), self._told(record))
        self.refresh_actions()

    def rows_of(self, record: Proposals) -> Sequence[TableRow]:
        """One row a proposal."""
        return [_row(record, row) for row in record.rows]

    def _told(self, record: Proposals) -> str:
        if not record.rows:
            return _("All that both companies say is eliminated.")
        told = ngettext("{count} is missing on {day}.", "{count} are missing on {day}.", len(record.rows))
        return told.format(count=len(record.rows), day=self._day(record.to_date))

    def _why_not(self, context: ActionContext) -> str | None:
        del context
        return None if self.record is not None and self.record.rows else _("Nothing is proposed.")

    def _accept(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            days = {"from_date": self.record.from_date, "to_date": self.record.to_date}
            self.carry_out(accept_eliminations, days, then=self._on_accepted)

    def _on_accepted(self, kept: tuple[GroupAdjustment, ...]) -> None:
        told = ngettext("{count} elimination is kept.", "{count} eliminations are kept.", len(kept))
        self.host.tell(Message(told.format(count=len(kept)), Level.SUCCESS, replaces="act"))


def _row(record: Proposals, row: Proposal) -> TableRow:
    if row.of_result:
        what = _("Sales and costs")
        days = {"entry_date_from": record.from_date, "entry_date_to": record.to_date}
        link = Link("finance.intercompany_results", arguments=days)
    else:
        what = _("Balances")
        link = Link("finance.intercompany", arguments={"to_date": record.to_date})
    values = (row.name, what, row.debit_account, row.credit_account, row.amount)
    return TableRow(values, dict.fromkeys(range(len(values)), link))
