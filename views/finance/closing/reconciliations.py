"""The balance accounts of a month and how far each is reconciled."""

from __future__ import annotations

from models.database.listing import Column, Kind
from models.finance.closing.reconciling import PeriodReconciliations, ReconciledAccount, read_reconciliations
from resources.language import N_, _
from views.finance.closing.words import span_text
from views.finance.printing import reconciliations_print
from views.kit.action import Action, ActionContext
from views.kit.form.lines import ChoiceBox
from views.kit.form.spec import Choice
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import Label, row

_COLUMNS = (
    Column("account", N_("Account"), width=8),
    Column("name", N_("Name")),
    Column("balance", N_("Ledger"), Kind.MONEY),
    Column("evidence", N_("Evidence"), Kind.MONEY),
    Column("explained", N_("Explained"), Kind.MONEY),
    Column("unexplained", N_("Not explained"), Kind.MONEY),
    Column("files", N_("Files"), Kind.INTEGER),
    Column("state", N_("State"), Kind.STATUS, width=10),
    Column("by", N_("By"), width=10),
)
_EXPLAINS = {
    "balance": N_("What the account stands for at the end of the month, as the ledger says it now."),
    "evidence": N_("What a statement, a list or a count says the account stands for."),
    "explained": N_("What the items of the reconciliation explain of the difference."),
    "unexplained": N_("Ledger less evidence and items: nothing, where the account is reconciled."),
}


class ReconciliationsPage(RecordPage[PeriodReconciliations]):
    """The accounts of a period by its key; without a key of the earliest one that is not closed."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Account reconciliation"),
            read=read_reconciliations,
            arguments={"period_id": link.number or None},
            subjects=("ledger.reconciliation", "ledger.entry", "ledger.period", "company.attachment"),
            link=link,
        )

    def build(self) -> None:
        """The month to choose, how far it is, and its accounts."""
        self.months = ChoiceBox(())
        self.months.setAccessibleName(_("Month"))
        self.months.edited.connect(self._on_month)
        line = row()
        line.addWidget(Label(_("Month"), ink="secondary"))
        line.addWidget(self.months)
        line.addStretch(1)
        self.facts = FactCard(self.host, across=4)
        self.table = TableView(self.host, _COLUMNS, whole=6, explains=_EXPLAINS)
        self.parts.addLayout(line)
        self.parts.addWidget(self.facts)
        self.parts.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self.set_actions(
            (
                Action("finance.reconciliations.close", N_("Close the month"), self._to_close, icon="lock"),
                Action(
                    "finance.reconciliations.print",
                    N_("Print"),
                    self._print,
                    icon="print",
                    primary=True,
                    enabled=self._why_not_printed,
                ),
            )
        )

    def show_record(self, record: PeriodReconciliations) -> None:
        """Show the accounts with what is missing."""
        period = record.period
        self._arguments = {"period_id": period.id}  # and stays with it, also when it is closed
        self.months.offer([Choice(c.id, span_text(self.host, c.starts_on, c.ends_on)) for c in record.choices])
        self.months.set_value(period.id)
        self.set_title(_("Account reconciliation"), span_text(self.host, period.starts_on, period.ends_on))
        self.facts.set_facts(
            [
                Fact(_("Accounts"), len(record.accounts), Kind.INTEGER),
                Fact(_("Missing"), record.count("missing", "begun"), Kind.INTEGER, strong=True),
                Fact(_("Changed since"), record.count("changed"), Kind.INTEGER),
                Fact(_("Reviewed"), record.count("reviewed"), Kind.INTEGER),
            ]
        )
        self.table.set_rows([self._row(record, account) for account in record.accounts])

    def record_key(self, record: PeriodReconciliations) -> int:
        """The period shown, which may be another than the link names."""
        return record.period.id

    def _row(self, record: PeriodReconciliations, account: ReconciledAccount) -> TableRow:
        arguments = {"period": record.period.id, "account": account.account}
        link = Link("finance.reconciliation", arguments=arguments)
        ledger = Link(
            "finance.general_ledger",
            arguments={
                "account": account.account,
                "from_date": record.period.starts_on,
                "to_date": record.period.ends_on,
            },
        )
        name = account.name if self.host.language == "sv" or not account.name_en else account.name_en
        values = (
            account.account,
            name,
            account.balance,
            account.evidence,
            account.explained,
            account.unexplained if account.id is not None else None,
            account.files or None,
            account.state,
            account.reviewed_by or account.prepared_by,
        )
        return TableRow(values, {0: link, 1: link, 2: ledger})

    def _on_month(self) -> None:
        self.read_instead({"period_id": self.months.value()})

    def _why_not_printed(self, context: ActionContext) -> str | None:
        del context
        return None if self.record and self.record.accounts else _("There are no rows.")

    def _to_close(self, context: ActionContext) -> None:
        del context
        self.host.open(Link("finance.close", self.record.period.id if self.record else None))

    def _print(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.preview(reconciliations_print(self.record.period.id, self.record.period.ends_on))
