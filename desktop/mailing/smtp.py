"""One message handed over to a mail server; every way in which that fails has a code that says what to do."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP as WIRE

from models.company.mailing import MailServer, Security
from models.database.errors import Denied, Invalid, KontorError, Rejected, Unavailable

_TIMEOUT = 20.0  # seconds without an answer
_OK, _ALSO_OK = 250, 251

#: The failures after which only the receiver knows whether the message came.
UNCERTAIN = frozenset({"mail.cut_off"})


def hand_over(server: MailServer, password: str, message: EmailMessage, *, timeout: float = _TIMEOUT) -> None:
    """Give `message` to the server: for everybody in its To, or for none of them.

    Not for the GUI thread. Raises KontorError with a code `mail.…`; one of UNCERTAIN where it may have arrived.
    """
    recipients = [address.addr_spec for address in message["To"].addresses]
    _demand_plain((server.from_address, *recipients))
    with _connected(server, timeout) as smtp:
        _sign_in(smtp, server, password)
        _address(smtp, server, recipients)
        _give(smtp, message)
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()  # it is taken already


def _demand_plain(addresses: Sequence[str]) -> None:
    for address in addresses:
        if not address.isascii():
            raise Invalid("mail.not_ascii", address=address)


@contextmanager
def _connected(server: MailServer, timeout: float) -> Iterator[smtplib.SMTP]:
    with _reaching(server):
        smtp = _open(server, timeout)
    try:
        yield smtp
    finally:
        smtp.close()


def _open(server: MailServer, timeout: float) -> smtplib.SMTP:
    """Connected, greeted, and as secret as was asked for."""
    context = ssl.create_default_context()
    if server.security is Security.TLS:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=timeout)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security is Security.STARTTLS:
            smtp.starttls(context=context)
            smtp.ehlo()
    except BaseException:
        smtp.close()
        raise
    return smtp


@contextmanager
def _reaching(server: MailServer) -> Iterator[None]:
    """Tell why a server is not reached."""
    where = {"host": server.host, "port": server.port}
    try:
        yield
    except (socket.gaierror, UnicodeError) as error:
        raise Unavailable("mail.name_not_found", **where) from error
    except ssl.SSLCertVerificationError as error:
        raise Unavailable("mail.certificate", detail=error.verify_message, **where) from error
    except ssl.SSLError as error:
        raise Unavailable("mail.wrong_security", **where) from error
    except ConnectionRefusedError as error:
        raise Unavailable("mail.refused", **where) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Unavailable("mail.no_starttls", **where) from error
    except TimeoutError as error:
        raise Unavailable("mail.no_answer", **where) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable("mail.no_mail_server", detail=_words(error), **where) from error


def _sign_in(smtp: smtplib.SMTP, server: MailServer, password: str) -> None:
    if not server.user:
        return
    try:
        smtp.login(server.user, password)
    except smtplib.SMTPAuthenticationError as error:
        raise Denied("mail.wrong_password", user=server.user, detail=_words(error)) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Rejected("mail.no_sign_in", host=server.host) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable("mail.cut_early", detail=_words(error)) from error


def _address(smtp: smtplib.SMTP, server: MailServer, recipients: Sequence[str]) -> None:
    sender = server.from_address
    try:
        code, reply = smtp.mail(sender)
        if code != _OK:
            raise Rejected("mail.sender_refused", address=sender, detail=_text(reply))
        for recipient in recipients:
            code, reply = smtp.rcpt(recipient)
            if code not in {_OK, _ALSO_OK}:
                raise _refusal(recipient, _text(reply))
        if server.copy_to_self:
            smtp.rcpt(sender)  # whether its own copy is taken stops no message
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable("mail.cut_early", detail=_words(error)) from error


def _refusal(recipient: str, detail: str) -> KontorError:
    """Servers say in words alone whether they pass nothing on from here or know no such receiver."""
    if any(word in detail.lower() for word in ("relay", "authenticat", "not permitted")):
        return Denied("mail.relay_denied", detail=detail)
    return Rejected("mail.recipient_refused", address=recipient, detail=detail)


def _give(smtp: smtplib.SMTP, message: EmailMessage) -> None:
    try:
        code, reply = smtp.data(message.as_bytes(policy=WIRE))
    except smtplib.SMTPDataError as error:
        raise Rejected("mail.message_refused", detail=_words(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unavailable("mail.cut_off") from error
    if code != _OK:
        raise Rejected("mail.message_refused", detail=_text(reply))


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _text(error.smtp_error)
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)


def _text(reply: bytes | str) -> str:
    """A server's own words, as a part of a sentence."""
    said = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
    return said.strip().rstrip(".")
