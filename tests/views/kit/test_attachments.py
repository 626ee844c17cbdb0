"""The files of a record: listed, opened, saved, and added by who may; refused to who may not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from models.company.attachments import Attachment, attach_file, list_attachments, save_attachment
from models.database.errors import Denied, Invalid
from models.database.rights import Permission
from tests.support.fake_host import FakeHost
from tests.support.office import Office
from views.kit.attachments import AttachmentCard, stored_content
from views.kit.text import LinkButton

_RECORD: dict[str, Any] = {"subject": "ledger.entry", "subject_id": 7}


def _file(key: int, name: str, mime: str, size: int, kind: str = "added") -> Attachment:
    return Attachment(key, "ledger.entry", 7, kind, name, mime, size, b"", "", datetime(2026, 3, 5, 9, tzinfo=UTC), 1)


_PDF = _file(1, "receipt.pdf", "application/pdf", 1_234_567, "issued")
_PICTURE = _file(2, "shelf.png", "image/png", 20)


def _card(qtbot: QtBot, host: FakeHost) -> AttachmentCard:
    card = AttachmentCard(host, "ledger.entry", 7, adds=Permission.FINANCE_POST)
    qtbot.addWidget(card)
    card.show()
    return card


def test_files_are_listed_with_size_and_origin_and_a_pdf_is_shown(qtbot: QtBot) -> None:
    host = FakeHost(answers={list_attachments: (_PDF, _PICTURE)})
    card = _card(qtbot, host)
    assert host.was_read == [(list_attachments, _RECORD)]
    texts = [label for label in card.findChildren(LinkButton) if label.isVisible()]
    assert [link.text() for link in texts] == ["receipt.pdf", "shelf.png"]
    assert card.about(_PDF).startswith("1,235 kB, issued 2026-03-05")
    assert card.about(_PICTURE).startswith("1 kB, added 2026-03-05")
    texts[0].click()
    assert [(job.make, job.arguments) for job in host.previewed] == [(stored_content, {"attachment_id": 1})]


def test_a_file_is_added_and_saved_where_it_is_wanted(qtbot: QtBot, tmp_path: Path) -> None:
    host = FakeHost(answers={list_attachments: (_PDF,), attach_file: _PICTURE, save_attachment: _PDF})
    card = _card(qtbot, host)
    card.add_file(str(tmp_path / "shelf.png"))
    assert host.ran == [(attach_file, {**_RECORD, "path": tmp_path / "shelf.png"})]
    card.save_as(_PDF, str(tmp_path / "copy.pdf"))
    assert host.was_read[-1] == (save_attachment, {"attachment_id": 1, "path": tmp_path / "copy.pdf"})
    assert [message.text for message in host.told] == ["shelf.png is attached.", "receipt.pdf is saved."]
    assert [button.accessibleName() for button in card.findChildren(QToolButton)][-1] == "Save receipt.pdf as…"


def test_who_may_not_add_is_offered_nothing_to_add_with_and_others_changes_are_heard(qtbot: QtBot) -> None:
    host = FakeHost(answers={list_attachments: ()}, permissions=[Permission.FINANCE_READ])
    card = _card(qtbot, host)
    assert [button.text() for button in card.findChildren(QPushButton) if button.isVisible()] == []
    host.answers = {list_attachments: (_PDF,)}
    host.change("company.attachment", 1)
    assert card.files == (_PDF,)


def test_a_long_name_is_shortened_and_makes_no_page_wider(qtbot: QtBot) -> None:
    long = _file(3, "a name that goes on and on " * 20 + ".pdf", "application/pdf", 20)
    wide, usual = (_card(qtbot, FakeHost(answers={list_attachments: (file,)})) for file in (long, _PDF))
    qtbot.waitUntil(lambda: wide.minimumSizeHint().width() < 500)
    assert abs(wide.minimumSizeHint().width() - usual.minimumSizeHint().width()) < 60


def test_a_file_goes_from_disk_into_the_books_and_back_and_a_seller_gets_nowhere(
    office: Office, tmp_path: Path
) -> None:
    source, copy = tmp_path / "receipt.pdf", tmp_path / "copy.pdf"
    source.write_bytes(b"%PDF-1.7 a receipt")
    accountant, auditor = office.session("accountant"), office.session("auditor")
    stored = accountant.run(attach_file, **_RECORD, path=source)
    auditor.read(save_attachment, attachment_id=stored.id, path=copy)
    assert copy.read_bytes() == source.read_bytes()
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["copy.pdf", "receipt.pdf"]
    for role in ("auditor", "finance_clerk", "seller"):
        with pytest.raises(Denied, match=r"company\.not_allowed"):
            office.session(role).run(attach_file, **_RECORD, path=source)
    with pytest.raises(Invalid, match=r"record\.not_found"):
        office.session("seller").read(save_attachment, attachment_id=stored.id, path=tmp_path / "stolen.pdf")
    assert not (tmp_path / "stolen.pdf").exists()
    with pytest.raises(Invalid, match=r"attachment\.unreadable"):
        accountant.run(attach_file, **_RECORD, path=tmp_path / "none.pdf")
    with pytest.raises(Invalid, match=r"attachment\.unwritable"):
        accountant.read(save_attachment, attachment_id=stored.id, path=tmp_path / "no folder" / "x.pdf")
