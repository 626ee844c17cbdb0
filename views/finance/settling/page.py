"""The open items of an account: marked one by one or as proposed, settled against each other, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from models.database.listing import Column, Filter, Kind, PageRequest
from models.database.listing import Page as Found
from models.finance.open_items import account_to_settle, propose_settlements
from models.finance.pairing import REASONS, Proposal
from models.finance.queries_settling import ACCOUNT_ITEMS
from models.finance.rules import ZERO
from models.finance.settling import Settled, SettlingTerms, read_settling_terms, settle_items, unsettle_items
from resources.language import N_, _, ngettext
from views.finance.settling.acts import acts_of, marking
from views.finance.settling.lists import ITEM_LIST
from views.finance.settling.marks import Marks
from views.finance.settling.words import OPEN_ACCOUNT
from views.kit.action import ActionContext, Row, bind
from views.kit.form.picker import PickerLine
from views.kit.format import format_value
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.list.spec import as_mapping
from views.kit.list.view import ListView
from views.kit.page import Page
from views.kit.record import Fact, FactCard
from views.kit.table import TableRow, TableView
from views.kit.text import beside, note, row
from views.kit.theme.flow import Flow
from views.kit.theme.keeping import keep
from views.kit.theme.state import scaled
from views.kit.theme.tokens import SPACE_2, SPACE_4

_ACCOUNT_WIDTH = 260  # pixels at 100 %
_REMEMBERED = "settling.account"
_MARKED = (
    Column("voucher", N_("Voucher"), width=8),
    Column("entry_date", N_("Date"), Kind.DATE, width=12),
    Column("text", N_("Text")),
    Column("debit", N_("Debit"), Kind.MONEY, width=14),
    Column("credit", N_("Credit"), Kind.MONEY, width=14),
)
_SHOWN = 3  # marked items that are seen without scrolling


class SettlingPage(Page):
    """The items of the account `account`, of the party `party_id` where a link says one; `lines` are marked at once."""

    def __init__(self, host: Host, link: Link) -> None:
        super().__init__(host, _("Settle open items"), link=link)
        self.marks = Marks()
        self._why: tuple[str, ...] = ()
        self._proposals: tuple[Proposal, ...] | None = None
        self._place = -1
        self._terms = SettlingTerms("", ZERO)
        self._settled: tuple[int, ...] = ()
        self._party = link.arguments.get("party_id")
        account = link.arguments.get("account") or host.preferences.read(_REMEMBERED)
        self.account = PickerLine(host, OPEN_ACCOUNT)
        self.account.set_value(str(account) if account else None)
        self.list = ListView(host, ITEM_LIST, filters=self._filters(), filter_label=self._label(link))
        self.tally = FactCard(host, across=2)
        self.marked = TableView(host, _MARKED, whole=_SHOWN)
        self.said = note("")
        self._arrange()
        self.keyed = bind((marking(self),), self.context, self.list.table)
        self.set_actions(acts_of(self))
        self.account.picked.connect(self._on_account)
        self.list.selection_changed.connect(self.refresh_actions)
        self.list.toolbar.lifted.connect(self._on_lifted)
        for subject in ITEM_LIST.subjects:
            host.on_change(subject, self._on_changed, self)
        host.read(read_settling_terms, {}, on_done=self._on_terms)
        self._show_marks()
        self.setFocusProxy(self.list if account else self.account)
        if not account:
            host.read(account_to_settle, {}, on_done=self._on_usual)
        self._mark_lines(link.arguments.get("lines"))

    # --- what is shown

    def _arrange(self) -> None:
        bar = QWidget()
        line = Flow(bar, gap=SPACE_2)
        pair = QWidget()
        labelled = row(pair, spacing=SPACE_2)
        labelled.addWidget(note(_("Account"), wrap=False))
        labelled.addWidget(self.account)
        self.account.setAccessibleName(_("Account"))
        keep(self.account, QWidget.setFixedWidth, partial(scaled, _ACCOUNT_WIDTH))
        line.addWidget(pair)
        below = beside(spacing=SPACE_4)
        below.addWidget(self.tally, 1)
        below.addWidget(self.marked, 2)
        self.body.addWidget(bar, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.said)
        self.body.addLayout(below)

    def _label(self, link: Link) -> str:
        return str(link.arguments.get("label", _("Filtered"))) if self._party is not None else ""

    def _filters(self) -> tuple[Filter, ...]:
        filters = [Filter("account", "=", str(self.account.value() or ""))]
        if self._party is not None:
            filters.append(Filter("party_id", "=", self._party))
        return tuple(filters)

    def _show_marks(self) -> None:
        marks = self.marks
        self.list.model.mark(marks.keys)
        self.marked.set_rows([self._marked_row(found) for found in marks.rows])
        self.tally.set_facts(self._facts())
        self.said.setText(self._words())
        self.refresh_actions()

    def _facts(self) -> list[Fact]:
        marks = self.marks
        return [
            Fact(_("Marked"), ngettext("{count} item", "{count} items", len(marks.rows)).format(count=len(marks.rows))),
            Fact(_("Debit"), marks.debit, Kind.MONEY),
            Fact(_("Credit"), marks.credit, Kind.MONEY),
            Fact(_("Difference"), marks.difference, Kind.MONEY, strong=True),
        ]

    def _words(self) -> str:
        """How to begin, or why what is marked is proposed."""
        if not self.marks.rows:
            return _("Mark items with Space; F8 takes the next proposal, Shift+F8 one for this item.")
        if not self._why:
            return _("Ctrl+Enter settles what is marked; what is left over stays open on the latest item.")
        reasons = ", ".join(_(REASONS[reason]) for reason in self._why)
        said = _("Proposal {place} of {count}: {reasons}") if self._place >= 0 else "{reasons}"
        return said.format(place=self._place + 1, count=len(self._proposals or ()), reasons=reasons)

    def _marked_row(self, found: Row) -> TableRow:
        values = [found[declared.name] for declared in _MARKED]
        if found["line_id"] == self.marks.rest:
            values[2] = _("{text} (the rest stays here)").format(text=values[2])
        shown = [None if value == ZERO else value for value in values]
        return TableRow(tuple(shown), {0: Link("finance.voucher", found["entry_id"])})

    # --- marking

    def _mark(self, marks: Marks, why: Sequence[str] = ()) -> None:
        self.marks, self._why = marks, tuple(why)
        self._show_marks()

    def mark_current(self, context: ActionContext) -> None:
        """Mark the selected items, or take their marks away."""
        del context
        rows = self.list.rows or self._current()
        self._mark(self.marks.toggled([dict(found) for found in rows]))

    def _current(self) -> tuple[dict[str, object], ...]:
        number = self.list.table.currentIndex().row()
        return (dict(self.list.model.row(number)),) if 0 <= number < self.list.model.filled else ()

    def clear_marks(self, context: ActionContext) -> None:
        """Take all marks away."""
        del context
        self._place = -1
        self._mark(Marks())

    def leave_rest_here(self, context: ActionContext) -> None:
        """Let what is left over stay on the marked item under the cursor."""
        del context
        number = self.marked.table.currentIndex().row()
        if 0 <= number < len(self.marks.rows):
            self._mark(self.marks.resting(self.marks.keys[number]), self._why)

    def _mark_lines(self, lines: object) -> None:
        """Mark items by their keys, wherever they stand in the list."""
        if isinstance(lines, tuple | list) and lines:
            request = PageRequest(filters=(Filter("line_id", "in", tuple(lines)),), limit=len(lines))
            self.host.fetch(ACCOUNT_ITEMS, request, on_done=self._on_lines)

    def _on_lines(self, found: Found) -> None:
        self._mark(Marks(tuple(dict(as_mapping(ACCOUNT_ITEMS, values)) for values in found.rows)), self._why)
        places = [at for at in map(self.list.model.number_of, self.marks.keys) if at is not None]
        if places:
            self.list.table.scrollTo(self.list.model.index(min(places), 0))

    # --- proposals

    def take_next(self, context: ActionContext) -> None:
        """The next proposal of the account; they are looked for the first time, and when they are through."""
        del context
        if self._proposals is None or self._place + 1 >= len(self._proposals):
            self._ask({})
        else:
            self._take(self._place + 1)

    def propose_for_current(self, context: ActionContext) -> None:
        """Propose what settles the item under the cursor."""
        del context
        rows = self._current()
        if rows:
            self._ask({"line_id": rows[0]["line_id"]})

    def _ask(self, more: dict[str, object]) -> None:
        wanted = {"account": str(self.account.value() or ""), "party_id": self._party, **more}
        self.host.read(propose_settlements, wanted, on_done=self._on_proposals)

    def _on_proposals(self, found: tuple[Proposal, ...]) -> None:
        self._proposals = found
        if found:
            self._take(0)
        else:
            self.host.tell(Message(_("Nothing open seems to belong together here."), Level.INFO, replaces="act"))

    def _take(self, place: int) -> None:
        if self._proposals is None:
            return
        self._place, proposal = place, self._proposals[place]
        self._why = proposal.reasons
        self._mark_lines(proposal.lines)

    # --- settling

    def settle_marked(self, context: ActionContext) -> None:
        """Settle what is marked; what is left over stays open."""
        del context
        self._run(self.marks, difference=False)

    def settle_with_difference(self, context: ActionContext) -> None:
        """Settle what is marked, and book what is left over."""
        del context
        self._run(self.marks, difference=True)

    def _run(self, marks: Marks, *, difference: bool) -> None:
        account = self._terms.difference_account if difference else None
        group = replace(marks.group, difference_account=account)
        self.host.run(settle_items, {"groups": [group]}, on_done=self._on_settled, busy=self)

    def _on_settled(self, acts: tuple[Settled, ...]) -> None:
        self._settled = tuple(act.id for act in acts)
        self._proposals, self._place = None, -1
        self._mark(Marks())
        undo = MessageAction(_("Undo"), self._take_back)
        self.host.tell(Message(_("Settled against each other."), Level.SUCCESS, undo, replaces="act"))
        self.list.setFocus()

    def undo_settlement(self, context: ActionContext) -> None:
        """Take back what was settled last on this page."""
        del context
        self._take_back()

    def _take_back(self) -> None:
        arguments = {"settling_ids": self._settled, "reason": _("Taken back at once")}
        self.host.run(unsettle_items, arguments, on_done=self._on_undone, busy=self)

    def _on_undone(self, acts: tuple[int, ...]) -> None:
        del acts
        self._settled = ()
        self.refresh_actions()
        self.host.tell(Message(_("The items are open again."), Level.INFO, replaces="act"))

    # --- what changes

    def _on_account(self, picked: object) -> None:
        if picked is None:
            return
        self.host.preferences.write(_REMEMBERED, str(self.account.value()))
        self._party, self._proposals, self._place = None, None, -1
        self._mark(Marks())
        self.list.restrict(self._filters())
        self.list.setFocus()

    def _on_usual(self, account: str | None) -> None:
        """Begin with an account that has something to settle, where none was asked for."""
        if account is not None and self.account.value() is None:
            self.account.set_value(account)
            self.list.restrict(self._filters())
            self.setFocusProxy(self.list)
            if self.account.hasFocus():
                self.list.setFocus()

    def _on_lifted(self) -> None:
        """Lifting the restriction to a party leaves that to the account."""
        self._party = None
        self.list.restrict(self._filters())

    def _on_changed(self, keys: frozenset[object]) -> None:
        del keys
        self._proposals = None

    def _on_terms(self, terms: SettlingTerms) -> None:
        self._terms = terms
        self.refresh_actions()

    # --- what can be done, and what not

    def why_not_marked(self, context: ActionContext) -> str | None:
        """Why nothing can be marked."""
        del context
        return None if self.list.model.filled else _("There are no rows.")

    def why_not_settled(self, context: ActionContext) -> str | None:
        """Why what is marked cannot be settled."""
        del context
        return self.marks.why_not_settled()

    def why_no_difference(self, context: ActionContext) -> str | None:
        """Why no difference can be booked."""
        del context
        terms, marks = self._terms, self.marks
        why_not = marks.why_not_settled()
        if why_not is not None:
            return why_not
        if not marks.difference:
            return _("Debit and credit are the same: there is no difference.")
        if not terms.difference_account:
            return _("Choose first where small differences are booked.")
        if marks.booked_alike and abs(marks.difference) > terms.difference_limit:
            most = format_value(terms.difference_limit, Kind.MONEY, self.host.language)
            return _("At most {most} is booked as a small difference.").format(most=most)
        return None

    def why_no_rest(self, context: ActionContext) -> str | None:
        """Why no item can keep the rest."""
        del context
        return None if self.marks.rows else _("Mark items first, and stand on the one that keeps the rest.")

    def why_not_cleared(self, context: ActionContext) -> str | None:
        """Why there are no marks to take away."""
        del context
        return None if self.marks.rows else _("Nothing is marked.")

    def why_not_undone(self, context: ActionContext) -> str | None:
        """Why nothing can be taken back here."""
        del context
        return (
            None if self._settled else _("Nothing was settled here just now. Older ones are in the list Settlements.")
        )

    def show_proposals(self, context: ActionContext) -> None:
        """Show all proposals, to settle those that are certain."""
        del context
        self.host.open(Link("finance.settling_proposals", self.account.value(), self._of_party()))

    def show_day(self, context: ActionContext) -> None:
        """Show what was open on a day."""
        del context
        self.host.open(Link("finance.items_on_day", arguments={"account": self.account.value()}))

    def show_settlements(self, context: ActionContext) -> None:
        """Show what was settled of the account."""
        del context
        account = self.account.value()
        arguments = {"account": account, "label": self.account.text()} if account else {}
        self.host.open(Link("finance.settlements", arguments=arguments))

    def show_terms(self, context: ActionContext) -> None:
        """Show where small differences are booked."""
        del context
        self.host.open(Link("finance.settling_terms"))

    def _of_party(self) -> dict[str, object]:
        return {} if self._party is None else {"party_id": self._party}
