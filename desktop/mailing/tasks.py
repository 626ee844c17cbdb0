"""Sending as tasks: the message is noted before it is handed over, and how that ended afterwards."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import localtime, make_msgid

from desktop.mailing.passwords import kept_password
from desktop.mailing.smtp import UNCERTAIN, hand_over
from desktop.messages import explain
from desktop.tasks.job import Job
from desktop.tasks.runner import Task
from models.company.mailing import (
    BegunMessage,
    MailServer,
    MessageState,
    OutgoingMail,
    begin_message,
    end_message,
    read_mail_server,
)
from models.database.errors import Invalid, KontorError, Rejected, Unavailable
from models.database.session import Session
from resources.language import _
from views.kit.preview.drafting import mail_message


def sending(session: Session, mail: OutgoingMail, *, again: bool) -> Task[str]:
    """Keep, note, hand over, and note how it ended; answers the address. Nothing of it waits in the GUI thread."""

    def task(job: Job) -> str:
        server = session.read(read_mail_server)
        if server is None:
            raise Rejected("mail.no_server")
        message = _message(server, mail)
        password = _password(server)
        job.check()
        begun = session.run(begin_message, mail=mail, message_id=str(message["Message-ID"]), again=again)
        _hand_over(session, begun, server, password, message)
        return mail.recipient

    return task


def trying(server: MailServer, password: str) -> Task[str]:
    """Send a short message to the server's own sender; answers the address."""

    def task(job: Job) -> str:
        del job
        text = _("This message was sent to try the mail server out. Documents can be e-mailed now.")
        mail = OutgoingMail("", 0, server.from_address, _("Test message"), text, "", b"")
        hand_over(server, password or _password(server), _message(server, mail))
        return server.from_address

    return task


def _password(server: MailServer) -> str:
    password = kept_password(server) if server.user else ""
    if password is None:
        raise Rejected("mail.no_password", user=server.user, host=server.host)
    return password


def _message(server: MailServer, mail: OutgoingMail) -> EmailMessage:
    try:
        message = mail_message(mail)
        message["From"] = Address(server.from_name, addr_spec=server.from_address)
        if server.reply_to:
            message["Reply-To"] = server.reply_to
    except (ValueError, IndexError) as error:  # the standard library answers some broken addresses with the latter
        raise Invalid("mail.wrong_words", detail=str(error)) from error
    message["Date"] = localtime()
    message["Message-ID"] = make_msgid(domain=server.from_address.rpartition("@")[2])
    return message


def _hand_over(session: Session, begun: BegunMessage, server: MailServer, password: str, message: EmailMessage) -> None:
    try:
        hand_over(server, password, message)
    except KontorError as error:
        state = MessageState.UNCERTAIN if error.code in UNCERTAIN else MessageState.FAILED
        session.run(end_message, id=begun.id, state=state, reason=explain(error))
        raise
    try:
        session.run(end_message, id=begun.id, state=MessageState.HANDED_OVER)
    except Unavailable as error:
        raise Unavailable("mail.not_noted") from error
