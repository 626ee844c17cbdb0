"""A document sent for real: kept, noted before it leaves and after, never twice silently, no password left behind."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.desk import open_desktop
from desktop.mailing import tasks
from desktop.mailing.passwords import keep_password
from desktop.mailing.tasks import sending, trying
from desktop.settings import Settings
from desktop.tasks.job import Job
from models.company.issued import kept_document, sha256_of
from models.company.mailing import (
    MailServer,
    MessageState,
    OutgoingMail,
    Security,
    SentMessage,
    messages_of,
    save_mail_server,
)
from models.database.errors import KontorError, Unavailable
from models.database.session import Session
from tests.support.desk import Answers
from tests.support.mail_server import PASSWORD, MailWorld, mail_server
from tests.support.office import Office

STATEMENT = "finance.statement"


@pytest.fixture
def world() -> Iterator[MailWorld]:
    """A server that asks for a password."""
    with mail_server(MailWorld(signs_in=True)) as running:
        yield running


@pytest.fixture
def server(office: Office, world: MailWorld) -> MailServer:
    """The company's settings, with the password kept on this computer."""
    made = MailServer("127.0.0.1", world.port, Security.NONE, "post", "oss@example.se", "Åkes & Co", "svar@example.se")
    office.session("administrator").run(save_mail_server, server=made)
    keep_password(made, PASSWORD)
    return made


@pytest.fixture
def mail(office: Office) -> OutgoingMail:
    """A statement of account."""
    party = office.value("INSERT INTO contacts.party (code, kind, name) VALUES ('K1', 'person', 'Anna') RETURNING id")
    return OutgoingMail(STATEMENT, party, "anna@example.se", "Kontoutdrag", "Hej!", "Kontoutdrag.pdf", b"%PDF-1")


@pytest.fixture
def clerk(office: Office) -> Session:
    """Who sends."""
    return office.session("finance_clerk")


def send(clerk: Session, mail: OutgoingMail, *, again: bool = False) -> str:
    return sending(clerk, mail, again=again)(Job(lambda *_step: None))


def failure(clerk: Session, mail: OutgoingMail) -> str:
    with pytest.raises(KontorError) as caught:
        send(clerk, mail)
    return caught.value.code


def noted(clerk: Session, mail: OutgoingMail) -> tuple[SentMessage, ...]:
    return clerk.read(messages_of, subject=mail.subject, subject_id=mail.subject_id)


def test_what_arrives_is_what_is_kept_and_noted(
    clerk: Session, server: MailServer, world: MailWorld, mail: OutgoingMail
) -> None:
    assert send(clerk, mail) == "anna@example.se"
    message = message_from_bytes(world.taken[0], policy=policy.default)
    (pdf,) = message.iter_attachments()
    (sent,) = noted(clerk, mail)
    kept = clerk.read(kept_document, subject=mail.subject, subject_id=mail.subject_id)

    assert (message["From"], message["Reply-To"]) == ("Åkes & Co <oss@example.se>", server.reply_to)
    assert (sent.state, sent.message_id) == (MessageState.HANDED_OVER, message["Message-ID"])
    assert kept is not None
    assert sha256_of(pdf.get_content()) == sent.sha256 == kept.sha256


@pytest.mark.usefixtures("server")
def test_the_same_goes_a_second_time_only_when_that_is_asked_for(
    clerk: Session, world: MailWorld, mail: OutgoingMail
) -> None:
    send(clerk, mail)
    assert failure(clerk, mail) == "message.already"
    assert len(world.taken) == 1
    send(clerk, mail, again=True)
    assert len(world.taken) == 2


@pytest.mark.usefixtures("server")
def test_a_refusal_is_noted_with_its_reason_and_tried_again_freely(
    clerk: Session, world: MailWorld, mail: OutgoingMail
) -> None:
    world.refuses["anna@example.se"] = "550 5.1.1 No such user here"
    assert failure(clerk, mail) == "mail.recipient_refused"
    (refused,) = noted(clerk, mail)
    assert refused.state is MessageState.FAILED
    assert "No such user here" in refused.reason
    world.refuses.clear()
    send(clerk, mail)
    assert [one.state for one in noted(clerk, mail)] == [MessageState.HANDED_OVER, MessageState.FAILED]


