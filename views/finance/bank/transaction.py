"""A bank transaction: matched with what it pays, then on to the next; a match can be taken back."""

from __future__ import annotations

from models.database.listing import Column, Kind
from models.database.rights import Permission
from models.finance.banking import MatchedTransaction, match_transaction, unmatch_transaction
from models.finance.transactions import BankTransaction, BookedLine, read_transaction
from resources.language import N_, _
from views.finance.bank.allocation import allocations, extra_lines
from views.finance.bank.matching import MatchingPanel
from views.finance.documents import document_link
from views.kit.action import Action, ActionContext
from views.kit.format import format_value
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.record import Fact, FactCard
from views.kit.record_page import RecordPage
from views.kit.table import TableRow, TableView

_BANK = Permission.FINANCE_BANK
_BOOKED = (
    Column("account", N_("Account"), width=8),
    Column("account_name", N_("Name"), width=28),
    Column("party", N_("Party"), width=28),
    Column("number", N_("Invoice"), width=10),
    Column("text", N_("Text")),
    Column("debit", N_("Debit"), Kind.MONEY, width=14),
    Column("credit", N_("Credit"), Kind.MONEY, width=14),
)


class TransactionPage(RecordPage[BankTransaction]):
    """One transaction."""

    subject = "finance.bank_transaction"

    def __init__(self, host: Host, link: Link) -> None:
        self._last: int | None = None  # posted last
        self._shown: int | None = None  # shown last
        super().__init__(
            host,
            _("Bank transaction"),
            read=read_transaction,
            arguments={"transaction_id": link.key},
            subjects=("finance.bank_transaction", "ledger.settlement"),
            link=link,
        )

    def build(self) -> None:
        """Facts above; below, the matching or what was booked."""
        self.facts = FactCard(self.host, across=5)
        self.panel = MatchingPanel(self.host)
        self.undo = self.panel.grid.model.undo
        self.booked = TableView(self.host, _BOOKED)
        self.panel.changed.connect(self.refresh_actions)
        self.panel.finished.connect(self._on_finished)
        for part, stretch in ((self.facts, 0), (self.panel, 1), (self.booked, 1)):
            self.parts.addWidget(part, stretch)

    def show_record(self, record: BankTransaction) -> None:
        """Show it, and offer to match it or to take the match back."""
        matched = record.entry_id is not None
        words = record.counterparty or record.text
        self.set_title(_("Bank transaction"), words)
        self.header.set_chips(["matched" if matched else "unmatched"])
        self.facts.set_facts(self._facts(record))
        self.panel.setVisible(not matched and self.host.allows(_BANK))
        self.booked.setVisible(matched)
        if matched:
            self.booked.set_rows([_booked(line, record) for line in record.booked])
            self.set_actions(self._matched_actions())
        else:
            self.set_actions(self._open_actions())
            self.panel.show_transaction(record)
        self._focus(record)

    def record_key(self, record: BankTransaction) -> int:
        """The one shown: matching goes on to the next."""
        return record.id

    def _focus(self, record: BankTransaction) -> None:
        """Begin where the work is, once for each transaction."""
        if self._shown != record.id:
            self._shown = record.id
            self.content.show()
            target = self.panel if record.entry_id is None else self.booked
            self.setFocusProxy(target)
            target.setFocus()

    def leaving_loses(self) -> str | None:
        """Ask when lines were entered that are not posted."""
        record = self.record
        if record is None or record.entry_id is not None or not self.panel.touched:
            return None
        return _("What was entered for the transaction has not been posted. Leave it anyway?")

    def _facts(self, record: BankTransaction) -> list[Fact]:
        account = Link("finance.bank_account", record.bank_account_id)
        facts = [
            Fact(_("Amount in {currency}").format(currency=record.currency), record.amount, Kind.MONEY, strong=True),
            Fact(_("Date"), record.booked_on, Kind.DATE),
            Fact(_("Counterparty"), record.counterparty),
            Fact(_("Reference"), record.reference),
            Fact(_("Bank account"), record.bank_account, link=account),
        ]
        if record.text and record.text != record.counterparty:
            facts.append(Fact(_("Text"), record.text))
        if record.counterparty_account:
            facts.append(Fact(_("Their account"), record.counterparty_account))
        if record.entry_id is not None:
            facts.append(Fact(_("Voucher"), record.voucher, link=Link("finance.voucher", record.entry_id)))
        return facts

    # --- what can be done

    def _open_actions(self) -> tuple[Action, ...]:
        return (
            Action("finance.bank.skip", N_("Next"), self._skip, icon="forward", enabled=self._no_next),
            Action(
                "finance.bank.leave_open",
                N_("Leave the rest open"),
                self._leave_open,
                _BANK,
                icon="clock",
                enabled=self._why_not_left_open,
                in_menu_only=True,
            ),
            Action(
                "finance.bank.balance",
                N_("Put the rest here"),
                self._balance,
                _BANK,
                "F8",
                "check",
                enabled=self._is_even,
            ),
            Action(
                "finance.bank.match",
                N_("Post"),
                self._match,
                _BANK,
                "Ctrl+Return",
                "save",
                enabled=self._why_not_matched,
                primary=True,
            ),
        )

    def _matched_actions(self) -> tuple[Action, ...]:
        return (
            Action("finance.bank.unmatch", N_("Take the match back"), self._ask_to_unmatch, _BANK, icon="undo"),
            Action("finance.bank.skip", N_("Next"), self._skip, icon="forward", enabled=self._no_next, primary=True),
        )

    def _no_next(self, context: ActionContext) -> str | None:
        del context
        record = self.record
        return None if record is not None and record.next_id is not None else _("No other transaction is open.")

    def _is_even(self, context: ActionContext) -> str | None:
        del context
        if not self.panel.lines:
            return _("There are no lines yet.")
        return None if self.panel.left else _("It adds up.")

    def _why_not_left_open(self, context: ActionContext) -> str | None:
        del context
        named = any(line.party_id is not None for line in self.panel.lines)
        if self.panel.left > 0 and named:
            return None
        return _("Nothing is left over, or no line says whose it is.")

    def _why_not_matched(self, context: ActionContext) -> str | None:
        del context
        record = self.record
        if record is not None and not self.panel.lines and record.suggestions:
            return None  # the chosen proposal is taken
        if not self.panel.lines:
            return _("Choose what it pays first.")
        left = format_value(self.panel.left, Kind.MONEY, self.host.language)
        return _("{left} is left to allocate.").format(left=left) if self.panel.left else None

    # --- acts

    def _on_finished(self) -> None:
        if self._why_not_matched(self.context()) is None:
            self._match(self.context())

    def _balance(self, context: ActionContext) -> None:
        del context
        self.panel.put_rest()

    def _leave_open(self, context: ActionContext) -> None:
        del context
        self.panel.leave_open()

    def _match(self, context: ActionContext) -> None:
        """Post; where nothing is allocated yet, take the chosen proposal, and post it if it adds up."""
        if not self.panel.lines:
            self.panel.take_chosen()
        record = self.record
        if record is None or not self.panel.grid.check() or self._why_not_matched(context) is not None:
            return
        arguments = {
            "transaction_id": record.id,
            "allocations": allocations(self.panel.lines),
            "lines": extra_lines(record, self.panel.lines),
        }
        self._last = record.id
        self.carry_out(match_transaction, arguments, then=self._on_matched)

    def _on_matched(self, matched: MatchedTransaction) -> None:
        del matched
        record = self.record
        undo = MessageAction(_("Show"), self._open_last)
        if record is None or record.next_id is None:
            self.host.tell(Message(_("Posted. No other transaction is open."), Level.SUCCESS, undo, replaces="act"))
            return
        self.host.tell(Message(_("Posted. Here is the next one."), Level.SUCCESS, undo, replaces="act"))
        self._go_on(record.next_id)

    def _open_last(self) -> None:
        self.host.open(Link("finance.bank_transaction", self._last))

    def _skip(self, context: ActionContext) -> None:
        del context
        if self.record is not None and self.record.next_id is not None:
            self._go_on(self.record.next_id)

    def _go_on(self, key: int) -> None:
        self.link = Link("finance.bank_transaction", key)
        self.read_instead({"transaction_id": key})

    def _ask_to_unmatch(self, context: ActionContext) -> None:
        del context
        text = _("Its voucher is reversed today, and what it paid is open again.")
        self.ask_first(_("Take the match back?"), text, _("Take back"), self._unmatch)

    def _unmatch(self) -> None:
        if self.record is not None:
            arguments = {"transaction_id": self.record.id, "date": self.host.today}
            self.carry_out(unmatch_transaction, arguments, told=_("The match is taken back."))


def _booked(line: BookedLine, record: BankTransaction) -> TableRow:
    ledger = Link("finance.general_ledger", arguments={"account": line.account, "on": record.booked_on})
    links = {0: ledger, 1: ledger}
    document = document_link(line.document_kind, line.document_id)
    if document is not None and line.document_kind != "bank_transaction":
        links[3] = document
    debit = line.amount if line.amount > 0 else None
    credit = -line.amount if line.amount < 0 else None
    values = (line.account, line.account_name, line.party_name, line.number, line.text, debit, credit)
    return TableRow(values, links)
