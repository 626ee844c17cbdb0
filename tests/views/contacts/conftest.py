"""The light theme and English for tests of the screens of contacts."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest

from resources import language
from views.kit.theme.theme import use_theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _light_and_english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    use_theme(qapp, "light")
    yield
    qapp.processEvents()
    gc.collect()
