"""English and the light theme for the screens of finance."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from resources import language
from views.kit.theme.theme import use_theme


@pytest.fixture(autouse=True)
def _light_and_english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    use_theme(qapp, "light")
    yield
    qapp.processEvents()
    gc.collect()
