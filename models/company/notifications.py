"""What concerns the user and was done by others: read, marked as read, and which kinds one wants to hear of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation
from resources.language import N_

#: The kinds there are, with what each tells of.
KINDS: Mapping[str, str] = {
    "assigned": N_("A ticket is given to me"),
    "answered": N_("A ticket of mine is answered"),
    "mentioned": N_("Somebody writes @ and my name"),
    "posted": N_("An invoice I made is posted by somebody else"),
    "changed": N_("An order I made is moved on by somebody else"),
}


@dataclass(frozen=True, slots=True)
class Notification:
    """One thing that concerns the user; `subject` is the table of the record, `kind` one of KINDS.

    `detail` holds the first words of what was written, or the status that a document of kind "changed" has now.
    """

    id: int
    kind: str
    subject: str
    subject_id: int
    title: str
    detail: str
    by_name: str
    at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class Notifications:
    """The latest ones, the newest first, and how many of all are unread."""

    latest: tuple[Notification, ...]
    unread: int


_LATEST = """
    SELECT n.id, n.kind, n.subject, n.subject_id, n.title, n.detail, coalesce(u.full_name, ''), n.at,
           n.read_at IS NOT NULL
      FROM company.notification n LEFT JOIN company.app_user u ON u.id = n.by_user
     WHERE n.company_id = :company AND n.user_id = :me AND n.at > now() - interval '90 days'
     ORDER BY n.at DESC, n.id DESC LIMIT 50
"""
_UNREAD = """
    SELECT count(*) FROM company.notification n
     WHERE n.company_id = :company AND n.user_id = :me AND n.read_at IS NULL AND n.at > now() - interval '90 days'
"""


@operation(needs=Permission.CONTACTS_READ)
def my_notifications(work: Work) -> Notifications:
    """The latest fifty of the user in the company, and how many are unread."""
    me = work.identity.user_id
    return Notifications(read_records(work, Notification, _LATEST, me=me), work.value(_UNREAD, me=me))


@operation(needs=Permission.CONTACTS_READ, one_call=True)
def mark_read(work: Work, *, ids: tuple[int, ...] | None = None) -> None:
    """Mark those with these keys as read, or all with None; others' are passed over."""
    work.value("SELECT company.mark_read(:company, :ids)", ids=None if ids is None else list(ids))


@operation(needs=Permission.CONTACTS_READ)
def muted_kinds(work: Work) -> frozenset[str]:
    """The kinds of KINDS that the user does not want to hear of."""
    rows = work.rows("SELECT kind FROM company.muted_notification WHERE user_id = :me", me=work.identity.user_id)
    return frozenset(row[0] for row in rows)


@operation(needs=Permission.CONTACTS_READ, one_call=True)
def mute_kinds(work: Work, *, kinds: frozenset[str]) -> None:
    """Hear of everything but these kinds from now on, in every company; Denied for what is no kind."""
    work.value("SELECT company.mute_notifications(:kinds)", kinds=sorted(kinds))
