"""An order's page with its foot, and what stands in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from models.company.attachments import (
    Attachment,
    attach,
    attach_file,
    list_attachments,
)
from models.company.history import Beside, History, count_beside, read_history
from models.company.notes import Note, list_notes
from tests.support.fake_host import FakeHost
from views.kit.annex.drawing import stored_picture
from views.kit.annex.files import FilesPanel
from views.kit.annex.history import HistoryPanel
from views.kit.annex.notes import NotesPanel
from views.kit.annex.panel import FILES, HISTORY, NOTES, RecordAnnex
from views.kit.page import Page

ON: dict[str, Any] = {"subject": "sales.sales_order", "subject_id": 7}
AT = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
NOTE = Note(1, "Call before eight.", "Siv", AT, mine=True)
OTHERS = Note(2, "Pays late.", "Bo", AT, corrected_at=AT)


def stored_file(key: int, name: str, mime: str, *, kind: str = "added", mine: bool = True) -> Attachment:
    """A file added an hour ago."""
    added = datetime.now(UTC) - timedelta(hours=1)
    return Attachment(key, "sales.sales_order", 7, kind, name, mime, 1_234_567, b"", "", added, 1, "Siv", mine)


PDF = stored_file(1, "receipt.pdf", "application/pdf", kind="issued")
PICTURE = stored_file(2, "shelf.png", "image/png")
ANSWERS: dict[object, object] = {
    count_beside: Beside(notes=2, files=2, may_note=True, may_attach=True),
    list_notes: (NOTE, OTHERS),
    list_attachments: (PDF, PICTURE),
    read_history: History(()),
    stored_picture: QImage(8, 8, QImage.Format.Format_RGB32),
    attach: PICTURE,
    attach_file: PICTURE,
}


class OrderPage(Page):
    """A page of an order with a field."""

    subject = "sales.sales_order"

    def __init__(self, host: FakeHost) -> None:
        super().__init__(host, "Order 7")
        self.field = QLineEdit()
        self.body.addWidget(self.field)


def shown(qtbot: QtBot, host: FakeHost) -> OrderPage:
    """The page of order 7 with its foot."""
    page = OrderPage(host)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.show_annex(7)
    qtbot.waitExposed(page)
    return page


def annex_of(page: Page) -> RecordAnnex:
    """The foot of a page."""
    assert page.annex is not None
    return page.annex


def notes(page: Page) -> NotesPanel:
    """The notes of a page, unfolded."""
    annex_of(page).show_tab(NOTES)
    panel = annex_of(page).panels[NOTES]
    assert isinstance(panel, NotesPanel)
    return panel


def files(page: Page) -> FilesPanel:
    """The files of a page, unfolded."""
    annex_of(page).show_tab(FILES)
    panel = annex_of(page).panels[FILES]
    assert isinstance(panel, FilesPanel)
    return panel


def history(page: Page) -> HistoryPanel:
    """The history of a page, unfolded."""
    annex_of(page).show_tab(HISTORY)
    panel = annex_of(page).panels[HISTORY]
    assert isinstance(panel, HistoryPanel)
    return panel
