"""The list of budgets and forecasts."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.budgets.queries import BUDGETS
from resources.language import N_
from views.kit.action import Action, ActionContext
from views.kit.host import Link
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens

#: What the doors of budgets announce.
SUBJECT = "ledger.budget"


def _compare(context: ActionContext) -> None:
    context.host.open(Link("finance.budget_comparison"))


NEW = new_action("finance.budget.new", N_("New budget"), begins("finance.new_budget"), Permission.FINANCE_BUDGET)
COMPARE = Action(
    "finance.budget.compare", N_("Actual against budget"), _compare, Permission.FINANCE_READ, icon="report"
)
IMPORT = Action(
    "finance.budget.import",
    N_("Import"),
    begins("exchange.import", kind="budget"),
    Permission.FINANCE_BUDGET,
    icon="import",
)

BUDGET_LIST = ListSpec(
    BUDGETS,
    actions=(NEW, COMPARE, IMPORT),
    opens=opens("finance.budget"),
    empty_title=N_("No budgets yet"),
    empty_hint=N_(
        "Begin one from last year’s figures, from a spreadsheet, or empty. Once it is approved, what is booked stands"
        " beside it."
    ),
    empty_action=NEW,
    quick_filters=(
        QuickFilter.of_status("draft", N_("Drafts")),
        QuickFilter.of_status("in_force", N_("In force")),
        QuickFilter.of_status("approved", N_("Approved")),
    ),
    subjects=(SUBJECT,),
)
