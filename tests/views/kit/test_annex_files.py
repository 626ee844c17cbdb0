"""Files and scans at the foot of a record's page: dropped, pasted, chosen, shown and taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
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
from models.company.history import Beside, count_beside
from models.database.errors import Denied, Invalid
from models.database.rights import Permission
from tests.support.annex import (
    ANSWERS,
    AT,
    ON,
    PDF,
    PICTURE,
    annex_of,
    files,
    shown,
)
from tests.support.fake_host import FakeHost
from views.kit.annex.aside import FOLDER, move_aside
from views.kit.annex.drawing import picture_of_path, small_picture, stored_content
from views.kit.annex.intake import files_in
from views.kit.annex.scans import ScanFolder, Scans, newest_scans
from views.kit.page import Page


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(answers=dict(ANSWERS))


# --- files


def test_files_stand_with_size_origin_and_picture_the_newest_first(qtbot: QtBot, host: FakeHost) -> None:
    panel = files(shown(qtbot, host))
    assert [panel.list.item(n).text().split("\n")[0] for n in range(2)] == ["shelf.png", "receipt.pdf"]
    assert panel.about(PDF).startswith("1,235 kB, issued ")
    assert panel.about(PDF).endswith(", Siv")
    assert not panel.picture.image.isNull()
    panel.list.setCurrentRow(1)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert [(job.make, job.arguments) for job in host.previewed] == [(stored_content, {"attachment_id": 1})]
    assert not panel.removes.isEnabled()
    assert panel.removes.toolTip() == "What was issued is kept as it was."


def test_ones_own_file_of_today_is_removed_after_a_question(qtbot: QtBot, host: FakeHost, tmp_path: Path) -> None:
    host.answers = {**ANSWERS, remove_attachment: RemovedFile(2), save_attachment: PICTURE}
    panel = files(shown(qtbot, host))
    panel.save_as(PICTURE, str(tmp_path / "copy.png"))
    assert host.told[-1].text == "shelf.png is saved."
    QTest.keyClick(panel, Qt.Key.Key_Delete)
    host.reply("remove")
    assert host.ran == [(remove_attachment, {"attachment_id": 2})]
    assert host.told[-1].text == "shelf.png is removed."


@pytest.mark.parametrize(
    ("file", "rights", "why"),
    [
        (replace(PICTURE, mine=False), (), "Only who added it"),
        (replace(PICTURE, added_at=AT), (), "It was added more than a day ago."),
        (replace(PICTURE, kept=True), (Permission.COMPANY_FILES,), "What belongs to a posted document"),
        (replace(PICTURE, mine=False, added_at=AT), (Permission.COMPANY_FILES,), ""),
    ],
)
def test_it_is_said_why_a_file_stays(qtbot: QtBot, file: Attachment, rights: tuple[Permission, ...], why: str) -> None:
    host = FakeHost(answers={**ANSWERS, list_attachments: (file,)}, permissions=rights)
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
    place, paths = annex_of(page).receiver.place, (tmp_path / "a.png", tmp_path / "b.png")
    data = _dragged(*paths)
    assert _drag_over(page, data).isAccepted()
    assert (place.isVisible(), place.geometry()) == (True, page.rect())
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(place, QDropEvent(QPointF(40, 40), Qt.DropAction.CopyAction, data, buttons, keys))
    assert place.isHidden()
    assert host.ran == [(attach_file, {**ON, "path": path}) for path in paths]
    assert host.told[-1].text == "2 files are attached."


def test_nothing_but_files_and_nobody_without_the_right_is_let_drop(
    qtbot: QtBot, host: FakeHost, tmp_path: Path
) -> None:
    page, words = shown(qtbot, host), QMimeData()
    words.setText("words")
    assert not _drag_over(page, words).isAccepted()
    host.answers = {**ANSWERS, count_beside: Beside()}
    other = shown(qtbot, host)
    assert not _drag_over(other, _dragged(tmp_path / "a.png")).isAccepted()
    assert annex_of(other).receiver.place.isHidden()


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
    assert host.ran == [(attach_file, {**ON, "path": tmp_path / "a.pdf"})]


def test_what_is_there_already_or_cannot_be_stored_is_told_once_at_the_end(
    qtbot: QtBot, host: FakeHost, tmp_path: Path
) -> None:
    def stored(*, path: Path, **_record: object) -> Attachment:
        if path.name == "large.pdf":
            raise Invalid("attachment.too_large")
        return replace(PICTURE, name="shelf.png", already=path.name == "same.png")

    host.answers = {**ANSWERS, attach_file: stored}
    panel = files(shown(qtbot, host))
    panel.add_paths([str(tmp_path / name) for name in ("same.png", "large.pdf", "shelf.png")])
    (message,) = host.told
    assert message.text.startswith("shelf.png is attached. same.png is here already under the name shelf.png;")
    assert "attachment.too_large" in message.text


def test_many_files_at_once_are_asked_about(qtbot: QtBot, host: FakeHost, tmp_path: Path) -> None:
    foot = annex_of(shown(qtbot, host))
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
    host.answers = {**ANSWERS, **_COMPUTER}
    page = shown(qtbot, host)
    dialog = ScanFolder(host, annex_of(page).intake, page)
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
    host.answers = {**ANSWERS, **_COMPUTER, attach_file: Denied("company.not_allowed")}
    host.preferences.write(FOLDER, str(tmp_path))
    page = shown(qtbot, host)
    dialog = ScanFolder(host, annex_of(page).intake, page)
    qtbot.addWidget(dialog)
    dialog.take()
    assert (tmp_path / "two.txt").exists()


def test_a_scan_folder_that_is_gone_is_told(qtbot: QtBot, host: FakeHost, tmp_path: Path) -> None:
    host.answers = {**ANSWERS, **_COMPUTER}
    host.preferences.write(FOLDER, str(tmp_path / "gone"))
    page = shown(qtbot, host)
    dialog = ScanFolder(host, annex_of(page).intake, page)
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
