"""An e-mail with its PDF: as a message, and as a file that the person's own mail program opens as a draft."""

from __future__ import annotations

import mimetypes
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP

from models.company.mailing import OutgoingMail


def mail_message(mail: OutgoingMail) -> EmailMessage:
    """A message as RFC 5322 says, from nobody yet; ValueError where an address or subject breaks it."""
    message = EmailMessage(policy=SMTP)
    message["To"] = ", ".join(_encoded(address.strip()) for address in mail.recipient.split(","))
    message["Subject"] = mail.title
    message.set_content(mail.text)
    if mail.pdf:
        kind = (mimetypes.guess_type(mail.filename)[0] or "application/pdf").partition("/")
        message.add_attachment(mail.pdf, maintype=kind[0], subtype=kind[2], filename=mail.filename)
    return message


def mail_draft(mail: OutgoingMail) -> bytes:
    """An unsent message, lines ended by CR LF; ValueError where an address or subject breaks it."""
    message = mail_message(mail)
    message["X-Unsent"] = "1"  # mail programs open it to be written on, not to be read
    return message.as_bytes()


def _encoded(address: str) -> str:
    """An address as it travels: a domain with letters such as é in the letters that all servers take."""
    name, at, domain = address.rpartition("@")
    with suppress(UnicodeError):
        domain = domain if domain.isascii() else domain.encode("idna").decode()
    return f"{name}{at}{domain}"
