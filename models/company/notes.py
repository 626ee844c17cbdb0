"""Notes that people write on records for each other; a correction is told in the history with both texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.database.errors import Invalid
from models.database.records import read_records
from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class Note:
    """A note; `mine` where the reader wrote it, `corrected_at` None where it is as it was written."""

    id: int
    text: str
    written_by: str
    written_at: datetime
    corrected_at: datetime | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class AddedNote:
    """The key of a new note."""

    id: int


_NOTES = """
    SELECT n.id, n.text, coalesce(u.full_name, ''), n.written_at, n.corrected_at, coalesce(n.written_by = :me, false)
      FROM company.note n LEFT JOIN company.app_user u ON u.id = n.written_by
     WHERE n.company_id = :company AND n.subject = :subject AND n.subject_id = :subject_id
     ORDER BY n.written_at DESC, n.id DESC LIMIT 200
"""


@operation(needs=Permission.CONTACTS_READ)
def list_notes(work: Work, *, subject: str, subject_id: int) -> tuple[Note, ...]:
    """The latest notes on a record (`subject` is its table), the newest first; none for who may not read them."""
    return read_records(work, Note, _NOTES, subject=subject, subject_id=subject_id, me=work.identity.user_id)


@operation(needs=Permission.CONTACTS_READ, one_call=True)
def write_note(work: Work, *, subject: str, subject_id: int, text: str) -> AddedNote:
    """Write a note on a record; the database signs it with the writer and the time."""
    written = _words(text)
    return AddedNote(
        work.value(
            "SELECT company.write_note(:company, :subject, :subject_id, :text)",
            subject=subject,
            subject_id=subject_id,
            text=written,
        )
    )


@operation(needs=Permission.CONTACTS_READ, one_call=True)
def correct_note(work: Work, *, note_id: int, text: str) -> AddedNote:
    """Write one's own note anew; Denied where somebody else wrote it."""
    work.value("SELECT company.correct_note(:company, :note, :text)", note=note_id, text=_words(text))
    return AddedNote(note_id)


def _words(text: str) -> str:
    if not text.strip():
        raise Invalid("note.empty", field="text")
    return text.strip()
