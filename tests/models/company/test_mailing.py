"""What is e-mailed is kept and noted before it leaves, never sent twice silently, and worded as the company likes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.company.issued import kept_document
from models.company.letters import check_words, read_templates, save_template, standard_template
from models.company.mailing import (
    MailServer,
    MessageState,
    OutgoingMail,
    begin_message,
    end_message,
    messages_of,
    read_mail_server,
    save_mail_server,
)
from models.database.errors import Denied, Invalid, Rejected
from tests.support.office import Office

SERVER = MailServer("smtp.example.se", user="post", from_address="faktura@example.se")
STATEMENT = "finance.statement"


@pytest.fixture
def mail(office: Office) -> OutgoingMail:
    """A statement of account."""
    party = office.owner().execute("SELECT min(id) FROM contacts.party").fetchone()
    if party is None or party[0] is None:
        party = (
            office.owner()
            .execute("INSERT INTO contacts.party (code, kind, name) VALUES ('K1', 'organisation', 'Åkes') RETURNING id")
            .fetchone()
        )
    assert party is not None
    return OutgoingMail(STATEMENT, party[0], "anna@example.se", "Kontoutdrag", "Hej!", "Kontoutdrag.pdf", b"%PDF-1")


def test_the_server_is_set_by_an_administrator_and_read_by_who_sends(office: Office) -> None:
    office.session("administrator").run(save_mail_server, server=SERVER)
    assert office.session("seller").read(read_mail_server) == SERVER
    with pytest.raises(Denied):
        office.session("accountant").run(save_mail_server, server=SERVER)
    with pytest.raises(Invalid, match="bad_address"):
        office.session("administrator").run(save_mail_server, server=replace(SERVER, from_address="faktura"))
    office.session("administrator").run(save_mail_server, server=MailServer())
    assert office.session("seller").read(read_mail_server) is None


def test_a_message_keeps_its_pdf_is_noted_before_and_after_and_goes_again_only_when_asked(
    office: Office, mail: OutgoingMail
) -> None:
    clerk = office.session("finance_clerk")
    begun = clerk.run(begin_message, mail=mail, message_id="<1@x>")
    (under_way,) = clerk.read(messages_of, subject=STATEMENT, subject_id=mail.subject_id)
    assert (under_way.state, under_way.recipient) == (MessageState.SENDING, "anna@example.se")

    with pytest.raises(Rejected, match=r"message.already"):
        clerk.run(begin_message, mail=mail, message_id="<2@x>")
    clerk.run(end_message, id=begun.id, state=MessageState.HANDED_OVER)
    with pytest.raises(Invalid, match=r"message.ended"):
        clerk.run(end_message, id=begun.id, state=MessageState.FAILED, reason="no")
    clerk.run(begin_message, mail=mail, message_id="<3@x>", again=True)
    sent = clerk.read(messages_of, subject=STATEMENT, subject_id=mail.subject_id)
    kept = clerk.read(kept_document, subject=STATEMENT, subject_id=mail.subject_id)

    assert [one.state for one in sent] == [MessageState.SENDING, MessageState.HANDED_OVER]
    assert kept is not None
    assert (kept.version, kept.unchanged, kept.sha256) == (1, True, sent[0].sha256)


def test_what_failed_is_sent_again_without_asking(office: Office, mail: OutgoingMail) -> None:
    clerk = office.session("finance_clerk")
    begun = clerk.run(begin_message, mail=mail, message_id="<1@x>")
    clerk.run(end_message, id=begun.id, state=MessageState.FAILED, reason="refused")
    clerk.run(begin_message, mail=mail, message_id="<2@x>")


def test_one_that_was_cut_off_is_told_as_uncertain(office: Office, mail: OutgoingMail) -> None:
    clerk = office.session("finance_clerk")
    clerk.run(begin_message, mail=mail, message_id="<1@x>")
    office.owner().execute("UPDATE company.sent_message SET begun_at = now() - interval '6 minutes'")
    (cut,) = clerk.read(messages_of, subject=STATEMENT, subject_id=mail.subject_id)
    assert cut.state is MessageState.UNCERTAIN


def test_another_content_is_a_further_version_and_damage_is_found(office: Office, mail: OutgoingMail) -> None:
    clerk = office.session("finance_clerk")
    clerk.run(begin_message, mail=mail, message_id="<1@x>")
    clerk.run(begin_message, mail=replace(mail, pdf=b"%PDF-2"), message_id="<2@x>")
    kept = clerk.read(kept_document, subject=STATEMENT, subject_id=mail.subject_id)
    assert kept is not None
    assert (kept.version, kept.unchanged) == (2, True)

    office.owner().execute("ALTER TABLE company.attachment_chunk DISABLE TRIGGER USER")
    office.owner().execute("UPDATE company.attachment_chunk SET content = '%PDF-3'")
    damaged = clerk.read(kept_document, subject=STATEMENT, subject_id=mail.subject_id)
    assert damaged is not None
    assert not damaged.unchanged


def test_a_company_words_its_letters_itself_until_it_takes_the_standard_back(office: Office) -> None:
    administrator = office.session("administrator")
    own = administrator.run(save_template, kind="invoice", language="en", subject="Bill {number}", text="Hi {name}!")
    assert own in office.session("seller").read(read_templates)
    administrator.run(save_template, kind="invoice", language="en", subject="", text="")
    assert standard_template("invoice", "en") in office.session("seller").read(read_templates)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Bill {numer}", "unknown_place"),
        ("Bill {number.__class__}", "unknown_place"),
        ("Bill {number!r}", "unknown_place"),
        ("Bill {", "broken_place"),
        ("Bill\nNo", "too_long"),
        (" ", "empty"),
    ],
)
def test_placeholders_are_checked(words: str, code: str) -> None:
    with pytest.raises(Invalid, match=f"letter.{code}"):
        check_words("subject", "invoice", words)
