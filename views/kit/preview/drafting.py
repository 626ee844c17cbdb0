"""An e-mail with its PDF as a file that the person's own mail program opens as a draft, ready to be sent."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP


def mail_draft(recipient: str, subject: str, text: str, name: str, pdf: bytes) -> bytes:
    """An unsent message as RFC 5322 says, lines ended by CR LF; ValueError where an address or subject breaks it."""
    message = EmailMessage(policy=SMTP)
    message["To"] = recipient
    message["Subject"] = subject
    message["X-Unsent"] = "1"  # mail programs open it to be written on, not to be read
    message.set_content(text)
    message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()
