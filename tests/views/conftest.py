"""What the tests of all screens share: the light theme, English, and pages that outlive their last event."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from resources import language
from tests.support.keys import let_go
from views.kit.theme.theme import use_theme


@pytest.fixture(scope="module", autouse=True)
def _light_and_english(qapp: QApplication) -> None:
    """Once for all of a module: each change of theme styles every widget anew."""
    language.use("en")
    use_theme(qapp, "light")


@pytest.fixture(autouse=True)
def _events_dealt_with(qapp: QApplication) -> Iterator[None]:
    """No event of a test, nor a widget it was done with, nor a key that it held is left to the next."""
    yield
    qapp.processEvents()
    let_go()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[QWidget], None]]:
    """Shows a page and keeps it until the last event of the test has been dealt with."""
    shown: list[QWidget] = []

    def keep(page: QWidget) -> None:
        shown.append(page)
        qtbot.addWidget(page)
        page.show()

    yield keep
    shown.clear()
