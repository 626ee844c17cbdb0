"""A host with sample rows, the light theme and English for the tests of the kit."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from resources import language
from tests.support.fake_host import FakeHost
from tests.support.kit_samples import ITEM_ROWS, invoice
from views.kit.theme.theme import use_theme


@pytest.fixture(autouse=True)
def _light_and_english(qapp: QApplication) -> Iterator[None]:
    language.use("en")
    use_theme(qapp, "light")
    yield
    qapp.processEvents()
    gc.collect()


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(
        rows={"sales.invoices": [invoice(number) for number in range(1, 451)], "warehouse.items": ITEM_ROWS}
    )


@pytest.fixture
def empty_host() -> FakeHost:
    return FakeHost()
