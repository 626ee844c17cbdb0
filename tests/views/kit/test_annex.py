"""The foot of a record's page: folded until it is wanted, counted, and filled by typing, dropping and pasting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from models.company.attachments import (
    Attachment,
    RemovedFile,
    attach,
    attach_file,
    list_attachments,
    remove_attachment,
    save_attachment,
)
from models.company.history import Beside, Happening, History, count_beside, read_history
from models.company.notes import AddedNote, Note, correct_note, list_notes, write_note
from models.company.trail import FieldChange
from models.database.errors import Denied, Invalid
from models.database.listing import Kind
from models.database.rights import Permission
from tests.support.fake_host import FakeHost
from views.kit.annex.aside import FOLDER, move_aside
from views.kit.annex.drawing import picture_of_path, small_picture, stored_content, stored_picture
from views.kit.annex.files import FilesPanel
from views.kit.annex.history import HistoryPanel
from views.kit.annex.intake import files_in
from views.kit.annex.notes import NotesPanel
from views.kit.annex.panel import FILES, HISTORY, NOTES, RecordAnnex
from views.kit.annex.scans import ScanFolder, Scans, newest_scans
from views.kit.host import Link
from views.kit.page import Page
from views.kit.text import LinkButton

_ON: dict[str, Any] = {"subject": "sales.sales_order", "subject_id": 7}
_AT = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)
_NOTE = Note(1, "Call before eight.", "Siv", _AT, mine=True)
_OTHERS = Note(2, "Pays late.", "Bo", _AT, corrected_at=_AT)


def _file(key: int, name: str, mime: str, *, kind: str = "added", mine: bool = True) -> Attachment:
    added = datetime.now(UTC) - timedelta(hours=1)
    return Attachment(key, "sales.sales_order", 7, kind, name, mime, 1_234_567, b"", "", added, 1, "Siv", mine)


_PDF = _file(1, "receipt.pdf", "application/pdf", kind="issued")
_PICTURE = _file(2, "shelf.png", "image/png")
_ANSWERS: dict[object, object] = {
    count_beside: Beside(notes=2, files=2, may_note=True, may_attach=True),
    list_notes: (_NOTE, _OTHERS),
    list_attachments: (_PDF, _PICTURE),
    read_history: History(()),
    stored_picture: QImage(8, 8, QImage.Format.Format_RGB32),
    attach: _PICTURE,
    attach_file: _PICTURE,
}


class OrderPage(Page):
    """A page of an order with a field."""

    subject = "sales.sales_order"

    def __init__(self, host: FakeHost) -> None:
        super().__init__(host, "Order 7")
        self.field = QLineEdit()
        self.body.addWidget(self.field)


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(answers=dict(_ANSWERS))


def shown(qtbot: QtBot, host: FakeHost) -> OrderPage:
    page = OrderPage(host)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    page.show_annex(7)
    qtbot.waitExposed(page)
    return page


def annex(page: Page) -> RecordAnnex:
    assert page.annex is not None
    return page.annex


def notes(page: Page) -> NotesPanel:
    annex(page).show_tab(NOTES)
    panel = annex(page).panels[NOTES]
    assert isinstance(panel, NotesPanel)
    return panel


def files(page: Page) -> FilesPanel:
    annex(page).show_tab(FILES)
    panel = annex(page).panels[FILES]
    assert isinstance(panel, FilesPanel)
    return panel


def history(page: Page) -> HistoryPanel:
    annex(page).show_tab(HISTORY)
    panel = annex(page).panels[HISTORY]
    assert isinstance(panel, HistoryPanel)
    return panel


# --- the foot itself


def test_it_is_folded_with_counts_on_its_tabs_and_has_read_nothing_else(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    assert [tab.text() for tab in annex(page).tabs.values()] == ["Notes 2", "Files 2", "History"]
    assert annex(page).stack.isHidden()
    assert host.was_read == [(count_beside, _ON)]


def test_it_unfolds_folds_and_remembers(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    annex(page).tabs[FILES].click()
    assert (annex(page).stack.isVisible(), annex(page).open_tab) == (True, FILES)
    assert annex(page).stack.height() <= page.height() * 2 // 5
    again = shown(qtbot, host)
    assert annex(again).open_tab == FILES
    annex(again).tabs[FILES].click()
    assert annex(again).stack.isHidden()
    assert annex(shown(qtbot, host)).open_tab == ""


def test_its_keys_go_there_and_back(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    page.setFocusProxy(page.field)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    QTest.keyClick(page.field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert annex(page).isAncestorOf(focus)
    QTest.keyClick(focus, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert annex(page).stack.isHidden()
    assert QApplication.focusWidget() is page.field


def last_read(host: FakeHost) -> tuple[object, object]:
    return host.was_read[-1]


def test_it_counts_again_when_others_write_and_follows_the_page_to_another_record(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    host.answers = {**_ANSWERS, count_beside: Beside(notes=3)}
    host.change("company.note", 5)
    assert annex(page).tabs[NOTES].text() == "Notes 3"
    annex(page).show_tab(NOTES)
    reads = [query for query, _arguments in host.was_read].count(list_notes)
    host.change("company.note", 99)
    assert [query for query, _arguments in host.was_read].count(list_notes) == reads, "that of another record"
    host.change("company.note", _OTHERS.id)
    assert last_read(host) == (list_notes, _ON)
    annex(page).show_tab(HISTORY)
    page.show_annex(7)
    assert last_read(host) == (read_history, {**_ON, "before": None, "limit": 30})
    annex(page).show_tab("")
    page.show_annex(8)
    assert (count_beside, {**_ON, "subject_id": 8}) in host.was_read


def test_every_part_has_a_name_for_those_who_do_not_see_it(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    panels = (notes(page), files(page), history(page))
    assert panels[0].text.accessibleName() == "New note"
    assert (panels[1].list.accessibleName(), panels[1].picture.accessibleName()) == ("Files", "Preview")
    assert panels[2].area.accessibleName() == "History"
    nameless = [b for b in page.findChildren(QToolButton) if not (b.accessibleName() or b.text())]
    assert [b for b in nameless if annex(page).isAncestorOf(b)] == []


# --- notes


def test_a_note_is_written_kept_while_it_is_typed_and_corrected(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**_ANSWERS, write_note: AddedNote(3), correct_note: AddedNote(1)}
    page = shown(qtbot, host)
    panel = notes(page)
    texts = {label.text() for label in panel.findChildren(QLabel)}
    assert {"Call before eight.", "Pays late."} <= texts
    assert panel.about(_OTHERS).endswith("corrected")
    panel.save.click()
    assert host.ran == [], "an empty note is none"
    panel.text.set_value("Paid by card.")
    annex(page).show_tab("")
    assert notes(shown(qtbot, host)).text.value() == "Paid by card."
    panel = notes(page)
    panel.save.click()
    assert host.ran == [(write_note, {**_ON, "text": "Paid by card."})]
    assert (panel.text.value(), notes(shown(qtbot, host)).text.value()) == ("", "")
    qtbot.waitUntil(lambda: len(_seen(panel)) == 1)  # one's own note alone
    _seen(panel)[0].click()
    panel.text.set_value("Call before nine.")
    panel.save.click()
    assert host.ran[-1] == (correct_note, {"note_id": 1, "text": "Call before nine."})


def _seen(panel: NotesPanel) -> list[QToolButton]:
    return [button for button in panel.findChildren(QToolButton) if button.isVisible()]


def test_a_note_that_cannot_be_saved_is_not_lost(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**_ANSWERS, write_note: Invalid("note.too_long")}
    panel = notes(shown(qtbot, host))
    panel.text.set_value("Paid by card.")
    panel.save.click()
    assert panel.text.value() == "Paid by card."


def test_who_may_not_write_is_offered_nothing_to_write_in(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**_ANSWERS, count_beside: Beside(notes=2, files=2)}
    page = shown(qtbot, host)
    assert notes(page).entry.isHidden()
    panel = files(page)
    assert (panel.add.isVisible(), panel.scan.isVisible()) == (False, False)
    assert not annex(page).receiver.willing


# --- files


def test_files_stand_with_size_origin_and_picture_the_newest_first(qtbot: QtBot, host: FakeHost) -> None:
    panel = files(shown(qtbot, host))
    assert [panel.list.item(n).text().split("\n")[0] for n in range(2)] == ["shelf.png", "receipt.pdf"]
    assert panel.about(_PDF).startswith("1,235 kB, issued ")
    assert panel.about(_PDF).endswith(", Siv")
    assert not panel.picture.image.isNull()
    panel.list.setCurrentRow(1)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert [(job.make, job.arguments) for job in host.previewed] == [(stored_content, {"attachment_id": 1})]
    assert not panel.removes.isEnabled()
    assert panel.removes.toolTip() == "What was issued is kept as it was."


def test_ones_own_file_of_today_is_removed_after_a_question(qtbot: QtBot, host: FakeHost, tmp_path: Path) -> None:
    host.answers = {**_ANSWERS, remove_attachment: RemovedFile(2), save_attachment: _PICTURE}
    panel = files(shown(qtbot, host))
    panel.save_as(_PICTURE, str(tmp_path / "copy.png"))
    assert host.told[-1].text == "shelf.png is saved."
    QTest.keyClick(panel, Qt.Key.Key_Delete)
    host.reply("remove")
    assert host.ran == [(remove_attachment, {"attachment_id": 2})]
    assert host.told[-1].text == "shelf.png is removed."


@pytest.mark.parametrize(
    ("file", "rights", "why"),
    [
        (replace(_PICTURE, mine=False), (), "Only who added it"),
        (replace(_PICTURE, added_at=_AT), (), "It was added more than a day ago."),
        (replace(_PICTURE, kept=True), (Permission.COMPANY_FILES,), "What belongs to a posted document"),
        (replace(_PICTURE, mine=False, added_at=_AT), (Permission.COMPANY_FILES,), ""),
    ],
)
def test_it_is_said_why_a_file_stays(qtbot: QtBot, file: Attachment, rights: tuple[Permission, ...], why: str) -> None:
    host = FakeHost(answers={**_ANSWERS, list_attachments: (file,)}, permissions=rights)
    panel = files(shown(qtbot, host))
    assert panel.removes.isEnabled() is not bool(why)
    assert panel.removes.toolTip().startswith(why or "Remove the file")


def _dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def _drag_over(page: Page, data: QMimeData) -> QDragEnterEvent:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(40, 40), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(page, event)
    return event


def test_files_dragged_over_the_page_see_where_they_can_be_dropped_and_are_stored_one_by_one(
    qtbot: QtBot, host: FakeHost, tmp_path: Path
) -> None:
    page = shown(qtbot, host)
    place, paths = annex(page).receiver.place, (tmp_path / "a.png", tmp_path / "b.png")
    data = _dragged(*paths)
    assert _drag_over(page, data).isAccepted()
    assert (place.isVisible(), place.geometry()) == (True, page.rect())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(place, QDropEvent(QPointF(40, 40), Qt.DropAction.CopyAction, data, buttons, keys))
    assert place.isHidden()
    assert host.ran == [(attach_file, {**_ON, "path": path}) for path in paths]
    assert host.told[-1].text == "2 files are attached."


def test_nothing_but_files_and_nobody_without_the_right_is_let_drop(
    qtbot: QtBot, host: FakeHost, tmp_path: Path
) -> None:
    page, words = shown(qtbot, host), QMimeData()
    words.setText("words")
    assert not _drag_over(page, words).isAccepted()
    host.answers = {**_ANSWERS, count_beside: Beside()}
    other = shown(qtbot, host)
    assert not _drag_over(other, _dragged(tmp_path / "a.png")).isAccepted()
    assert annex(other).receiver.place.isHidden()


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[None]:
    """Empty afterwards."""
    del qapp
    yield
    QGuiApplication.clipboard().clear()


@pytest.mark.usefixtures("clipboard")
def test_a_picture_is_pasted_as_a_png_unless_a_field_has_the_cursor(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    picture = QImage(3, 2, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(picture)
    QTest.keyClick(page.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert host.ran == []
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    ((operation, given),) = host.ran
    assert operation is attach
    assert str(given["name"]).startswith("Picture 2")
    assert str(given["name"]).endswith(".png")
    content = given["content"]
    assert isinstance(content, bytes)
    assert QImage.fromData(content).size() == picture.size()


@pytest.mark.usefixtures("clipboard")
def test_copied_files_are_pasted(qtbot: QtBot, host: FakeHost, tmp_path: Path) -> None:
    page = shown(qtbot, host)
    QGuiApplication.clipboard().setMimeData(_dragged(tmp_path / "a.pdf"))
    QTest.keyClick(page, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert host.ran == [(attach_file, {**_ON, "path": tmp_path / "a.pdf"})]


def test_what_is_there_already_or_cannot_be_stored_is_told_once_at_the_end(
    qtbot: QtBot, host: FakeHost, tmp_path: Path
) -> None:
    def stored(*, path: Path, **_record: object) -> Attachment:
        if path.name == "large.pdf":
            raise Invalid("attachment.too_large")
        return replace(_PICTURE, name="shelf.png", already=path.name == "same.png")

    host.answers = {**_ANSWERS, attach_file: stored}
    panel = files(shown(qtbot, host))
    panel.add_paths([str(tmp_path / name) for name in ("same.png", "large.pdf", "shelf.png")])
    (message,) = host.told
    assert message.text.startswith("shelf.png is attached. same.png is here already under the name shelf.png;")
    assert "attachment.too_large" in message.text


def test_many_files_at_once_are_asked_about(qtbot: QtBot, host: FakeHost, tmp_path: Path) -> None:
    foot = annex(shown(qtbot, host))
    many = files_in(_dragged(*(tmp_path / f"{number}.png" for number in range(21))))
    foot.take(many)
    assert host.asked[-1][0].title == "Attach 21 files?"
    host.reply("cancel")
    assert host.ran == []
    foot.take(many)
    host.reply("attach")
    assert len(host.ran) == 21


def test_a_folder_gives_its_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden"):
        (tmp_path / name).write_text(name)
    (tmp_path / "inner").mkdir()
    assert [file.name for file in files_in(_dragged(tmp_path))] == ["a.txt", "b.txt"]


# --- scans


def _scans(**arguments: Any) -> Scans:
    return newest_scans(None, **arguments)  # type: ignore[arg-type]  # no database is asked


def _moved(**arguments: Any) -> str:
    return move_aside(None, **arguments)  # type: ignore[arg-type]  # no database is asked


def _drawn(**arguments: Any) -> QImage:
    return picture_of_path(None, **arguments)  # type: ignore[arg-type]  # no database is asked


_COMPUTER: Mapping[object, object] = {newest_scans: _scans, move_aside: _moved, picture_of_path: _drawn}


def test_scans_are_attached_and_moved_aside(qtbot: QtBot, host: FakeHost, tmp_path: Path) -> None:
    host.answers = {**_ANSWERS, **_COMPUTER}
    page = shown(qtbot, host)
    dialog = ScanFolder(host, annex(page).intake, page)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.where.text().startswith("Choose the folder")
    for name in ("one.txt", "two.txt", "half.part"):
        (tmp_path / name).write_text(name)
    dialog.use_folder(str(tmp_path))
    assert host.preferences.values[FOLDER] == str(tmp_path)
    names = {dialog.list.item(n).text().split("\n")[0] for n in range(dialog.list.count())}
    assert names == {"one.txt", "two.txt"}
    assert dialog.list.item(0).text().endswith("just now")
    dialog.list.selectAll()
    assert dialog.attach.text() == "Attach 2 files"
    dialog.attach.click()
    assert {str(given["path"]) for _run, given in host.ran} == {str(tmp_path / n) for n in ("one.txt", "two.txt")}
    assert sorted(path.name for path in (tmp_path / "Attached").iterdir()) == ["one.txt", "two.txt"]
    assert host.told[-1].text == "2 files are attached."


def test_what_could_not_be_stored_stays_in_the_scan_folder_and_a_taken_name_is_kept(
    qtbot: QtBot, host: FakeHost, tmp_path: Path
) -> None:
    (tmp_path / "Attached").mkdir()
    (tmp_path / "Attached" / "one.txt").write_text("older")
    (tmp_path / "one.txt").write_text("newer")
    assert _moved(path=tmp_path / "one.txt") == ""
    assert (tmp_path / "Attached" / "one (2).txt").read_text() == "newer"
    assert _moved(path=tmp_path / "gone.txt") != ""
    (tmp_path / "two.txt").write_text("two")
    host.answers = {**_ANSWERS, **_COMPUTER, attach_file: Denied("company.not_allowed")}
    host.preferences.write(FOLDER, str(tmp_path))
    page = shown(qtbot, host)
    dialog = ScanFolder(host, annex(page).intake, page)
    qtbot.addWidget(dialog)
    dialog.take()
    assert (tmp_path / "two.txt").exists()


def test_a_scan_folder_that_is_gone_is_told(qtbot: QtBot, host: FakeHost, tmp_path: Path) -> None:
    host.answers = {**_ANSWERS, **_COMPUTER}
    host.preferences.write(FOLDER, str(tmp_path / "gone"))
    page = shown(qtbot, host)
    dialog = ScanFolder(host, annex(page).intake, page)
    qtbot.addWidget(dialog)
    assert "cannot be read" in dialog.where.text()
    assert not dialog.attach.isEnabled()


def test_pictures_are_made_small_and_what_is_none_gives_none() -> None:
    large = QImage(900, 300, QImage.Format.Format_RGB32)
    large.fill(Qt.GlobalColor.blue)
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    large.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a str
    small = small_picture(bytes(buffer.data().data()), "image/png", 300)
    assert (small.width(), small.height()) == (300, 100)
    assert small_picture(b"no picture", "image/png", 300).isNull()
    assert small_picture(b"no PDF", "application/pdf", 300).isNull()


# --- history


def test_the_history_tells_in_words_of_people_and_opens_what_it_names(qtbot: QtBot, host: FakeHost) -> None:
    changed = Happening(
        _AT,
        "Siv",
        "changed",
        fields=(FieldChange("credit_hold", "false", "true", Kind.BOOLEAN), FieldChange("status", "draft", "confirmed")),
    )
    told = (
        changed,
        Happening(_AT, "Ali", "delivered", "sales.delivery", "12", "L1003"),
        Happening(_AT, "Siv", "added_file", "company.attachment", "2", "shelf.png"),
        Happening(_AT, "Siv", "created"),
    )
    host.answers = {**_ANSWERS, read_history: History(told, before=_AT)}
    page = shown(qtbot, host)
    panel = history(page)
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert "On hold: No → Yes\nStatus: Draft → Confirmed" in texts
    assert "Created" in texts
    links = {link.text(): link for link in panel.findChildren(LinkButton)}
    links["Delivered L1003"].click()
    assert host.opened == [Link("warehouse.delivery", 12)]
    panel.more.click()
    assert host.was_read[-1] == (read_history, {**_ON, "before": _AT, "limit": 30})
    assert len(panel.happenings) == 8
    links["Added shelf.png"].click()
    assert files(page).chosen == _PICTURE


def test_what_the_reader_may_not_see_is_told_but_not_opened(qtbot: QtBot) -> None:
    told = (Happening(_AT, "Bo", "posted", "ledger.entry", "12", "F1003"),)
    host = FakeHost(answers={**_ANSWERS, read_history: History(told)}, permissions=[Permission.SALES_READ])
    panel = history(shown(qtbot, host))
    assert [link for link in panel.findChildren(LinkButton) if link is not panel.more] == []
    assert "Posted F1003" in [label.text() for label in panel.findChildren(QLabel)]
