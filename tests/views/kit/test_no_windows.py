"""Parts of pages are never windows of their own, not even for a moment: that would take the focus away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.fake_host import FakeHost
from tests.support.kit_samples import INVOICES
from views.kit.form.spec import Field, FormSpec, Section
from views.kit.form.view import FormView
from views.kit.grid.spec import GridColumn, GridSpec, Total
from views.kit.grid.view import EntryGrid
from views.kit.list.spec import ListSpec
from views.kit.list.view import ListView
from views.kit.text import Chip, column


@dataclass(frozen=True)
class Named:
    """Something with a name."""

    name: str = ""


def _none(lines: Sequence[Named]) -> Mapping[str, object]:
    del lines
    return {}


def _one(lines: Sequence[Named]) -> Sequence[Total]:
    return (Total("Lines", len(lines)),)


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


def test_a_form_with_hints_and_a_grid_with_totals_are_put_together_in_their_page(
    windows: Windows, host: FakeHost, qtbot: QtBot
) -> None:
    field: Field[Named] = Field("name", "Name", help="As on the letter-box.")
    column: GridColumn[Named] = GridColumn("name", "Name")
    qtbot.addWidget(FormView(host, FormSpec((Section("", (field,)),)), Named()))
    grid = GridSpec((column,), Named, lambda line: not line.name, column_totals=_none, totals=_one)
    qtbot.addWidget(EntryGrid(host, grid, (Named("Bult"),)))
    assert windows.shown == []
