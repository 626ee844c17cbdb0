"""Parts of pages are never windows of their own, not even for a moment: that would take the focus away."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.fake_host import FakeHost
from tests.support.kit_samples import INVOICES
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView
from views.kit.text import Chip, column


class Windows(QObject):
    """Which widgets were shown as windows."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    made = Windows()
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def test_a_list_is_put_together_in_its_page(windows: Windows, host: FakeHost, qtbot: QtBot) -> None:
    qtbot.addWidget(ListView(host, ListSpec(INVOICES)))
    assert windows.shown == []


def test_a_chip_appears_where_it_stands_and_only_with_a_word(windows: Windows, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    layout = column(parent)
    said, silent = Chip("paid"), Chip()
    assert windows.shown == []
    for chip in (said, silent):
        layout.addWidget(chip)
    assert (said.isVisibleTo(parent), silent.isVisibleTo(parent)) == (True, False)
    silent.set_word("overdue")
    said.set_word("")
    assert (said.isVisibleTo(parent), silent.isVisibleTo(parent)) == (False, True)
