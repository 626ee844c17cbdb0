"""One account of a month: what the ledger says, what the evidence says, and why they are not the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models.database.listing import Kind
from models.database.rights import Permission
from models.finance.closing.reconciling import (
    ExplainedItem,
    Reconciliation,
    read_reconciliation,
    reconcile,
    review_reconciliation,
)
from models.finance.rules import ZERO
from resources.language import N_, _
from views.finance.closing.words import span_text
from views.kit.action import Action, ActionContext
from views.kit.entry_page import EntryPage
from views.kit.form.spec import Field, FieldKind, FormSpec, Section
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.kit.host import Host, Level, Link, Message

_SIGN, _DO = Permission.FINANCE_CLOSE, Permission.FINANCE_PERIODS


@dataclass(frozen=True, slots=True)
class Head:
    """What is typed of a reconciliation beside its items; `balance` is what the ledger says now."""

    balance: Decimal = ZERO
    evidence: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it is typed."""

    text: str = ""
    amount: Decimal | None = None


FORM: FormSpec[Head] = FormSpec(
    (
        Section(
            "",
            (
                Field("balance", N_("Ledger"), FieldKind.SHOWN, shown_as=Kind.MONEY),
                Field(
                    "evidence",
                    N_("According to the evidence"),
                    FieldKind.MONEY,
                    required=True,
                    help=N_("Debit positive: a debt is negative."),
                ),
                Field("note", N_("Note"), wide=True, max_length=500),
            ),
        ),
    )
)


def _check(item: Item) -> Mapping[str, str]:
    found = {}
    if not item.text:
        found["text"] = _("Say what the difference is.")
    if item.amount is None:
        found["amount"] = _("Enter an amount.")
    return found


