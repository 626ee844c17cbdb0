"""A posted voucher with all that leads to and from it."""

from __future__ import annotations

from datetime import date

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.groups.between import PostedBetween, reverse_between
from models.finance.posting import PostedEntry, reverse_voucher
from models.finance.reports import VoucherDetail, voucher
from resources.language import N_, _
from views.finance.documents import document_link
from views.finance.ledger.lists import SUBJECT
from views.finance.ledger.posted_lines import PostedLines
from views.finance.ledger.voucher_entry import VoucherEntryPage
from views.finance.printing import voucher_print
from views.finance.schedules.voucher_acts import LaterActs
from views.kit.action import Action, ActionContext
from views.kit.host import Host, Level, Link, Message
from views.kit.page import Page
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView
from views.kit.text import heading

_KINDS = {
    "regular": N_("Voucher"),
    "opening": N_("Opening"),
    "closing": N_("Closing"),
    "adjustment": N_("Adjustment"),
    "reversal": N_("Reversal"),
}
_ORIGINS = {"imported": N_("Taken over from another program"), "posted": N_("Posted here")}
_HISTORY = (
    Column("kind", N_("Kind"), width=14),
    Column("account", N_("Account"), width=8),
    Column("text", N_("Text")),
    Column("amount", N_("Amount"), Kind.MONEY, width=14),
)


