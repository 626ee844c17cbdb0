"""Files that belong to records: added by people, or issued by the program and then kept once as they were."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from models.database.errors import Invalid, Rejected
from models.database.rights import Permission
from models.database.work import Work, operation

_CHUNKS_A_TIME = 16
_LARGEST = 50  # MB; the database refuses more


@dataclass(frozen=True, slots=True)
class Attachment:
    """A stored file; `kind` is issued or added, `size` in bytes."""

    id: int
    subject: str
    subject_id: int
    kind: str
    name: str
    mime: str
    size: int
    sha256: bytes
    template: str
    added_at: datetime
    added_by: int | None
    adder: str = ""  # the name of who added it
    mine: bool = False  # the reader added it
    kept: bool = False  # it stays for as long as the books do
    already: bool = False  # it was here before it was added


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A PDF as it goes to its reader; `template` says by which version of the layout it was made."""

    name: str
    content: bytes
    template: str = ""


_COLUMNS = (
    "id, subject, subject_id, kind, name, mime, size, sha256, template, added_at, added_by,"
    " coalesce((SELECT u.full_name FROM company.app_user u WHERE u.id = added_by), ''),"
    " coalesce(added_by = company.actor(), false),"
    " kind = 'issued' OR company.keeps_files(company_id, subject, subject_id)"
)


@operation(needs=Permission.CONTACTS_READ)
def attach(work: Work, *, subject: str, subject_id: int, name: str, content: bytes) -> Attachment:
    """Store a file with a record (`subject` is its table, as finance.invoice); the same content only once.

    The one that has the content `already` is answered where there is one.
    """
    if not content:
        raise Invalid("attachment.empty", name=name)
    same = work.value(
        "SELECT id FROM company.attachment WHERE company_id = :company AND subject = :subject"
        " AND subject_id = :subject_id AND kind = 'added' AND sha256 = :sha256 AND removed_at IS NULL",
        subject=subject,
        subject_id=subject_id,
        sha256=hashlib.sha256(content).digest(),
    )
    if same is not None:
        return replace(_find(work, same), already=True)
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return _store(work, (subject, subject_id, "added", name, mime, content, ""))


@operation(needs=Permission.CONTACTS_READ)
def attach_file(work: Work, *, subject: str, subject_id: int, path: Path) -> Attachment:
    """Store a file of this computer with a record; Invalid where it is too large or cannot be read."""
    try:
        if path.stat().st_size > _LARGEST * 1024 * 1024:
            raise Invalid("attachment.too_large", name=path.name, limit=_LARGEST)
        content = path.read_bytes()
    except OSError as error:
        raise Invalid("attachment.unreadable", name=path.name, detail=error.strerror or str(error)) from error
    return attach(work, subject=subject, subject_id=subject_id, name=path.name, content=content)


@operation(needs=Permission.CONTACTS_READ)
def issue_document(
    work: Work, *, subject: str, subject_id: int, document: IssuedDocument, versions: bool = False
) -> Attachment:
    """Keep the PDF of an issued document. The first one stays: a later call answers it and stores nothing.

    With `versions`, for a record that may still change, another content is kept beside what was issued before.
    """
    stored = list_attachments(work, subject=subject, subject_id=subject_id)
    digest = hashlib.sha256(document.content).digest()
    for issued in (item for item in stored if item.kind == "issued"):
        if not versions or issued.sha256 == digest:
            return issued
    mime = mimetypes.guess_type(document.name)[0] or "application/pdf"
    new = ("issued", document.name, mime, document.content, document.template)
    return _store(work, (subject, subject_id, *new))


@operation(needs=Permission.CONTACTS_READ)
def issued_document(work: Work, *, subject: str, subject_id: int) -> Attachment | None:
    """The PDF that was issued for a record, or None."""
    found = [item for item in list_attachments(work, subject=subject, subject_id=subject_id) if item.kind == "issued"]
    return found[0] if found else None


@operation(needs=Permission.CONTACTS_READ)
def list_attachments(work: Work, *, subject: str, subject_id: int) -> tuple[Attachment, ...]:
    """The files of a record in the order in which they came, without their content."""
    rows = work.rows(
        f"SELECT {_COLUMNS} FROM company.attachment WHERE company_id = :company AND subject = :subject"  # noqa: S608
        " AND subject_id = :subject_id AND removed_at IS NULL ORDER BY id",
        subject=subject,
        subject_id=subject_id,
    )
    return tuple(Attachment(*tuple(row)) for row in rows)


@operation(needs=Permission.CONTACTS_READ)
def copy_attachment(work: Work, *, attachment_id: int, target: BinaryIO) -> Attachment:
    """Write a stored file to `target` piece by piece; Rejected where its content no longer has its SHA-256."""
    found = _find(work, attachment_id)
    digest = hashlib.sha256()
    position = 0
    while chunks := work.rows(
        "SELECT content FROM company.attachment_chunk WHERE company_id = :company AND attachment_id = :id"
        " AND position >= :position ORDER BY position LIMIT :limit",
        id=attachment_id,
        position=position,
        limit=_CHUNKS_A_TIME,
    ):
        for (content,) in chunks:
            digest.update(content)
            target.write(content)
        position += len(chunks)
    if digest.digest() != found.sha256:
        raise Rejected("attachment.damaged", name=found.name)
    return found


@operation(needs=Permission.CONTACTS_READ)
def save_attachment(work: Work, *, attachment_id: int, path: Path) -> Attachment:
    """Write a stored file to this computer, whole or not at all; Invalid where that is not possible."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        with unfinished.open("wb") as target:
            found = copy_attachment(work, attachment_id=attachment_id, target=target)
        unfinished.replace(path)
    except OSError as error:
        raise Invalid("attachment.unwritable", name=path.name, detail=error.strerror or str(error)) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return found


@dataclass(frozen=True, slots=True)
class RemovedFile:
    """The key of a file that was taken away."""

    id: int


@operation(needs=Permission.CONTACTS_READ, one_call=True)
def remove_attachment(work: Work, *, attachment_id: int) -> RemovedFile:
    """Take a file away; its name stays in the history.

    Rejected where it was issued or belongs to a posted document, Denied where it is not one's own of this day and one
    has not the right to remove those of others.
    """
    work.value("SELECT company.remove_attachment(:company, :id)", id=attachment_id)
    return RemovedFile(attachment_id)


def _find(work: Work, attachment_id: int) -> Attachment:
    row = work.row(
        f"SELECT {_COLUMNS} FROM company.attachment WHERE company_id = :company AND id = :id",  # noqa: S608
        id=attachment_id,
    )
    if row is None:
        raise Invalid("record.not_found", table="company.attachment", id=attachment_id)
    return Attachment(*tuple(row))


def _store(work: Work, values: tuple[object, ...]) -> Attachment:
    cursor = work.connection.exec_driver_sql(
        "SELECT company.attach(%s, %s, %s, %s, %s, %s, %s, %s)", (work.company_id, *values)
    )
    return _find(work, cursor.scalar_one())
