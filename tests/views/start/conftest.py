"""English and the light theme for the start page."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from resources import language
from views.kit.theme.theme import use_theme


@pytest.fixture(autouse=True)
def _light_and_english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    use_theme(qapp, "light")
    yield
    qapp.processEvents()
    gc.collect()


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
