"""An act of settling: what was settled against what, by whom, and why it was taken back."""

from __future__ import annotations

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.open_items import SettledPart, SettlingRecord, read_settling
from models.finance.rules import ZERO
from resources.language import N_, _
from views.finance.settling.lists import SUBJECTS
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView

_PARTS = (
    Column("entry_date", N_("Date"), Kind.DATE, width=12),
    Column("voucher", N_("Voucher"), width=10),
    Column("text", N_("Text")),
    Column("debit", N_("Debit"), Kind.MONEY, width=14),
    Column("credit", N_("Credit"), Kind.MONEY, width=14),
)


class SettlementPage(RecordPage[SettlingRecord]):
    """One act by its key."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Settlement"),
            read=read_settling,
            arguments={"settling_id": link.number},
            subjects=SUBJECTS,
            link=link,
        )
        self.set_actions(
            (
                Action("finance.settlement.items", N_("Open items of the account"), self._to_items, icon="link"),
                Action(
                    "finance.settlement.undo",
                    N_("Take back"),
                    self._undo,
                    Permission.FINANCE_SETTLE,
                    icon="undo",
                    enabled=self._why_not_undone,
                ),
            )
        )

    def build(self) -> None:
        """Facts above, items below."""
        self.facts = FactCard(self.host)
        self.table = TableView(self.host, _PARTS)
        self.parts.addWidget(self.facts)
        self.parts.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_record(self, record: SettlingRecord) -> None:
        """Show the act and its items."""
        self.set_title(_("Settlement"), f"{record.account} {record.account_name}")
        self.header.set_chips(["undone" if record.undone_at else "settled"])
        self.facts.set_facts(self._facts(record))
        rows = [_row(part) for part in record.parts]
        debit = sum((part.amount for part in record.parts if part.amount > 0), ZERO)
        credit = -sum((part.amount for part in record.parts if part.amount < 0), ZERO)
        self.table.set_rows([*rows, TableRow((None, "", _("Total"), debit, credit), total=True)])
        self.refresh_actions()

    def _facts(self, record: SettlingRecord) -> list[Fact]:
        facts = [
            Fact(_("Amount in {currency}").format(currency=record.currency), record.amount, Kind.MONEY, strong=True),
            Fact(_("Day"), record.settled_on, Kind.DATE),
            Fact(_("Settled by"), record.settled_by),
            Fact(_("Settled at"), record.settled_at, Kind.TIMESTAMP),
        ]
        if record.party_name:
            facts.append(Fact(_("Party"), record.party_name, link=Link("contacts.party", record.party_id)))
        if record.entry_id is not None:
            facts.append(Fact(_("Difference"), record.voucher, link=Link("finance.voucher", record.entry_id)))
        if record.undone_at is not None:
            facts += [
                Fact(_("Taken back by"), record.undone_by),
                Fact(_("Taken back at"), record.undone_at, Kind.TIMESTAMP),
                Fact(_("Reason"), record.undone_reason, wide=True),
            ]
        return facts

    def _why_not_undone(self, context: ActionContext) -> str | None:
        del context
        undone = self.record is not None and self.record.undone_at is not None
        return _("It is taken back already.") if undone else None

    def _undo(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.open(Link("finance.settlement_undo", self.record.id))

    def _to_items(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.open(Link("finance.settling", arguments={"account": self.record.account}))


def _row(part: SettledPart) -> TableRow:
    debit, credit = (part.amount, None) if part.amount >= 0 else (None, -part.amount)
    values = (part.entry_date, part.voucher, part.text, debit, credit)
    return TableRow(values, dict.fromkeys(range(len(values)), Link("finance.voucher", part.entry_id)))
