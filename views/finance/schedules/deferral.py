"""A spread amount with its parts, each opening its voucher; it may be ended early."""

from __future__ import annotations

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.schedules.deferring import Deferral, DeferralPart, end_deferral, read_deferral
from resources.language import N_, _
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Link
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView

_PARTS = (
    Column("posts_on", N_("Day"), Kind.DATE, width=12),
    Column("amount", N_("Amount"), Kind.MONEY, width=14),
    Column("voucher", N_("Voucher"), width=10),
    Column("state", N_("State")),
)


class DeferralPage(RecordPage[Deferral]):
    """One spread amount."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host,
            _("Spread amount"),
            read=read_deferral,
            arguments={"deferral_id": link.number},
            subjects=("ledger.deferral", "ledger.deferral_part"),
            link=link,
        )
        self.set_actions(
            (
                Action(
                    "finance.deferral.end",
                    N_("End it today"),
                    self._ask_to_end,
                    Permission.FINANCE_POST,
                    icon="check",
                    enabled=self._why_not_ended,
                ),
            )
        )

    def build(self) -> None:
        """Facts above, parts below."""
        self.facts = FactCard(self.host)
        self.table = TableView(self.host, _PARTS)
        self.parts.addWidget(self.facts)
        self.parts.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_record(self, record: Deferral) -> None:
        """Show the amount and where its parts stand."""
        self.set_title(_("Spread amount"), record.text)
        self.header.set_chips(["open" if record.remaining else "done"])
        self.facts.set_facts(self._facts(record))
        self.table.set_rows([_row(part) for part in record.parts])
        self.refresh_actions()

    def _facts(self, record: Deferral) -> list[Fact]:
        facts = [
            Fact(_("Amount"), record.amount, Kind.MONEY, strong=True),
            Fact(_("Left"), record.remaining, Kind.MONEY),
            Fact(_("Voucher"), record.voucher, link=Link("finance.voucher", record.entry_id)),
            Fact(_("Cost or income"), record.cost_account, link=_ledger(record.cost_account)),
            Fact(_("Waits on"), record.deferral_account, link=_ledger(record.deferral_account)),
        ]
        if record.moved_by is not None:
            facts.append(Fact(_("Moved by"), _("The voucher"), link=Link("finance.voucher", record.moved_by)))
        if record.ended_on is not None:
            facts.append(Fact(_("Ended"), record.ended_on, Kind.DATE))
        return facts

    def _why_not_ended(self, context: ActionContext) -> str | None:
        del context
        return None if self.record and self.record.remaining else _("Every part is posted.")

    def _ask_to_end(self, context: ActionContext) -> None:
        del context
        text = _("What is left is booked today, and no part comes any more.")
        self.ask_first(_("End it today?"), text, _("End it"), self._end)

    def _end(self) -> None:
        if self.record is not None:
            arguments = {"deferral_id": self.record.id, "on": self.host.today}
            self.carry_out(end_deferral, arguments, told=_("What was left is booked."))


def _ledger(account: str) -> Link:
    return Link("finance.general_ledger", arguments={"account": account})


def _row(part: DeferralPart) -> TableRow:
    posted = part.entry_id is not None
    values = (part.posts_on, part.amount, part.voucher, _("Posted") if posted else _("To come"))
    link = Link("finance.voucher", part.entry_id) if posted else None
    return TableRow(values, dict.fromkeys(range(4), link) if link else {})
