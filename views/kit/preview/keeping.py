"""A document that leaves the house is kept as it is, by whoever has the right to issue it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from models.company.attachments import Attachment, IssuedDocument, issue_document
from models.company.mailing import OutgoingMail
from views.kit.host import Host, Job, Kept, PrintJob
from views.kit.preview.letter import Letter

if TYPE_CHECKING:
    from models.database.errors import KontorError


def keeps(host: Host, document: PrintJob) -> bool:
    """Whether the user keeps this document when it goes out."""
    return document.kept is not None and host.allows(document.kept.needs)


def keep(
    host: Host,
    document: PrintJob,
    pdf: bytes,
    *,
    on_done: Callable[[Attachment], None],
    on_failed: Callable[[KontorError], None] | None = None,
) -> Job:
    """Keep a PDF of a document that `keeps` said yes to."""
    kept = _kept(document)
    arguments = {
        "subject": kept.subject,
        "subject_id": kept.key,
        "document": IssuedDocument(document.filename, pdf),
        "versions": not kept.once,
    }
    return host.run(issue_document, arguments, on_done=on_done, on_failed=on_failed)


def mail_of(document: PrintJob, letter: Letter, pdf: bytes) -> OutgoingMail:
    """A letter with its document, about the record that it is kept with."""
    kept = document.kept or Kept("", 0, "")
    return OutgoingMail(
        kept.subject, kept.key, letter.recipient, letter.subject, letter.text, document.filename, pdf, kept.once
    )


def _kept(document: PrintJob) -> Kept:
    if document.kept is None:
        message = f"{document.title} is not kept"
        raise TypeError(message)
    return document.kept
