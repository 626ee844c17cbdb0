"""Matching a bank transaction: proposals and open items to the left, what the money is used for to the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.database.listing import Column, Filter, Kind, ListQuery
from models.finance.dimensions import Dimension, active_dimensions
from models.finance.matching import REASONS, MatchSuggestion
from models.finance.rules import ZERO
from models.finance.transactions import BankTransaction, MatchItem
from resources.language import N_, _
from views.finance.bank.allocation import GRID, Line, columns_with, direction, left_over, line_of, lines_of, totals_of
from views.kit.action import Row
from views.kit.grid.view import EntryGrid
from views.kit.host import Host
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView
from views.kit.table import TableRow, TableView
from views.kit.text import beside, column, heading, note
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2, SPACE_4

_NARROWEST = 376  # pixels at 100 %; half of the smallest window
_PROPOSALS = (
    Column("party", N_("Party")),
    Column("amount", N_("Amount"), Kind.MONEY),
    Column("numbers", N_("Invoices"), width=6),
    Column("reasons", N_("Because of"), width=10),
)
#: The open items with no more than is needed to tell them apart.
_ITEMS = ListQuery(
    name="items_to_match",
    title=N_("Open items"),
    view="open_items",
    columns=(
        Column("party_name", N_("Party"), width=18),
        Column("document_number", N_("Invoice"), width=8),
        Column("remaining", N_("Remaining"), Kind.MONEY, width=12),
        Column("due_on", N_("Due"), Kind.DATE),
        Column("party_id", N_("Party key"), Kind.INTEGER, hidden=True),
        Column("document_kind", N_("Document"), hidden=True),
        Column("document_id", N_("Document key"), Kind.INTEGER, hidden=True),
        Column("line_id", N_("Key"), Kind.INTEGER, hidden=True),
        Column("currency", N_("Currency"), hidden=True),
        Column("remaining_currency", N_("Open in its currency"), Kind.MONEY, hidden=True),
    ),
    order=("due_on", "line_id"),
    key="line_id",
    search="search.open_items",
)
_ITEM_NAMES = (
    "line_id",
    "party_id",
    "document_kind",
    "document_id",
    "due_on",
    "remaining",
    "currency",
    "remaining_currency",
)
ITEM_LIST = ListSpec(
    _ITEMS,
    empty_title=N_("Nothing is open"),
    empty_hint=N_("Book it on an account, in the lines to the right."),
    subjects=("ledger.entry", "ledger.settlement"),
    sums=(),
)


class MatchingPanel(QWidget):
    """Collects the lines that a transaction is used for."""

    changed = Signal()  # other lines
    finished = Signal()  # Enter on the empty last line

    def __init__(self, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transaction: BankTransaction | None = None
        self._proposed: tuple[Line, ...] = ()
        self.proposals = TableView(host, _PROPOSALS, fitted=True)
        self.proposals.table.setAccessibleName(_("Proposals"))
        self.no_proposal = note(_("Nothing open fits it. Choose among the open items, or book it on an account."))
        self.items = ListView(host, ITEM_LIST)
        self.grid: EntryGrid[Line] = EntryGrid(host, GRID, name=_("What it is used for"))
        keep(self.grid, QWidget.setMinimumWidth, partial(scaled, _NARROWEST))
        self._arrange()
        self.proposals.table.opened.connect(self.take)
        self.items.table.opened.connect(self._on_item)
        self.grid.changed.connect(self.changed)
        self.grid.edited.connect(self._on_edited)
        self.grid.left_at_end.connect(self.finished)
        host.read(active_dimensions, {}, on_done=self._on_dimensions)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What the money is used for."""
        return self.grid.lines

    @property
    def left(self) -> Decimal:
        """What is not allocated yet."""
        return ZERO if self._transaction is None else left_over(self._transaction, self.lines)

    @property
    def touched(self) -> bool:
        """Whether the lines are other than proposed."""
        return self.lines != self._proposed

    def show_transaction(self, transaction: BankTransaction) -> None:
        """Offer what it may pay; lines under way of the same transaction stay."""
        same = self._transaction is not None and self._transaction.id == transaction.id
        self._transaction = transaction
        self.proposals.set_rows([_proposal(suggestion) for suggestion in transaction.suggestions])
        self.proposals.setVisible(bool(transaction.suggestions))
        self.no_proposal.setVisible(not transaction.suggestions)
        self.grid.set_totals(totals_of(transaction))
        if not same:
            self._begin(transaction)

    def take(self, number: int) -> None:
        """Use the money as a proposal says."""
        if self._transaction is not None and number < len(self._transaction.suggestions):
            taken = lines_of(self._transaction.suggestions[number], self._transaction)
            self.grid.set_lines(taken, step=_("Proposal"))

    def _on_dimensions(self, dimensions: tuple[Dimension, ...]) -> None:
        if dimensions:
            self.grid.set_columns(columns_with(dimensions))

    def take_chosen(self) -> None:
        """Take the proposal the cursor stands on."""
        self.take(max(0, self.proposals.table.currentIndex().row()))

    def put_rest(self) -> None:
        """Put what is left on the line of the cursor, or on the last line."""
        place = self.grid.table.currentIndex().row()
        number = place if 0 <= place < len(self.lines) else len(self.lines) - 1
        line = self.grid.line(max(0, number))
        amount = (line.amount or ZERO) + self.left
        self.grid.replace_line(max(0, number), replace(line, amount=amount), step=_("Put the rest here"))

    def leave_open(self) -> None:
        """Let what is left stay open for the party that the other lines name."""
        party = next((line for line in self.lines if line.party_id is not None), None)
        if party is not None and self.left > 0:
            rest = Line(party_id=party.party_id, party_name=party.party_name, text="", amount=self.left)
            self.grid.set_lines((*self.lines, rest), step=_("Leave the rest open"))

    def _begin(self, transaction: BankTransaction) -> None:
        """A certain proposal is taken at once."""
        self.items.restrict((Filter("remaining", ">" if direction(transaction) > 0 else "<", ZERO),))
        self.grid.set_lines(())
        certain = next((number for number, found in enumerate(transaction.suggestions) if found.certain), None)
        if certain is not None:
            self.take(certain)
        self.grid.model.undo.clear()
        self._proposed = self.lines
        self.proposals.table.selectRow(0)
        self.setFocusProxy(self.proposals if transaction.suggestions else self.grid)

    def _on_item(self, number: int) -> None:
        transaction, found = self._transaction, self.items.model.row(number)
        if transaction is None or any(line.line_id == found["line_id"] for line in self.lines):
            return
        item = _item(found)
        whole = line_of(item, transaction)
        left = self.left
        part = min(left, whole.open or ZERO) if left > 0 and (whole.open or ZERO) > 0 else whole.amount
        self.grid.set_lines((*self.lines, replace(whole, amount=part)), step=_("Open item"))

    def _on_edited(self, number: int, name: str) -> None:
        """A line that has just got its account or party takes up what is left."""
        line = self.grid.line(number)
        if name in {"account", "party_id"} and line.amount is None and self.left:
            self.grid.replace_line(number, replace(line, amount=self.left))

    def _arrange(self) -> None:
        sides = beside(self, spacing=SPACE_4)
        left: Iterable[tuple[QWidget, int]] = (
            (heading(_("Proposals")), 0),
            (self.proposals, 0),
            (self.no_proposal, 0),
            (heading(_("Open items")), 0),
            (self.items, 1),
        )
        right: Iterable[tuple[QWidget, int]] = ((heading(_("What it is used for")), 0), (self.grid, 1))
        for parts, share in ((left, 1), (right, 1)):
            side = column(spacing=SPACE_2)
            for part, stretch in parts:
                side.addWidget(part, stretch)
            sides.addLayout(side, share)


def _proposal(suggestion: MatchSuggestion) -> TableRow:
    reasons = ", ".join(_(REASONS[reason]) for reason in suggestion.reasons)
    return TableRow((suggestion.party_name, suggestion.amount, ", ".join(suggestion.numbers), reasons))


def _item(found: Row) -> MatchItem:
    values: dict[str, Any] = {name: found[name] for name in _ITEM_NAMES}
    return MatchItem(party_name=str(found["party_name"] or ""), number=str(found["document_number"] or ""), **values)
