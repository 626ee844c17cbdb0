"""The lists of keys, of rules, and of what was booked by them."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.allocations.queries import ALLOCATION_KEYS, ALLOCATION_RULES, ALLOCATION_RUNS
from resources.language import N_
from views.kit.action import Action, ActionContext, Row
from views.kit.form.spec import Picker
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens

SUBJECTS = (
    "ledger.allocation_key",
    "ledger.allocation_version",
    "ledger.allocation_rule",
    "ledger.allocation_run",
    "ledger.entry",
)
_POST = Permission.FINANCE_POST
_ACTIVE = (QuickFilter.of_status("active", N_("Active")), QuickFilter.of_status("inactive", N_("Inactive")))


def key_text(row: Row) -> str:
    """A key as it stands in a field."""
    return f"{row['code']} {row['title']}"


KEY = Picker(ALLOCATION_KEYS, ("code", "title"), key_text)

NEW_KEY = new_action("finance.allocation_key.new", N_("New key"), begins("finance.allocation_key"), _POST)
NEW_RULE = new_action("finance.allocation_rule.new", N_("New rule"), begins("finance.allocation_rule"), _POST)


def _show(kind: str, name: str, title: str, icon: str) -> Action:
    def act(context: ActionContext) -> None:
        begins(kind)(context)

    return Action(name, title, act, Permission.FINANCE_READ, icon=icon)


SHOW_KEYS = _show("finance.allocation_keys", "finance.allocations.keys", N_("Allocation keys"), "columns")
SHOW_RULES = _show("finance.allocation_rules", "finance.allocations.rules", N_("Allocation rules"), "check")
SHOW_RUNS = _show("finance.allocation_runs", "finance.allocations.runs", N_("What was booked"), "clock")
SHOW_MONTH = _show("finance.allocate", "finance.allocations.month", N_("Allocate a month"), "calendar")

KEY_LIST = ListSpec(
    ALLOCATION_KEYS,
    actions=(NEW_KEY, SHOW_RULES),
    opens=opens("finance.allocation_key"),
    empty_title=N_("No allocation keys yet"),
    empty_hint=N_("A key says who gets how much: by weights, as square metres, or by what is booked, as salaries."),
    empty_action=NEW_KEY,
    quick_filters=_ACTIVE,
    subjects=SUBJECTS,
    sums=(),
)

RULE_LIST = ListSpec(
    ALLOCATION_RULES,
    actions=(NEW_RULE, SHOW_KEYS, SHOW_MONTH),
    opens=opens("finance.allocation_rule"),
    empty_title=N_("No rules yet"),
    empty_hint=N_("A rule says which costs are spread each month, and by which key. Later rules see what earlier put."),
    empty_action=NEW_RULE,
    quick_filters=_ACTIVE,
    subjects=SUBJECTS,
    sums=(),
)

RUN_LIST = ListSpec(
    ALLOCATION_RUNS,
    actions=(SHOW_MONTH,),
    opens=opens("finance.allocation_run"),
    empty_title=N_("Nothing has been allocated yet"),
    empty_hint=N_("Make a key and a rule, then book a month."),
    empty_action=SHOW_MONTH,
    quick_filters=(
        QuickFilter.of_status("posted", N_("Posted")),
        QuickFilter.of_status("reversed", N_("Reversed")),
    ),
    subjects=SUBJECTS,
)