@pytest.mark.usefixtures("server")
def test_a_cut_after_the_content_leaves_it_uncertain_and_nothing_goes_twice(
    clerk: Session, world: MailWorld, mail: OutgoingMail
) -> None:
    world.cuts_at = "."
    assert failure(clerk, mail) == "mail.cut_off"
    assert [one.state for one in noted(clerk, mail)] == [MessageState.UNCERTAIN]
    assert failure(clerk, mail) == "message.already"
    assert len(world.taken) == 1


@pytest.mark.usefixtures("server", "world")
def test_a_crash_before_it_is_noted_leaves_a_trace_and_sends_nothing_twice(
    clerk: Session, mail: OutgoingMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_arguments: object) -> None:
        raise SystemExit

    monkeypatch.setattr(tasks, "hand_over", crash)
    with pytest.raises(SystemExit):
        send(clerk, mail)
    monkeypatch.undo()
    assert [one.state for one in noted(clerk, mail)] == [MessageState.SENDING]
    assert failure(clerk, mail) == "message.already"


@pytest.mark.usefixtures("server")
def test_a_message_that_went_and_could_not_be_noted_is_no_failure(
    clerk: Session, world: MailWorld, mail: OutgoingMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_arguments: object, **_named: object) -> None:
        raise Unavailable("database.connection_lost")

    monkeypatch.setattr(tasks, "end_message", lost)
    assert failure(clerk, mail) == "mail.not_noted"
    assert len(world.taken) == 1


def test_without_a_server_or_its_password_nothing_is_noted(
    office: Office, clerk: Session, world: MailWorld, mail: OutgoingMail
) -> None:
    assert failure(clerk, mail) == "mail.no_server"
    other = MailServer("127.0.0.1", world.port, Security.NONE, "nobody", "oss@example.se")
    office.session("administrator").run(save_mail_server, server=other)
    assert failure(clerk, mail) == "mail.no_password"
    assert noted(clerk, mail) == ()


def test_a_broken_header_is_told_and_nothing_noted(clerk: Session, server: MailServer, mail: OutgoingMail) -> None:
    del server
    assert failure(clerk, replace(mail, title="Two\nlines")) == "mail.wrong_words"
    assert noted(clerk, mail) == ()


def test_the_test_message_goes_to_the_sender(server: MailServer, world: MailWorld) -> None:
    assert trying(server, PASSWORD)(Job(lambda *_step: None)) == "oss@example.se"
    assert world.receivers == [["oss@example.se"]]


@pytest.mark.usefixtures("server")
def test_no_password_lies_in_the_database_or_the_log(
    office: Office, clerk: Session, mail: OutgoingMail, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        send(clerk, mail)
    stored = office.value(
        "SELECT (SELECT string_agg(s::text, '') FROM company.setting s)"
        " || (SELECT string_agg(e::text, '') FROM audit.entry e)"
        " || (SELECT string_agg(m::text, '') FROM company.sent_message m)"
    )
    assert "127.0.0.1" in stored
    assert PASSWORD not in stored + caplog.text


@pytest.mark.usefixtures("server")
def test_a_window_sends_tries_and_keeps_passwords_off_its_own_thread(  # noqa: PLR0917 - what it stands on
    clerk: Session,
    server: MailServer,
    world: MailWorld,
    mail: OutgoingMail,
    answers: Answers,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    window = open_desktop(clerk, settings=Settings(tmp_path))
    mailer = window.host.mailer
    try:
        mailer.keep_password(server, PASSWORD, on_done=answers.done)
        mailer.try_out(server, "", on_done=answers.done, on_failed=answers.failed)
        mailer.send(mail, on_done=answers.done, on_failed=answers.failed)
        qtbot.waitUntil(lambda: answers.count == 3)
    finally:
        window.end()
        window.runner.wait_until_ended()
        window.deleteLater()

    # The tests' computer has no password store, so the password is kept until the program ends.
    assert set(answers.values) == {False, "oss@example.se", "anna@example.se"}
    assert len(world.taken) == 2