class VoucherPage(RecordPage[VoucherDetail]):
    """A posted voucher."""

    subject = SUBJECT

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(
            host, _("Voucher"), read=voucher, arguments={"entry_id": link.number}, subjects=(SUBJECT,), link=link
        )
        self._later = LaterActs(host, self._shown, self._line_chosen)
        self.set_actions(
            (
                *self._later.actions,
                Action(
                    "finance.voucher.asset",
                    N_("Make an asset of it"),
                    self._make_asset,
                    Permission.FINANCE_POST,
                    icon="item",
                    in_menu_only=True,
                ),
                Action("finance.voucher.copy", N_("Copy"), self._copy, Permission.FINANCE_POST, icon="copy"),
                Action(
                    "finance.voucher.as_template",
                    N_("Save as template"),
                    self._make_template,
                    Permission.FINANCE_POST,
                    icon="save",
                    in_menu_only=True,
                ),
                Action(
                    "finance.voucher.reverse",
                    N_("Reverse"),
                    self._ask_to_reverse,
                    Permission.FINANCE_POST,
                    icon="undo",
                    enabled=self._why_not_undone,
                ),
                Action(
                    "finance.voucher.correct",
                    N_("Correct"),
                    self._correct,
                    Permission.FINANCE_POST,
                    icon="edit",
                    enabled=self._why_not_corrected,
                ),
                Action("finance.voucher.print", N_("Print"), self._print, icon="print", primary=True),
            )
        )

    def _shown(self) -> VoucherDetail | None:
        return self.record

    def _line_chosen(self) -> int:
        return self.lines.table.currentIndex().row() if self.record is not None else -1

    def build(self) -> None:
        """Facts above, lines below, and the trail of an imported file where there is one."""
        self.facts = FactCard(self.host)
        self.lines = PostedLines(self.host)
        self.trail_heading = heading(_("Corrections made before the take-over"))
        self.trail = TableView(self.host, _HISTORY, fitted=True)
        self.parts.addWidget(self.facts)
        self.parts.addWidget(self.lines, 1)
        for part in (self.trail_heading, self.trail):
            self.parts.addWidget(part)

    def show_record(self, record: VoucherDetail) -> None:
        """Show the voucher."""
        head = record.head
        self.set_title(_("Voucher {voucher}").format(voucher=head.voucher), head.text)
        undone = "corrected" if record.corrected_by else "reversed"
        self.header.set_chips([undone] if record.reversed_by else ["posted"])
        self.facts.set_facts(self._facts(record))
        self.lines.show_lines(record.lines, head.entry_date)
        self.trail_heading.setVisible(bool(record.history))
        self.trail.setVisible(bool(record.history))
        self.trail.set_rows(
            [
                TableRow((_("Struck out") if row.kind == "B" else _("Added"), row.account, row.text, row.amount))
                for row in record.history
            ]
        )

    def _facts(self, record: VoucherDetail) -> list[Fact]:
        head = record.head
        source = document_link(head.source_kind, head.source_id)
        facts = [
            Fact(_("Date"), head.entry_date, Kind.DATE, strong=True),
            Fact(_("Kind"), _(_KINDS.get(head.kind, head.kind))),
            Fact(_("Registered"), head.posted_at, Kind.TIMESTAMP),
            Fact(_("Registered by"), head.posted_by or head.signature),
        ]
        if source is not None:
            facts.append(Fact(_("Comes from"), _("The document"), link=source))
        if head.source_kind == "between":
            pair = Link("finance.intercompany_vouchers", arguments={"entry_id": head.id})
            facts.append(Fact(_("Other half"), _("Between companies"), link=pair))
        if head.origin == "imported":
            facts.append(Fact(_("Origin"), _(_ORIGINS["imported"])))
        for label, other in (
            (_("Reverses"), record.reverses),
            (_("Reversed by"), record.reversed_by),
            (_("Corrects"), record.corrects),
            *((_("Corrected by"), found) for found in record.corrected_by),
        ):
            if other is not None:
                facts.append(Fact(label, other[1], link=Link("finance.voucher", other[0])))
        return facts

    def _why_not_undone(self, context: ActionContext) -> str | None:
        del context
        record = self.record
        if record is None:
            return _("The voucher is on its way.")
        if record.reversed_by:
            return _("It is reversed already.")
        if record.head.source_kind not in {"voucher", "between", ""}:
            return _("It comes from a document. Undo it there.")
        return None

    def _why_not_corrected(self, context: ActionContext) -> str | None:
        if self._is_half():
            return _("It is half of a voucher between companies. Reverse both, then book them anew.")
        return self._why_not_undone(context)

    def _is_half(self) -> bool:
        return self.record is not None and self.record.head.source_kind == "between"

    def _copy(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.open(Link("finance.voucher", arguments={"copy_of": self.record.head.id}))

    def _make_asset(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.open(Link("finance.asset", arguments={"entry_id": self.record.head.id}))

    def _make_template(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.open(Link("finance.voucher_template", arguments={"of_entry": self.record.head.id}))

    def _print(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.preview(voucher_print(self.record.head.id, self.record.head.voucher))

    def _ask_to_reverse(self, context: ActionContext) -> None:
        del context
        text = _("A voucher with the opposite amounts is posted today. Both stay in the books and point at each other.")
        if self._is_half():
            text = _("The voucher of the other company is reversed with it. Either both are reversed, or neither.")
        self.ask_first(_("Reverse the voucher?"), text, _("Reverse"), self._reverse)

    def _arguments_to_undo(self) -> dict[str, object]:
        head = self.record.head if self.record is not None else None
        return {"entry_id": head.id if head else 0, "date": _later(head.entry_date if head else None, self.host.today)}

    def _reverse(self) -> None:
        if self._is_half():
            self.carry_out(reverse_between, self._arguments_to_undo(), then=self._on_both_reversed)
        else:
            self.carry_out(reverse_voucher, self._arguments_to_undo(), then=self._on_reversed)

    def _on_reversed(self, posted: PostedEntry) -> None:
        text = _("Reversed by voucher {voucher}.").format(voucher=f"{posted.series}{posted.number}")
        self.host.tell(Message(text, Level.SUCCESS, replaces="act"))

    def _on_both_reversed(self, posted: PostedBetween) -> None:
        text = _("Reversed by voucher {own} here, and by {other} in the other company.").format(
            own=f"{posted.own.series}{posted.own.number}", other=f"{posted.other.series}{posted.other.number}"
        )
        self.host.tell(Message(text, Level.SUCCESS, replaces="act"))

    def _correct(self, context: ActionContext) -> None:
        """Open the copy; posting that one reverses this one in the same go."""
        del context
        if self.record is not None:
            self.host.open(Link("finance.voucher", arguments={"correct": self.record.head.id}))


def _later(first: date | None, second: date) -> date:
    return max(first, second) if first else second


def voucher_page(host: Host, link: Link) -> Page:
    """A posted voucher, or the entry of a new one where no key is given."""
    return VoucherEntryPage(host, link) if link.key is None else VoucherPage(host, link)
