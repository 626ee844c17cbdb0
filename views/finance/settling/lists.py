"""The lists of open items of an account, and of the acts that settled some."""

from __future__ import annotations

from decimal import Decimal

from models.database.listing import Filter
from models.database.rights import Permission
from models.finance.queries_settling import ACCOUNT_ITEMS, SETTLINGS
from resources.language import N_, _
from views.kit.action import Action, ActionContext, Needs
from views.kit.host import Link
from views.kit.list.spec import ListSpec, QuickFilter, opens

#: What posting and settling announce.
SUBJECTS = ("ledger.entry", "ledger.settlement")
_NOTHING = Decimal(0)

ITEM_LIST = ListSpec(
    ACCOUNT_ITEMS,
    opens=opens("finance.voucher", "entry_id"),
    empty_title=N_("Nothing is open here"),
    empty_hint=N_("Choose another account above, or say on its page from which day on it keeps open items."),
    quick_filters=(
        QuickFilter("debit", N_("Debit"), (Filter("debit", ">", _NOTHING),)),
        QuickFilter("credit", N_("Credit"), (Filter("credit", ">", _NOTHING),)),
    ),
    subjects=SUBJECTS,
    sums=("debit", "credit"),
)


def _take_back(context: ActionContext) -> None:
    keys = [row["id"] for row in context.rows if row["status"] == "settled"]
    context.host.open(Link("finance.settlement_undo", keys[0], {"others": tuple(keys[1:])}))


def _why_not_taken_back(context: ActionContext) -> str | None:
    settled = any(row["status"] == "settled" for row in context.rows)
    return None if settled else _("It is taken back already.")


TAKE_BACK = Action(
    "finance.settlements.undo",
    N_("Take back"),
    _take_back,
    Permission.FINANCE_SETTLE,
    icon="undo",
    enabled=_why_not_taken_back,
    needs=Needs.SOME,
)
SETTLING_LIST = ListSpec(
    SETTLINGS,
    actions=(TAKE_BACK,),
    opens=opens("finance.settlement"),
    empty_title=N_("Nothing is settled yet"),
    empty_hint=N_("What is settled on the page Settle open items, by payments and by credit notes, stands here."),
    quick_filters=(
        QuickFilter.of_status("settled", N_("Settled")),
        QuickFilter.of_status("undone", N_("Taken back")),
    ),
    subjects=SUBJECTS,
    sums=(),
)
