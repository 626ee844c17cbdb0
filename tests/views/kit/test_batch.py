"""Many documents in one act: as one PDF, one file each or as e-mails; one failure loses none of the others."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from models.company.attachments import issue_document
from models.company.mailing import MailServer, read_mail_server
from models.database.errors import Invalid, Rejected, Unavailable
from models.database.rights import Permission
from models.database.work import Work
from tests.support.fake_host import FakeHost
from views.kit.host import Kept, Level, PrintJob
from views.kit.preview.batch import Batch, Piece, merged
from views.kit.preview.document import PdfDocument
from views.kit.preview.mail_password import MailPasswordDialog
from views.kit.preview.printer import blanks_before, paint_pages


@dataclass(frozen=True)
class Words:
    """What a letter says."""

    recipient: str
    subject: str
    text: str


def make(_work: Work, *, number: int) -> bytes:
    """A page that says its number; number 2 cannot be made."""
    if number == 2:
        raise Invalid("record.not_found", table="finance.invoice", id=2)
    target = BytesIO()
    canvas = Canvas(target)
    canvas.drawString(100, 700, f"Invoice {number}")
    canvas.save()
    return target.getvalue()


def letter(_work: Work, *, number: int) -> Words:
    """In the customer's language."""
    return Words("anna@example.se", f"Faktura {number} – Åkes", "Hej,\n\nHär är den.")


class Calling(FakeHost):
    """Calls what is read, without a database; keeps the page of the batch."""

    parent: QWidget
    server: MailServer | None

    def __init__(self, server: MailServer | None) -> None:
        super().__init__()
        self.server = server

    def _answer(self, operation: object, arguments: object) -> object:
        if operation in {read_mail_server, issue_document}:
            return self.server
        return operation(None, **arguments)  # type: ignore[operator,arg-type] # as a session would


def kept(number: int) -> Kept:
    return Kept("finance.invoice", number, Permission.FINANCE_INVOICE_POST, once=True)


def batch(
    qtbot: QtBot, *numbers: int, server: MailServer | None = None, parent: QWidget | None = None
) -> tuple[Calling, Batch]:
    host, parent = Calling(server=server), parent or QWidget()
    qtbot.addWidget(parent)
    pieces = [
        Piece(PrintJob(f"Invoice {n}", make, f"Invoice {n}.pdf", {"number": n}, "invoice", kept=kept(n)), letter=letter)
        for n in numbers
    ]
    made = Batch(host, "Invoices", pieces, parent)
    made.start()
    host.parent = parent
    return host, made


def words(pdf: bytes) -> list[str]:
    return [page.extract_text().strip() for page in PdfReader(BytesIO(pdf)).pages]


def test_several_are_looked_through_as_one_pdf_in_their_order(qtbot: QtBot) -> None:
    host, _made = batch(qtbot, 3, 1, 4)
    host.reply("one")
    (shown,) = host.previewed

    assert shown.kind == "invoice"
    assert words(merged(cast("Work", None), **shown.arguments)) == ["Invoice 3", "Invoice 1", "Invoice 4"]  # type: ignore[arg-type] # as the job carries them
    assert host.told[-1].text == "3 documents are ready."


def test_what_fails_is_named_and_the_others_are_saved(qtbot: QtBot, tmp_path: Path) -> None:
    host, made = batch(qtbot, 1, 2, 3)
    (tmp_path / "Invoice 3.pdf").write_bytes(b"older")
    made.save_into(str(tmp_path))

    assert sorted(path.name for path in tmp_path.iterdir()) == ["Invoice 1.pdf", "Invoice 3 (2).pdf", "Invoice 3.pdf"]
    assert words((tmp_path / "Invoice 3 (2).pdf").read_bytes()) == ["Invoice 3"]
    assert (tmp_path / "Invoice 3.pdf").read_bytes() == b"older"
    assert host.told[-1].level is Level.WARNING
    assert host.told[-1].text.startswith("2 documents are ready. 1 failed: Invoice 2: ")


def test_each_e_mail_is_a_draft_with_its_pdf(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(QUrl.toLocalFile(url))))
    host, _made = batch(qtbot, 1, 3)
    host.reply("mail")
    mail = message_from_bytes(opened[1].read_bytes(), policy=policy.default)
    (pdf,) = mail.iter_attachments()
    body = mail.get_body()

    assert [path.name for path in opened] == ["Invoice 1.eml", "Invoice 3.eml"]
    assert (mail["To"], mail["X-Unsent"], mail["Subject"]) == ("anna@example.se", "1", "Faktura 3 – Åkes")
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == "Hej,\n\nHär är den.\n"
    assert (pdf.get_filename(), pdf.get_content_type()) == ("Invoice 3.pdf", "application/pdf")
    assert words(pdf.get_content()) == ["Invoice 3"]


def test_cancelling_leaves_what_is_done(qtbot: QtBot) -> None:
    host, _made = batch(qtbot, 1, 3)
    host.hold = True
    host.reply("one")
    action = host.told[-1].action
    assert action is not None
    action.callback()

    assert host.told[-1].text == "Stopped; 0 of 2 are done."
    assert host.previewed == []


SERVER = MailServer("smtp.example.se", user="post", from_address="oss@example.se")


