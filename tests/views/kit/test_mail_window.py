"""An e-mail is looked at and changed before it is sent; what fails is said in its window, and twice is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.company.issued import KeptDocument
from models.company.letters import Letter
from models.company.mailing import MailServer, MessageState, OutgoingMail, SentMessage
from models.database.errors import Invalid, Rejected, Unavailable
from models.database.rights import Permission
from tests.support.fake_host import FakeHost
from views.kit.host import Kept, Link, PrintJob
from views.kit.preview.kept_line import KeptLine, Outward, when
from views.kit.preview.mail_out import MailOut
from views.kit.preview.mail_password import MailPasswordDialog
from views.kit.preview.mail_window import MailWindow

SERVER = MailServer("smtp.example.se", user="post", from_address="oss@example.se", from_name="Vi")
MAIL = OutgoingMail("finance.invoice", 7, "anna@example.se", "Faktura 7", "Hej!", "Invoice 7.pdf", b"%PDF", once=True)
AT = datetime(2026, 11, 26, 9, 42, tzinfo=UTC)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    """Where the window belongs."""
    page = QWidget()
    qtbot.addWidget(page)
    page.show()
    return page


def window(page: QWidget) -> tuple[FakeHost, MailWindow]:
    host = FakeHost(answers={"read_mail_server": SERVER})
    made = MailWindow(host, "E-mail: Invoice 7", MAIL, SERVER, page)
    made.open()
    return host, made


def test_what_is_changed_is_what_is_sent(page: QWidget, qtbot: QtBot) -> None:
    host, made = window(page)
    made.recipient.setText("bo@example.se")
    made.text.setPlainText("Hej Bo!")
    with qtbot.waitSignal(made.sent) as sent:
        made.send.click()
    assert sent.args == ["bo@example.se"]
    assert host.mailer.sent == [(replace(MAIL, recipient="bo@example.se", text="Hej Bo!"), False)]


def test_a_bad_address_or_no_subject_is_told_before_anything_is_sent(page: QWidget) -> None:
    host, made = window(page)
    made.recipient.setText("bo at example")
    made.send.click()
    assert made.problem.isVisible()
    made.recipient.setText("bo@example.se, anna@example.se")
    made.subject.clear()
    made.send.click()
    assert host.mailer.sent == []


@pytest.mark.parametrize(
    "error", [Rejected("message.already", recipient="anna@example.se"), Unavailable("mail.cut_off")], ids=str
)
def test_what_may_have_arrived_goes_again_only_when_the_button_says_so(page: QWidget, error: Rejected) -> None:
    host, made = window(page)
    host.mailer.failures = [error]
    made.send.click()
    assert made.problem.isVisible()
    assert made.send.text() == "&Send again"
    made.send.click()
    assert [again for _mail, again in host.mailer.sent] == [False, True]


def test_a_refusal_is_told_in_the_window_and_can_be_mended(page: QWidget) -> None:
    host, made = window(page)
    host.mailer.failures = [Rejected("mail.recipient_refused", address="anna@example.se", detail="550")]
    made.send.click()
    assert made.problem.isVisible()
    assert (made.send.text(), made.send.isEnabled()) == ("&Send", True)
    made.send.click()
    assert [again for _mail, again in host.mailer.sent] == [False, False]


def test_a_password_is_asked_for_and_used(page: QWidget) -> None:
    host, made = window(page)
    host.mailer.failures = [Rejected("mail.no_password", user="post", host="smtp.example.se")]
    made.send.click()
    (dialog,) = made.findChildren(MailPasswordDialog)
    dialog.password.setText("en fras")
    dialog.accept()
    assert host.mailer.passwords == ["en fras"]
    assert len(host.mailer.sent) == 2


def make(_work: object, *, number: int) -> bytes:
    """Never called: the host answers in its stead."""
    raise AssertionError(number)


def letter(_work: object, *, number: int) -> Letter:
    """Never called: the host answers in its stead."""
    raise AssertionError(number)


JOB = PrintJob("Invoice 7", make, "Invoice 7.pdf", {"number": 7}, "invoice", letter)
KEPT = Kept("finance.invoice", 7, Permission.FINANCE_INVOICE_POST, once=True)


def test_with_a_server_the_letter_opens_to_be_sent_and_can_still_be_a_draft(
    page: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    words = Letter("anna@example.se", "Faktura 7", "Hej!")
    host = FakeHost(answers={"letter": words, "read_mail_server": SERVER, "issue_document": None})
    out = MailOut(host, replace(JOB, kept=KEPT), page)
    out.start(b"%PDF")
    assert out.window is not None
    assert out.window.mail == MAIL
    out.window.draft.click()

    assert [url.fileName() for url in opened] == ["Invoice 7.eml"]
    assert host.ran[-1][1]["versions"] is False  # what leaves as a draft is kept too


def test_a_missing_address_opens_the_card_it_belongs_on(page: QWidget) -> None:
    host = FakeHost(answers={"letter": Invalid("letter.no_address", name="Åkes", party_id=3)})
    MailOut(host, replace(JOB, kept=KEPT), page).start(b"%PDF")
    action = host.told[-1].action
    assert action is not None
    action.callback()
    assert host.opened == [Link("contacts.party", 3)]


def line(qtbot: QtBot, outward: Outward, shown: bytes | None = None) -> KeptLine:
    made = KeptLine(FakeHost(answers={"read_outward": outward}), "finance.invoice", 7, shown=shown)
    qtbot.addWidget(made)
    return made


def test_the_line_says_what_is_kept_whether_it_is_damaged_and_who_got_it(qtbot: QtBot) -> None:
    kept = KeptDocument(1, "7.pdf", AT, "3f9a12ab" + 56 * "0", 1, unchanged=True)
    sent = SentMessage(1, "anna@example.se", "Faktura", AT, "Siv", "<1>", MessageState.HANDED_OVER, "", kept.sha256)
    whole = line(qtbot, Outward(kept, (sent, sent)))
    assert whole.kept.text() == f"Kept as issued {when(AT)} · SHA-256 3f9a12ab… ✓ unchanged"
    assert whole.sent.text() == f"E-mailed {when(AT)} to anna@example.se by Siv · 1 earlier"

    damaged = line(qtbot, Outward(replace(kept, unchanged=False), ()))
    assert damaged.kept.text().startswith("Damaged: ")
    assert damaged.sent.isHidden()
    newer = line(qtbot, Outward(kept, ()), b"%PDF-2")
    assert newer.kept.text().endswith("newer, and is kept as version 2 when it goes out")
    cut = line(qtbot, Outward(kept, (replace(sent, state=MessageState.UNCERTAIN),)))
    assert cut.sent.text() == f"E-mail of {when(AT)} to anna@example.se is uncertain: ask the receiver"


def test_the_line_takes_no_room_where_nothing_has_left(qtbot: QtBot) -> None:
    assert line(qtbot, Outward(None, ())).isHidden()
