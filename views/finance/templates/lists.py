"""The list of voucher templates: Enter makes a voucher of one."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.queries_dimensions import VOUCHER_TEMPLATES
from resources.language import N_
from views.kit.action import Action, ActionContext, Needs
from views.kit.host import Link
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens

_POST = Permission.FINANCE_POST

NEW = new_action("finance.voucher_template.new", N_("New template"), begins("finance.voucher_template"), _POST)


def _edit(context: ActionContext) -> None:
    context.host.open(Link("finance.voucher_template", context.row["id"]))


EDIT = Action("finance.voucher_template.edit", N_("Edit"), _edit, Permission.FINANCE_READ, icon="edit", needs=Needs.ONE)

TEMPLATE_LIST = ListSpec(
    VOUCHER_TEMPLATES,
    actions=(NEW, EDIT),
    opens=opens("finance.voucher_figures"),
    empty_title=N_("No templates yet"),
    empty_hint=N_("A template has accounts and formulas, such as total / 1.25. Save one from a voucher, or make one."),
    empty_action=NEW,
    quick_filters=(QuickFilter.of_status("active", N_("Active")), QuickFilter.of_status("inactive", N_("Inactive"))),
    start_filter="active",
    subjects=("ledger.voucher_template",),
    sums=(),
)
