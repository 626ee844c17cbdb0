"""What has happened to a record, the newest first: changes, notes, files, messages, and what was posted and paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from models.company.trail import FieldChange, kind_of
from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened; `kind` is created, changed, note, added_file, issued_file, message, posted and so on.

    `subject` and `key` name the record it tells of where that is another one, `text` what stands there.
    """

    at: datetime
    who: str
    kind: str
    subject: str = ""
    key: str = ""
    text: str = ""
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """Some happenings; `before` asks for those before them, None where there are no more."""

    happenings: tuple[Happening, ...]
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """How many notes and files a record has, and which of them the reader may add."""

    notes: int = 0
    files: int = 0
    may_note: bool = False
    may_attach: bool = False


_BESIDE = """
    SELECT (SELECT count(*) FROM company.note n
             WHERE n.company_id = :company AND n.subject = :subject AND n.subject_id = :subject_id),
           (SELECT count(*) FROM company.attachment a
             WHERE a.company_id = :company AND a.subject = :subject AND a.subject_id = :subject_id
               AND a.removed_at IS NULL),
           company.may_note(:subject), company.may_add_to(:subject)
"""
_HISTORY = """
    SELECT at, who, kind, subject, key, label, fields
      FROM company.record_history(:company, :subject, :subject_id, :before, :limit)
"""


_WHOLE = frozenset({"posted", "created"})  # tell of every field that was set with them
_MILESTONES = frozenset({"delivered", "returned", "received", "settled", "unsettled", "matched", "message"})
_FOLLOWS = frozenset({"status", "closed"})  # fields that follow from a milestone


@operation(needs=Permission.CONTACTS_READ)
def count_beside(work: Work, *, subject: str, subject_id: int) -> Beside:
    """What a record has beside its figures, as far as the reader may see it."""
    row = work.row(_BESIDE, subject=subject, subject_id=subject_id)
    return Beside(*tuple(row)) if row is not None else Beside()


@operation(needs=Permission.CONTACTS_READ)
def read_history(
    work: Work, *, subject: str, subject_id: int, before: datetime | None = None, limit: int = 50
) -> History:
    """About `limit` happenings before a moment; Denied where the reader may not read such records.

    What was changed in one save is one happening, and so is a posting with the fields it set.
    """
    rows = work.rows(_HISTORY, subject=subject, subject_id=subject_id, before=before, limit=limit)
    made = [_happening(*tuple(row)) for row in rows]
    grouped = (_together(list(group)) for _moment, group in groupby(made, key=lambda one: (one.at, one.who)))
    told = tuple(one for group in grouped for one in group)
    return History(told, rows[-1].at if len(rows) >= limit else None)


def _happening(  # noqa: PLR0913, PLR0917 - the columns of the row
    at: datetime, who: str, kind: str, subject: str, key: str, text: str, fields: list[dict[str, str | None]] | None
) -> Happening:
    changes = tuple(
        FieldChange(str(one["name"]), one.get("old"), one.get("new"), kind_of(str(one["type"]))) for one in fields or ()
    )
    return Happening(at, who, kind, subject, key, text, changes)


def _together(group: list[Happening]) -> list[Happening]:
    """The changes of one save as one; where that save posted, delivered or made the record, they need not be told."""
    changed = [one for one in group if one.kind == "changed" and one.fields]
    others = [one for one in group if one.kind != "changed"]
    fields = tuple(field for one in changed for field in one.fields)
    told = {one.kind for one in others}
    if not changed or told & _WHOLE or (told & _MILESTONES and {field.name for field in fields} <= _FOLLOWS):
        return others
    first = changed[0]
    return [*others, Happening(first.at, first.who, "changed", fields=fields)]
