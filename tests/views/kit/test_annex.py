"""The foot of a record's page: folded until it is wanted, counted, and filled by typing, dropping and pasting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from models.company.history import Beside, Happening, History, count_beside, read_history
from models.company.notes import AddedNote, correct_note, list_notes, write_note
from models.company.trail import FieldChange
from models.database.errors import Invalid
from models.database.listing import Kind
from models.database.rights import Permission
from tests.support.annex import (
    ANSWERS,
    AT,
    ON,
    OTHERS,
    PICTURE,
    annex_of,
    files,
    history,
    notes,
    shown,
)
from tests.support.fake_host import FakeHost
from views.kit.annex.notes import NotesPanel
from views.kit.annex.panel import FILES, HISTORY, NOTES
from views.kit.host import Link
from views.kit.text import LinkButton


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(answers=dict(ANSWERS))


# --- the foot itself


def test_it_is_folded_with_counts_on_its_tabs_and_has_read_nothing_else(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    assert [tab.text() for tab in annex_of(page).tabs.values()] == ["Notes 2", "Files 2", "History"]
    assert annex_of(page).stack.isHidden()
    assert host.was_read == [(count_beside, ON)]


def test_it_unfolds_folds_and_remembers(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    annex_of(page).tabs[FILES].click()
    assert (annex_of(page).stack.isVisible(), annex_of(page).open_tab) == (True, FILES)
    assert annex_of(page).stack.height() <= page.height() * 2 // 5
    again = shown(qtbot, host)
    assert annex_of(again).open_tab == FILES
    annex_of(again).tabs[FILES].click()
    assert annex_of(again).stack.isHidden()
    assert annex_of(shown(qtbot, host)).open_tab == ""


def test_its_keys_go_there_and_back(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    page.setFocusProxy(page.field)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    QTest.keyClick(page.field, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert annex_of(page).isAncestorOf(focus)
    QTest.keyClick(focus, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert annex_of(page).stack.isHidden()
    assert QApplication.focusWidget() is page.field


def last_read(host: FakeHost) -> tuple[object, object]:
    return host.was_read[-1]


def test_it_counts_again_when_others_write_and_follows_the_page_to_another_record(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    host.answers = {**ANSWERS, count_beside: Beside(notes=3)}
    host.change("company.note", 5)
    assert annex_of(page).tabs[NOTES].text() == "Notes 3"
    annex_of(page).show_tab(NOTES)
    reads = [query for query, _arguments in host.was_read].count(list_notes)
    host.change("company.note", 99)
    assert [query for query, _arguments in host.was_read].count(list_notes) == reads, "that of another record"
    host.change("company.note", OTHERS.id)
    assert last_read(host) == (list_notes, ON)
    annex_of(page).show_tab(HISTORY)
    page.show_annex(7)
    assert last_read(host) == (read_history, {**ON, "before": None, "limit": 30})
    annex_of(page).show_tab("")
    page.show_annex(8)
    assert (count_beside, {**ON, "subject_id": 8}) in host.was_read


def test_every_part_has_a_name_for_those_who_do_not_see_it(qtbot: QtBot, host: FakeHost) -> None:
    page = shown(qtbot, host)
    panels = (notes(page), files(page), history(page))
    assert panels[0].text.accessibleName() == "New note"
    assert (panels[1].list.accessibleName(), panels[1].picture.accessibleName()) == ("Files", "Preview")
    assert panels[2].area.accessibleName() == "History"
    nameless = [b for b in page.findChildren(QToolButton) if not (b.accessibleName() or b.text())]
    assert [b for b in nameless if annex_of(page).isAncestorOf(b)] == []


# --- notes


def test_a_note_is_written_kept_while_it_is_typed_and_corrected(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**ANSWERS, write_note: AddedNote(3), correct_note: AddedNote(1)}
    page = shown(qtbot, host)
    panel = notes(page)
    texts = {label.text() for label in panel.findChildren(QLabel)}
    assert {"Call before eight.", "Pays late."} <= texts
    assert panel.about(OTHERS).endswith("corrected")
    panel.save.click()
    assert host.ran == [], "an empty note is none"
    panel.text.set_value("Paid by card.")
    annex_of(page).show_tab("")
    assert notes(shown(qtbot, host)).text.value() == "Paid by card."
    panel = notes(page)
    panel.save.click()
    assert host.ran == [(write_note, {**ON, "text": "Paid by card."})]
    assert (panel.text.value(), notes(shown(qtbot, host)).text.value()) == ("", "")
    qtbot.waitUntil(lambda: len(_seen(panel)) == 1)  # one's own note alone
    _seen(panel)[0].click()
    panel.text.set_value("Call before nine.")
    panel.save.click()
    assert host.ran[-1] == (correct_note, {"note_id": 1, "text": "Call before nine."})


def _seen(panel: NotesPanel) -> list[QToolButton]:
    return [button for button in panel.findChildren(QToolButton) if button.isVisible()]


def test_a_note_that_cannot_be_saved_is_not_lost(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**ANSWERS, write_note: Invalid("note.too_long")}
    panel = notes(shown(qtbot, host))
    panel.text.set_value("Paid by card.")
    panel.save.click()
    assert panel.text.value() == "Paid by card."


def test_who_may_not_write_is_offered_nothing_to_write_in(qtbot: QtBot, host: FakeHost) -> None:
    host.answers = {**ANSWERS, count_beside: Beside(notes=2, files=2)}
    page = shown(qtbot, host)
    assert notes(page).entry.isHidden()
    panel = files(page)
    assert (panel.add.isVisible(), panel.scan.isVisible()) == (False, False)
    assert not annex_of(page).receiver.willing


# --- history


def test_the_history_tells_in_words_of_people_and_opens_what_it_names(qtbot: QtBot, host: FakeHost) -> None:
    changed = Happening(
        AT,
        "Siv",
        "changed",
        fields=(FieldChange("credit_hold", "false", "true", Kind.BOOLEAN), FieldChange("status", "draft", "confirmed")),
    )
    told = (
        changed,
        Happening(AT, "Ali", "delivered", "sales.delivery", "12", "L1003"),
        Happening(AT, "Siv", "added_file", "company.attachment", "2", "shelf.png"),
        Happening(AT, "Siv", "created"),
    )
    host.answers = {**ANSWERS, read_history: History(told, before=AT)}
    page = shown(qtbot, host)
    panel = history(page)
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert "On hold: No → Yes\nStatus: Draft → Confirmed" in texts
    assert "Created" in texts
    links = {link.text(): link for link in panel.findChildren(LinkButton)}
    links["Delivered L1003"].click()
    assert host.opened == [Link("warehouse.delivery", 12)]
    panel.more.click()
    assert host.was_read[-1] == (read_history, {**ON, "before": AT, "limit": 30})
    assert len(panel.happenings) == 8
    links["Added shelf.png"].click()
    assert files(page).chosen == PICTURE


def test_what_the_reader_may_not_see_is_told_but_not_opened(qtbot: QtBot) -> None:
    told = (Happening(AT, "Bo", "posted", "ledger.entry", "12", "F1003"),)
    host = FakeHost(answers={**ANSWERS, read_history: History(told)}, permissions=[Permission.SALES_READ])
    panel = history(shown(qtbot, host))
    assert [link for link in panel.findChildren(LinkButton) if link is not panel.more] == []
    assert "Posted F1003" in [label.text() for label in panel.findChildren(QLabel)]