def test_each_begins_on_a_sheet_of_its_own_on_both_sides_of_the_paper() -> None:
    # Documents of one, two and one pages: the second begins at page 1, the third at page 3.
    assert blanks_before(range(4), {0, 1, 3}) == [False, True, False, False]
    assert blanks_before(range(4), ()) == [False, False, False, False]
    assert blanks_before(range(1, 4), {0, 1, 3}) == [False, False, False]


class PaperPrinter(QPrinter):
    """Prints into a file, but turns the paper as it is told: a file has no other side."""

    def __init__(self, sides: QPrinter.DuplexMode) -> None:
        super().__init__()
        self.sides = sides

    def duplex(self) -> QPrinter.DuplexMode:
        """What it was told."""
        return self.sides


@pytest.mark.parametrize(
    ("sides", "pages"), [(QPrinter.DuplexMode.DuplexNone, 4), (QPrinter.DuplexMode.DuplexLongSide, 5)], ids=str
)
def test_one_job_holds_all_pages_and_an_empty_side_where_a_sheet_would_be_shared(
    qapp: object, tmp_path: Path, sides: QPrinter.DuplexMode, pages: int
) -> None:
    del qapp
    documents = [make(cast("Work", None), number=number) for number in (1, 3, 4)]
    joined = merged(cast("Work", None), documents=[documents[0], merged(cast("Work", None), documents=documents)])
    printer = PaperPrinter(sides)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    document = PdfDocument(joined, (0, 1))  # of one page, and of three

    assert paint_pages(document, printer) == 4
    document.close()
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == pages


def test_the_joined_pdf_says_where_each_document_begins(qtbot: QtBot) -> None:
    host, _made = batch(qtbot, 3, 1, 4)
    host.reply("one")
    assert host.previewed[0].starts == (0, 1, 2)
    assert [arguments["subject_id"] for operation, arguments in host.ran if operation is issue_document] == [3, 1, 4]


def test_the_keyboard_goes_back_to_where_it_was(qtbot: QtBot) -> None:
    page = QWidget()
    line, other = QLineEdit(page), QLineEdit(page)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    line.setFocus()
    host, _made = batch(qtbot, 1, 3, parent=page)
    other.setFocus()  # as the question does
    host.reply("cancel")
    assert line.hasFocus()


def test_through_a_server_all_are_sent_with_their_pdf_and_words(qtbot: QtBot) -> None:
    host, _made = batch(qtbot, 1, 3, server=SERVER)
    host.reply("send")
    first = host.mailer.sent[0][0]

    assert [(mail.subject_id, again) for mail, again in host.mailer.sent] == [(1, False), (3, False)]
    assert (first.subject, first.recipient, first.filename, first.once) == (
        "finance.invoice",
        "anna@example.se",
        "Invoice 1.pdf",
        True,
    )
    assert words(first.pdf) == ["Invoice 1"]
    assert (host.told[-1].text, host.told[-1].level) == ("2 of 2 documents are e-mailed.", Level.SUCCESS)


def test_what_was_not_sent_is_listed_and_only_that_is_tried_again(qtbot: QtBot) -> None:
    host, _made = batch(qtbot, 1, 3, 4, 5, server=SERVER)
    host.mailer.failures = [
        None,
        Rejected("mail.recipient_refused", address="anna@example.se", detail="550"),
        Rejected("message.already", recipient="bo@example.se"),
    ]
    host.reply("send")
    question = host.asked[-1][0]

    assert host.told[-1].text == "2 of 4 documents are e-mailed."
    assert [line.split(":")[0] for line in question.details.splitlines()] == ["Invoice 3", "Invoice 4"]
    host.reply("retry")
    assert [(mail.subject_id, again) for mail, again in host.mailer.sent[4:]] == [(3, False)]


def test_what_was_sent_before_goes_again_only_when_that_is_asked_for(qtbot: QtBot) -> None:
    host, _made = batch(qtbot, 1, 3, server=SERVER)
    host.mailer.failures = [Rejected("message.already", recipient="bo@example.se")]
    host.reply("send")
    host.reply("again")
    assert [(mail.subject_id, again) for mail, again in host.mailer.sent] == [(1, False), (3, False), (1, True)]


def test_a_server_that_is_not_reached_is_not_asked_for_each(qtbot: QtBot) -> None:
    host, _made = batch(qtbot, 1, 3, 4, server=SERVER)
    host.mailer.failures = [Unavailable("mail.refused", host="smtp.example.se", port=587)]
    host.reply("send")

    assert len(host.mailer.sent) == 1
    assert len(host.asked[-1][0].details.splitlines()) == 3


def test_stopping_waits_for_the_message_under_way(qtbot: QtBot) -> None:
    host, _made = batch(qtbot, 1, 3, 4, server=SERVER)
    host.hold = True
    host.reply("send")
    action = host.told[-1].action
    assert action is not None
    action.callback()
    host.answer_all()

    assert [mail.subject_id for mail, _again in host.mailer.sent] == [1]
    assert len(host.asked[-1][0].details.splitlines()) == 2


def test_a_missing_password_is_asked_for_and_the_message_sent_with_it(qtbot: QtBot) -> None:
    host, _made = batch(qtbot, 1, 3, server=SERVER)
    host.mailer.failures = [Rejected("mail.no_password", user="post", host="smtp.example.se")]
    host.reply("send")
    (dialog,) = host.parent.findChildren(MailPasswordDialog)
    dialog.password.setText("en fras")
    dialog.accept()

    assert host.mailer.passwords == ["en fras"]
    assert [mail.subject_id for mail, _again in host.mailer.sent] == [1, 1, 3]
