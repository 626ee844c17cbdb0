"""The preview of documents with real PDFs: light with many pages, searched, copied, zoomed, printed and remembered."""

from __future__ import annotations

from email import message_from_bytes, policy
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from desktop.printing import DocumentPage
from models.company.letters import Letter
from tests.support.fake_host import FakeHost
from views.kit.host import Link, PrintJob
from views.kit.preview.printer import PrintChoice, choice_of, remember, remembered, set_to
from views.kit.preview.view import PdfPreview


def pdf(pages: int) -> bytes:
    """Page n says "Sheet n", and every tenth "Timber" as well, 100 points from the left and 700 from the bottom."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(595, 842))
    for number in range(1, pages + 1):
        canvas.drawString(100, 700, f"Sheet {number}")
        if number % 10 == 0:
            canvas.drawString(100, 600, "Timber")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def shown(qtbot: QtBot, pages: int, host: FakeHost | None = None) -> PdfPreview:
    preview = PdfPreview(pdf(pages), "Invoice 7.pdf", kind="invoice", preferences=host.preferences if host else None)
    qtbot.addWidget(preview)
    preview.resize(1000, 700)
    preview.show()
    qtbot.waitExposed(preview)
    qtbot.waitUntil(lambda: preview.area.kept > 0)
    return preview


def test_of_three_hundred_pages_only_those_in_sight_are_drawn(qtbot: QtBot) -> None:
    preview = shown(qtbot, 300)
    for number in range(0, 300, 7):
        preview.area.show_page(number)
        QGuiApplication.processEvents()
    preview.last_page()
    qtbot.waitUntil(lambda: 299 in preview.area._images)

    assert preview.page == 300
    assert preview._place.text() == "Page 300 of 300"
    assert preview.area.kept <= 15
    assert preview.thumbs.current == 299


def test_hits_are_marked_where_the_words_stand_and_f3_goes_round(qtbot: QtBot) -> None:
    preview = shown(qtbot, 30)
    QTest.keyClick(preview, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(preview.finder.line, "timber")
    qtbot.waitUntil(lambda: preview.finder.count.text() == "1 of 3")
    (hit,) = preview.area.marks[9]

    assert preview.area.mark == (9, 0)
    assert abs(hit[0].left() - 100) < 2
    assert abs(hit[0].bottom() - 242) < 4  # 842 high, on the line 600 from the bottom
    QTest.keyClick(preview, Qt.Key.Key_F3)
    QTest.keyClick(preview, Qt.Key.Key_F3)
    assert (preview.area.mark, preview.page) == ((29, 0), 30)
    QTest.keyClick(preview, Qt.Key.Key_F3)
    assert preview.area.mark == (9, 0)
    QTest.keyClick(preview, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert preview.area.mark == (29, 0)


def test_what_is_not_there_is_said(qtbot: QtBot) -> None:
    preview = shown(qtbot, 3)
    QTest.keyClicks(preview.finder.line, "copper")
    qtbot.waitUntil(lambda: preview.finder.count.text() == "Not found")
    QTest.keyClick(preview.finder.line, Qt.Key.Key_Escape)

    assert preview.finder.line.text() == ""


def test_the_words_of_the_page_or_of_what_is_marked_are_copied(qtbot: QtBot) -> None:
    preview = shown(qtbot, 10)
    preview.last_page()
    preview.setFocus()
    with qtbot.waitSignal(preview.copied):
        QTest.keyClick(preview.area, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Sheet 10\nTimber"
    preview.area.box = (9, QRectF(90, 225, 200, 30))
    with qtbot.waitSignal(preview.copied):
        preview.copy()

    assert QGuiApplication.clipboard().text() == "Timber"


def test_zoom_fits_the_width_the_page_or_a_step(qtbot: QtBot) -> None:
    preview = shown(qtbot, 5)
    preview.fit_page()
    assert preview.area.place(0).height() <= preview.area.viewport().height()
    preview.fit_width()
    assert preview.area.place(0).width() <= preview.area.viewport().width()
    assert preview.area.place(0).width() > preview.area.viewport().width() * 0.9
    QTest.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.zoom in {1.0, 1.25, 1.5, 2.0}
    larger = preview.zoom
    preview.zoom_out()
    assert preview.zoom < larger


def test_pages_are_printed_as_they_are_and_as_many_as_chosen(qtbot: QtBot, tmp_path: Path) -> None:
    preview = shown(qtbot, 5)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setFromTo(2, 4)
    with qtbot.waitSignal(preview.printed) as told:
        preview.print_to(printer)
    pages = PdfReader(tmp_path / "out.pdf").pages

    assert told.args is not None
    assert told.args[0] == 3
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in pages] == [(595, 842)] * 3


def test_a_choice_is_remembered_for_each_kind_of_document() -> None:
    host = FakeHost()
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    chosen = PrintChoice("Office", "Lower", 2, "DuplexLongSide", colour=False)
    remember(host.preferences, "invoice", chosen)

    assert remembered(host.preferences, "invoice") == chosen
    assert remembered(host.preferences, "pick_list") is None
    set_to(printer, PrintChoice("", "no such tray", 3))
    assert choice_of(printer).copies == 3
    host.preferences.write("print.invoice", {"colour of the year": "blue"})
    assert remembered(host.preferences, "invoice") is None


def test_print_asks_nobody_where_a_printer_is_remembered(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    host = FakeHost()
    preview = shown(qtbot, 1, host)
    remember(host.preferences, "invoice", PrintChoice("Office", copies=2))
    sent: list[int] = []
    monkeypatch.setattr("views.kit.preview.view.printers", lambda: ["Office"])  # this computer has none
    monkeypatch.setattr(preview, "print_to", lambda printer: sent.append(printer.copyCount()))
    preview.print()

    assert sent == [2]
    assert preview._dialog is None


def test_without_a_printer_it_is_said_what_to_do(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("views.kit.preview.view.printers", list)
    preview = shown(qtbot, 1, FakeHost())
    with qtbot.waitSignal(preview.lacking):
        QTest.keyClick(preview, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)


def test_the_e_mail_of_a_document_is_laid_ready_with_its_pdf(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    words = Letter("anna@example.se", "Faktura 7", "Hej!")
    host = FakeHost(answers={"make": pdf(1), "letter": words, "read_mail_server": None})
    page = DocumentPage(host, PrintJob("Invoice 7", make, "Invoice 7.pdf", {"number": 7}, "invoice", letter))
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    assert page.preview is not None
    page.preview.setFocus()
    qtbot.waitUntil(page.preview.area.hasFocus)
    QTest.keyClick(page.preview, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    mail = message_from_bytes(opened[0].read_bytes(), policy=policy.default)
    (attached,) = mail.iter_attachments()

    assert (letter, {"number": 7}) in host.was_read
    assert (mail["To"], mail["X-Unsent"], attached.get_content()) == ("anna@example.se", "1", page._pdf)
    assert host.told[-1].text == "An e-mail to anna@example.se lies ready in your mail program."
    assert host.told[-1].action is not None
    host.told[-1].action.callback()
    assert host.opened == [Link("company.mail")]


def make(_work: object, *, number: int) -> bytes:
    """A document; the host answers in its stead."""
    return pdf(number)


def letter(_work: object, *, number: int) -> Letter:
    """What goes with it; the host answers in its stead."""
    return Letter("", str(number), "")
