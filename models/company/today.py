"""Who can sign in today."""

from __future__ import annotations

from dataclasses import dataclass

from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import N_


@dataclass(frozen=True, slots=True)
class UsersToday:
    """Users of the database by what they can do today: sign in, locked out, or past their last day."""

    active: int
    locked: int
    expired: int


#: What each figure is.
USER_FIGURES = {
    "active": N_("The number of people and terminals that can sign in today."),
    "locked": N_("The number of those that an administrator has locked out."),
    "expired": N_("The number of those whose last day is past."),
}


@operation(needs=Permission.COMPANY_USERS)
def users_today(work: Work) -> UsersToday:
    """The figures of administration on the start page."""
    row = work.row(
        "SELECT count(*) FILTER (WHERE u.status = 'active'), count(*) FILTER (WHERE u.status = 'locked'),"
        " count(*) FILTER (WHERE u.status = 'expired') FROM reporting.users u"
    )
    assert row is not None  # noqa: S101 - a query of one row
    return UsersToday(*tuple(row))
