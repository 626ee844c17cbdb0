"""The lists of spending control: its rules, and whatever went past one."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.spending.queries import SPENDING_EVENTS, SPENDING_RULES
from resources.language import N_
from views.kit.action import Row
from views.kit.host import Link
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens

RULE_SUBJECT, EVENT_SUBJECT = "ledger.spending_rule", "ledger.spending_event"

NEW_RULE = new_action(
    "finance.spending_rule.new", N_("New rule"), begins("finance.spending_rule"), Permission.FINANCE_SPENDING
)

RULE_LIST = ListSpec(
    SPENDING_RULES,
    actions=(NEW_RULE,),
    opens=opens("finance.spending_rule"),
    empty_title=N_("No rules yet"),
    empty_hint=N_("A rule tells of what goes over the approved budget, or stops it until somebody allows it."),
    empty_action=NEW_RULE,
    quick_filters=(QuickFilter.of_status("active", N_("Active")), QuickFilter.of_status("inactive", N_("Inactive"))),
    subjects=(RULE_SUBJECT, EVENT_SUBJECT),
    sums=(),
)


def _document(row: Row) -> Link | None:
    """The voucher, or the purchase order, that went past."""
    if row["entry_id"] is not None:
        return Link("finance.voucher", row["entry_id"])
    return Link("warehouse.purchase_order", row["subject_id"]) if row["subject"] == "purchase_order" else None


EVENT_LIST = ListSpec(
    SPENDING_EVENTS,
    opens=_document,
    empty_title=N_("Nothing went over"),
    empty_hint=N_("What goes over a budget that a rule watches is kept here, with who allowed it and why."),
    subjects=(EVENT_SUBJECT,),
    sums=(),
)
