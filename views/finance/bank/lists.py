"""The lists of the bank: accounts and transactions; all that leaves no doubt is matched at once."""

from __future__ import annotations

from PySide6.QtCore import QObject

from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.banking import MatchedTransaction, match_all_certain
from models.finance.queries import BANK_ACCOUNTS, BANK_TRANSACTIONS
from resources.language import N_, _
from views.kit.action import Action, ActionContext, Needs, Row
from views.kit.host import Host, Level, Link, Message
from views.kit.list.spec import ListSpec, QuickFilter


class Matched(QObject):
    """Says how many transactions were matched."""

    def __init__(self, context: ActionContext) -> None:
        super().__init__(context.source)
        self._host: Host = context.host

    def tell(self, matched: tuple[MatchedTransaction, ...]) -> None:
        """Say it, also where none was."""
        if matched:
            text = _("{count} matched and posted.").format(count=len(matched))
            self._host.tell(Message(text, Level.SUCCESS, replaces="act"))
        else:
            text = _("No reference and amount agree beyond doubt. Match the rest one by one.")
            self._host.tell(Message(text, Level.INFO, replaces="act"))
        self.deleteLater()


def _open_transaction(row: Row) -> Link:
    return Link("finance.bank_transaction", row["id"])


def _match_all(context: ActionContext) -> None:
    matched = Matched(context)
    context.host.run(match_all_certain, {}, on_done=matched.tell, busy=context.source, title=_("Matching transactions"))


def _import(context: ActionContext) -> None:
    context.host.open(Link("exchange.import", arguments={"kind": "camt"}))


IMPORT = Action(
    "finance.bank.import", N_("Import a statement"), _import, Permission.FINANCE_BANK, "Ctrl+N", "import", primary=True
)
MATCH_ALL = Action("finance.bank.match_all", N_("Match all certain"), _match_all, Permission.FINANCE_BANK, icon="check")
_SUBJECTS = ("finance.bank_transaction", "finance.bank_account")

TRANSACTION_LIST = ListSpec(
    BANK_TRANSACTIONS,
    actions=(IMPORT, MATCH_ALL),
    opens=_open_transaction,
    empty_title=N_("No bank transactions yet"),
    empty_hint=N_("Import a statement from the bank, in the format camt.053."),
    empty_action=IMPORT,
    quick_filters=(
        QuickFilter("unmatched", N_("Not matched"), (Filter("status", "=", "unmatched"),)),
        QuickFilter("matched", N_("Matched"), (Filter("status", "=", "matched"),)),
    ),
    start_filter="unmatched",
    subjects=_SUBJECTS,
)


def _open_account(row: Row) -> Link:
    return Link("finance.bank_account", row["id"])


def _new_account(context: ActionContext) -> None:
    context.host.open(Link("finance.bank_account"))


def _show_transactions(context: ActionContext) -> None:
    row = context.row
    arguments = {"bank_account_id": row["id"], "label": row["name"]}
    context.host.open(Link("finance.bank_transactions", arguments=arguments))


def _show_ledger(context: ActionContext) -> None:
    context.host.open(Link("finance.general_ledger", arguments={"account": context.row["account"]}))


NEW_ACCOUNT = Action(
    "finance.bank_account.new",
    N_("New bank account"),
    _new_account,
    Permission.FINANCE_ACCOUNTS,
    "Ctrl+N",
    "add",
    primary=True,
)
SHOW_TRANSACTIONS = Action(
    "finance.bank_account.transactions",
    N_("Transactions"),
    _show_transactions,
    Permission.FINANCE_READ,
    icon="bank",
    needs=Needs.ONE,
)
SHOW_LEDGER = Action(
    "finance.bank_account.ledger",
    N_("Show ledger"),
    _show_ledger,
    Permission.FINANCE_READ,
    icon="ledger",
    needs=Needs.ONE,
)

BANK_ACCOUNT_LIST = ListSpec(
    BANK_ACCOUNTS,
    actions=(NEW_ACCOUNT, SHOW_TRANSACTIONS, SHOW_LEDGER),
    opens=_open_account,
    empty_title=N_("No bank accounts yet"),
    empty_hint=N_("Add one, so that its statements can be imported and matched."),
    empty_action=NEW_ACCOUNT,
    subjects=_SUBJECTS,
    sums=(),
)
