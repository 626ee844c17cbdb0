"""Documents kept as they left the house, each version with its SHA-256, which is checked whenever it is told of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from models.database.rights import Permission
from models.database.work import Work, operation


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """The latest version that was kept of a document; `unchanged` says that its content still has its SHA-256."""

    attachment_id: int
    name: str
    at: datetime
    sha256: str
    version: int
    unchanged: bool


_KEPT = """
    SELECT a.id, a.name, a.added_at, encode(a.sha256, 'hex') AS sha256, count(*) OVER () AS version,
           (SELECT sha256(string_agg(c.content, ''::bytea ORDER BY c.position)) = a.sha256
              FROM company.attachment_chunk c WHERE c.attachment_id = a.id) IS TRUE AS unchanged
      FROM company.attachment a
     WHERE a.company_id = :company AND a.subject = :subject AND a.subject_id = :subject_id AND a.kind = 'issued'
     ORDER BY a.id DESC LIMIT 1
"""


@operation(needs=Permission.CONTACTS_READ)
def kept_document(work: Work, *, subject: str, subject_id: int) -> KeptDocument | None:
    """What is kept of the document of a record, its content checked; None where it has not left the house."""
    row = work.row(_KEPT, subject=subject, subject_id=subject_id)
    return KeptDocument(*tuple(row)) if row is not None else None


def sha256_of(content: bytes) -> str:
    """The SHA-256 of a content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
