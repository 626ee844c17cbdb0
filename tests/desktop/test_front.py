"""The window in front keeps the keyboard while its first page is filled: no part of it is ever a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.desk import open_desktop
from desktop.settings import Settings
from tests.support.office import Office
from views.kit.form.lines import DateLine
from views.kit.host import Link

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


class Shown(QObject):
    """Remembers what was shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt’s own name
        """Look on."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_nothing_but_the_window_is_shown_as_one(
    office: Office, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    shown = Shown()
    qapp.installEventFilter(shown)
    window = open_desktop(office.session("accountant"), settings=Settings(tmp_path))
    qtbot.waitUntil(lambda: not window.runner.active)
    qapp.removeEventFilter(shown)
    assert shown.windows == ["MainWindow"]
    window.end()
    window.runner.wait_until_ended()
    window.deleteLater()


def test_what_is_typed_on_a_page_just_opened_replaces_what_is_proposed(
    office: Office, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_desktop(office.session("accountant"), settings=Settings(tmp_path))
    qtbot.waitUntil(lambda: not window.runner.active)
    window.open_link(Link("finance.voucher"))
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), DateLine) and not window.runner.active)
    day = QApplication.focusWidget()
    assert isinstance(day, DateLine)
    assert day.text() != ""
    assert day.selectedText() == day.text()
    window.end()
    window.runner.wait_until_ended()
    window.deleteLater()
