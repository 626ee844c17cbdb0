"""All proposals of an account: those that are certain are settled in one go, the others looked at one by one."""

from __future__ import annotations

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.open_items import propose_settlements
from models.finance.pairing import REASONS, Proposal, certain_ones
from models.finance.settling import ItemGroup, Settled, settle_items, unsettle_items
from resources.language import N_, _, ngettext
from views.finance.settling.lists import SUBJECTS
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import note

_COLUMNS = (
    Column("certain", N_("Certain"), Kind.BOOLEAN, width=8),
    Column("amount", N_("Amount"), Kind.MONEY, width=14),
    Column("items", N_("Vouchers"), width=24),
    Column("reasons", N_("Because of")),
    Column("score", N_("Points"), Kind.INTEGER, width=7),
)


class ProposalsPage(RecordPage[tuple[Proposal, ...]]):
    """What belongs together on the account whose number is the key of the link; Enter marks the items of a proposal."""

    def __init__(self, host: Host, link: Link) -> None:
        self._account = str(link.key or "")
        self._settled: tuple[int, ...] = ()
        super().__init__(
            host,
            _("Proposals"),
            read=propose_settlements,
            arguments={"account": self._account, "party_id": link.arguments.get("party_id")},
            subjects=SUBJECTS,
            link=link,
        )
        self.set_actions(
            (
                Action(
                    "finance.proposals.settle",
                    N_("Settle all that are certain"),
                    self._settle,
                    Permission.FINANCE_SETTLE,
                    "Ctrl+Return",
                    "link",
                    enabled=self._why_not_settled,
                    primary=True,
                ),
            )
        )

    def build(self) -> None:
        """What it is about, and the proposals."""
        self.said = note("")
        self.table = TableView(self.host, _COLUMNS)
        self.parts.addWidget(self.said)
        self.parts.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def show_record(self, record: tuple[Proposal, ...]) -> None:
        """Show the proposals, the certain ones first."""
        sure = len(certain_ones(record))
        self.set_title(_("Proposals"), self._account)
        said = ngettext("{count} of {all} is certain.", "{count} of {all} are certain.", sure)
        self.said.setText(
            said.format(count=sure, all=len(record)) if record else _("Nothing open seems to belong together here.")
        )
        ordered = sorted(record, key=lambda proposal: not proposal.certain)
        self.table.set_rows([self._row(proposal) for proposal in ordered])
        self.refresh_actions()

    def _row(self, proposal: Proposal) -> TableRow:
        reasons = ", ".join(_(REASONS[reason]) for reason in proposal.reasons)
        values = (proposal.certain, proposal.amount, ", ".join(proposal.labels), reasons, proposal.score)
        arguments = {"account": self._account, "lines": proposal.lines}
        return TableRow(values, dict.fromkeys(range(len(values)), Link("finance.settling", arguments=arguments)))

    def _why_not_settled(self, context: ActionContext) -> str | None:
        del context
        return (
            None if certain_ones(self.record or ()) else _("None of the proposals is certain. Look at them one by one.")
        )

    def _settle(self, context: ActionContext) -> None:
        del context
        found = certain_ones(self.record or ())
        text = ngettext(
            "{count} proposal is settled, each on the day of its latest item.",
            "{count} proposals are settled, each on the day of its latest item.",
            len(found),
        ).format(count=len(found))
        self.ask_first(_("Settle all that are certain?"), text, _("Settle"), self._settle_certain, harmful=False)

    def _settle_certain(self) -> None:
        groups = [
            ItemGroup(proposal.lines, debit=proposal.amount, credit=proposal.amount)
            for proposal in certain_ones(self.record or ())
        ]
        self.carry_out(settle_items, {"groups": groups}, then=self._on_settled)

    def _on_settled(self, acts: tuple[Settled, ...]) -> None:
        self._settled = tuple(act.id for act in acts)
        text = ngettext("{count} proposal is settled.", "{count} proposals are settled.", len(acts))
        undo = MessageAction(_("Undo"), self._take_back)
        self.host.tell(Message(text.format(count=len(acts)), Level.SUCCESS, undo, replaces="act"))

    def _take_back(self) -> None:
        arguments = {"settling_ids": self._settled, "reason": _("Taken back at once")}
        self.carry_out(unsettle_items, arguments, told=_("The items are open again."))
