"""Messages handed over to a real mail server over real sockets, and every way in which that fails told apart."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from desktop.mailing.messages import MESSAGES
from desktop.mailing.smtp import UNCERTAIN, hand_over
from desktop.messages import explain
from models.company.mailing import MailServer, OutgoingMail, Security
from models.database.errors import KontorError
from tests.support.mail_server import PASSWORD, MailWorld, certificate, free_port, mail_server, tls_of
from views.kit.preview.drafting import mail_message

MAIL = OutgoingMail("finance.invoice", 7, "anna@example.se", "Faktura 7", "Hej Åke!\n", "Faktura 7.pdf", b"%PDF-1")


def server_of(world: MailWorld, security: Security = Security.NONE) -> MailServer:
    return MailServer("127.0.0.1", world.port, security, "post" if world.signs_in else "", "oss@example.se")


def give(server: MailServer, password: str = PASSWORD, mail: OutgoingMail = MAIL) -> None:
    message = mail_message(mail)
    message["From"] = server.from_address
    hand_over(server, password, message, timeout=2)


def refused(server: MailServer, password: str = PASSWORD, mail: OutgoingMail = MAIL) -> str:
    """The code of the failure; its text must say more than the code."""
    with pytest.raises(KontorError) as caught:
        give(server, password, mail)
    assert explain(caught.value).count("…") == 0
    assert caught.value.code in MESSAGES
    return caught.value.code


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A certificate of this computer that nobody trusts yet."""
    return certificate(tmp_path)


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_message_with_its_pdf_arrives_whole_through_tls_and_a_sign_in(
    made: Path, monkeypatch: pytest.MonkeyPatch, security: Security
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(made))
    world = MailWorld(tls_of(made), at_once=security is Security.TLS, signs_in=True)
    with mail_server(world):
        give(replace(server_of(world, security), copy_to_self=True))
    message = message_from_bytes(world.taken[0], policy=policy.default)
    (pdf,) = message.iter_attachments()

    assert world.receivers == [["anna@example.se", "oss@example.se"]]
    assert (message["To"], message["Subject"]) == ("anna@example.se", "Faktura 7")
    assert (pdf.get_filename(), pdf.get_content()) == ("Faktura 7.pdf", b"%PDF-1")


def test_a_certificate_that_nobody_vouches_for_is_not_taken(made: Path) -> None:
    with mail_server(MailWorld(tls_of(made))) as world:
        assert refused(server_of(world, Security.STARTTLS)) == "mail.certificate"
    assert world.taken == []


def test_a_server_that_is_not_there_or_speaks_otherwise_is_told(made: Path) -> None:
    nowhere = MailServer("127.0.0.1", free_port(), Security.NONE, "", "oss@example.se")
    assert refused(nowhere) == "mail.refused"
    assert refused(replace(nowhere, host="no.such.name.invalid")) == "mail.name_not_found"
    with mail_server(MailWorld()) as world:
        assert refused(server_of(world, Security.STARTTLS)) == "mail.no_starttls"
        assert refused(server_of(world, Security.TLS)) == "mail.wrong_security"
        assert refused(replace(server_of(world), user="post")) == "mail.no_sign_in"
    with mail_server(MailWorld(tls_of(made), at_once=True)) as world:
        assert refused(server_of(world)) in {"mail.no_answer", "mail.no_mail_server"}


def test_a_wrong_password_is_told_apart_from_a_server_that_wants_one() -> None:
    with mail_server(MailWorld(signs_in=True)) as world:
        assert refused(server_of(world), "fel") == "mail.wrong_password"
        assert refused(replace(server_of(world), user="")) == "mail.relay_denied"
    assert world.taken == []


def test_a_receiver_that_is_not_there_is_named_and_none_of_several_gets_it() -> None:
    world = MailWorld(refuses={"anna@example.se": "550 5.1.1 No such user here"})
    with mail_server(world):
        assert refused(server_of(world)) == "mail.recipient_refused"
        both = replace(MAIL, recipient="bo@example.se, anna@example.se")
        assert refused(server_of(world), mail=both) == "mail.recipient_refused"
        assert refused(server_of(world), mail=replace(MAIL, recipient="åke@example.se")) == "mail.not_ascii"
    assert world.taken == []


def test_a_domain_with_letters_of_its_language_is_reached() -> None:
    with mail_server(MailWorld()) as world:
        give(server_of(world), mail=replace(MAIL, recipient="info@café.example"))
    assert world.receivers == [["info@xn--caf-dma.example"]]


@pytest.mark.parametrize(
    ("at", "code"), [("EHLO", "mail.no_mail_server"), ("MAIL", "mail.cut_early"), (".", "mail.cut_off")]
)
def test_a_cut_before_the_content_is_a_failure_and_one_after_it_uncertain(at: str, code: str) -> None:
    with mail_server(MailWorld(cuts_at=at)) as world:
        assert refused(server_of(world)) == code
    assert (code in UNCERTAIN) is (at == ".")


def test_neither_password_nor_letter_stands_in_a_failure() -> None:
    with mail_server(MailWorld(signs_in=True)) as world, pytest.raises(KontorError) as caught:
        give(server_of(world), "ett annat")
    assert "ett annat" not in f"{caught.value!r} {caught.value} {explain(caught.value)}"
