"""What customers owe and suppliers are owed, item by item, and settling items of one party against each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from PySide6.QtCore import QObject

from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.pairing import PairItem, pair_items
from models.finance.posting import SettlementPair, settle, unsettle
from models.finance.queries import PAYABLES, RECEIVABLES
from resources.language import N_, _
from views.finance.documents import document_link
from views.finance.printing import statement_pieces
from views.kit.action import Action, ActionContext, Needs, Row
from views.kit.host import Host, Level, Link, Message, MessageAction
from views.kit.list.spec import ListSpec, QuickFilter
from views.kit.preview.batch import Batch

_ALIKE = ("party_id", "account", "currency")


class Settled(QObject):
    """Says that items were settled, and takes it back when asked to."""

    def __init__(self, context: ActionContext) -> None:
        super().__init__(context.source)
        self._host: Host = context.host
        self._keys: list[int] = []

    def tell(self, settlements: tuple[int, ...]) -> None:
        """Say it, with the way back."""
        self._keys = list(settlements)
        undo = MessageAction(_("Undo"), self.undo)
        self._host.tell(Message(_("Settled against each other."), Level.SUCCESS, undo, replaces="act"))

    def undo(self, _done: object = None) -> None:
        """Take one settlement back after the other."""
        if self._keys:
            self._host.run(
                unsettle, {"settlement_id": self._keys.pop(), "reason": _("Taken back at once")}, on_done=self.undo
            )
        else:
            self._host.tell(Message(_("The items are open again."), Level.INFO, replaces="act"))
            self.deleteLater()


def _open_item(row: Row) -> Link | None:
    kind = row["document_kind"]
    return document_link(str(kind) if kind else None, row["document_id"])


def pairs_of(rows: tuple[Row, ...]) -> tuple[SettlementPair, ...]:
    """What of the rows cancels out; nothing where they are not of one party, account and currency."""
    if len({tuple(row[name] for name in _ALIKE) for row in rows}) != 1:
        return ()
    return pair_items(
        PairItem(int(str(row["line_id"])), cast("date", row["due_on"]), cast("Decimal", row["remaining"]))
        for row in rows
    )


def _why_not_settled(context: ActionContext) -> str | None:
    if pairs_of(context.rows):
        return None
    return _("Select invoices and payments or credit notes of the same party.")


def _settle(context: ActionContext) -> None:
    settled = Settled(context)
    arguments = {"pairs": pairs_of(context.rows), "date": context.host.today}
    context.host.run(settle, arguments, on_done=settled.tell, busy=context.source)


def _find(context: ActionContext) -> None:
    row = context.row
    arguments = {"account": row["account"], "party_id": row["party_id"], "label": row["party_name"]}
    context.host.open(Link("finance.settling", arguments=arguments))


def _statement(context: ActionContext) -> None:
    pieces = statement_pieces(context.rows)
    if len(pieces) == 1:
        context.host.preview(pieces[0].document)
    else:
        Batch(context.host, _("Statements of account"), pieces, context.source).start()


def _without_party(context: ActionContext) -> str | None:
    return None if all(row["party_id"] is not None for row in context.rows) else _("The item has no customer.")


SETTLE = Action(
    "finance.items.settle",
    N_("Settle against each other"),
    _settle,
    Permission.FINANCE_SETTLE,
    icon="link",
    enabled=_why_not_settled,
    needs=Needs.SOME,
)
FIND = Action(
    "finance.items.find",
    N_("Find what belongs together"),
    _find,
    Permission.FINANCE_READ,
    icon="search",
    needs=Needs.ONE,
)
STATEMENT = Action(
    "finance.receivables.statement",
    N_("Statement of account"),
    _statement,
    Permission.FINANCE_READ,
    icon="print",
    enabled=_without_party,
    needs=Needs.SOME,
)
_SUBJECTS = ("ledger.entry", "ledger.settlement")
_OVERDUE = QuickFilter("overdue", N_("Overdue"), (Filter("status", "=", "overdue"),))

RECEIVABLE_LIST = ListSpec(
    RECEIVABLES,
    actions=(STATEMENT, SETTLE, FIND),
    opens=_open_item,
    empty_title=N_("Nobody owes anything"),
    empty_hint=N_("Posted invoices stand here until they are paid."),
    quick_filters=(
        _OVERDUE,
        QuickFilter("credit", N_("Credits"), (Filter("remaining", "<", Decimal(0)),)),
    ),
    subjects=_SUBJECTS,
)
PAYABLE_LIST = ListSpec(
    PAYABLES,
    actions=(SETTLE, FIND),
    opens=_open_item,
    empty_title=N_("Nothing is owed"),
    empty_hint=N_("Posted supplier invoices stand here until they are paid."),
    quick_filters=(
        _OVERDUE,
        QuickFilter("debit", N_("Credits"), (Filter("remaining", ">", Decimal(0)),)),
    ),
    subjects=_SUBJECTS,
)


def item_filters(arguments: Mapping[str, object]) -> tuple[tuple[Filter, ...], str]:
    """A link's arguments as filters: party, status, due by `due_on_to`, days overdue `days_from` to `days_to`."""
    wanted = (
        ("party_id", "=", "party_id"),
        ("status", "=", "status"),
        ("due_on", "<=", "due_on_to"),
        ("days_overdue", ">=", "days_from"),
        ("days_overdue", "<=", "days_to"),
    )
    made = tuple(
        Filter(column, operator, arguments[name])
        for column, operator, name in wanted
        if arguments.get(name) is not None
    )
    return made, str(arguments.get("label", _("Filtered") if made else ""))
