"""The lists of fixed assets and of their groups."""

from __future__ import annotations

from models.database.rights import Permission
from models.finance.assets.queries import ASSET_GROUPS, ASSETS
from resources.language import N_
from views.kit.action import Action, ActionContext
from views.kit.host import Link
from views.kit.list.spec import ListSpec, QuickFilter, begins, new_action, opens

#: What doors and forms of fixed assets announce.
SUBJECTS = ("finance.asset", "finance.asset_group")


def _depreciation(context: ActionContext) -> None:
    context.host.open(Link("finance.depreciation"))


NEW = new_action("finance.asset.new", N_("New asset"), begins("finance.asset"), Permission.FINANCE_POST)
NEW_GROUP = new_action(
    "finance.asset_group.new", N_("New group"), begins("finance.asset_group"), Permission.FINANCE_ACCOUNTS
)
RUN = Action("finance.asset.depreciate", N_("Depreciation"), _depreciation, Permission.FINANCE_READ, icon="calendar")

ASSET_LIST = ListSpec(
    ASSETS,
    actions=(NEW, RUN),
    opens=opens("finance.asset"),
    empty_title=N_("No fixed assets yet"),
    empty_hint=N_(
        "Take the first one up: of a voucher that bought it, or as it was depreciated in another program so far."
    ),
    empty_action=NEW,
    quick_filters=(
        QuickFilter.of_status("in_use", N_("In use")),
        QuickFilter.of_status("depreciated", N_("Depreciated")),
        QuickFilter.of_status("disposed", N_("Disposed of")),
    ),
    subjects=SUBJECTS,
)

ASSET_GROUP_LIST = ListSpec(
    ASSET_GROUPS,
    actions=(NEW_GROUP,),
    opens=opens("finance.asset_group"),
    empty_title=N_("No asset groups yet"),
    empty_hint=N_("A group says on which accounts its assets stand and how they are depreciated."),
    empty_action=NEW_GROUP,
    quick_filters=(
        QuickFilter.of_status("active", N_("Active")),
        QuickFilter.of_status("inactive", N_("Inactive")),
    ),
    subjects=SUBJECTS,
)
