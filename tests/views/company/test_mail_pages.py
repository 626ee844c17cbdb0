"""The mail server is set, tried out and given its password; letters are worded, and the standard comes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from models.company.letters import LETTERS, standard_template
from models.company.mailing import MailServer, Security, save_mail_server
from models.database.errors import Unavailable
from resources.language import LANGUAGES
from tests.support.fake_host import FakeHost
from views.company.letter_pages import LetterDraft, LetterPage, LettersPage
from views.company.mail_page import MailPage
from views.kit.host import Link
from views.kit.page import Page

Show = Callable[[QWidget], None]
SERVER = MailServer("smtp.example.se", user="post", from_address="oss@example.se")


def trigger(page: Page, action_id: str) -> None:
    next(action for action in page.actions_bound if action.declared.id == action_id).trigger()


def mail_page(show: Show, server: MailServer = SERVER) -> tuple[FakeHost, MailPage]:
    host = FakeHost(answers={"read_server": server, "save_mail_server": server})
    page = MailPage(host, Link("company.mail"))
    show(page)
    return host, page


def test_a_test_takes_what_is_typed_and_says_what_failed(show: Show) -> None:
    host, page = mail_page(show)
    page.card.password.setText("en fras")
    host.mailer.failures = [Unavailable("mail.refused", host="smtp.example.se", port=587)]
    page.card.test_button.click()
    assert host.mailer.tried == [(SERVER, "en fras")]
    assert page.card.result.text() == "mail.refused (host='smtp.example.se', port=587)"

    page.card.test_button.click()
    assert page.card.result.text() == "The server took the message. See whether it arrives at oss@example.se."


def test_the_password_goes_to_the_computer_alone_and_leaves_the_field(show: Show) -> None:
    host, page = mail_page(show)
    page.card.password.setText("en fras")
    page.card.keep_button.click()
    trigger(page, "form.save")

    assert (host.mailer.passwords, page.card.password.text()) == (["en fras"], "")
    assert host.ran == [(save_mail_server, {"server": SERVER})]
    host.mailer.keeps = False
    page.card.password.setText("en fras")
    page.card.keep_button.click()
    assert page.card.result.text().startswith("This computer has no password store.")


def test_without_security_it_is_warned_and_without_a_server_nothing_is_tested(show: Show) -> None:
    _host, page = mail_page(show, MailServer(security=Security.NONE))
    assert page.warning.isVisible()
    assert not page.card.test_button.isEnabled()
    _host, page = mail_page(show)
    assert not page.warning.isVisible()


def test_letters_of_every_kind_and_language_open(show: Show) -> None:
    templates = tuple(standard_template(kind, language) for kind in LETTERS for language in LANGUAGES)
    host = FakeHost(answers={"read_templates": templates})
    page = LettersPage(host, Link("company.letters"))
    show(page)
    assert len(page.table.rows) == len(LETTERS) * len(LANGUAGES)
    assert page.table.rows[1].values == ("Invoice", "English", "Invoice {number} – {company}", "Standard")
    assert page.table.rows[1].opens == Link("company.letter", "invoice.en")


def test_own_words_are_saved_and_the_standard_ones_are_no_own_words(show: Show) -> None:
    own = LetterDraft("invoice", "en", "Bill {number}", "Hi {name}!")
    host = FakeHost(answers={"read_letter": own, "save_template": standard_template("invoice", "en")})
    page = LetterPage(host, Link("company.letter", "invoice.en"))
    show(page)
    text = page.form.boxes["text"].editor
    assert isinstance(text, QPlainTextEdit)
    text.setPlainText("Hi {company}!")
    trigger(page, "form.save")
    assert host.ran[-1][1] == {"kind": "invoice", "language": "en", "subject": "Bill {number}", "text": "Hi {company}!"}

    trigger(page, "company.letter.standard")
    trigger(page, "form.save")
    assert host.ran[-1][1] == {"kind": "invoice", "language": "en", "subject": "", "text": ""}
    assert host.opened[-1] == Link("company.letters")
