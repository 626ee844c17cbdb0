"""The lists of dimensions, of the values of one, and of the rules of accounts."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.queries_dimensions import DIMENSION_RULES, DIMENSION_VALUES, DIMENSIONS
from resources.language import N_
from views.kit.action import Action, ActionContext
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens

SUBJECTS = ("ledger.dimension", "ledger.dimension_value", "ledger.dimension_rule")
_EDIT = Permission.FINANCE_ACCOUNTS
_ACTIVE = (QuickFilter.of_status("active", N_("Active")), QuickFilter.of_status("inactive", N_("Inactive")))

NEW_DIMENSION = new_action("finance.dimension.new", N_("New dimension"), begins("finance.dimension"), _EDIT)
NEW_RULE = new_action("finance.dimension_rule.new", N_("New rule"), begins("finance.dimension_rule"), _EDIT)


def _show_rules(context: ActionContext) -> None:
    begins("finance.dimension_rules")(context)


RULES = Action("finance.dimension.rules", N_("Rules of accounts"), _show_rules, Permission.FINANCE_READ, icon="check")

DIMENSION_LIST = ListSpec(
    DIMENSIONS,
    actions=(NEW_DIMENSION, RULES),
    opens=opens("finance.dimension", "number"),
    empty_title=N_("No dimensions yet"),
    empty_hint=N_("Cost centre is number 1 and project number 6; your own begin at 20."),
    empty_action=NEW_DIMENSION,
    quick_filters=_ACTIVE,
    subjects=SUBJECTS,
    sums=(),
)

VALUE_LIST = ListSpec(
    DIMENSION_VALUES,
    opens=opens("finance.dimension_value"),
    empty_title=N_("No values yet"),
    empty_hint=N_("A value is what a line is marked with, as a cost centre."),
    quick_filters=_ACTIVE,
    subjects=SUBJECTS,
    sums=(),
)

RULE_LIST = ListSpec(
    DIMENSION_RULES,
    actions=(NEW_RULE,),
    opens=opens("finance.dimension_rule"),
    empty_title=N_("No rules yet"),
    empty_hint=N_("A rule says that accounts require a dimension, take none, or have a usual value."),
    empty_action=NEW_RULE,
    quick_filters=_ACTIVE,
    subjects=SUBJECTS,
    sums=(),
)
