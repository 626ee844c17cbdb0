"""What is held in foreign currencies at the rate of a day, and the run that books what the rates have changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.revaluation import Revaluation, Revalued, read_revaluation, revalue
from models.finance.rules import ZERO
from resources.language import N_, _
from views.finance.ledger.report_page import ReportPage
from views.finance.ledger.span import Span
from views.kit.action import Action, ActionContext
from views.kit.format import format_value
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.table import TableRow

_DAY = timedelta(days=1)
_EXPLAINS = {
    "booked": N_("What the open items of the party, or the bank account, stand at in the books at the end of the day."),
    "value": N_("The amount in its currency at the rate of the day."),
    "difference": N_("The value less what is booked: what a revaluation books. It is taken back on the next day."),
}


class RevaluationPage(ReportPage[Revaluation]):
    """Everything held in foreign currencies at the end of a day; that of last month is proposed."""

    columns = (
        Column("account", N_("Account"), width=8),
        Column("name", N_("Name"), width=13),
        Column("party", N_("Party")),
        Column("currency", N_("Currency"), width=8),
        Column("amount", N_("Amount"), Kind.MONEY, width=11),
        Column("rate", N_("Rate"), Kind.QUANTITY, width=9),
        Column("booked", N_("Booked"), Kind.MONEY, width=11),
        Column("value", N_("Value"), Kind.MONEY, width=11),
        Column("difference", N_("Difference"), Kind.MONEY, width=11),
    )
    explains = _EXPLAINS
    from_start = False

    def __init__(self, host: Host, link: Link) -> None:
        if not link.arguments:
            link = Link(link.kind, link.key, {"to_date": host.today.replace(day=1) - _DAY})
        super().__init__(host, _("Currency revaluation"), read_revaluation, link)

    def arguments_of(self, span: Span) -> dict[str, object]:
        """The day."""
        return {"on": span.to_date}

    def own_actions(self) -> tuple[Action, ...]:
        """Revalue."""
        return (
            Action(
                "finance.revaluation.run",
                N_("Revalue"),
                self._ask,
                Permission.FINANCE_PERIODS,
                "Ctrl+Return",
                "check",
                enabled=self._why_not,
                primary=True,
            ),
        )

    def show_record(self, record: Revaluation) -> None:
        """Show the rows and the day."""
        super().show_record(record)
        self.set_title(_("Currency revaluation"), format_value(record.on, Kind.DATE, self.host.language))
        self.refresh_actions()

    def rows_of(self, record: Revaluation) -> Sequence[TableRow]:
        """What is held, and what the rates have changed of it."""
        rows = []
        for row in record.rows:
            ledger = Link("finance.general_ledger", arguments={"account": row.account, "to_date": record.on})
            values = (
                row.account,
                row.account_name,
                row.party_name,
                row.currency,
                row.amount,
                row.rate,
                row.booked,
                row.value,
                row.difference,
            )
            rows.append(TableRow(values, dict.fromkeys(range(len(values)), ledger)))
        if rows:
            total = sum((row.difference for row in record.rows), ZERO)
            rows.append(TableRow((_("Total"), "", "", "", None, None, None, None, total), total=True))
        return rows

    def _why_not(self, context: ActionContext) -> str | None:
        del context
        record = self.record
        if record is None:
            return _("The figures are on their way.")
        if any(row.rate is None for row in record.rows):
            return _("A currency has no rate on that day.")
        return None if any(row.difference for row in record.rows) else _("Everything is at the rate of that day.")

    def _ask(self, context: ActionContext) -> None:
        del context
        text = _("One voucher books the differences on that day, another takes them back on the day after.")
        self.ask_first(_("Revalue?"), text, _("Revalue"), self._revalue, harmful=False)

    def _revalue(self) -> None:
        if self.record is not None:
            arguments = {"on": self.record.on, "text": _("Currency revaluation")}
            self.carry_out(revalue, arguments, then=self._on_revalued)

    def _on_revalued(self, done: Revalued) -> None:
        self._entry = done.entry_id
        amount = format_value(done.difference, Kind.MONEY, self.host.language)
        text = _("{amount} is booked, and taken back on the day after.").format(amount=amount)
        self.host.tell(Message(text, Level.SUCCESS, MessageAction(_("Show"), self._open), replaces="act"))

    def _open(self) -> None:
        self.host.open(Link("finance.voucher", self._entry))
