"""English and the light theme for the screens of finance."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from resources import language
from views.kit.theme.theme import use_theme


@pytest.fixture(scope="module", autouse=True)
def _light(qapp: QApplication) -> None:
    """Once for all of a module: each change of theme styles every widget anew."""
    use_theme(qapp, "light")


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    yield
    qapp.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
