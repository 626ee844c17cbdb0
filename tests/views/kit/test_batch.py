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
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from models.database.errors import Invalid
from models.database.work import Work
from tests.support.fake_host import FakeHost
from views.kit.host import Level, PrintJob
from views.kit.preview.batch import Batch, Piece, merged


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

    def _answer(self, operation: object, arguments: object) -> object:
        return operation(None, **arguments)  # type: ignore[operator,arg-type] # as a session would


def batch(qtbot: QtBot, *numbers: int) -> tuple[Calling, Batch]:
    host, parent = Calling(), QWidget()
    qtbot.addWidget(parent)
    pieces = [
        Piece(PrintJob(f"Invoice {n}", make, f"Invoice {n}.pdf", {"number": n}, "invoice"), letter=letter)
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