class ReconciliationPage(EntryPage[Head, Item]):
    """The account `account` at the end of the period `period`; its files are the evidence."""

    subject = "ledger.reconciliation"

    def __init__(self, host: Host, link: Link) -> None:
        self.record: Reconciliation | None = None
        self._place = {"period_id": link.arguments.get("period"), "account": str(link.arguments.get("account", ""))}
        grid = GridSpec(
            columns=(
                GridColumn("text", N_("What explains the difference"), required=True),
                GridColumn("amount", N_("Amount"), FieldKind.MONEY, width=16, required=True),
            ),
            new=Item,
            is_empty=lambda item: not item.text and item.amount is None,
            totals=self._totals,
            check=_check,
        )
        super().__init__(host, _("Account reconciliation"), form=FORM, draft=Head(), grid=grid, link=link)
        self.form.changed.connect(self._on_head)
        host.on_change("ledger.reconciliation", self._on_changed, self)
        self.load(read_reconciliation, self._place, on_done=self._on_loaded)

    # --- what is shown

    def _on_loaded(self, record: Reconciliation) -> None:
        self.record = record
        account = record.account
        name = account.name if self.host.language == "sv" or not account.name_en else account.name_en
        self.set_title(f"{account.account} {name}", span_text(self.host, record.starts_on, record.ends_on))
        self.header.set_chips([account.state])
        self.show_document(
            Head(account.balance, account.evidence, record.note), [Item(i.text, i.amount) for i in record.items]
        )
        reviewed = account.reviewed_at is not None
        for part in (self.form, self.grid):
            part.setEnabled(not reviewed and self.host.allows(_SIGN))
        self.set_actions(self._declared())
        if account.id is not None:
            self.show_annex(account.id)

    def _totals(self, items: Sequence[Item]) -> Sequence[Total]:
        explained = sum((item.amount or ZERO for item in items), ZERO)
        head = self.draft if self.record is not None else Head()
        left = head.balance - (head.evidence or ZERO) - explained
        return (Total(_("Explained"), explained), Total(_("Not explained"), left, strong=True))

    def _on_head(self) -> None:
        """What is left to explain follows from the evidence too."""
        self.grid.set_totals(self._totals)

    def _on_changed(self, keys: frozenset[object]) -> None:
        mine = self.record.account.id if self.record is not None else None
        if not self.dirty and not self.busy and (mine is None or mine in keys):
            self.load(read_reconciliation, self._place, on_done=self._on_loaded)

    # --- what can be done

    def _declared(self) -> tuple[Action, ...]:
        ledger = Action("finance.reconciliation.ledger", N_("Show the ledger"), self._to_ledger, icon="ledger")
        items = Action(
            "finance.reconciliation.items",
            N_("Open items on the day"),
            self._to_items,
            icon="calendar",
            in_menu_only=True,
        )
        undo = Action("finance.reconciliation.undo", N_("Take the signatures back"), self._take_back, _DO, icon="undo")
        save = Action("finance.reconciliation.save", N_("Save"), self._save, _SIGN, "Ctrl+S", "save")
        sign = Action(
            "finance.reconciliation.sign",
            N_("Reconciled"),
            self._sign,
            _SIGN,
            "Ctrl+Return",
            "check",
            self._why_not_signed,
            primary=True,
        )
        review = Action(
            "finance.reconciliation.review",
            N_("Reviewed"),
            self._review,
            _SIGN,
            "Ctrl+Return",
            "check",
            primary=True,
            enabled=self._why_not_reviewed,
        )
        account = self.record.account if self.record else None
        if account is not None and account.reviewed_at is not None:
            return (ledger, items, undo)
        if account is not None and account.state == "signed" and not self.dirty:
            return (ledger, items, undo, save, review)
        return (ledger, items, save, sign)

    def _left(self) -> Decimal:
        head = self.draft
        return head.balance - (head.evidence or ZERO) - sum((item.amount or ZERO for item in self.lines), ZERO)

    def _why_not_signed(self, context: ActionContext) -> str | None:
        del context
        if self.draft.evidence is None:
            return _("Enter what the evidence says.")
        return _("There is something left to explain.") if self._left() else None

    def _why_not_reviewed(self, context: ActionContext) -> str | None:
        del context
        return _("Save what you have changed first.") if self.dirty else None

    def _save(self, context: ActionContext) -> None:
        del context
        self._store(sign=False)

    def _sign(self, context: ActionContext) -> None:
        del context
        self._store(sign=True)

    def _store(self, *, sign: bool) -> None:
        if self.check():
            items = [ExplainedItem(item.text, item.amount or ZERO) for item in self.lines]
            draft = self.draft
            arguments = {"evidence": draft.evidence, "items": items, "note": draft.note, "sign": sign, **self._place}
            self.work_on(reconcile, arguments, then=self._on_signed if sign else self._on_saved)

    def _on_saved(self, key: int) -> None:
        self._tell(key, _("Saved."))

    def _on_signed(self, key: int) -> None:
        self._tell(key, _("The account is reconciled."))

    def _tell(self, key: object, text: str) -> None:
        del key
        self.take_as_stored()
        self.host.tell(Message(text, Level.SUCCESS, replaces="act"))
        self.load(read_reconciliation, self._place, on_done=self._on_loaded)

    def _review(self, context: ActionContext) -> None:
        del context
        key = self.record.account.id if self.record else None
        self.work_on(review_reconciliation, {"reconciliation_id": key}, then=self._on_reviewed)

    def _on_reviewed(self, result: object) -> None:
        self._tell(result, _("The account is reviewed."))

    def _take_back(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            self.host.open(
                Link(
                    "finance.reconciliation.undo",
                    self.record.account.id,
                    {"period": self.record.period_id, "account": self.record.account.account},
                )
            )

    def _to_ledger(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            arguments = {
                "account": self.record.account.account,
                "from_date": self.record.starts_on,
                "to_date": self.record.ends_on,
            }
            self.host.open(Link("finance.general_ledger", arguments=arguments))

    def _to_items(self, context: ActionContext) -> None:
        del context
        if self.record is not None:
            arguments = {"account": self.record.account.account, "to_date": self.record.ends_on}
            self.host.open(Link("finance.items_on_day", arguments=arguments))
