"""The lists of users and of changes."""

from __future__ import annotations

from models.company.queries import CHANGES, USERS
from models.database.listing import Filter
from models.database.rights import Permission
from resources.language import N_
from views.kit.action import Action, ActionContext, Row
from views.kit.host import Link
from views.kit.list.spec import ListSpec, QuickFilter

USER_SUBJECTS = ("company.app_user", "company.user_role", "company.user_company")


def open_user(row: Row) -> Link:
    """The page of a user of the list."""
    return Link("company.user", row["name"])


def _open_change(row: Row) -> Link:
    return Link("company.change", row["id"])


def _new_user(context: ActionContext) -> None:
    context.host.open(Link("company.user"))


def _where(key: str, label: str, column: str) -> QuickFilter:
    return QuickFilter(key, label, (Filter(column, "=", key),))


NEW_USER = Action(
    "company.user.new", N_("New user"), _new_user, Permission.COMPANY_USERS, "Ctrl+N", "add", primary=True
)

USER_LIST = ListSpec(
    USERS,
    actions=(NEW_USER,),
    opens=open_user,
    empty_title=N_("No users"),
    quick_filters=(
        _where("active", N_("Active"), "status"),
        _where("locked", N_("Locked"), "status"),
        _where("terminal", N_("Terminals"), "kind"),
    ),
    subjects=USER_SUBJECTS,
)
CHANGE_LIST = ListSpec(
    CHANGES,
    opens=_open_change,
    empty_title=N_("No changes"),
    empty_hint=N_("Everything that is made, changed or deleted stands here from then on."),
    quick_filters=(
        _where("insert", N_("Made"), "action"),
        _where("update", N_("Changed"), "action"),
        _where("delete", N_("Deleted"), "action"),
    ),
    sums=(),
)
