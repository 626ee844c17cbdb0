"""Lists as files and on paper, and documents as pages: all rows, the screen's columns, and what goes wrong."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from desktop.exporting import file_name
from desktop.printing import DocumentPage
from desktop.shell.window import MainWindow
from models.database.work import Work
from tests.support.office import Office
from views.kit.host import ExportFormat, PrintJob
from views.kit.page import ListPage

OpenWindow = Callable[[str], MainWindow]


@pytest.fixture
def window(open_window: OpenWindow, qtbot: QtBot) -> MainWindow:
    """The accountant in front of the chart of accounts."""
    made = open_window("accountant")
    page = made.pages.page
    assert isinstance(page, ListPage)
    qtbot.waitUntil(lambda: page.list.model.filled > 0)
    return made


def dialog(window: MainWindow) -> QFileDialog:
    (found,) = window.findChildren(QFileDialog)
    return found


def told(window: MainWindow) -> list[str]:
    page = window.pages.page
    assert page is not None
    return [message.text for message in page.strip.messages]


def export(window: MainWindow, form: ExportFormat, path: Path, qtbot: QtBot) -> None:
    window.acts.export_list(form)
    asked = dialog(window)
    asked.fileSelected.emit(str(path))
    asked.done(1)
    qtbot.waitUntil(lambda: any("rows written" in text or "cannot be written" in text for text in told(window)))


def accounts(office: Office) -> int:
    row = office.owner().execute("SELECT count(*) FROM ledger.account").fetchone()
    assert row is not None
    return int(row[0])


def test_a_list_is_written_whole_with_the_columns_of_the_screen(
    window: MainWindow, office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "accounts.csv"
    page = window.pages.page
    assert isinstance(page, ListPage)
    # Those too that stay away from the screen for want of room alone.
    shown = [page.list.model.columns[place].label for place in page.list.columns.wanted()]
    export(window, ExportFormat.CSV, path, qtbot)
    lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))

    assert lines[0] == shown
    assert len(lines) - 1 == accounts(office)
    assert told(window) == [f"{accounts(office)} rows written to accounts.csv."]


def test_a_spreadsheet_holds_the_same_rows(window: MainWindow, office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "accounts.xlsx"
    export(window, ExportFormat.XLSX, path, qtbot)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()

    assert len([row for row in rows if str(row[0]).isdecimal()]) == accounts(office)


def test_the_search_of_the_screen_holds_for_the_file(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    page = window.pages.page
    assert isinstance(page, ListPage)
    page.list.table.sortByColumn(0, page.list.table.horizontalHeader().sortIndicatorOrder().DescendingOrder)
    path = tmp_path / "accounts.csv"
    export(window, ExportFormat.CSV, path, qtbot)
    numbers = [line[0] for line in csv.reader(path.read_text(encoding="utf-8-sig").splitlines())][1:]

    assert numbers == sorted(numbers, reverse=True)


def test_a_file_that_cannot_be_written_is_told_and_nothing_half_is_left(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    export(window, ExportFormat.CSV, tmp_path / "nowhere" / "accounts.csv", qtbot)

    assert told(window) == ["accounts.csv cannot be written: No such file or directory."]
    assert list(tmp_path.rglob("accounts*")) == []


def test_the_proposed_name_says_what_and_when(window: MainWindow) -> None:
    window.acts.export_list(ExportFormat.XLSX)
    asked = dialog(window)
    name = Path(asked.selectedFiles()[0]).name
    asked.reject()

    assert name == f"Accounts {window.host.today:%Y-%m-%d}.xlsx"
    assert file_name('a/b:c*"d"') == "a b c  d"


def test_printing_a_list_shows_it_first(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    assert window.acts.can_print()
    window.acts.print_page()
    page = window.pages.page
    assert isinstance(page, DocumentPage)
    qtbot.waitUntil(lambda: page.preview is not None)
    assert page.preview is not None
    text = "".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.preview._document.data)).pages)

    assert "Björkens Bygg AB" in text
    assert "1930" in text
    window.acts.go_back()
    assert isinstance(window.pages.page, ListPage)


def test_a_document_that_cannot_be_made_says_so_and_can_be_tried_again(window: MainWindow, qtbot: QtBot) -> None:
    tries: list[Decimal] = []

    def broken(_work: Work) -> bytes:
        tries.append(Decimal(1))
        return b"no PDF"

    window.host.preview(PrintJob("Invoice 7", broken, "7.pdf"))
    page = window.pages.page
    assert isinstance(page, DocumentPage)
    qtbot.waitUntil(lambda: page._waiting._hint.text() == "The document could not be shown.")
    page._waiting.acted.emit()
    qtbot.waitUntil(lambda: len(tries) == 2)

    assert page.preview is None
