"""E-mails with documents: the server they go through, and what was sent of which record, by whom, and how it ended."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum

from models.company.attachments import IssuedDocument, issue_document
from models.company.letters import mail_settings
from models.company.settings import write_setting
from models.database.errors import Invalid
from models.database.rights import Permission
from models.database.work import Work, operation

_KEY = "mail.server"
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
_HIGHEST_PORT = 65535


class Security(StrEnum):
    """How a connection to the server is kept from others' eyes."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mails are handed over, and in whose name; the password of `user` is kept by each computer."""

    host: str = ""
    port: int = 587
    security: Security = Security.STARTTLS
    user: str = ""
    from_address: str = ""
    from_name: str = ""
    reply_to: str = ""
    copy_to_self: bool = False


class MessageState(StrEnum):
    """How far a message came; UNCERTAIN: nobody but its receiver knows whether it arrived."""

    SENDING = "sending"
    HANDED_OVER = "handed_over"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A letter with its PDF about a record; `once`: the first PDF that was kept of it is the one for good."""

    subject: str
    subject_id: int
    recipient: str
    title: str
    text: str
    filename: str
    pdf: bytes
    once: bool = False


@dataclass(frozen=True, slots=True)
class SentMessage:
    """One message; `by` is a full name, `reason` why it failed, `sha256` that of its PDF in hexadecimal digits."""

    id: int
    recipient: str
    title: str
    at: datetime
    by: str
    message_id: str
    state: MessageState
    reason: str
    sha256: str


@dataclass(frozen=True, slots=True)
class BegunMessage:
    """The row of a message that is about to be handed over."""

    id: int


# One that has been under way for so long was cut off between handing over and noting it.
_MESSAGES = """
    SELECT m.id, m.recipient, m.title, m.begun_at, u.full_name, m.message_id,
           CASE WHEN m.state = 'sending' AND m.begun_at < now() - interval '5 minutes' THEN 'uncertain'
                ELSE m.state END AS state, m.reason, encode(m.sha256, 'hex') AS sha256
      FROM company.sent_message m JOIN company.app_user u ON u.id = m.sent_by
     WHERE m.company_id = :company AND m.subject = :subject AND m.subject_id = :subject_id ORDER BY m.id DESC
"""


@operation(needs=Permission.CONTACTS_READ)
def read_mail_server(work: Work) -> MailServer | None:
    """The server of the company, or None where none is set."""
    stored = mail_settings(work).get(_KEY)
    return MailServer(**{**stored, "security": Security(stored["security"])}) if stored else None


@operation(needs=Permission.COMPANY_EDIT)
def save_mail_server(work: Work, *, server: MailServer) -> MailServer | None:
    """Set the server of the company; one without a name takes the setting away."""
    if not server.host:
        write_setting(work, key=_KEY, value=None)
        return None
    if not 0 < server.port <= _HIGHEST_PORT:
        raise Invalid("mail.bad_port", field="port")
    if not is_address(server.from_address):
        raise Invalid("mail.bad_address", field="from_address")
    if server.reply_to and not is_address(server.reply_to):
        raise Invalid("mail.bad_address", field="reply_to")
    write_setting(work, key=_KEY, value=asdict(server))
    return server


@operation(needs=Permission.CONTACTS_READ)
def messages_of(work: Work, *, subject: str, subject_id: int) -> tuple[SentMessage, ...]:
    """What was sent of a record, the newest first; `subject` is its table, "finance.statement" for statements."""
    rows = work.rows(_MESSAGES, subject=subject, subject_id=subject_id)
    return tuple(replace(SentMessage(*tuple(row)), state=MessageState(row.state)) for row in rows)


@operation(needs=Permission.CONTACTS_READ)
def begin_message(work: Work, *, mail: OutgoingMail, message_id: str, again: bool = False) -> BegunMessage:
    """Keep the PDF of a message and note that it is about to be handed over.

    Rejected where this PDF was sent before, or may have been, unless `again`; Invalid where another is kept for good.
    """
    issue_document(
        work,
        subject=mail.subject,
        subject_id=mail.subject_id,
        document=IssuedDocument(mail.filename, mail.pdf),
        versions=not mail.once,
    )
    cursor = work.connection.exec_driver_sql(
        "SELECT company.begin_message(%s, %s, %s, %s, %s, %s, %s, %s)",
        (
            work.company_id,
            mail.subject,
            mail.subject_id,
            mail.recipient,
            mail.title,
            message_id,
            hashlib.sha256(mail.pdf).digest(),
            again,
        ),
    )
    return BegunMessage(cursor.scalar_one())


@operation(needs=Permission.CONTACTS_READ)
def end_message(work: Work, *, id: int, state: MessageState, reason: str = "") -> None:  # noqa: A002 - as the row calls it
    """Note once how a message ended."""
    work.value("SELECT company.end_message(:company, :id, :state, :reason)", id=id, state=state, reason=reason)


def is_address(text: str) -> bool:
    """Whether `text` has the shape of one e-mail address."""
    return _ADDRESS.fullmatch(text) is not None
