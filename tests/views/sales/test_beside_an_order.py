"""Notes, files and history of an order on its page, over a real office: dropped, written, read back, and told."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from tests.support.office import Office
from tests.support.office_host import OfficeHost
from tests.support.trade import furnish
from views.kit.annex.files import FilesPanel
from views.kit.annex.history import HistoryPanel
from views.kit.annex.notes import NotesPanel
from views.kit.annex.panel import FILES, HISTORY, NOTES, RecordAnnex
from views.kit.host import Link
from views.sales.order_page import OrderView


def annex(qtbot: QtBot, office: Office, role: str, order: int) -> tuple[OrderView, RecordAnnex, OfficeHost]:
    host = OfficeHost(session=office.session(role))
    page = OrderView(host, Link("sales.order", order))
    qtbot.addWidget(page)
    page.show()
    assert page.annex is not None
    return page, page.annex, host


def test_what_a_seller_drops_and_writes_is_seen_by_the_storekeeper_with_who_did_it(
    qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    order = furnish(office).confirm().id
    page, foot, host = annex(qtbot, office, "seller", order)
    path = tmp_path / "map.txt"
    path.write_text("To the back door")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    for _twice in range(2):
        QApplication.sendEvent(page, QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, buttons, keys))
        drop = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, buttons, keys)
        QApplication.sendEvent(foot.receiver.place, drop)
    assert [message.text for message in host.told] == [
        "map.txt is attached.",
        "map.txt is here already; it was not added twice.",
    ]
    foot.show_tab(NOTES)
    notes = foot.panels[NOTES]
    assert isinstance(notes, NotesPanel)
    notes.text.set_value("Leave it at the back door.")
    notes.save.click()

    _page, foot, _host = annex(qtbot, office, "storekeeper", order)
    assert [tab.text() for tab in foot.tabs.values()] == ["Notes 1", "Files 1", "History"]
    foot.show_tab(FILES)
    files = foot.panels[FILES]
    assert isinstance(files, FilesPanel)
    assert files.about(files.files[0]).endswith(", Seller")
    foot.show_tab(HISTORY)
    history = foot.panels[HISTORY]
    assert isinstance(history, HistoryPanel)
    kinds = [one.kind for one in history.happenings]
    assert kinds[:2] == ["note", "added_file"]
    assert kinds[-1] == "created"
    assert any("Status: Draft → Confirmed" in label.text() for label in history.findChildren(QLabel))


def test_an_auditor_reads_all_of_it_and_adds_nothing(qtbot: QtBot, office: Office) -> None:
    order = furnish(office).draft_order()
    page, foot, _host = annex(qtbot, office, "auditor", order)
    assert not foot.receiver.willing
    foot.show_tab(NOTES)
    notes = foot.panels[NOTES]
    assert isinstance(notes, NotesPanel)
    assert notes.entry.isHidden()
    assert page.annex is foot
