"""The trial balance: every account with what it opened with, what came and went, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Sequence

from models.database.listing import Column, Kind
from models.finance.definitions import TRIAL_BALANCE_FIGURES
from models.finance.reports import TrialBalance, trial_balance
from models.finance.rules import ZERO
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.finance.printing import trial_balance_print
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link
from views.kit.table import TableRow


class TrialBalancePage(ReportPage[TrialBalance]):
    """All accounts with anything on them; each figure opens the ledger of its account."""

    columns = (
        Column("account", N_("Account"), width=8),
        Column("name", N_("Name")),
        Column("opening", N_("Opening"), Kind.MONEY, width=15),
        Column("debit", N_("Debit"), Kind.MONEY, width=15),
        Column("credit", N_("Credit"), Kind.MONEY, width=15),
        Column("closing", N_("Closing"), Kind.MONEY, width=15),
    )
    explains = TRIAL_BALANCE_FIGURES
    statement = "trial-balance"
    steps = True

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Trial balance"), trial_balance, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """Both days; the first may be left to the fiscal year."""
        return {"from_date": span.from_date, "to_date": span.to_date}

    def own_actions(self) -> tuple[Action, ...]:
        """Print, or the same through further books."""
        return (
            Action("finance.trial_balance.books", N_("With a further book"), self._with_book, in_menu_only=True),
            Action("finance.trial_balance.print", N_("Print"), self._print, icon="print", primary=True),
        )

    def show_record(self, record: TrialBalance) -> None:
        """Show the balances and their days."""
        super().show_record(record)
        self.bar.show_span(self.bar.span, record.from_date)
        self.set_title(_("Trial balance"), self.subtitle_of(record.from_date, record.to_date))

    def rows_of(self, record: TrialBalance) -> Sequence[TableRow]:
        """The accounts, and their sums."""
        span = Span(record.to_date, record.from_date)
        rows = []
        for row in record.rows:
            link = self.ledger_link(row.account, span)
            values = (row.account, row.shown_name, row.opening, row.debit, row.credit, row.closing)
            rows.append(TableRow(values, dict.fromkeys(range(len(values)), link)))
        opening = sum((row.opening for row in record.rows), ZERO)
        closing = sum((row.closing for row in record.rows), ZERO)
        if rows:
            rows.append(TableRow((_("Total"), "", opening, record.debit, record.credit, closing), total=True))
        return rows

    def _with_book(self, context: ActionContext) -> None:
        del context
        span = self.bar.span
        days = {"to_date": span.to_date} | ({"from_date": span.from_date} if span.from_date else {})
        self.host.open(Link("finance.statement", arguments={"statement": "accounts", "layout": "opening", **days}))

    def _print(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.preview(trial_balance_print(self.record.from_date, self.record.to_date))
