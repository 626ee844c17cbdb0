"""Who else has a record open to change it: told to both, and nobody is kept out by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.database.rights import Permission
from models.database.work import Work, operation

#: Seconds between two signs of life; the database forgets whoever gave none for a hundred.
SIGN_EVERY = 30


@dataclass(frozen=True, slots=True)
class Presence:
    """A colleague who has the record open, and since when (with its time zone)."""

    name: str
    since: datetime


@operation(needs=Permission.CONTACTS_READ)
def note_presence(work: Work, *, subject: str, subject_id: int, here: bool) -> tuple[Presence, ...]:
    """Say that one has a record (`subject` is its table) open or has left it; who else has it, the first one first.

    Denied where one may not read such records, Invalid where the company has no such record.
    """
    found = work.value(
        "SELECT company.note_presence(:company, :subject, :subject_id, :here)",
        subject=subject,
        subject_id=subject_id,
        here=here,
    )
    return tuple(Presence(one["name"], datetime.fromisoformat(one["since"])) for one in found)
